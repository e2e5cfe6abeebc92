// node run.mjs <name>: bundles src/<name>.ts with the sources of the packages as they stand, then runs it.
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'tsup'

const bench = dirname(fileURLToPath(import.meta.url))
const packages = join(bench, '..', 'packages')
const [name = ''] = process.argv.slice(2)

/** What a bundle must not hold. */
const beside = [
  '@photostructure/sqlite',
  'pg',
  '@perca/postgres-test-server',
  '@eventstore/db-client',
  '@event-driven-io/emmett-postgresql',
  '@perca/esdb-test-server',
]

const alias = Object.fromEntries([
  ...readdirSync(packages)
    .filter((folder) => !folder.endsWith('-test-server'))
    .map((folder) => [`@perca/${folder}`, join(packages, folder, 'src', 'index.ts')]),
  ['@perca/example-registers', join(bench, '..', 'examples', 'registers', 'src', 'index.ts')],
])
await build({
  entry: { [name]: join(bench, 'src', `${name}.ts`) },
  outDir: join(bench, 'out'),
  format: 'esm',
  outExtension: () => ({ js: '.mjs' }),
  config: false,
  silent: true,
  clean: false,
  // All but what must be found beside its own files: binaries, servers, and packages that load parts of themselves.
  noExternal: [
    /^(?!(@photostructure\/sqlite|pg|@perca\/postgres-test-server|@eventstore\/db-client|@event-driven-io\/.*|@perca\/esdb-test-server)$)/,
  ],
  external: beside,
  esbuildOptions: (options) => {
    options.alias = alias
  },
})
await import(pathToFileURL(join(bench, 'out', `${name}.mjs`)).href)
