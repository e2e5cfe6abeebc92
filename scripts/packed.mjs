import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { withoutNpmState } from './install.mjs'
import { packages, readJson, root } from './workspace.mjs'

/**
 * @typedef {import('./workspace.mjs').Package & { tarball: Uint8Array, unpacked: string }} PackedPackage
 * `unpacked`: the folder in which the tarball's files stand, as in a user's node_modules.
 */

/** @param {string} command @param {string[]} args */
const mustRun = (command, args) => {
  const { status, stderr, stdout } = spawnSync(command, args, {
    cwd: root,
    env: withoutNpmState(process.env),
    shell: process.platform === 'win32',
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}${stderr}`)
}

/** @param {import('./workspace.mjs').Package} target @param {string} unpacked */
const linkDependencies = ({ path, manifest }, unpacked) => {
  const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
  for (const name of declared.filter((dependency) => !dependency.startsWith('@perca/'))) {
    const installed = join(path, 'node_modules', name)
    if (!existsSync(installed)) continue
    const link = join(unpacked, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(realpathSync(installed), link)
  }
}

/**
 * Packs every package and lays the tarballs out as a user would have them: only the files that are published, and only
 * the dependencies that are declared.
 *
 * @param {(packed: PackedPackage[], project: string) => Promise<void>} use What to do with them; `project` is a folder
 * whose node_modules holds them all, and is gone afterwards.
 */
export const withPackedPackages = async (use) => {
  const project = mkdtempSync(join(realpathSync(tmpdir()), 'perca-packed-'))
  try {
    const { packageManager } = readJson(join(root, 'package.json'))
    mustRun('npx', [
      '--yes',
      packageManager,
      '--recursive',
      '--filter=./packages/*',
      'pack',
      '--pack-destination',
      project,
    ])
    const packed = packages()
      .filter(({ manifest }) => manifest.private !== true)
      .map((target) => {
        const file = `${target.manifest.name.slice(1).replace('/', '-')}-${target.manifest.version}.tgz`
        const unpacked = join(project, 'node_modules', target.manifest.name)
        mkdirSync(unpacked, { recursive: true })
        mustRun('tar', ['-xzf', join(project, file), '-C', unpacked, '--strip-components=1'])
        linkDependencies(target, unpacked)
        return { ...target, tarball: readFileSync(join(project, file)), unpacked }
      })
    await use(packed, project)
  } finally {
    rmSync(project, { recursive: true, force: true })
  }
}
