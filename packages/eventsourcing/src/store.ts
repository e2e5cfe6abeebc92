import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { NewEvent, StoredEvent } from './event.js'

/**
 * What the stream must be for an append to happen: `any`; `noStream`, it has no event yet; `exists`, it has some;
 * a number, the revision of its last event.
 */
export type ExpectedRevision = 'any' | 'noStream' | 'exists' | number

/** The stream was not where the caller expected it. Read it again and decide anew. */
export interface Conflict {
  readonly _tag: 'Conflict'
  readonly stream: string
  readonly expected: ExpectedRevision
  readonly actual: number | 'noStream'
  readonly message: string
}

/** The store did not answer. A retry with the same ids is safe: what was written is not written twice. */
export interface Unavailable {
  readonly _tag: 'Unavailable'
  /** True where an append may have been written all the same. */
  readonly outcomeUnknown: boolean
  readonly message: string
}

/** An append is over a limit of the store; nothing was written. A retry is useless. */
export interface TooLarge {
  readonly _tag: 'TooLarge'
  readonly limit: keyof Limits
  readonly allowed: number
  readonly actual: number
  readonly message: string
}

/** An append that no store takes: no event, an unusable stream name, the same id twice in one batch. A retry is useless. */
export interface Unacceptable {
  readonly _tag: 'Unacceptable'
  readonly message: string
}

/** An id that the log already holds came again with other content, or in another company. A retry is useless. */
export interface IdReused {
  readonly _tag: 'IdReused'
  readonly id: string
  readonly message: string
}

/** What is stored can't be read as what it should be. A retry is useless. */
export interface Corrupt {
  readonly _tag: 'Corrupt'
  readonly stream: string | null
  readonly revision: number | null
  /** JSON path in the event, where the fault has one. */
  readonly path: string
  readonly message: string
}

/** The store was closed before it was asked. A retry is useless. */
export interface Closed {
  readonly _tag: 'Closed'
  readonly message: string
}

/** What any call of a store may answer instead. A retry is safe and of use after `Unavailable` only. */
export type StoreError = Unavailable | Corrupt | Closed
/** What an append may answer instead: nothing was written, but for `Unavailable` where the outcome is unknown. */
export type AppendError = StoreError | Conflict | TooLarge | Unacceptable | IdReused

/** True where the same call may go through later: only for `Unavailable`. `Conflict` wants a new decision first. */
export const isRetrySafe = (error: AppendError): boolean => error._tag === 'Unavailable'

/** What a store takes at most, checked before anything is written. */
export interface Limits {
  /** JSON text of one event's data and metadata, in UTF-8 bytes. */
  readonly eventBytes: number
  /** Events in one append. */
  readonly batchEvents: number
  /** All of one append, in UTF-8 bytes. */
  readonly batchBytes: number
  /** Stream name, in UTF-16 code units. */
  readonly streamName: number
}

/** Where the last event of an append stands. */
export interface Appended {
  readonly stream: string
  readonly revision: number
  readonly position: string
}

/** Which events a reader of the whole log wants; what is left out is not filtered by. All that is named must hold. */
export interface LogFilter {
  /** Event types, by name. */
  readonly types?: readonly string[]
  /** Stream categories: what stands before the first `-` of a stream's name. */
  readonly categories?: readonly string[]
  /** One person: events whose metadata names this id among their subjects. */
  readonly subject?: string
}

/** A piece of the log. `next` goes into the next call as `after`, also where the filter left every event out. */
export interface Page {
  readonly events: readonly StoredEvent[]
  readonly next: string | null
  /** True where nothing came after `next` when the page was read. */
  readonly end: boolean
}

/** What stops a follower: an `AbortSignal`, said without naming a platform's types. */
export interface StopSignal {
  readonly aborted: boolean
  readonly addEventListener: (type: 'abort', listener: () => void, options?: { readonly once?: boolean }) => void
}

/** What is in a store, and which schema it has. */
export interface StoreDescription {
  readonly store: string
  readonly events: number
  readonly streams: number
  /** Position of the last event; null in an empty log. */
  readonly head: string | null
  /** Version of the stored layout; null where there is none (in memory). */
  readonly schema: number | null
}

/**
 * The port that every store implements. What an implementer MUST keep, and the contract suite of `@perca/testing` proves:
 *
 * 1. An append is all or nothing and never half visible.
 * 2. `expected` is honoured under any number of concurrent writers: of N appends at one revision exactly one wins, the
 *    others get `Conflict` with the actual revision.
 * 3. The same event ids appended again to the same stream succeed, write nothing and give the first result, whatever
 *    `expected` says; the same ids with other content, order or company give `IdReused`.
 * 4. Order is total: a reader who has seen position p never later sees a new event at or before p.
 * 5. What was acknowledged survives a killed process and a restart (a store in memory: as long as its process).
 * 6. `follow` misses nothing and repeats nothing between its last page and the live tail.
 * 7. Errors are the typed values above.
 * 8. `limits` are checked before anything is written.
 */
export interface EventStore {
  readonly limits: Limits
  readonly append: (
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ) => TaskEither<AppendError, Appended>
  /** Events of one stream from revision `from` on (inclusive), at most `limit`. An unknown stream is empty, not an error. */
  readonly readStream: (stream: string, from: number, limit: number) => TaskEither<StoreError, readonly StoredEvent[]>
  /** The log after a position (exclusive; null: from the beginning), at most `limit` events. */
  readonly readAll: (after: string | null, limit: number, filter?: LogFilter) => TaskEither<StoreError, Page>
  /**
   * The log after a position, then what is appended while the signal is not aborted. Each item is a page; `end` tells that
   * the follower has caught up. After a Left the follower goes on by itself if the error is `Unavailable`, else it ends.
   */
  readonly follow: (
    after: string | null,
    filter: LogFilter | undefined,
    signal: StopSignal,
  ) => AsyncIterable<Either<StoreError, Page>>
  /** Position of the last event; null in an empty log. */
  readonly head: () => TaskEither<StoreError, string | null>
  readonly describe: () => TaskEither<StoreError, StoreDescription>
  /** Waits for appends under way, then gives everything back. Closing twice is no error. */
  readonly close: () => TaskEither<StoreError, void>
}

/** The category of a stream: what stands before its first `-`. */
export const categoryOf = (stream: string): string => {
  const dash = stream.indexOf('-')
  return dash === -1 ? stream : stream.slice(0, dash)
}
