import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withPlanted } from '../planted.js'
import { root } from '../workspace.mjs'

interface Diagnostic {
  readonly category: string
}

/** The linter's findings in a file of that path and text, under the repository's own settings. */
const findings = (path: string, text: string): Promise<string[]> =>
  withPlanted({ 'biome.json': readFileSync(join(root, 'biome.json'), 'utf8'), [path]: text }, (folder) => {
    const biome = join(root, 'scripts/node_modules/@biomejs/biome/bin/biome')
    const { stdout } = spawnSync(process.execPath, [biome, 'lint', '--reporter=json', path], {
      cwd: folder,
      encoding: 'utf8',
    })
    // Biome's own report: an unexpected shape fails the test that reads it.
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly Diagnostic[] }
    return diagnostics.map(({ category }) => category)
  })

const inCore = (text: string) => findings('packages/core/src/planted.ts', text)

test.each(['fp-ts/Either', 'fp-ts/es6/Either.js', 'fp-ts/lib/Either', 'io-ts/Decoder', 'io-ts/lib/Decoder'])(
  '%s, which Node cannot load from an ES module, is refused',
  async (specifier) => {
    expect(await inCore(`export { x } from '${specifier}'\n`)).toEqual(['lint/style/noRestrictedImports'])
  },
)

test.each(['fp-ts/lib/Either.js', 'io-ts', 'io-ts/lib/Decoder.js'])('%s is let through', async (specifier) => {
  expect(await inCore(`export { x } from '${specifier}'\n`)).toEqual([])
})

test.each([
  ['any', 'export const x: any = 1\n', 'lint/suspicious/noExplicitAny'],
  ['a claim that a value is there', 'export const f = (x?: number) => x!\n', 'lint/style/noNonNullAssertion'],
  ['a default export', 'export default 1\n', 'lint/style/noDefaultExport'],
  ['export *', "export * from './x.js'\n", 'lint/performance/noReExportAll'],
  ['the console', 'console.log(1)\n', 'lint/suspicious/noConsole'],
  ['a type imported as a value', "import { X } from './x.js'\nexport const x: X = 1\n", 'lint/style/useImportType'],
  ['a promise nobody waits for', 'const f = async () => 1\nf()\n', 'lint/nursery/noFloatingPromises'],
  ['a promise as a condition', 'const f = async () => 1\nif (f()) throw 1\n', 'lint/nursery/noMisusedPromises'],
])('%s is refused', async (_what, text, rule) => {
  expect(await inCore(text)).toContain(rule)
})

test('a file is named in kebab-case', async () => {
  expect(await findings('packages/core/src/MonthlyReport.ts', 'export const x = 1\n')).toEqual([
    'lint/style/useFilenamingConvention',
  ])
})

test('only the command may write to the console', async () => {
  expect(await findings('packages/cli/src/planted.ts', 'console.log(1)\n')).toEqual([])
})
