// node start.mjs: bundles server.ts, then runs it. Needs what either README command has installed and built.
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'tsup'

const here = dirname(fileURLToPath(import.meta.url))
await build({
  entry: [join(here, 'server.ts')],
  outDir: join(here, 'dist'),
  format: 'esm',
  outExtension: () => ({ js: '.mjs' }),
  target: 'node20',
  // Packages are loaded from beside it, as any process loads them.
  skipNodeModulesBundle: true,
  config: false,
  silent: true,
  clean: false,
})
await import(pathToFileURL(join(here, 'dist', 'server.mjs')).href)
