import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EventStore, Page, StoredEvent } from '@perca/eventsourcing'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { onTestFinished } from 'vitest'
import { type Connection, connect, type Durability } from './connection.js'
import { type SqliteOptions, type SqliteStore, sqliteStore, storeOn } from './store.js'

/** The path of a file in a new folder, which goes when the test is over. */
export const newFile = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'perca-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'log.db')
}

/** The Right, or the end of the test. */
export const must = <A>(result: Either<{ readonly message: string }, A>): A => {
  if (result._tag === 'Left') throw new Error(`expected a Right, got: ${result.left.message}`)
  return result.right
}

/** The Left, or the end of the test. */
export const refused = <L>(result: Either<L, unknown>): L => {
  if (result._tag === 'Right') throw new Error('expected a Left')
  return result.left
}

/** What a task gives, where it must succeed. */
export const done = async <A>(task: TaskEither<{ readonly message: string }, A>): Promise<A> => must(await task())

/** Every event of a store, read in pages. */
export const wholeLog = async (store: EventStore): Promise<readonly StoredEvent[]> => {
  const events: StoredEvent[] = []
  let page: Page = { events: [], next: null, end: false }
  while (!page.end) {
    page = await done(store.readAll(page.next, 1_000))
    events.push(...page.events)
  }
  return events
}

/** An open store, which is closed when the test is over. */
export const opened = async (options: SqliteOptions): Promise<SqliteStore> => {
  const store = await done(sqliteStore(options))
  onTestFinished(async () => {
    await store.close()()
  })
  return store
}

/** An open store with its connection, to set what only SQLite's own errors depend on. */
export const openedWithConnection = async (
  file: string,
  { busyTimeout = 5_000, now = () => new Date(), durability = 'full' as Durability } = {},
): Promise<{ readonly store: SqliteStore; readonly connection: Connection }> => {
  const connection = must(await connect(file, durability, busyTimeout))
  const store = storeOn(connection, now, durability)
  onTestFinished(async () => {
    await store.close()()
  })
  return { store, connection }
}

/** The driver alone on a file: another program. */
export const otherProgram = (file: string): DatabaseSyncInstance => {
  const db = new DatabaseSync(file)
  onTestFinished(() => {
    if (db.isOpen) db.close()
  })
  return db
}
