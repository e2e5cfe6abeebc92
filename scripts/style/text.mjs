import { isCode, isTest } from './files.mjs'

/** @typedef {import('./files.mjs').TextFile} TextFile */

const longest = 400

/** @param {TextFile} file @returns {string[]} */
export const tooLong = ({ path, text }) => {
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
  return isCode(path) && lines > longest
    ? [`${path} has ${lines} lines, more than ${longest}: find the two things that it is about.`]
    : []
}

const saysNothing = /^(utils?|helpers?|common|base|managers?|shared|types?|misc|lib)$/

/** The domain's own word: facilitators, volunteers and assessors are its helpers. */
const aggregateOfHelpers = /^packages\/core\/src\/helper\//

/** @param {string} path @returns {string[]} Names of folders and files that could hold anything. */
export const emptyName = (path) => {
  if (!/^(packages|examples|bench|scripts)\//.test(path) || !isCode(path)) return []
  return path
    .replace(aggregateOfHelpers, '')
    .replace(/^helper\./, '')
    .split(/[/.]/)
    .filter((part) => part.split('-').some((word) => saysNothing.test(word)))
    .map((part) => `${path}: "${part}" says nothing of what stands in it. Name the thing.`)
}

const machinePath = /(?<![\w.~/-])\/(work|root|home\/\w+|Users\/\w+)\//
const registryHost = /registry\.(npmjs|yarnpkg|npmmirror)\.|^\s+(tarball|registry):/m

/** @param {TextFile} file @returns {string[]} What holds on one machine only. */
export const machine = ({ path, text }) => [
  ...(machinePath.test(text) ? [`${path} names a path of one machine.`] : []),
  ...(registryHost.test(text) ? [`${path} names a package registry: whoever installs chooses theirs.`] : []),
  ...(/(^|\/)\.npmrc$/.test(path) ? [`${path}: settings of a registry are a person's own.`] : []),
]

const assertsOnlyLeft = /expect\(\s*(\w+\.)?(isLeft|isRight|isSome|isNone)\(/

/** @param {TextFile} file @returns {string[]} Tests that would pass with another rule than the one they name. */
export const weakAssertion = ({ path, text }) =>
  isTest(path)
    ? text
        .split('\n')
        .flatMap((line, index) =>
          assertsOnlyLeft.test(line)
            ? [`${path}:${index + 1} asserts which side it is and not what: compare the value, rule and evidence.`]
            : [],
        )
    : []
