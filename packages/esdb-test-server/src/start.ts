import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'tsup'
import type { Fault } from './faults.js'
import type { Order, Settings } from './orders.js'

/** How a server is set. */
export interface ServerOptions {
  /** Where it keeps its log; default: a folder of its own, which `stop` takes away. */
  readonly directory?: string
  /** Default: a free one. */
  readonly port?: number
  /** Which server it says it is; default 24.10.0. Before 23.10 a subscriber is not told that it has caught up. */
  readonly version?: string
  /** What one append may hold at most, in bytes; default 1 MiB. */
  readonly maxAppendBytes?: number
  /** Whether it offers BatchAppend; default true. */
  readonly batchAppend?: boolean
  /** How late a late answer is, in milliseconds; default 1,500. */
  readonly lateBy?: number
}

/** A server that runs in a process of its own, and ends with this one. */
export interface TestServer {
  /** `esdb://127.0.0.1:port?tls=false` */
  readonly url: string
  readonly pid: number
  readonly directory: string
  /** As `kill -9`: its data stay. */
  readonly kill: () => Promise<void>
  /** Starts it again, with the same port and data. */
  readonly restart: () => Promise<void>
  readonly freeze: () => void
  readonly thaw: () => void
  /** What goes wrong with the next appends, `times` of them; null: nothing from now on, and what was held goes on. */
  readonly fault: (fault: Fault | null, times?: number) => Promise<void>
  /** How many appends are held. */
  readonly held: () => Promise<number>
  readonly stop: () => Promise<void>
}

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

let bundled: Promise<string> | undefined

/**
 * Bundles the program from the sources as they stand, once a process. CommonJS: the client's generated messages are, and name
 * their exports only when they run.
 */
const program = (): Promise<string> => {
  const outDir = path(`../node_modules/.cache/program-${process.pid}`)
  bundled ??= build({
    entry: { program: path('../src/program.ts') },
    outDir,
    format: 'cjs',
    target: 'node20',
    outExtension: () => ({ js: '.cjs' }),
    tsconfig: path('../tsconfig.json'),
    config: false,
    silent: true,
    clean: false,
  }).then(() => {
    process.once('exit', () => rmSync(outDir, { recursive: true, force: true }))
    return join(outDir, 'program.cjs')
  })
  return bundled
}

interface Running {
  readonly child: ChildProcess
  readonly lines: Interface
  readonly port: number
  /** Resolves, with nothing said, when the process is gone. */
  readonly gone: Promise<readonly [null]>
}

const run = async (settings: Settings): Promise<Running> => {
  const child = spawn(process.execPath, [await program(), JSON.stringify(settings)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let complaints = ''
  child.stderr.on('data', (chunk) => {
    complaints += chunk
  })
  child.stdin.on('error', () => undefined)
  const lines = createInterface({ input: child.stdout })
  const first = once(lines, 'line')
  const gone = once(child, 'exit').then((): readonly [null] => [null])
  const [said] = await Promise.race([first, gone])
  if (typeof said !== 'string') throw new Error(`The server ended as it began: ${complaints}`)
  const { port }: { readonly port: number } = JSON.parse(said)
  return { child, lines, port, gone }
}

/** Starts a server on loopback. */
export const startServer = async (options: ServerOptions = {}): Promise<TestServer> => {
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), 'perca-esdb-'))
  const settings: Settings = {
    directory,
    port: options.port ?? 0,
    version: options.version ?? '24.10.0',
    maxAppendBytes: options.maxAppendBytes ?? 1_048_576,
    batchAppend: options.batchAppend ?? true,
    lateBy: options.lateBy ?? 1_500,
  }
  let running = await run(settings)
  const { port } = running

  let asked: Promise<unknown> = Promise.resolve()
  const order = (what: Order): Promise<number> => {
    const answer = asked.then(async () => {
      const { child, lines, gone } = running
      // One that was killed has forgotten its faults.
      if (child.exitCode !== null || child.signalCode !== null) return 0
      const said = Promise.race([once(lines, 'line'), gone])
      child.stdin?.write(`${JSON.stringify(what)}\n`)
      const [line] = await said
      if (typeof line !== 'string') return 0
      const { held }: { readonly held: number } = JSON.parse(line)
      return held
    })
    asked = answer.catch(() => undefined)
    return answer
  }
  const kill = async () => {
    const { child, gone } = running
    child.kill('SIGKILL')
    await gone
  }

  return {
    url: `esdb://127.0.0.1:${port}?tls=false`,
    get pid() {
      return running.child.pid ?? 0
    },
    directory,
    kill,
    restart: async () => {
      await kill()
      running = await run({ ...settings, port })
    },
    freeze: () => {
      running.child.kill('SIGSTOP')
    },
    thaw: () => {
      running.child.kill('SIGCONT')
    },
    fault: async (fault, times = 1) => {
      await order({ kind: 'fault', fault, times })
    },
    held: () => order({ kind: 'held' }),
    stop: async () => {
      await kill()
      if (options.directory === undefined) rmSync(directory, { recursive: true, force: true })
    },
  }
}
