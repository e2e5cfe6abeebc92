// Writes what docs/reference says of the code. With --check it writes nothing and fails where a page is stale.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './workspace.mjs'

const reference = join(root, 'docs/reference')
/** @param {string} folder */
const built = (folder) => import(pathToFileURL(join(root, 'packages', folder, 'dist/index.js')).href)

/**
 * What each event means: the docstring that stands over its codec.
 *
 * @param {string} core The folder of core's sources.
 * @returns {Record<string, string>}
 */
const descriptionsIn = (core) => {
  const sources = readdirSync(core, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /(^|[/\\])events\.ts$/.test(path),
  )
  return Object.fromEntries(
    sources.flatMap((path) =>
      [
        ...readFileSync(join(core, path), 'utf8').matchAll(
          /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n(?:export )?const (\w+) =/g,
        ),
      ].map(([, comment = '', name = '']) => [
        name,
        comment
          .replaceAll(/^\s*\* ?/gm, ' ')
          .replaceAll(/\s+/g, ' ')
          .trim(),
      ]),
    ),
  )
}

const { aggregates, policies, clockPolicies, projections } = await built('core')
const { authorisationPage, catalogueOf, cataloguePage } = await built('reporting')
const streams = catalogueOf(aggregates, {
  policies: [...policies, ...clockPolicies],
  projections: Object.values(projections),
})

/** @type {Map<string, string>} Every generated file, by its path, with what must stand in it. */
const wanted = new Map([
  [join(reference, 'events.md'), cataloguePage(streams, descriptionsIn(join(root, 'packages/core/src')))],
  [join(reference, 'authorisation.md'), authorisationPage(aggregates)],
])
for (const { events } of streams) {
  for (const { type, versions } of events) {
    for (const { version, schema } of versions) {
      const $id = `https://perca.example/events/${type}.v${version}.json`
      const document = { $schema: 'https://json-schema.org/draft/2020-12/schema', $id, title: type, ...schema }
      wanted.set(join(reference, `schemas/${type}.v${version}.json`), `${JSON.stringify(document, null, 2)}\n`)
    }
  }
}

/** @param {string} path */
const textAt = (path) => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
const stale = [...wanted].filter(([path, text]) => textAt(path) !== text).map(([path]) => path)
const left = readdirSync(reference, { recursive: true, encoding: 'utf8' })
  .map((path) => join(reference, path))
  .filter((path) => path.endsWith('.json') && !wanted.has(path))

if (process.argv.includes('--check')) {
  for (const path of [...stale, ...left]) console.error(`${relative(root, path)} is stale: run npm run generate.`)
  process.exitCode = stale.length + left.length > 0 ? 1 : 0
} else {
  for (const path of stale) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, wanted.get(path) ?? '')
  }
  for (const path of left) rmSync(path)
}
console.log(`generate: ${wanted.size} files, ${stale.length + left.length} stale`)
