import type {
  AppendError,
  Appended,
  Corrupt,
  EventStore,
  ExpectedRevision,
  Limits,
  NewEvent,
  StoreError,
  Unavailable,
} from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { Client, type ClientBase, type ClientConfig, Pool } from 'pg'
import { appender, appendWithin, readyAppend } from './append.js'
import { askOn, type Server, withConnection } from './ask.js'
import { bell } from './bell.js'
import { closed, sqlState, storeError } from './failure.js'
import { follow } from './follow.js'
import { listener } from './listen.js'
import { reader } from './read.js'
import {
  channelOf,
  isSchemaName,
  type NewerSchema,
  type NotALog,
  type OlderSchema,
  prepareSchema,
  schemaVersion,
} from './schema.js'
import { noTurn, type Turn, takeTurn, type Wait } from './turn.js'

/** Limits of the PostgreSQL store: those of the strictest store, so that a log can be copied into any other. */
export const postgresLimits: Limits = {
  eventBytes: 800_000,
  batchEvents: 1_000,
  batchBytes: 800_000,
  streamName: 250,
}

/** There is no getting in: no such database, no right, a setting that a log can't live with. */
export interface CannotOpen {
  readonly _tag: 'CannotOpen'
  readonly message: string
}

/** Why a log could not be opened. Only for `Unavailable` the same call may go through later. */
export type OpenError = CannotOpen | NotALog | NewerSchema | OlderSchema | Unavailable | Corrupt

/** To which server: either an address, or the app's own pool. */
export type Reach =
  | {
      /** `postgres://user:password@host:port/database?sslmode=...`, or the driver's settings, such as `ssl`. */
      readonly connection: string | ClientConfig
      /** Connections at most; default 10. Appends need one, followers one more. */
      readonly connections?: number
    }
  | {
      /** The app's own pool. It is not ended with the store. */
      readonly pool: Pool
    }

/** How a log in a PostgreSQL database is opened. */
export type PostgresOptions = Reach & {
  /** The schema that holds the log; default `perca`. Small letters, digits and `_`. One database may hold several logs. */
  readonly schema?: string
  /**
   * Whether a log that is missing is made, and an older one brought up; default true. False where the user may not: the log must
   * be as this version needs it (`OlderSchema` else).
   */
  readonly migrate?: boolean
  /**
   * Whether sessions are the store's own; default true. False behind a pooler that hands out connections by transaction
   * (PgBouncer): then the store keeps nothing in a session, and followers look every `poll` milliseconds.
   */
  readonly listen?: boolean
  /** How long a follower sleeps at most before it looks by itself, in milliseconds; default 1,000; 100 where `listen` is false. */
  readonly poll?: number
  /** How long an answer may take, in milliseconds, before `Unavailable`; default 30,000. */
  readonly deadline?: number
  /** The clock for `recordedAt`; default: the server's. For tests. */
  readonly now?: () => Date
}

/** An event store in a PostgreSQL database, and what only PostgreSQL can do. */
export interface PostgresStore extends EventStore {
  /**
   * Appends within a transaction that the app has begun on a connection of its own, so that its rows and the events are
   * written both or neither. `READ COMMITTED` is needed (`Unacceptable` else). The log is the app's alone from this call until
   * its transaction ends: do it last, and end it at once. After any Left but `Conflict`, `TooLarge`, `Unacceptable` and `IdReused`
   * the transaction is over; roll back.
   *
   * @param client the app's connection, in a transaction
   */
  readonly appendIn: (
    client: ClientBase,
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ) => TaskEither<AppendError, Appended>
  /**
   * Waits for the turn to work on a log: one process at a time has it, whatever becomes of the others. Nobody is kept from
   * reading or appending; it is for work that must not be interleaved with its like, such as two imports.
   *
   * @returns Right: the turn; undefined where the wait was given up. Left: no connection, or a pooler's (`listen: false`)
   */
  readonly takeTurn: (wait: Wait) => TaskEither<StoreError, Turn | undefined>
}

/** The driver's settings for a connection. */
const configOf = (connection: string | ClientConfig, deadline: number): ClientConfig => ({
  application_name: 'perca',
  keepAlive: true,
  connectionTimeoutMillis: deadline,
  ...(typeof connection === 'string' ? { connectionString: connection } : connection),
})

/** What must hold of a server before anything is written to it; throws what the driver throws. */
const settingsFault = async (client: ClientBase): Promise<string | null> => {
  const [row] = await askOn(client, {
    text: "SELECT current_setting('server_encoding'), current_setting('default_transaction_isolation'), current_setting('server_version_num')::integer",
    values: [],
  })
  const [encoding, isolation, version] = row ?? []
  if (encoding !== 'UTF8')
    return `The database keeps text as ${encoding}; a log needs UTF8. Create one with ENCODING 'UTF8'.`
  if (isolation !== 'read committed') {
    return 'The user or the database sets default_transaction_isolation; a log needs read committed. Set it back with ALTER ROLE.'
  }
  if (Number(version) < 140_000) return 'The server is older than PostgreSQL 14. Use a newer one.'
  return null
}

/** No way in that another attempt would open. */
const isNoEntry = (thrown: unknown): boolean => /^(28|3D000|3F000|42501)/.test(sqlState(thrown) ?? '')

const prepare = async (
  client: ClientBase,
  schema: string,
  mayMigrate: boolean,
): Promise<E.Either<OpenError, number>> => {
  const fault = await settingsFault(client)
  return fault === null ? prepareSchema(client, schema, mayMigrate) : E.left({ _tag: 'CannotOpen', message: fault })
}

/** Prepares the schema. What the driver throws is told apart: no way in at all, or none just now. */
const opened = async (server: Server, schema: string, mayMigrate: boolean): Promise<E.Either<OpenError, number>> => {
  let isShut = false
  const result = await withConnection(
    server,
    (client) => prepare(client, schema, mayMigrate),
    false,
    (thrown) => {
      isShut = isNoEntry(thrown)
    },
  )
  if (E.isRight(result)) return result.right
  const { _tag, message } = result.left
  return E.left(isShut || _tag === 'Closed' ? { _tag: 'CannotOpen', message } : result.left)
}

/**
 * Opens an event store in a schema of a PostgreSQL database, for any number of processes. Appends that wait at the same time go
 * to the server in one call and share its commit; positions have no gaps and are given in the order of commits.
 *
 * @returns Left: no way in (CannotOpen), tables of another program (NotALog), a log that is newer than this package (NewerSchema)
 * or older where it must not be changed (OlderSchema), the server does not answer (Unavailable). Nothing was changed then.
 */
export const postgresStore =
  (options: PostgresOptions): TaskEither<OpenError, PostgresStore> =>
  async () => {
    const { schema = 'perca', migrate = true, listen = true, deadline = 30_000, now = null } = options
    if (!isSchemaName(schema)) {
      return E.left({
        _tag: 'CannotOpen',
        message: 'A schema is named with small letters, digits and _, 41 at most, and not pg_...: like perca.',
      })
    }
    const isOwn = !('pool' in options)
    const config = 'pool' in options ? options.pool.options : configOf(options.connection, deadline)
    const pool =
      'pool' in options
        ? options.pool
        : new Pool({ ...config, max: options.connections ?? 10, idleTimeoutMillis: 30_000 })
    // A connection that breaks while nobody uses it is taken out by the pool; without a listener it would end the process.
    const broken = () => undefined
    pool.on('error', broken)
    let isClosed = false
    const server: Server = { pool, deadline, isClosed: () => isClosed }
    const giveBack = async () => {
      pool.removeListener('error', broken)
      if (isOwn) await pool.end()
    }

    const ready = await opened(server, schema, migrate)
    if (E.isLeft(ready)) {
      await giveBack()
      return ready
    }

    const grown = bell()
    // As it is: what a pool holds as a secret is left out of a copy.
    const newClient = () => new Client(config)
    const ears = listener(channelOf(schema), newClient, grown.ring)
    const appends = appender(server, schema, postgresLimits, now)
    const { readStream, readPage, head, counts } = reader(server, schema, listen)
    const followed = { readPage, bell: grown, poll: options.poll ?? (listen ? 1_000 : 100), isClosed: () => isClosed }
    let closing: Promise<E.Either<StoreError, void>> | undefined
    const positionOf = (last: number): string | null => (last === 0 ? null : String(last))

    const close = async (): Promise<E.Either<StoreError, void>> => {
      await appends.settled()
      isClosed = true
      grown.ring()
      await ears.stop()
      await giveBack()
      return E.right(undefined)
    }

    return E.right({
      limits: postgresLimits,
      append: (stream, expected, events) => async () => {
        if (closing !== undefined) return E.left(closed)
        const appended = await appends.append(stream, expected, events)
        if (E.isRight(appended)) grown.ring()
        return appended
      },
      readStream: (stream, from, limit) => async () =>
        closing === undefined ? readStream(stream, from, limit) : E.left(closed),
      readAll: (after, limit, filter) => async () =>
        closing === undefined ? readPage(after, limit, filter) : E.left(closed),
      follow: (after, filter, signal) => {
        if (listen && closing === undefined) ears.start()
        return follow(followed, after, filter, signal)
      },
      head: () => async () => {
        if (closing !== undefined) return E.left(closed)
        return E.map(positionOf)(await head())
      },
      describe: () => async () => {
        if (closing !== undefined) return E.left(closed)
        return E.map(({ events, streams }: { readonly events: number; readonly streams: number }) => ({
          store: 'postgres',
          events,
          streams,
          head: positionOf(events),
          schema: schemaVersion,
        }))(await counts())
      },
      appendIn: (client, stream, expected, events) => async () => {
        if (closing !== undefined) return E.left(closed)
        const append = readyAppend(postgresLimits, stream, expected, events)
        if (E.isLeft(append)) return append
        try {
          return await appendWithin((question) => askOn(client, question), schema, append.right)
        } catch (thrown) {
          return E.left(storeError(thrown))
        }
      },
      takeTurn: (wait) => (listen ? takeTurn(newClient(), schema, wait) : noTurn),
      close: () => () => {
        closing ??= close()
        return closing
      },
    })
  }
