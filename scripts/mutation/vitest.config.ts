import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('../..', import.meta.url))
const [folder = '*'] = (process.env['PERCA_MUTATE'] ?? '*').split(',')

/** The tests of one folder of core, which are run against each of its mutants. */
export default defineConfig({
  root,
  resolve: {
    alias: Object.fromEntries(
      readdirSync(join(root, 'packages')).map((name) => [
        `@perca/${name}`,
        join(root, 'packages', name, 'src/index.ts'),
      ]),
    ),
  },
  test: {
    include: [`packages/core/src/${folder}/**/*.test.ts`],
    exclude: ['**/node_modules/**', '**/laws*.test.ts'],
    isolate: false,
    setupFiles: [join(root, 'scripts/seed.ts')],
  },
})
