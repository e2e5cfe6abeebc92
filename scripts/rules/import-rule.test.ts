import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cruiseSources } from '../architecture.mjs'
import { withPlanted } from '../planted.js'

const names = ['eventsourcing', 'core', 'store-memory', 'store-sqlite', 'registers', 'reporting', 'testing', 'cli']

const index = 'export const here = 1\n'
const workspace = {
  ...Object.fromEntries(names.map((name) => [`packages/${name}/src/index.ts`, index])),
  ...Object.fromEntries(
    names.map((name) => [
      `packages/${name}/package.json`,
      JSON.stringify({
        name: `@perca/${name}`,
        dependencies: { declared: '1.0.0' },
        devDependencies: { tool: '1.0.0' },
      }),
    ]),
  ),
  ...Object.fromEntries(
    ['declared', 'tool', 'undeclared'].flatMap((name) => [
      [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' })],
      [`node_modules/${name}/index.js`, ''],
    ]),
  ),
  'package.json': '{"name":"planted"}',
}

/** The rules that one more file, at `path` and with these imports, is found to be against. */
const against = (path: string, ...specifiers: string[]): Promise<string[]> => {
  const text = specifiers.map((specifier) => `import '${specifier}'\n`).join('')
  return rulesBroken({ [path]: text }, path)
}

const rulesBroken = (files: Readonly<Record<string, string>>, path: string): Promise<string[]> =>
  withPlanted({ ...workspace, ...files }, async (folder) => {
    const aliases = Object.fromEntries(
      names.map((name) => [`@perca/${name}`, join(folder, `packages/${name}/src/index.ts`)]),
    )
    const { violations } = await cruiseSources(folder, ['packages'], aliases)
    return violations.filter(({ from }) => from === path).map(({ rule }) => rule)
  })

test.each([
  ['eventsourcing', '@perca/core'],
  ['eventsourcing', '@perca/testing'],
  ['core', '@perca/store-memory'],
  ['core', '@perca/testing'],
  ['store-memory', '@perca/core'],
  ['store-sqlite', '@perca/store-memory'],
  ['store-sqlite', '@perca/testing'],
  ['testing', '@perca/core'],
  ['registers', '@perca/store-sqlite'],
  ['registers', '@perca/reporting'],
  ['reporting', '@perca/store-memory'],
])('%s may not import %s', async (name, imported) => {
  expect(await against(`packages/${name}/src/planted.ts`, imported)).toEqual([`${name}-imports-only-what-it-may`])
})

test.each([
  ['core', ['@perca/eventsourcing']],
  ['store-sqlite', ['@perca/eventsourcing', 'node:fs', 'declared']],
  ['testing', ['@perca/eventsourcing', 'node:fs']],
  ['registers', ['@perca/core', '@perca/eventsourcing', 'node:fs']],
  ['reporting', ['@perca/core', '@perca/eventsourcing']],
  ['cli', names.filter((name) => name !== 'cli').map((name) => `@perca/${name}`)],
])('%s may import what the import rule grants it', async (name, imported) => {
  expect(await against(`packages/${name}/src/planted.ts`, ...imported)).toEqual([])
})

test.each([
  ['core', ['@perca/testing', '@perca/store-memory', 'node:fs', 'tool']],
  ['store-sqlite', ['@perca/testing']],
  ['registers', ['@perca/store-sqlite', '@perca/testing']],
])('tests of %s may import more', async (name, imported) => {
  expect(await against(`packages/${name}/src/planted.test.ts`, ...imported)).toEqual([])
})

test.each([
  ['core', '@perca/store-sqlite'],
  ['store-sqlite', '@perca/core'],
  ['store-sqlite', '@perca/store-memory'],
  ['testing', '@perca/core'],
])('tests of %s may not import %s', async (name, imported) => {
  expect(await against(`packages/${name}/src/planted.test.ts`, imported)).toEqual([
    `${name}-tests-import-only-what-they-may`,
  ])
})

test.each(['eventsourcing', 'core'])('%s knows no file, clock, process or network', async (name) => {
  expect(await against(`packages/${name}/src/planted.ts`, 'node:fs')).toEqual(['pure-packages-know-no-machine'])
})

test('in core, values know no aggregate, and events and state know no decision', async () => {
  const files = {
    'packages/core/src/participant/rules.ts': '',
    'packages/core/src/participant/state.ts': `import './rules.js'\n`,
    'packages/core/src/values/day.ts': `import '../participant/rules.js'\n`,
  }
  expect(await rulesBroken(files, 'packages/core/src/participant/state.ts')).toEqual(['events-know-no-decision'])
  expect(await rulesBroken(files, 'packages/core/src/values/day.ts')).toEqual(['values-know-no-aggregate'])
})

test('a new package has no rights before it has a row in the table', async () => {
  expect(await against('packages/newcomer/src/index.ts', '@perca/core')).toEqual(['package-in-the-table'])
})

test('another package is never imported by a path into its source', async () => {
  expect(await against('packages/core/src/planted.ts', '../../eventsourcing/src/index.js')).toEqual([
    'other-packages-by-name',
  ])
})

test('a sub-path that a package does not export leads nowhere', async () => {
  expect(await against('packages/core/src/planted.ts', '@perca/eventsourcing/src/index.js')).toEqual(['resolves'])
})

test('a circle is found, and so is one that types alone close', async () => {
  const one = 'packages/core/src/one.ts'
  const other = 'packages/core/src/other.ts'
  const back = `import { one } from './one.js'\nexport type Other = typeof one\n`
  expect(await rulesBroken({ [one]: `import './other.js'\nexport const one = 1\n`, [other]: back }, one)).toEqual([
    'no-circle',
  ])
  const ofTypes = `import type { Other } from './other.js'\nexport const one: Other | 1 = 1\n`
  expect(await rulesBroken({ [one]: ofTypes, [other]: back.replace('import', 'import type') }, one)).toEqual([
    'no-circle',
  ])
})

test("a file does not import its own folder's index, except to test it", async () => {
  expect(await against('packages/core/src/planted.ts', './index.js')).toEqual(['not-its-own-index'])
  expect(await against('packages/core/src/planted.test.ts', './index.js')).toEqual(['not-its-own-index'])
  expect(await against('packages/core/src/index.test.ts', './index.js')).toEqual([])
})

test('no source imports a test', async () => {
  const files = { 'packages/core/src/a.test.ts': '', 'packages/core/src/b.ts': `import './a.test.js'\n` }
  expect(await rulesBroken(files, 'packages/core/src/b.ts')).toEqual(['nothing-imports-a-test'])
})

test('what a source imports stands in the dependencies of its own package', async () => {
  expect(await against('packages/core/src/planted.ts', 'declared')).toEqual([])
  expect(await against('packages/core/src/planted.ts', 'tool')).toEqual(['declared'])
  expect(await against('packages/core/src/planted.ts', 'undeclared')).toEqual(['declared'])
  expect(await against('packages/core/src/planted.ts', 'absent')).toEqual(['resolves'])
})
