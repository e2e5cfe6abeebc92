import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { root } from '../workspace.mjs'

export default defineConfig({
  root: join(root, 'scripts/rules'),
  test: { reporters: ['default', join(root, 'scripts/closing-line.ts')], testTimeout: 60_000 },
})
