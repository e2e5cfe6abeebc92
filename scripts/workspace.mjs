import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * What stands in packages/, read from each package.json: the one place that the build, the tests and the checks ask.
 * A package gains a sub-path by naming it in its `exports`, and nothing else: `./dist/participant/index.js` is built
 * from `src/participant/index.ts`.
 *
 * @typedef {{ import: { types: string, default: string }, require: { types: string, default: string } }} Conditions
 * @typedef {object} Manifest
 * @property {string} name
 * @property {string} version
 * @property {boolean} [private] Never published.
 * @property {Record<string, Conditions>} exports
 * @property {Record<string, string>} [bin]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [devDependencies]
 * @property {Record<string, string>} [peerDependencies]
 *
 * @typedef {object} Entry One importable name of a package.
 * @property {string} name What a user writes: `@perca/core/participant`.
 * @property {string} output Its built file without folder and extension: `participant/index`.
 * @property {string} source Its source, from the package's folder: `src/participant/index.ts`.
 *
 * @typedef {object} Package
 * @property {string} folder Its folder's name in packages/.
 * @property {string} path Its folder.
 * @property {Manifest} manifest
 * @property {Entry[]} entries
 */

/** The repository's root. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** @param {string} path @returns {any} What JSON stands in a file of this repository, whose shape its reader knows. */
export const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))

/** @param {Manifest} manifest @returns {Entry[]} */
const entriesOf = (manifest) =>
  Object.entries(manifest.exports)
    .filter(([subpath]) => subpath !== './package.json')
    .map(([subpath, conditions]) => {
      const output = conditions.import.default.replace(/^\.\/dist\//, '').replace(/\.js$/, '')
      return { name: manifest.name + subpath.slice(1), output, source: `src/${output}.ts` }
    })

/** @returns {Package[]} Every package, in the order of its name. */
export const packages = () =>
  readdirSync(join(root, 'packages'))
    .sort()
    .map((folder) => ({ folder, path: join(root, 'packages', folder) }))
    .filter(({ path }) => existsSync(join(path, 'package.json')))
    .map(({ folder, path }) => {
      /** @type {Manifest} */
      const manifest = readJson(join(path, 'package.json'))
      return { folder, path, manifest, entries: entriesOf(manifest) }
    })
