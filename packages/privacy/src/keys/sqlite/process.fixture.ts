import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'tsup'
import { onTestFinished } from 'vitest'
import type { Job } from './writer.fixture.js'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** Bundles the program from the sources as they stand, so that no test runs an older build. */
export const bundledProgram = async (): Promise<string> => {
  // Below this package, so that the program finds the driver.
  const outDir = path('../../../node_modules/.cache/perca-tests')
  const packages = path('../../../..')
  await build({
    entry: { writer: path('writer.fixture.ts') },
    outDir,
    format: 'esm',
    target: 'node20',
    outExtension: () => ({ js: '.mjs' }),
    tsconfig: path('../../../tsconfig.json'),
    config: false,
    silent: true,
    clean: false,
    noExternal: [/^(?!@photostructure\/sqlite)/],
    external: ['@photostructure/sqlite'],
    esbuildOptions: (options) => {
      options.alias = Object.fromEntries(
        readdirSync(packages).map((name) => [`@perca/${name}`, join(packages, name, 'src/index.ts')]),
      )
    },
  })
  return join(outDir, 'writer.mjs')
}

/** A program that runs; its lines, without the first one. */
export interface Running {
  readonly lines: readonly string[]
  readonly begin: () => void
  /** Waits until it has printed so many lines. */
  readonly printed: (count: number) => Promise<void>
  readonly kill: () => Promise<void>
  /** Waits for its end, which must be a good one. */
  readonly ended: () => Promise<void>
}

/** Starts a program with a job; it waits for `begin`. It is killed when the test is over. */
export const started = async (program: string, job: Job): Promise<Running> => {
  const child = spawn(process.execPath, [program, JSON.stringify(job)], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const output = createInterface({ input: child.stdout })
  const lines: string[] = []
  const gone = Promise.all([once(child, 'exit'), once(output, 'close')])
  const printed = async (count: number) => {
    while (lines.length < count) {
      if (child.exitCode !== null) throw new Error('the process ended too early')
      await Promise.race([once(output, 'line'), gone])
    }
  }
  output.on('line', (line) => lines.push(line))
  await printed(1)
  lines.shift()
  return {
    lines,
    begin: () => child.stdin.write('begin\n'),
    printed,
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
    ended: async () => {
      await gone
      if (child.exitCode !== 0) throw new Error(`the process failed: ${child.exitCode}`)
    },
  }
}
