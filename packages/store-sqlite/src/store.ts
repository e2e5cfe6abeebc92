import type { EventStore, Limits, StoreError, Unavailable } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { appender } from './append.js'
import { attempted, type Connection, connect, type Durability, type OpenError, setDurability } from './connection.js'
import { closed, storeError } from './failure.js'
import { bell, follow } from './follow.js'
import { allNames } from './names.js'
import { reader } from './read.js'
import { schemaVersion } from './schema.js'

/** Limits of the SQLite store: those of the strictest store, so that a log can be copied into any other. */
export const sqliteLimits: Limits = {
  eventBytes: 800_000,
  batchEvents: 1_000,
  batchBytes: 800_000,
  streamName: 250,
}

/** How a SQLite store is opened. */
export interface SqliteOptions {
  /** Path of the file, made where it is missing; `:memory:` for a log that ends with the store. */
  readonly file: string
  /** Default `full`. With `relaxed` an append is acknowledged before it is on the disk; see {@link SqliteStore.relax}. */
  readonly durability?: Durability
  /** The clock for `recordedAt`; default: the system's. */
  readonly now?: () => Date
  /** How long to wait for another process that writes the file, in milliseconds, before `Unavailable`; default 5,000. */
  readonly busyTimeout?: number
}

/** An event store in a SQLite file, and how far it waits for the disk. */
export interface SqliteStore extends EventStore {
  /**
   * For a bulk import, which can be run again: from now on appends share transactions that last up to 50 ms, and are
   * acknowledged before they are committed. A killed process or a power cut may lose the last of them, each whole, and
   * never damages what came before; other processes wait these 50 ms to write.
   */
  readonly relax: () => TaskEither<StoreError, void>
  /**
   * Ends it: waits for the appends under way, brings everything to the disk and into the file (one full checkpoint), and
   * from now on acknowledges an append when it is on the disk. Unavailable where another process reads or writes for
   * longer than the busy timeout: what was appended is safe with the operating system, and it can be asked again. Where
   * `outcomeUnknown` is true, appends that were acknowledged could not be kept: open the store and import again.
   */
  readonly durable: () => TaskEither<StoreError, void>
}

const checkpointHindered = (file: string): Unavailable => ({
  _tag: 'Unavailable',
  outcomeUnknown: false,
  message: `${file} could not be brought to the disk: another process reads or writes it. Ask again when it is done.`,
})

/** Brings what stands in the write-ahead log into the file. False: another process was in the way. */
const checkpoint = ({ db }: Connection): boolean => {
  const [isHindered]: readonly [number] = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()
  return isHindered === 0
}

/** The store on a file that is open. */
export const storeOn = (connection: Connection, now: () => Date, durability: Durability = 'full'): SqliteStore => {
  const { db, file } = connection
  const names = allNames(db)
  const appended = bell()
  const appends = appender(connection, names, sqliteLimits, now, appended.ring)
  appends.setDurability(durability)
  const { readStream, readPage, head, counts } = reader(db, names)
  let isClosed = false
  let closing: Promise<E.Either<StoreError, void>> | undefined

  /** A read, or a setting: waits for other processes as long as it may, and finds the store open at each attempt. */
  const ask = async <A>(attempt: () => E.Either<StoreError, A>): Promise<E.Either<StoreError, A>> => {
    const result = await attempted(connection, () => (isClosed ? E.left(closed) : attempt()))
    return E.isLeft(result) ? result : result.right
  }

  const position = (): string | null => (head() === 0 ? null : String(head()))

  const followed = {
    readPage: (...page: Parameters<typeof readPage>) => ask(() => readPage(...page)),
    mayHaveMore: (after: string | null) => {
      if (isClosed) return true
      try {
        return head() !== Number(after)
      } catch {
        return true
      }
    },
    bell: appended,
    isShared: file !== ':memory:',
  }

  const durable = async (): Promise<E.Either<StoreError, void>> => {
    appends.setDurability('full')
    const settled = await appends.settled()
    if (E.isLeft(settled)) return settled
    // What was appended before this line the checkpoint brings to the disk; what comes after it waits for the disk itself.
    const set = await ask(() => E.right(setDurability(connection, 'full')))
    if (E.isLeft(set)) return set
    const until = performance.now() + connection.busyTimeout
    for (;;) {
      const result = await ask(() => E.right(checkpoint(connection)))
      if (E.isLeft(result)) return result
      if (result.right) return E.right(undefined)
      if (performance.now() >= until) return E.left(checkpointHindered(file))
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  const close = async (): Promise<E.Either<StoreError, void>> => {
    const settled = await appends.settled()
    try {
      // Not left to SQLite, which does it when the last connection ends: the driver (1.2.1) keeps a connection half open
      // until its statements are collected as garbage. So the file is whole now, beside an empty write-ahead log.
      setDurability(connection, 'full')
      checkpoint(connection)
    } catch {
      // What a checkpoint would have moved stays in the write-ahead log, where the next one to open the file finds it.
    }
    try {
      db.close()
      return settled
    } catch (thrown) {
      return E.left(storeError(thrown, file))
    }
  }

  return {
    limits: sqliteLimits,
    append: (stream, expected, events) => async () =>
      isClosed ? E.left(closed) : appends.append(stream, expected, events),
    readStream: (stream, from, limit) => () => ask(() => readStream(stream, from, limit)),
    readAll: (after, limit, filter) => () => ask(() => readPage(after, limit, filter)),
    follow: (after, filter, signal) => follow(followed, after, filter, signal),
    head: () => () => ask(() => E.right(position())),
    describe: () => () => ask(() => E.right({ store: 'sqlite', ...counts(), head: position(), schema: schemaVersion })),
    relax: () => async () => {
      const settled = await appends.settled()
      if (E.isLeft(settled)) return settled
      const set = await ask(() => E.right(setDurability(connection, 'relaxed')))
      if (E.isRight(set)) appends.setDurability('relaxed')
      return set
    },
    durable: () => durable,
    close: () => () => {
      isClosed = true
      closing ??= close()
      appended.ring()
      return closing
    },
  }
}

/**
 * Opens an event store in one SQLite file; several processes may open the same one. The file runs in WAL mode, and every
 * append is on the disk when it is acknowledged.
 *
 * SQLite works in the calling thread: a call holds it up for as long as the disk takes. Appends that wait at the same
 * time share one transaction.
 *
 * @returns Left: the file can't be opened (CannotOpen), is not ours (NotALog), is newer than this package (NewerSchema), is
 * damaged (Corrupt) or held by another process for too long (Unavailable). It was not changed then.
 */
export const sqliteStore =
  ({
    file,
    durability = 'full',
    now = () => new Date(),
    busyTimeout = 5_000,
  }: SqliteOptions): TaskEither<OpenError, SqliteStore> =>
  async () =>
    E.map((connection: Connection) => storeOn(connection, now, durability))(
      await connect(file, durability, busyTimeout),
    )
