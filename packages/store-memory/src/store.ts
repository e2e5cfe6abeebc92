import {
  type AppendError,
  type Appended,
  acceptable,
  type Closed,
  type Conflict,
  type Corrupt,
  categoryOf,
  type EventStore,
  type ExpectedRevision,
  type IdReused,
  type Json,
  type Limits,
  type LogFilter,
  type NewEvent,
  type Page,
  type StopSignal,
  type StoredEvent,
  type StoreError,
  sameContent,
  type Unacceptable,
} from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'

/** Limits of the store in memory: those of the strictest store, so that what a test appends fits everywhere. */
export const memoryLimits: Limits = {
  eventBytes: 800_000,
  batchEvents: 1_000,
  batchBytes: 800_000,
  streamName: 250,
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const closed: Closed = { _tag: 'Closed', message: 'The store was closed; open it again.' }

const matches = (event: StoredEvent, filter: LogFilter | undefined): boolean => {
  if (filter === undefined) return true
  if (filter.types !== undefined && !filter.types.includes(event.type)) return false
  if (filter.categories !== undefined && !filter.categories.includes(categoryOf(event.stream))) return false
  if (filter.subject === undefined) return true
  const { metadata } = event
  return typeof metadata === 'object' && metadata !== null && 'subjects' in metadata && Array.isArray(metadata.subjects)
    ? metadata.subjects.includes(filter.subject)
    : false
}

const meets = (expected: ExpectedRevision, last: number): boolean =>
  expected === 'any' ||
  (expected === 'noStream' ? last === -1 : last >= 0 && (expected === 'exists' || expected === last))

const conflict = (stream: string, expected: ExpectedRevision, last: number): Conflict => ({
  _tag: 'Conflict',
  stream,
  expected,
  actual: last === -1 ? 'noStream' : last,
  message: `${stream} is ${last === -1 ? 'not there' : `at revision ${last}`}, expected was ${expected}. Read it again and decide anew.`,
})

const reused = (id: string): IdReused => ({
  _tag: 'IdReused',
  id,
  message: `The log already holds an event ${id} with other content or in another append. Make new ids for a new append.`,
})

const noUuid: Unacceptable = {
  _tag: 'Unacceptable',
  message: 'An event bears a UUID in lower case as its id; nothing was written.',
}

const strangePosition: Corrupt = {
  _tag: 'Corrupt',
  stream: null,
  revision: null,
  path: 'after',
  message: 'This log has no such position: it comes from another log. Read from null, or from a position of this one.',
}

/** JSON that nobody can change: a reader gets what the log itself holds. */
const frozen = (json: string): Json => JSON.parse(json, (_, value) => Object.freeze(value))

/**
 * The reference store: one array is the log, one map leads from a stream to its events. Everything happens in one turn of
 * the event loop, so an append is whole and in order by itself. Read it before you write another: the port's promises
 * (1-8 at `EventStore`) are marked where they are kept.
 *
 * @param options.now the clock for `recordedAt`; default: the system's
 * @param options.limits what it takes at most; default: `memoryLimits`
 */
export const memoryStore = (options: { readonly now?: () => Date; readonly limits?: Limits } = {}): EventStore => {
  const now = options.now ?? (() => new Date())
  const limits = options.limits ?? memoryLimits
  const log: StoredEvent[] = []
  const streams = new Map<string, StoredEvent[]>()
  const byId = new Map<string, StoredEvent>()
  let isClosed = false
  const followers = new Set<() => void>()
  const wakeFollowers = () => {
    for (const wake of followers) wake()
  }

  /** Promise 3: the first result where these very events stand in the log; a refusal where only some, or others, do. */
  const earlier = (stream: string, events: readonly NewEvent[]): E.Either<IdReused, Appended> | undefined => {
    const known = events.flatMap(({ id }) => byId.get(id) ?? [])
    const [first] = known
    if (first === undefined) return undefined
    const last = known[known.length - 1] ?? first
    const isRetry = events.every((event, index) => {
      const stored = byId.get(event.id)
      const inPlace = stored?.stream === stream && stored.revision === first.revision + index
      return inPlace && sameContent(stored, event)
    })
    return isRetry ? E.right({ stream, revision: last.revision, position: last.position }) : E.left(reused(first.id))
  }

  const append =
    (stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): TaskEither<AppendError, Appended> =>
    async () => {
      if (isClosed) return E.left(closed)
      // Promise 8: checked before anything is written.
      const written = acceptable(limits, stream, events)
      if (E.isLeft(written)) return written
      if (!events.every(({ id }) => uuid.test(id))) return E.left(noUuid)
      const first = earlier(stream, events)
      if (first !== undefined) return first
      const held = streams.get(stream) ?? []
      // Promise 2: no other append can come between this check and the push below.
      if (!meets(expected, held.length - 1)) return E.left(conflict(stream, expected, held.length - 1))
      const recordedAt = now().toISOString()
      const stored = written.right.map(({ event, data, metadata }, index) =>
        Object.freeze({
          id: event.id,
          type: event.type,
          // Parsed anew: the log shares nothing with the caller.
          data: frozen(data),
          metadata: frozen(metadata),
          stream,
          revision: held.length + index,
          position: String(log.length + index + 1),
          recordedAt: event.recordedAt ?? recordedAt,
        }),
      )
      // Promises 1 and 4: one turn of the event loop pushes them all, in order.
      for (const event of stored) {
        log.push(event)
        held.push(event)
        byId.set(event.id, event)
      }
      streams.set(stream, held)
      wakeFollowers()
      return E.right({ stream, revision: held.length - 1, position: String(log.length) })
    }

  const readPage = (after: string | null, limit: number, filter?: LogFilter): E.Either<Closed | Corrupt, Page> => {
    if (isClosed) return E.left(closed)
    if (after !== null && log[Number(after) - 1]?.position !== after) return E.left(strangePosition)
    const events: StoredEvent[] = []
    let at = Number(after)
    while (at < log.length && events.length < limit) {
      const event = log[at]
      if (event !== undefined && matches(event, filter)) events.push(event)
      at += 1
    }
    return E.right({ events, next: at === 0 ? null : String(at), end: at >= log.length })
  }

  async function* follow(after: string | null, filter: LogFilter | undefined, signal: StopSignal) {
    let from = after
    let wake = () => {}
    const wakeMe = () => wake()
    followers.add(wakeMe)
    signal.addEventListener('abort', wakeMe, { once: true })
    try {
      while (!signal.aborted) {
        const page: E.Either<StoreError, Page> = readPage(from, 1_000, filter)
        // Promise 6: waiting begins in the turn in which the end was seen, so nothing falls between.
        const more = new Promise<void>((resolve) => {
          wake = resolve
        })
        yield page
        if (E.isLeft(page)) return
        from = page.right.next
        if (page.right.end) await more
      }
    } finally {
      followers.delete(wakeMe)
    }
  }

  return {
    limits,
    append,
    readStream: (stream, from, limit) => async () =>
      isClosed ? E.left(closed) : E.right((streams.get(stream) ?? []).slice(from, from + limit)),
    readAll: (after, limit, filter) => async () => readPage(after, limit, filter),
    follow,
    head: () => async () => (isClosed ? E.left(closed) : E.right(log.length === 0 ? null : String(log.length))),
    describe: () => async () =>
      isClosed
        ? E.left(closed)
        : E.right({
            store: 'memory',
            events: log.length,
            streams: streams.size,
            head: log.length === 0 ? null : String(log.length),
            schema: null,
          }),
    close: () => async () => {
      isClosed = true
      wakeFollowers()
      return E.right(undefined)
    },
  }
}
