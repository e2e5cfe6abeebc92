import { join } from 'node:path'
import { readJson, root } from './workspace.mjs'

/** @param {string} version @returns {number[]} */
const numbers = (version) => version.split('.').map(Number)

/**
 * @param {string} [running] The version that runs, as `20.20.2`.
 * @returns {string | undefined} What to do where Node is older than package.json's `engines` asks, else undefined.
 */
export const nodeTooOld = (running = process.versions.node) => {
  const needed = readJson(join(root, 'package.json')).engines.node.replace('>=', '')
  const [major = 0, minor = 0] = numbers(running)
  const [neededMajor = 0, neededMinor = 0] = numbers(needed)
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return undefined
  return `Perca needs Node ${needed} or later, and this is ${running}: install a newer Node, then run the same command again.`
}
