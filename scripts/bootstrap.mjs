// What `npm run ...` calls. Plain Node with nothing installed: it installs and builds what the asked-for command needs.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { buildAll, buildJavaScript, checkTypes } from './build.mjs'
import { install, withoutNpmState } from './install.mjs'
import { nodeTooOld } from './node-version.mjs'
import { root } from './workspace.mjs'

/**
 * @typedef {object} Command
 * @property {import('./install.mjs').Size} [needs] What must be installed.
 * @property {() => boolean} [build] What must be built.
 * @property {string[]} [run] The Node program to run, with its arguments; those that a person added follow them.
 */

/** @type {Record<string, Command>} */
const commands = {
  demo: { needs: 'library', build: buildJavaScript, run: ['examples/demo/demo.mjs'] },
  test: { needs: 'library', build: buildJavaScript, run: ['node_modules/vitest/vitest.mjs', 'run'] },
  build: { needs: 'library', build: buildAll },
  types: { needs: 'everything', build: checkTypes },
  lint: { needs: 'everything', run: ['scripts/node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'] },
  architecture: { needs: 'everything', run: ['scripts/check-architecture.mjs'] },
  style: { needs: 'library', build: buildJavaScript, run: ['scripts/check-style.mjs'] },
  generate: { needs: 'library', build: buildJavaScript, run: ['scripts/generate.mjs'] },
  dependencies: { needs: 'everything', run: ['scripts/check-dependencies.mjs'] },
  mutation: {
    needs: 'everything',
    run: ['scripts/node_modules/@stryker-mutator/core/bin/stryker.js', 'run', 'scripts/mutation/stryker.config.mjs'],
  },
  packages: { needs: 'everything', build: buildAll, run: ['scripts/check-packages.mjs'] },
  rules: {
    needs: 'everything',
    run: ['node_modules/vitest/vitest.mjs', 'run', '--config', 'scripts/rules/vitest.config.ts'],
  },
}

/** @param {string} message @returns {never} */
const stop = (message) => {
  process.stderr.write(`\nperca: ${message}\n`)
  process.exit(1)
}

const [name = '', ...args] = process.argv.slice(2)
const command = commands[name] ?? stop(`say one of ${Object.keys(commands).join(', ')} after scripts/bootstrap.mjs.`)

const tooOld = nodeTooOld()
if (tooOld) stop(tooOld)
if (command.needs) {
  const failure = await install(command.needs)
  if (failure) stop(failure)
}
if (command.build && !command.build()) stop(`${name} stops here: the lines above name the file and the line to mend.`)
if (command.run) {
  const [program = '', ...given] = command.run
  if (!existsSync(join(root, program))) stop(`${program} is missing: run this in a whole checkout.`)
  const { status } = spawnSync(process.execPath, [join(root, program), ...given, ...args], {
    cwd: root,
    env: withoutNpmState(process.env),
    stdio: 'inherit',
  })
  process.exitCode = status ?? 1
}
