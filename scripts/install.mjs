import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packages, readJson, root } from './workspace.mjs'

/**
 * Two sizes of install, from one lockfile. `library` is what the demo and the tests need; `everything` adds the
 * packages of scripts/package.json: the linter and the other checks, as large again.
 *
 * @typedef {'library' | 'everything'} Size
 */

const stampPath = join(root, 'node_modules', '.perca-installed.json')

/** npm hands its own state down through the environment, where a nested npx would take it for settings. */
const npmState = /^npm_(package|lifecycle|command|execpath|node_execpath)/i
const npmSettings = /^npm_config_/i
/** What a person may have set to reach the registry at all. */
const connection =
  /registry|proxy|^npm_config_(ca|cafile|cert|key|strict_ssl|userconfig|globalconfig|cache|offline|prefer_offline|fetch_.*)$|_auth/i

/** @param {NodeJS.ProcessEnv} environment @returns {NodeJS.ProcessEnv} The same without what npm added of itself. */
export const withoutNpmState = (environment) =>
  Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !npmState.test(name) && (!npmSettings.test(name) || connection.test(name)),
    ),
  )

/** @returns {string} Changes whenever an install would. */
const lockFingerprint = () => {
  const hash = createHash('sha256')
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readFileSync(join(root, file)))
  return hash.update(`${process.platform} ${process.arch}`).digest('hex')
}

/** @param {Size} size */
const isInstalled = (size) => {
  if (!existsSync(stampPath)) return false
  const stamp = readJson(stampPath)
  const linked = packages().every(
    ({ path, manifest }) => !manifest.dependencies || existsSync(join(path, 'node_modules')),
  )
  return linked && stamp.lock === lockFingerprint() && (stamp.size === 'everything' || stamp.size === size)
}

/** @param {string} output What pnpm printed. @param {string} pnpm @returns {string} What to do about it. */
export const adviceFor = (output, pnpm) => {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|SOCKET_TIMEOUT|META_FETCH_FAIL/.test(output)) {
    return (
      'The package registry cannot be reached. The first run needs it once: connect to a network (behind a proxy, set ' +
      'HTTPS_PROXY), then run the same command again. Later runs need no network.'
    )
  }
  if (/OUTDATED_LOCKFILE/.test(output)) {
    return `A package.json and pnpm-lock.yaml disagree: run \`npx ${pnpm} install\` and commit pnpm-lock.yaml.`
  }
  if (/ENOSPC/.test(output)) return 'The disk is full: the install needs about 0.5 GB.'
  return 'The lines above say what failed. Where they do not help: delete node_modules and run the same command again.'
}

/**
 * Installs what pnpm-lock.yaml names, unless that was done already.
 *
 * @param {Size} size
 * @returns {Promise<string | undefined>} What to do where it failed, else undefined.
 */
export const install = async (size) => {
  if (isInstalled(size)) return undefined
  const pnpm = readJson(join(root, 'package.json')).packageManager
  process.stderr.write(`Installing what pnpm-lock.yaml names with ${pnpm} (once, then only when it changes) ...\n`)
  const { status, output } = await run('npx', [
    '--yes',
    pnpm,
    'install',
    '--frozen-lockfile',
    '--reporter=append-only',
    '--config.confirmModulesPurge=false',
    '--prod=false',
    ...(size === 'library' ? ['--filter=!perca-scripts'] : []),
  ])
  if (status !== 0) return `The install failed. ${adviceFor(output, pnpm)}`
  writeFileSync(stampPath, JSON.stringify({ lock: lockFingerprint(), size }))
  return undefined
}

/**
 * Runs an installed command of npm's, showing what it prints as it prints it.
 *
 * @param {string} command @param {string[]} args
 * @returns {Promise<{ status: number, output: string }>}
 */
const run = (command, args) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: withoutNpmState(process.env),
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    /** @param {Buffer} chunk */
    const show = (chunk) => {
      output += chunk.toString()
      process.stderr.write(chunk)
    }
    child.stdout.on('data', show)
    child.stderr.on('data', show)
    child.on('error', (error) => resolve({ status: 1, output: `${output}${error.message}` }))
    child.on('close', (status) => resolve({ status: status ?? 1, output }))
  })
