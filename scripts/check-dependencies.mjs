// One version of each package in the whole workspace (sherif); nothing declared, exported or written that nobody uses (knip).
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './workspace.mjs'

const tools = join(root, 'scripts/node_modules')
const checks = [
  ['sherif/index.js', '--no-install'],
  ['knip/bin/knip.js', '--no-config-hints'],
]
const statuses = checks.map(
  ([program = '', ...args]) =>
    spawnSync(process.execPath, [join(tools, program), ...args], { cwd: root, stdio: 'inherit' }).status,
)
process.exitCode = statuses.every((status) => status === 0) ? 0 : 1
