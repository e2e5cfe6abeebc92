import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, type Options } from 'tsup'
import { type Package, packages } from './scripts/workspace.mjs'

/** scripts/build.mjs names the packages whose sources changed; without a name all are built. */
const named = process.env['PERCA_BUILD']?.split(',')

/** What has no CommonJS of its own and so goes into ours. Keep its licence's notice where it asks for one. */
const bundled: Readonly<Record<string, string[]>> = {}

const both = (target: Package): Options => ({
  name: target.folder,
  entry: Object.fromEntries(target.entries.map(({ output, source }) => [output, join(target.path, source)])),
  outDir: join(target.path, 'dist'),
  tsconfig: join(target.path, 'tsconfig.json'),
  format: ['esm', 'cjs'],
  target: 'node20',
  platform: 'node',
  // One copy of what two sub-paths of a package both hold.
  splitting: true,
  sourcemap: true,
  // tsc writes declarations to the same folder.
  dts: false,
  clean: false,
  skipNodeModulesBundle: true,
  noExternal: bundled[target.folder] ?? [],
})

const commandSource = (target: Package) => join(target.path, 'src/perca.ts')

/** The command itself is an ES module only: nobody requires it. bin/perca.mjs starts it. */
const command = (target: Package): Options => ({
  ...both(target),
  name: 'perca',
  entry: { perca: commandSource(target) },
  format: ['esm'],
})

export default defineConfig(
  packages()
    .filter(({ folder }) => named?.includes(folder) ?? true)
    .flatMap((target) => (existsSync(commandSource(target)) ? [both(target), command(target)] : [both(target)])),
)
