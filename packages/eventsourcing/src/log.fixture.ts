import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { acceptable, sameContent } from './acceptable.js'
import type { NewEvent, StoredEvent } from './event.js'
import type { Json } from './json.js'
import type {
  AppendError,
  Appended,
  EventStore,
  ExpectedRevision,
  IdReused,
  Limits,
  Page,
  StoreError,
  Unavailable,
} from './store.js'

/** Limits that the kernel's tests need. */
const limits: Limits = { eventBytes: 10_000, batchEvents: 2_500, batchBytes: 2_000_000, streamName: 100 }

/** The clock of a log in a test: a second later for every event. */
const clock = (position: number): string => new Date(Date.UTC(2020, 7, 17) + position * 1_000).toISOString()

/** An append's outcome where the log holds its ids already: its first result, or that they were used for something else. */
const earlier = (
  log: readonly StoredEvent[],
  stream: string,
  events: readonly NewEvent[],
): E.Either<IdReused, Appended> | undefined => {
  const held = events.map((event) => log.find(({ id }) => id === event.id))
  const known = held.find((event) => event !== undefined)
  if (known === undefined) return undefined
  const last = held.at(-1)
  const isRetry = held.every((one, place) => {
    const event = events[place]
    return one !== undefined && event !== undefined && one.stream === stream && sameContent(one, event)
  })
  return isRetry && last !== undefined
    ? E.right({ stream, revision: last.revision, position: last.position })
    : E.left({ _tag: 'IdReused', id: known.id, message: 'An id came again with other content.' })
}

/** The kernel expects a revision or an empty stream, and nothing else. */
const meets = (expected: ExpectedRevision, last: number): boolean =>
  expected === 'noStream' ? last === -1 : expected === last

const notAsked = (): never => {
  throw new Error('the kernel does not ask a store for this')
}

/**
 * As much of a store as the kernel asks for: one array. The kernel's tests may import no store, which would be a circle;
 * the real ones are held against the port by the suite of `@perca/testing`.
 */
export const logStore = (): EventStore => {
  const log: StoredEvent[] = []
  const ofStream = (stream: string) => log.filter((event) => event.stream === stream)
  const append =
    (stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): TaskEither<AppendError, Appended> =>
    async () => {
      const taken = acceptable(limits, stream, events)
      if (E.isLeft(taken)) return taken
      const first = earlier(log, stream, events)
      if (first !== undefined) return first
      const last = ofStream(stream).length - 1
      if (!meets(expected, last)) {
        const actual = last === -1 ? 'noStream' : last
        return E.left({ _tag: 'Conflict', stream, expected, actual, message: `${stream} is at ${actual}.` })
      }
      for (const [place, { event, data, metadata }] of taken.right.entries()) {
        log.push({
          id: event.id,
          type: event.type,
          data: JSON.parse(data),
          metadata: JSON.parse(metadata),
          stream,
          revision: last + 1 + place,
          position: String(log.length + 1),
          recordedAt: clock(log.length + 1),
        })
      }
      return E.right({ stream, revision: last + events.length, position: String(log.length) })
    }
  return {
    limits,
    append,
    readStream: (stream, from, limit) => async () => E.right(ofStream(stream).slice(from, from + limit)),
    readAll: (after, limit, filter) => async () => {
      const wanted = log
        .slice(Number(after))
        .filter(({ type }) => filter?.types === undefined || filter.types.includes(type))
        .filter(({ metadata }) => filter?.subject === undefined || Object(metadata).subjects.includes(filter.subject))
      const events = wanted.slice(0, limit)
      const end = events.length === wanted.length
      return E.right({ events, next: end ? (log.at(-1)?.position ?? null) : (events.at(-1)?.position ?? null), end })
    },
    follow: notAsked,
    head: notAsked,
    describe: notAsked,
    close: notAsked,
  }
}

/** An event as a store gives it back, with what a test wants to say of it. */
export const storedEvent = (parts: Partial<StoredEvent> = {}): StoredEvent => ({
  id: '019f0000-0000-7000-8000-000000000001',
  type: 'SampleTaken',
  data: {},
  metadata: storedMetadata(),
  stream: 'sample-1',
  revision: 0,
  position: '1',
  recordedAt: '2020-08-17T02:00:00.000Z',
  ...parts,
})

/** Metadata as a store gives them back. */
export const storedMetadata = (parts: { readonly [name: string]: Json } = {}): { readonly [name: string]: Json } => ({
  commandId: 'command-1',
  correlationId: 'command-1',
  causationId: null,
  actor: { id: 'desk-1', role: 'teller' },
  programmeId: null,
  subjects: [],
  effectiveOn: '2020-08-17',
  schemaVersion: 1,
  ...parts,
})

/** All that stands in a log, in its order. */
export const wholeLog = async (store: EventStore): Promise<readonly StoredEvent[]> =>
  rightOf(await store.readAll(null, Number.MAX_SAFE_INTEGER)()).events

/** The Right of a result that a test needs to go on. */
export const rightOf = <A>(result: E.Either<{ readonly _tag: string; readonly message: string }, A>): A => {
  if (E.isRight(result)) return result.right
  throw new Error(`${result.left._tag}: ${result.left.message}`)
}

const unavailable = (outcomeUnknown: boolean): Unavailable => ({
  _tag: 'Unavailable',
  outcomeUnknown,
  message: 'The store did not answer.',
})

/** A store whose next calls a test can spoil. What it wraps stays as it is. */
export interface Faulty {
  readonly store: EventStore
  /** So many of the next appends are written, and their answer is lost. */
  loseAnswers: number
  /** So many of the next appends are not even written. */
  refuseAppends: number
  /** So many of the next appends find that somebody else wrote meanwhile, wherever the stream is. */
  conflicts: number
  /** So many of the next reads, of a stream or of the log, go unanswered. */
  refuseReads: number
  /** How many appends the store was asked for. */
  appends: number
  /** How many events the reads gave. */
  eventsRead: number
  /** What every read event is turned into. */
  spoil: (event: StoredEvent) => StoredEvent
  /** The most events that a page of the log holds. */
  pageSize: number
}

/** Wraps a store so that it can fail on demand, and counts what is asked of it. */
export const faulty = (inner: EventStore): Faulty => {
  const read = <A>(task: TaskEither<StoreError, A>): TaskEither<StoreError, A> =>
    faults.refuseReads > 0 && faults.refuseReads-- > 0 ? async () => E.left(unavailable(false)) : task
  const seen = (events: readonly StoredEvent[]): readonly StoredEvent[] => {
    faults.eventsRead += events.length
    return events.map((event) => faults.spoil(event))
  }
  const store: EventStore = {
    ...inner,
    append: (stream, expected, events) => async () => {
      faults.appends += 1
      if (faults.refuseAppends > 0 && faults.refuseAppends-- > 0) return E.left(unavailable(false))
      if (faults.conflicts > 0 && faults.conflicts-- > 0) {
        return E.left({ _tag: 'Conflict', stream, expected, actual: 99, message: 'Somebody else was faster.' })
      }
      const appended = await inner.append(stream, expected, events)()
      return faults.loseAnswers > 0 && faults.loseAnswers-- > 0 ? E.left(unavailable(true)) : appended
    },
    readStream: (stream, from, limit) => read(async () => E.map(seen)(await inner.readStream(stream, from, limit)())),
    readAll: (after, limit, filter) =>
      read(async () => {
        const page = await inner.readAll(after, Math.min(limit, faults.pageSize), filter)()
        return E.map((whole: Page) => ({ ...whole, events: seen(whole.events) }))(page)
      }),
  }
  const faults: Faulty = {
    store,
    loseAnswers: 0,
    refuseAppends: 0,
    conflicts: 0,
    refuseReads: 0,
    appends: 0,
    eventsRead: 0,
    spoil: (event) => event,
    pageSize: Number.MAX_SAFE_INTEGER,
  }
  return faults
}
