import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { declareForCommonJs } from './declare-commonjs.mjs'
import { packages, readJson, root } from './workspace.mjs'

/** @typedef {import('./workspace.mjs').Package} Package */

const stampPath = join(root, 'node_modules', '.cache', 'perca', 'built.json')

/** @param {string} folder @returns {string[]} Every file under a folder that can end up in the build, in order. */
const sources = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && !/\.(test|arbitrary|fixture)\.tsx?$/.test(file.name))
    .map((file) => join(file.parentPath, file.name))
    .sort()

/** @param {Package} target @returns {string} Changes whenever a build of the package would. */
const fingerprint = ({ path }) => {
  const hash = createHash('sha256')
  const settings = [join(root, 'tsup.config.ts'), join(root, 'tsconfig.base.json'), join(path, 'tsconfig.json')]
  for (const file of [...settings, join(path, 'package.json'), ...sources(join(path, 'src'))]) {
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

/** @param {Package} target */
const outputsExist = ({ path, entries }) =>
  entries.every(({ output }) =>
    ['.js', '.cjs'].every((extension) => existsSync(join(path, 'dist', output + extension))),
  )

/** @param {Package} target Chunks bear a hash in their name, so that older ones would stay for ever. */
const removeJavaScript = ({ path }) => {
  const dist = join(path, 'dist')
  if (!existsSync(dist)) return
  for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    if (/(?<!\.d)\.c?js(\.map)?$/.test(file)) rmSync(join(dist, file))
  }
}

/** @returns {Record<string, string>} By folder, the fingerprint of what was built last. */
const lastBuilt = () => (existsSync(stampPath) ? readJson(stampPath) : {})

/**
 * Builds the JavaScript of every package whose sources changed since it was built.
 *
 * @returns {boolean} Whether everything is built; where it is not, what failed was printed.
 */
export const buildJavaScript = () => {
  const before = lastBuilt()
  const now = Object.fromEntries(packages().map((target) => [target.folder, fingerprint(target)]))
  const stale = packages().filter((target) => before[target.folder] !== now[target.folder] || !outputsExist(target))
  if (stale.length === 0) return true

  const started = performance.now()
  const folders = stale.map(({ folder }) => folder)
  stale.forEach(removeJavaScript)
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules/tsup/dist/cli-default.js'), '--silent'], {
    cwd: root,
    env: { ...process.env, PERCA_BUILD: folders.join(',') },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (status !== 0) return false
  mkdirSync(dirname(stampPath), { recursive: true })
  writeFileSync(stampPath, JSON.stringify(now))
  process.stderr.write(`Built ${folders.join(', ')} in ${((performance.now() - started) / 1000).toFixed(1)} s\n`)
  return true
}

/** @returns {boolean} Whether the types of every package hold, tests included. Writes their declarations. */
export const checkTypes = () => {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const run = (/** @type {string[]} */ args) =>
    spawnSync(process.execPath, [tsc, ...args], { cwd: root, stdio: 'inherit' }).status === 0
  return [run(['-b', 'tsconfig.json']), run(['-p', 'scripts/tsconfig.json'])].every(Boolean)
}

/** @returns {boolean} Whether what a package holds when it is published is all there: both formats, with their types. */
export const buildAll = () => {
  if (!buildJavaScript()) return false
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const declared =
    spawnSync(process.execPath, [tsc, '-b', 'tsconfig.json'], { cwd: root, stdio: 'inherit' }).status === 0
  packages().forEach(declareForCommonJs)
  return declared
}
