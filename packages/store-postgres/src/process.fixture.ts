import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { build } from 'tsup'
import { beside } from './store.fixture.js'
import type { Job } from './writer.fixture.js'

/** Bundles the program from the sources as they stand, so that no test runs an older build. */
export const bundledProgram = async (): Promise<string> => {
  const outDir = beside('../node_modules/.cache/perca-tests')
  const packages = beside('../..')
  await build({
    entry: { writer: beside('writer.fixture.ts') },
    outDir,
    format: 'esm',
    target: 'node20',
    outExtension: () => ({ js: '.mjs' }),
    tsconfig: beside('../tsconfig.json'),
    config: false,
    silent: true,
    clean: false,
    noExternal: [/^(?!pg$)/],
    external: ['pg'],
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
  /** What it has printed so far; the first line is `ready`. */
  readonly lines: readonly string[]
  readonly begin: () => void
  readonly isOver: () => boolean
  readonly complaints: () => string
  /** Kills it, as `kill -9` does, and waits until all it had printed is read. */
  readonly kill: () => Promise<void>
}

const watch = (child: ChildProcess, output: Interface, complaints: () => string): Running => {
  const lines: string[] = []
  output.on('line', (line) => lines.push(line))
  const gone = once(child, 'exit')
  const read = once(output, 'close')
  return {
    lines,
    begin: () => {
      child.stdin?.write('begin\n')
    },
    isOver: () => child.exitCode !== null,
    complaints,
    kill: async () => {
      child.kill('SIGKILL')
      await Promise.all([gone, read])
    },
  }
}

/** Starts a program with a job; it waits for `begin` when it is ready. It ends when this process does. */
export const started = async (program: string, job: Job): Promise<Running> => {
  const child = spawn(process.execPath, [program, JSON.stringify(job)], { stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin.on('error', () => undefined)
  let complaints = ''
  child.stderr.on('data', (chunk) => {
    complaints += chunk
  })
  const output = createInterface({ input: child.stdout })
  const running = watch(child, output, () => complaints)
  while (running.lines.length === 0) {
    if (running.isOver()) throw new Error(`the process ended too early: ${complaints}`)
    await Promise.race([once(output, 'line'), once(child, 'exit')])
  }
  return running
}
