import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'tsup'
import { onTestFinished } from 'vitest'
import type { Job } from './writer.fixture.js'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** Bundles the program from the sources as they stand, so that no test runs an older build. */
export const bundledProgram = async (): Promise<string> => {
  // Below this package, so that the program finds the driver.
  const outDir = path('../node_modules/.cache/perca-tests')
  const packages = path('../..')
  await build({
    entry: { writer: path('writer.fixture.ts') },
    outDir,
    format: 'esm',
    target: 'node20',
    outExtension: () => ({ js: '.mjs' }),
    tsconfig: path('../tsconfig.json'),
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

/** A program that runs. */
export interface Running {
  readonly pid: number
  readonly lines: readonly string[]
  /** Waits until it has printed so many lines. */
  readonly printed: (count: number) => Promise<void>
  readonly begin: () => void
  /** Stops it where it is, in the midst of a write for all anybody knows; `thaw` lets it go on. */
  readonly freeze: () => void
  readonly thaw: () => void
  readonly kill: () => Promise<void>
  /** Waits for its end, which must be a good one. */
  readonly ended: () => Promise<void>
}

const watch = (child: ChildProcess, output: Interface, complaints: () => string): Running => {
  const lines: string[] = []
  output.on('line', (line) => lines.push(line))
  const gone = once(child, 'exit')
  const read = once(output, 'close')
  return {
    pid: child.pid ?? 0,
    lines,
    printed: async (count) => {
      while (lines.length < count) {
        if (child.exitCode !== null) throw new Error(`the process ended too early: ${complaints()}`)
        await Promise.race([once(output, 'line'), gone])
      }
    },
    begin: () => {
      child.stdin?.write('begin\n')
    },
    freeze: () => {
      child.kill('SIGSTOP')
    },
    thaw: () => {
      child.kill('SIGCONT')
    },
    kill: async () => {
      child.kill('SIGKILL')
      await Promise.all([gone, read])
    },
    ended: async () => {
      await Promise.all([gone, read])
      if (child.exitCode !== 0) throw new Error(`the process failed: ${complaints()}`)
    },
  }
}

/** Starts a program with a job; it waits for `begin` when it has printed `ready`. It is killed when the test is over. */
export const started = async (program: string, job: Job): Promise<Running> => {
  const child = spawn(process.execPath, [program, JSON.stringify(job)], { stdio: ['pipe', 'pipe', 'pipe'] })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let complaints = ''
  child.stderr.on('data', (chunk) => {
    complaints += chunk
  })
  const running = watch(child, createInterface({ input: child.stdout }), () => complaints)
  await running.printed(1)
  return running
}
