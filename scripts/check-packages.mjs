// Are the packages, as they would be published, of use to whoever installs them? Plain node loads both formats of every
// entry; publint looks at their manifests, and Are the types wrong? at their declarations.
import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { withPackedPackages } from './packed.mjs'

/** @typedef {import('./packed.mjs').PackedPackage} PackedPackage */

/** @param {PackedPackage} target @returns {string[]} What it says it holds and does not. */
const missingFiles = ({ manifest, unpacked }) => {
  const files = Object.values(manifest.exports).flatMap((conditions) =>
    typeof conditions === 'string'
      ? [conditions]
      : Object.values(conditions).flatMap((formats) => Object.values(formats)),
  )
  return ['LICENSE', ...files, ...Object.values(manifest.bin ?? {})]
    .filter((file) => !existsSync(join(unpacked, file)))
    .map((file) => `${file} is not in the tarball`)
}

/** @param {string} stderr @returns {string} The line of a crashed Node that says why; all of it where none does. */
const reasonIn = (stderr) => stderr.split('\n').find((line) => /^\s*(\w*Error\b|perca:)/.test(line)) ?? stderr.trim()

/** Prints, by line, an entry's name and how many names it exports; stops at the first that cannot be loaded. */
const loader = {
  'load.mjs': `for (const name of process.argv.slice(2)) console.log(name, Object.keys(await import(name)).length)`,
  'load.cjs': `for (const name of process.argv.slice(2)) console.log(name, Object.keys(require(name)).length)`,
}

/**
 * @param {string} project @param {keyof typeof loader} file @param {PackedPackage} target
 * @returns {{ counts: Map<string, number>, problem: string | undefined }}
 */
const load = (project, file, { entries }) => {
  const names = entries.map(({ name }) => name)
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', join(project, file), ...names], {
    cwd: project,
    encoding: 'utf8',
  })
  const counts = new Map(
    stdout
      .split('\n')
      .filter((line) => line.includes(' '))
      .map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]),
  )
  const failed = names.find((name) => !counts.has(name)) ?? names[0]
  return { counts, problem: status === 0 ? undefined : `node cannot load ${failed} (${file}): ${reasonIn(stderr)}` }
}

/** @param {string} project @param {PackedPackage} target @returns {string[]} Problems; prints what each entry exports. */
const loadBoth = (project, target) => {
  const esm = load(project, 'load.mjs', target)
  const commonJs = load(project, 'load.cjs', target)
  for (const { name } of target.entries) {
    console.log(`${name}: ${esm.counts.get(name) ?? 0} exports, ${commonJs.counts.get(name) ?? 0} in CommonJS`)
  }
  const unequal = target.entries
    .filter(({ name }) => !esm.problem && !commonJs.problem && esm.counts.get(name) !== commonJs.counts.get(name))
    .map(({ name }) => `${name} exports other names in CommonJS`)
  return [esm.problem, commonJs.problem, ...unequal].filter((problem) => problem !== undefined)
}

/** @param {PackedPackage} target @returns {string[]} Commands that do not even say what they can do. */
const commandProblems = ({ manifest, unpacked }) =>
  Object.entries(manifest.bin ?? {}).flatMap(([name, file]) => {
    const { status, stderr } = spawnSync(process.execPath, [join(unpacked, file), '--help'], { encoding: 'utf8' })
    return status === 0 ? [] : [`${name} --help exits ${status}: ${reasonIn(stderr)}`]
  })

/** @param {PackedPackage} target @returns {Promise<string[]>} */
const manifestProblems = async ({ unpacked }) => {
  const { messages, pkg } = await publint({ pkgDir: unpacked, pack: false, level: 'warning', strict: true })
  return messages.map((message) => `publint: ${formatMessage(message, pkg) ?? message.code}`)
}

/** @param {PackedPackage} target @returns {Promise<string[]>} */
const typeProblems = async ({ tarball }) => {
  const result = await checkPackage(createPackageFromTarballData(tarball))
  if (!result.types) return ['no declarations are in the tarball']
  return (
    result.problems
      // Node 10 knows no sub-paths; it is older than any Node that we run on.
      .filter((problem) => !('resolutionKind' in problem && problem.resolutionKind === 'node10'))
      .map(
        (problem) =>
          `types: ${problem.kind} ${Object.values(problem)
            .filter((part) => typeof part === 'string')
            .slice(1)
            .join(', ')}`,
      )
  )
}

let failures = 0
await withPackedPackages(async (packed, project) => {
  for (const [file, text] of Object.entries(loader)) writeFileSync(join(project, file), text)
  for (const target of packed) {
    const problems = [
      ...missingFiles(target),
      ...loadBoth(project, target),
      ...commandProblems(target),
      ...(await manifestProblems(target)),
      ...(await typeProblems(target)),
    ]
    for (const problem of problems) console.error(`${target.manifest.name}: ${problem}`)
    failures += problems.length
  }
  console.log(`packages: ${packed.length} packed and loaded, ${failures} to mend`)
})
process.exitCode = failures > 0 ? 1 : 0
