import { closeSync, openSync } from 'node:fs'
import type { StoreError } from '@perca/eventsourcing'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import * as E from 'fp-ts/lib/Either.js'
import { closed, corrupt, unavailable } from '../failure.js'
import { cannotOpen, isBusy, isOfSystem, keyError } from './failure.js'
import { migrate, schemaVersion, standingOf } from './schema.js'

/** The open file of keys. */
export interface KeyFile {
  readonly db: DatabaseSyncInstance
  readonly file: string
  /** How long to wait for another process that works on the file, in milliseconds. */
  readonly busyTimeout: number
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Does it, and again while another process holds the file, up to the busy timeout; SQLite's errors as values. */
export const attempted = async <A>(
  { db, file, busyTimeout }: KeyFile,
  attempt: () => A,
): Promise<E.Either<StoreError, A>> => {
  const until = performance.now() + busyTimeout
  for (;;) {
    if (!db.isOpen) return E.left(closed)
    try {
      return E.right(attempt())
    } catch (thrown) {
      if (db.isTransaction) db.exec('ROLLBACK')
      if (!isBusy(thrown) || performance.now() >= until) return E.left(keyError(thrown, file))
      await pause(1 + Math.random() * 10)
    }
  }
}

/** All or nothing, and alone with the file meanwhile. */
export const transaction = <A>(connection: KeyFile, body: () => A): Promise<E.Either<StoreError, A>> =>
  attempted(connection, () => {
    const { db } = connection
    db.exec('BEGIN IMMEDIATE')
    const result = body()
    db.exec('COMMIT')
    return result
  })

/** A setting that did not take would be noticed by nobody. */
const set = (db: DatabaseSyncInstance, name: string, wanted: number): void => {
  db.exec(`PRAGMA ${name} = ${wanted}`)
  const [found]: [number] = db.prepare(`PRAGMA ${name}`).get()
  if (found !== wanted) throw new Error(`SQLite keeps ${name} = ${found}; ${wanted} was asked for.`)
}

/**
 * Brings the write-ahead log into the file and cuts it off, so that what was deleted stands in neither.
 * @returns Left: `Unavailable`, another process was reading for longer than the busy timeout
 */
export const emptyLog = async (connection: KeyFile): Promise<E.Either<StoreError, void>> => {
  const { db, file, busyTimeout } = connection
  const until = performance.now() + busyTimeout
  for (;;) {
    const done = await attempted(connection, () => {
      const [isHindered]: [number] = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()
      return isHindered === 0
    })
    if (E.isLeft(done)) return done
    if (done.right) return E.right(undefined)
    if (performance.now() >= until) {
      return E.left(
        unavailable(
          `Another process reads ${file}, so what was deleted may still be on its disk. Ask again when it is done.`,
        ),
      )
    }
    await pause(10)
  }
}

/** Checks what the file is before anything is written to it. */
const prepare = async (connection: KeyFile): Promise<E.Either<StoreError, KeyFile>> => {
  const { db, file } = connection
  const standing = await attempted(connection, () => standingOf(db))
  if (E.isLeft(standing)) return standing
  if (standing.right === 'foreign') {
    return E.left(corrupt(`${file} is a database of another program; it was not touched. Name another file.`))
  }
  if (standing.right > schemaVersion) {
    return E.left(corrupt(`${file} was written by a newer Perca; it was not touched. Use a newer version.`))
  }
  const prepared = await attempted(connection, () => {
    db.prepare('PRAGMA journal_mode = WAL').get()
    // A key must be on the disk before the first event that it seals, or both are lost in a power cut.
    set(db, 'synchronous', 2)
    // What is deleted is overwritten with zeros, in the pages of the file.
    set(db, 'secure_delete', 1)
    set(db, 'foreign_keys', 1)
    migrate(db)
  })
  return E.isLeft(prepared) ? prepared : E.right(connection)
}

/** Opens a file of keys, made where it is missing; `:memory:` for one that ends with the process. */
export const connect = async (file: string, busyTimeout: number): Promise<E.Either<StoreError, KeyFile>> => {
  let db: DatabaseSyncInstance | undefined
  try {
    // SQLite would make it readable by everybody; what it makes beside the file has the file's rights.
    if (file !== ':memory:') closeSync(openSync(file, 'a', 0o600))
    db = new DatabaseSync(file, { returnArrays: true, timeout: 10 })
    const prepared = await prepare({ db, file, busyTimeout })
    if (E.isLeft(prepared)) db.close()
    return prepared
  } catch (thrown) {
    if (db?.isOpen === true) db.close()
    return E.left(isOfSystem(thrown) ? cannotOpen(file) : keyError(thrown, file))
  }
}
