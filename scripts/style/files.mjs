import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** @typedef {{ path: string, text: string }} TextFile Its path from the root, with `/`. */

const notOurs = new Set(['node_modules', 'dist', 'coverage', 'out', 'work', '.git'])
const readAsText = /(\.(ts|tsx|mjs|cjs|js|json|md|yaml|yml|css|html)|(^|\/)(run|LICENSE|\.editorconfig|\.gitignore))$/

/** @param {string} folder @returns {string[]} */
const walk = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !notOurs.has(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? walk(path) : entry.isFile() ? [path] : []
    })

/** @param {string} root @returns {string[]} Every file that is written here, by its path from the root. */
export const pathsIn = (root) => walk(root).map((path) => relative(root, path).split(sep).join('/'))

/** @param {string} root @returns {TextFile[]} */
export const textFilesIn = (root) =>
  pathsIn(root)
    .filter((path) => readAsText.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

/** @param {string} path */
export const isCode = (path) => /\.(ts|tsx|mjs|cjs)$/.test(path)

/** @param {string} path */
export const isTest = (path) => /\.(test|arbitrary|fixture)\.tsx?$/.test(path)
