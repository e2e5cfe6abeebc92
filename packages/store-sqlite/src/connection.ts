import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Corrupt, StoreError, Unavailable } from '@perca/eventsourcing'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import * as E from 'fp-ts/lib/Either.js'
import { isBusy, storeError, troubleOf } from './failure.js'
import { kindOf, migrate, schemaVersion } from './schema.js'

/** The file can't be opened at all: no such folder, no right to it, a folder itself. */
export interface CannotOpen {
  readonly _tag: 'CannotOpen'
  readonly message: string
}

/** The file is something else than a log of ours; it was not touched. */
export interface NotALog {
  readonly _tag: 'NotALog'
  readonly message: string
}

/** The log was written by a newer version of this package; it was not touched. */
export interface NewerSchema {
  readonly _tag: 'NewerSchema'
  readonly found: number
  readonly known: number
  readonly message: string
}

/** Why a file could not be opened as a log. Only for `Unavailable` the same call may go through later. */
export type OpenError = CannotOpen | NotALog | NewerSchema | Unavailable | Corrupt

/** An open file, with how long to wait for others who write it, in milliseconds. */
export interface Connection {
  readonly db: DatabaseSyncInstance
  readonly file: string
  readonly busyTimeout: number
}

/** Whether an append is on the disk when it is acknowledged (`full`), or some time later (`relaxed`). */
export type Durability = 'full' | 'relaxed'

/** How long one call may hold up this process for another one's lock; beyond it we wait without holding up anybody. */
const blockFor = 10

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/**
 * Does it again as long as another process holds the file, up to the busy timeout. In between this process goes on.
 * @throws what SQLite throws
 */
export const patiently = async <A>({ busyTimeout }: Pick<Connection, 'busyTimeout'>, attempt: () => A): Promise<A> => {
  const until = performance.now() + busyTimeout
  for (;;) {
    try {
      return attempt()
    } catch (thrown) {
      if (!isBusy(thrown) || performance.now() >= until) throw thrown
      await pause(1 + Math.random() * blockFor)
    }
  }
}

/** The same with SQLite's errors as values. */
export const attempted = async <A>(connection: Connection, attempt: () => A): Promise<E.Either<StoreError, A>> => {
  try {
    return E.right(await patiently(connection, attempt))
  } catch (thrown) {
    return E.left(storeError(thrown, connection.file))
  }
}

/**
 * Sets after which step a commit is acknowledged. FULL: the log is on the disk. NORMAL: it is with the operating system,
 * so that a killed process loses nothing, while a power cut may cost the last commits; unlike OFF it never costs more,
 * because a checkpoint still waits for the disk before it overwrites the file (https://sqlite.org/wal.html).
 */
export const setDurability = ({ db, file }: Pick<Connection, 'db' | 'file'>, durability: Durability): void => {
  const wanted = durability === 'full' ? 2 : 1
  db.exec(`PRAGMA synchronous = ${wanted}`)
  // Read back: the driver's default in WAL is NORMAL, and a setting that didn't take would be noticed by nobody.
  const [found]: [number] = db.prepare('PRAGMA synchronous').get()
  if (found !== wanted) throw new Error(`SQLite keeps synchronous = ${found} for ${file}; ${wanted} was asked for.`)
}

const withoutWal = (file: string): CannotOpen => ({
  _tag: 'CannotOpen',
  message: `${file} can't use a write-ahead log, which a network drive, for one, can't hold. Put the file on a local disk.`,
})

/** Checks what the file is, before anything is written to it, then makes it a log of today. */
const prepare = async (connection: Connection, durability: Durability): Promise<E.Either<OpenError, Connection>> => {
  const { db, file } = connection
  const found = await patiently(connection, () => kindOf(db))
  if (found.kind === 'foreign') {
    return E.left({
      _tag: 'NotALog',
      message: `${file} is a database of another program; it was not touched. Name another file.`,
    })
  }
  if (found.kind === 'log' && found.version > schemaVersion) {
    return E.left({
      _tag: 'NewerSchema',
      found: found.version,
      known: schemaVersion,
      message: `${file} has schema ${found.version}; this version of Perca knows ${schemaVersion} at most. Use a newer version.`,
    })
  }
  const [mode]: [string] = await patiently(connection, () => db.prepare('PRAGMA journal_mode = WAL').get())
  if (mode !== 'wal' && mode !== 'memory') return E.left(withoutWal(file))
  setDurability(connection, durability)
  // A longer log (16 MiB, four times SQLite's own choice) is brought into the file less often: groups of appends touch the
  // same pages of the indexes again and again. Measured: 1.2 times the appends a second in groups.
  db.exec('PRAGMA wal_autocheckpoint = 4000')
  if (found.kind === 'empty' || found.version < schemaVersion) await patiently(connection, () => migrate(db))
  return E.right(connection)
}

const MISSING = 2
const forbidden = 'the process may not write it, or its folder. Ask for that right, or name another file'
const reasons = new Map([
  [MISSING, 'its folder does not exist. Make it, or name another file'],
  [13, forbidden],
  [21, 'it is a folder. Name a file'],
])

const openError = (thrown: unknown, file: string): OpenError => {
  const trouble = troubleOf(thrown)
  if (trouble === 'notADatabase') {
    return { _tag: 'NotALog', message: `${file} is no SQLite database; it was not touched. Name another file.` }
  }
  if (trouble === 'cannotOpen' || trouble === 'readOnly') {
    const errno = thrown instanceof Error ? Reflect.get(thrown, 'systemErrno') : undefined
    // Where a file can't be made, SQLite looks whether it can be read, and says that it is not there.
    const isRefused = trouble === 'readOnly' || (errno === MISSING && existsSync(dirname(file)))
    const reason = isRefused ? forbidden : (reasons.get(errno) ?? 'SQLite could not open it. Name another file')
    return { _tag: 'CannotOpen', message: `${file} can't be opened: ${reason}.` }
  }
  const error = storeError(thrown, file)
  return error._tag === 'Closed' ? { _tag: 'CannotOpen', message: error.message } : error
}

/** Opens a file, or `:memory:`, and sees to it that it is a log of today's schema. After an error nothing stays open. */
export const connect = async (
  file: string,
  durability: Durability,
  busyTimeout: number,
): Promise<E.Either<OpenError, Connection>> => {
  if (file === '' || file.includes('\0')) {
    return E.left({ _tag: 'CannotOpen', message: 'The store needs the name of a file, or :memory:.' })
  }
  let db: DatabaseSyncInstance | undefined
  try {
    // Rows as arrays are read faster. Foreign keys are not checked: the numbers come from the tables they point to.
    db = new DatabaseSync(file, { returnArrays: true, timeout: blockFor, enableForeignKeyConstraints: false })
    const prepared = await prepare({ db, file, busyTimeout }, durability)
    if (E.isLeft(prepared)) db.close()
    return prepared
  } catch (thrown) {
    if (db?.isOpen) db.close()
    return E.left(openError(thrown, file))
  }
}
