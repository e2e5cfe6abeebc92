import type { Corrupt, EventStore, Limits, StoreError, Unavailable } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { appender } from './append.js'
import { closed, storeError } from './failure.js'
import { follow } from './follow.js'
import { knownIds } from './known-ids.js'
import { type Credentials, linkTo } from './link.js'
import { isPrefix, namesUnder } from './names.js'
import { type Reader, reader } from './read.js'

/**
 * Limits of the EventStoreDB store, and of every other, as it is the strictest. The server takes 1 MiB an append, and counts
 * types and what stands beside an event as well: 248 bytes are left for these of each of 1,000 events.
 */
export const eventStoreDbLimits: Limits = {
  eventBytes: 800_000,
  batchEvents: 1_000,
  batchBytes: 800_000,
  streamName: 250,
}

/** There is no getting in: an address that is none, or no right. */
export interface CannotOpen {
  readonly _tag: 'CannotOpen'
  readonly message: string
}

/** Why a log could not be opened. Only for `Unavailable` the same call may go through later. */
export type OpenError = CannotOpen | Unavailable | Corrupt

/** How a log on an EventStoreDB server is opened. */
export interface EventStoreDbOptions {
  /**
   * `esdb://user:password@host:2113` for one node, `esdb+discover://user:password@host1:2113,host2:2113,host3:2113` for a cluster;
   * `?tls=false` only where nobody else hears it, `&tlsCAFile=...` for certificates of one's own.
   */
  readonly connection: string
  /**
   * What the names of the log's streams begin with on the server, so that a server may hold several logs, and other programs'
   * streams; default `perca.`. Letters, digits, `_` and dots, with a dot at the end.
   */
  readonly prefix?: string
  /** How long an answer may take, in milliseconds, before it is asked again; default 10,000. */
  readonly deadline?: number
  /** How many ids of events are kept in memory at most, to know a retry by; default 100,000, about 15 MB. */
  readonly knownIds?: number
}

const cannotOpen = (message: string): E.Either<CannotOpen, never> => E.left({ _tag: 'CannotOpen', message })

/** Who a connection names: the client takes them out of it as well. */
const credentialsIn = (connection: string): Credentials | null => {
  const [, username, password] = /^esdb(?:\+discover)?:\/\/([^:@/]+):([^@/]*)@/.exec(connection) ?? []
  return username === undefined || password === undefined
    ? null
    : { username: decodeURIComponent(username), password: decodeURIComponent(password) }
}

/** What is counted of a log, up to a position. */
interface Counted {
  readonly events: number
  readonly streams: number
  readonly upTo: string | null
}

/** Counts on from what was counted before. */
const countOn = async ({ readPage }: Reader, counted: Counted): Promise<E.Either<StoreError, Counted>> => {
  let { events, streams, upTo } = counted
  for (;;) {
    const page = await readPage(upTo, 5_000, undefined)
    if (E.isLeft(page)) return page
    events += page.right.events.length
    streams += page.right.events.filter(({ revision }) => revision === 0).length
    upTo = page.right.next
    if (page.right.end) return E.right({ events, streams, upTo })
  }
}

/**
 * Opens an event store in an EventStoreDB server or cluster, for any number of processes.
 *
 * What it can't promise: an id is known in its stream only. The same id in another stream is taken for a new event
 * (`idsAcrossStreams: false` in the contract).
 *
 * @returns Left: an address or prefix that is none, or no right (CannotOpen), the server does not answer (Unavailable)
 */
export const eventStoreDbStore =
  (options: EventStoreDbOptions): TaskEither<OpenError, EventStore> =>
  async () => {
    const { connection, prefix = 'perca.', deadline = 10_000 } = options
    if (!isPrefix(prefix)) {
      return cannotOpen('A prefix has letters, digits, _ and dots, 42 at most, and ends with a dot: like perca.')
    }
    const credentials = credentialsIn(connection)
    if (credentials === null && !/[?&]tls=false/i.test(connection)) {
      return cannotOpen('A connection with TLS names its user: esdb://user:password@host:2113.')
    }
    let link: ReturnType<typeof linkTo>
    try {
      link = linkTo(connection, credentials ?? { username: 'perca', password: 'perca' }, deadline)
    } catch {
      // The client's own message repeats the address, and the password in it.
      return cannotOpen(
        'This is no address of an EventStoreDB server. Write esdb://user:password@host:2113 or esdb+discover://...',
      )
    }
    const names = namesUnder(prefix)
    const known = knownIds(options.knownIds ?? 100_000)
    const reading = reader(link, names, known)
    const appends = appender(link, names, known, reading, eventStoreDbLimits)
    let closing: Promise<E.Either<StoreError, void>> | undefined
    let counted: Counted = { events: 0, streams: 0, upTo: null }

    const first = await reading.head()
    if (E.isLeft(first)) {
      await link.close()
      const { left } = first
      return left._tag === 'Closed' ? cannotOpen(left.message) : E.left(left)
    }

    const ask =
      <A>(answer: () => Promise<E.Either<StoreError, A>>): TaskEither<StoreError, A> =>
      async () => {
        if (closing !== undefined) return E.left(closed)
        try {
          return await answer()
        } catch (thrown) {
          return E.left(storeError(thrown))
        }
      }

    const close = async (): Promise<E.Either<StoreError, void>> => {
      await appends.settled()
      await link.close()
      return E.right(undefined)
    }

    return E.right({
      limits: eventStoreDbLimits,
      append: (stream, expected, events) => async () =>
        closing === undefined ? appends.append(stream, expected, events) : E.left(closed),
      readStream: (stream, from, limit) => ask(() => reading.readStream(stream, from, limit)),
      readAll: (after, limit, filter) => ask(() => reading.readPage(after, limit, filter)),
      follow: (after, filter, signal) => follow({ link, names, reader: reading }, after, filter, signal),
      head: () => ask(reading.head),
      describe: () =>
        ask(async () => {
          const now = await countOn(reading, counted)
          if (E.isLeft(now)) return now
          counted = now.right
          const { events, streams, upTo } = counted
          return E.right({ store: 'eventstoredb', events, streams, head: events === 0 ? null : upTo, schema: null })
        }),
      close: () => () => {
        closing ??= close()
        return closing
      },
    })
  }
