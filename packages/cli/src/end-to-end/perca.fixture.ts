import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isSealed, type Json, type Page, type StoredEvent } from '@perca/eventsourcing'
import { type AgencyRegisters, writeRegisters } from '@perca/example-registers'
import { sqliteStore } from '@perca/store-sqlite'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { onTestFinished } from 'vitest'

/** The command as it is installed. `npm test` builds it first. */
const bin = fileURLToPath(new URL('../../bin/perca.mjs', import.meta.url))

/** What a process left behind. */
export interface Ended {
  /** Null where a signal ended it. */
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

/** A process that runs. */
export interface Running {
  readonly child: ChildProcess
  /** Waits until it has said these words on stderr, or is over. */
  readonly says: (words: string) => Promise<void>
  readonly isOver: () => boolean
  readonly ended: Promise<Ended>
}

/** A folder of its own, which is also the home and the current folder of every call in it. */
export interface Place {
  readonly folder: string
  readonly path: (...names: readonly string[]) => string
  /** Writes registers into a folder here and gives its path. */
  readonly registers: (name: string, files: AgencyRegisters) => string
  /** Starts `perca`. */
  readonly start: (...args: readonly string[]) => Running
  /** Runs `perca` to its end. */
  readonly perca: (...args: readonly string[]) => Promise<Ended>
  /** Starts another program. */
  readonly run: (command: string, args: readonly string[]) => Running
  /** Runs a shell script, in which `$PERCA` is the command. */
  readonly shell: (script: string) => Promise<Ended>
  /** Kills what still runs here, and takes the folder away. */
  readonly leave: () => Promise<void>
}

const watched = (child: ChildProcess): Running => {
  let out = ''
  let err = ''
  child.stdout?.on('data', (chunk) => {
    out += chunk
  })
  child.stderr?.on('data', (chunk) => {
    err += chunk
  })
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, signal: child.signalCode, out, err }))
  const isOver = () => child.exitCode !== null || child.signalCode !== null
  const says = async (words: string) => {
    while (!isOver() && !err.includes(words)) await Promise.race([ended, once(child.stderr ?? child, 'data')])
  }
  return { child, says, isOver, ended }
}

/** A new place, for several tests: the last of them is to leave it. */
export const newPlace = (): Place => {
  const folder = mkdtempSync(join(tmpdir(), 'perca-end-to-end-'))
  const running: Running[] = []
  const run = (command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Running => {
    const child = spawn(command, args, {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: folder, TMPDIR: folder, LANG: 'C', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const started = watched(child)
    running.push(started)
    return started
  }
  const start = (...args: readonly string[]) => run(process.execPath, [bin, ...args])
  const path = (...names: readonly string[]) => join(folder, ...names)
  return {
    folder,
    path,
    registers: (name, files) => {
      mkdirSync(path(name), { recursive: true })
      writeRegisters(path(name), files)
      return path(name)
    },
    start,
    perca: (...args) => start(...args).ended,
    run,
    shell: (script) => run('sh', ['-c', script], { PERCA: `${process.execPath} ${bin}` }).ended,
    leave: async () => {
      for (const { child, isOver } of running) if (!isOver()) child.kill('SIGKILL')
      await Promise.all(running.map(({ ended }) => ended))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A new place, for one test. */
export const placeOfTest = (): Place => {
  const place = newPlace()
  onTestFinished(place.leave)
  return place
}

/** What a task gave. @throws where it failed */
const done = async <A>(task: TaskEither<{ readonly message: string }, A>): Promise<A> => {
  const result = await task()
  if (E.isLeft(result)) throw new Error(result.left.message)
  return result.right
}

/** JSON without what is in sealed fields: two logs have keys of their own. */
const unsealed = (value: Json): Json => {
  if (isSealed(value)) return { sealed: 'by some key' }
  if (Array.isArray(value)) return value.map((item: Json) => unsealed(item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]: [string, Json]) => [name, unsealed(inner)]))
}

/**
 * The events of a file by id, with all that two logs have in common that were written in the same order. Read from a copy:
 * this process's driver would hold the file itself until it collects its garbage.
 */
export const eventsOf = async (file: string): Promise<ReadonlyMap<string, unknown>> => {
  const folder = mkdtempSync(join(tmpdir(), 'perca-copy-'))
  const copy = join(folder, 'copy.db')
  for (const part of ['', '-wal']) if (existsSync(file + part)) copyFileSync(file + part, copy + part)
  const store = await done(sqliteStore({ file: copy }))
  try {
    const events: StoredEvent[] = []
    let page: Page = { events: [], next: null, end: false }
    while (!page.end) {
      page = await done(store.readAll(page.next, 1_000))
      events.push(...page.events)
    }
    return new Map(
      events.map(({ id, position, stream, revision, type, data, metadata }) => [
        id,
        { position, stream, revision, type, data: unsealed(data), metadata },
      ]),
    )
  } finally {
    await done(store.close())
    rmSync(folder, { recursive: true })
  }
}
