import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { packages, root } from './scripts/workspace.mjs'

/** Tests read every package's source, so that they need no build. Exact names: a sub-path is a name of its own. */
const alias = packages().flatMap(({ path, entries }) =>
  entries.map(({ name, source }) => ({ find: new RegExp(`^${name}$`), replacement: join(path, source) })),
)

export default defineConfig({
  resolve: { alias },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'examples/*/**/*.test.ts', 'bench/**/*.test.ts', 'scripts/**/*.test.ts'],
    // The rules of the linter and of dependency-cruiser need their tools: `npm run rules`.
    exclude: ['**/node_modules/**', '**/dist/**', 'scripts/rules/**'],
    reporters: ['default', join(root, 'scripts/closing-line.ts')],
    // The same values in every run: a run that fails can be run again. PERCA_SEED looks elsewhere.
    setupFiles: [join(root, 'scripts/seed.ts')],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts'],
      exclude: ['**/*.{test,fixture,arbitrary}.ts', '**/index.ts'],
    },
  },
})
