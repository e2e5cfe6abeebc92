import { join } from 'node:path'
import { cruise, getAvailableTranspilers } from 'dependency-cruiser'
import { forbidden, options } from './import-rule.mjs'
import { packages } from './workspace.mjs'

/**
 * @typedef {{ rule: string, from: string, to: string, why: string }} Violation
 */

/**
 * Every importable name leads to its source, so that the check needs no build; any other `@perca/...` leads nowhere.
 * The longest name first: `@perca/core` would else take `@perca/core/participant` for a path into its index.
 */
const sources = Object.fromEntries(
  packages()
    .flatMap(({ path, entries }) => entries.map(({ name, source }) => ({ name, source: join(path, source) })))
    .sort((one, other) => other.name.length - one.name.length)
    .map(({ name, source }) => [name, source]),
)

/** @param {string} name @returns {string} */
const commentOf = (name) => forbidden.find((rule) => rule.name === name)?.comment ?? ''

/**
 * Holds the import rule against the sources.
 *
 * @param {string} baseDir The root of the tree to look at.
 * @param {string[]} folders What to look at in it.
 * @param {Record<string, string>} [aliases] Where each importable name leads.
 * @returns {Promise<{ violations: Violation[], modules: number }>}
 */
export const cruiseSources = async (baseDir, folders, aliases = sources) => {
  if (!getAvailableTranspilers().some(({ name, available }) => name === 'typescript' && available)) {
    throw new Error('dependency-cruiser finds no TypeScript it can use, and would pass over every import of a type')
  }
  const { output } = await cruise(
    folders,
    { ...options, baseDir, validate: true, ruleSet: { forbidden } },
    { alias: aliases, exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'], bustTheCache: true },
  )
  if (typeof output === 'string') throw new Error(output)
  const { violations, totalCruised } = output.summary
  return {
    modules: totalCruised,
    violations: violations.map(({ rule, from, to, cycle }) => ({
      rule: rule.name,
      from,
      to: cycle?.map(({ name }) => name).join(' -> ') ?? to,
      why: commentOf(rule.name),
    })),
  }
}
