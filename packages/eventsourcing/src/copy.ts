import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { canonicalJson } from './canonical-json.js'
import { Metadata, type NewEvent, type StoredEvent } from './event.js'
import type { AppendError, EventStore, Page, StopSignal } from './store.js'

/** A store answered with an error; the same copy can be asked for again. */
export interface CopyFailed {
  readonly _tag: 'CopyFailed'
  readonly side: 'from' | 'to'
  readonly error: AppendError
  readonly message: string
}

/** The target holds something else than the source, at this place. */
export interface Differs {
  readonly _tag: 'Differs'
  readonly stream: string
  readonly revision: number
  readonly message: string
}

/** It was asked to stop. What was copied so far stands, and the same copy goes on from there. */
export interface CopyStopped {
  readonly _tag: 'CopyStopped'
  readonly copied: number
  readonly message: string
}

/** Why a copy did not come to its end. */
export type CopyError = CopyFailed | Differs | CopyStopped

/** What was copied, and the proof that both sides hold the same. */
export interface CopyReport {
  readonly events: number
  readonly streams: number
  /** Events that were copied this time. */
  readonly copied: number
  /** Events that the target held already. */
  readonly alreadyThere: number
  /** The digest of the whole log, in its order; see `copyLog`. */
  readonly digest: string
  /** The digest of each stream, by its name. */
  readonly streamDigests: ReadonlyMap<string, string>
}

/** How a copy is made. */
export interface CopyOptions {
  /** The hash of a text in UTF-8, as hexadecimal digits: SHA-256 for a digest that others can compute. */
  readonly hash: (text: string) => string
  readonly signal?: StopSignal
  /** Is told how far it has come: events of the source that were compared, copied, and then proven. */
  readonly onProgress?: (step: 'comparing' | 'copying' | 'proving', events: number) => void
  /** Events read at once; default 1,000. */
  readonly pageSize?: number
}

/** What an event says, and where it stands in its stream, in one line. Its position is its store's own, and left out. */
const lineOf = ({ id, type, data, metadata, stream, revision, recordedAt }: StoredEvent): string =>
  canonicalJson([id, type, data, metadata, stream, revision, recordedAt])

const failed = (side: 'from' | 'to', error: AppendError): E.Either<CopyFailed, never> =>
  E.left({ _tag: 'CopyFailed', side, error, message: `${side === 'from' ? 'Source' : 'Target'}: ${error.message}` })

const differs = ({ stream, revision }: StoredEvent, what: string): E.Either<Differs, never> =>
  E.left({
    _tag: 'Differs',
    stream,
    revision,
    message: `${stream} revision ${revision}: ${what} Copy into an empty store.`,
  })

/** Reads a log piece by piece. */
const pages = (store: EventStore, side: 'from' | 'to', size: number) => {
  let next: string | null = null
  let isOver = false
  return {
    isOver: () => isOver,
    read: async (): Promise<E.Either<CopyFailed, readonly StoredEvent[]>> => {
      const page: E.Either<AppendError, Page> = await store.readAll(next, size)()
      if (E.isLeft(page)) return failed(side, page.left)
      next = page.right.next
      isOver = page.right.end
      return E.right(page.right.events)
    },
  }
}

/** The events of a log one after another, with one look ahead. */
const cursor = (store: EventStore, side: 'from' | 'to', size: number) => {
  const log = pages(store, side, size)
  let [held, at]: [readonly StoredEvent[], number] = [[], 0]
  return {
    /** The next event, without taking it; undefined: there is none. */
    peek: async (): Promise<E.Either<CopyFailed, StoredEvent | undefined>> => {
      while (at === held.length && !log.isOver()) {
        const more = await log.read()
        if (E.isLeft(more)) return more
        ;[held, at] = [more.right, 0]
      }
      return E.right(held[at])
    },
    take: () => {
      at += 1
    },
  }
}

type Cursor = ReturnType<typeof cursor>

const commandOf = ({ metadata }: StoredEvent): string | null => {
  const decoded = Metadata.decode(metadata)
  return E.isRight(decoded) ? decoded.right.commandId : null
}

/** The next events that belong in one append: those of one command in one stream, as far as the target takes them. */
const nextAppend = async (
  from: Cursor,
  { batchEvents, batchBytes }: EventStore['limits'],
): Promise<E.Either<CopyFailed, readonly StoredEvent[]>> => {
  const events: StoredEvent[] = []
  let size = 0
  for (;;) {
    const next = await from.peek()
    if (E.isLeft(next)) return next
    const event = next.right
    if (event === undefined) return E.right(events)
    const [first] = events
    const length = JSON.stringify(event.data).length + JSON.stringify(event.metadata).length
    if (first !== undefined) {
      const isNext = event.stream === first.stream && event.revision === first.revision + events.length
      const isSameCommand = commandOf(event) !== null && commandOf(event) === commandOf(first)
      // A letter has three bytes at most: a group that might be too large is cut, rather than refused.
      if (!isNext || !isSameCommand || events.length === batchEvents || (size + length) * 3 > batchBytes) {
        return E.right(events)
      }
    }
    events.push(event)
    size += length
    from.take()
  }
}

const written = ({ id, type, data, metadata, recordedAt }: StoredEvent): NewEvent => ({
  id,
  type,
  data,
  // As it is: a store keeps it without looking inside, but for its subjects.
  metadata: metadata as unknown as Metadata,
  recordedAt,
})

/** Goes through what both sides hold, as far as the target goes. Gives how many events that are. */
const compared = async (
  from: Cursor,
  to: Cursor,
  { signal, onProgress }: CopyOptions,
): Promise<E.Either<CopyError, number>> => {
  for (let count = 0; ; count++) {
    if (signal?.aborted) return stopped(0)
    const theirs = await to.peek()
    if (E.isLeft(theirs)) return theirs
    if (theirs.right === undefined) return E.right(count)
    const ours = await from.peek()
    if (E.isLeft(ours)) return ours
    if (ours.right === undefined) return differs(theirs.right, 'the target holds it, and the source does not.')
    if (lineOf(ours.right) !== lineOf(theirs.right)) {
      return differs(theirs.right, 'the target holds something else than the source at this place of the log.')
    }
    from.take()
    to.take()
    if (count % 1_000 === 0) onProgress?.('comparing', count)
  }
}

const stopped = (copied: number): E.Either<CopyStopped, never> =>
  E.left({ _tag: 'CopyStopped', copied, message: `Stopped after ${copied} events. Copy again to go on from there.` })

const copyRest = async (
  from: Cursor,
  to: EventStore,
  { signal, onProgress }: CopyOptions,
): Promise<E.Either<CopyError, number>> => {
  let copied = 0
  for (;;) {
    if (signal?.aborted) return stopped(copied)
    const events = await nextAppend(from, to.limits)
    if (E.isLeft(events)) return events
    const [first] = events.right
    if (first === undefined) return E.right(copied)
    const expected = first.revision === 0 ? 'noStream' : first.revision - 1
    const appended = await to.append(first.stream, expected, events.right.map(written))()
    if (E.isLeft(appended)) {
      return appended.left._tag === 'Conflict' || appended.left._tag === 'IdReused'
        ? differs(first, 'somebody else writes into the target meanwhile.')
        : failed('to', appended.left)
    }
    const before = Math.floor(copied / 1_000)
    copied += events.right.length
    if (Math.floor(copied / 1_000) > before) onProgress?.('copying', copied)
  }
}

/** The digests of a log. */
export interface LogDigest {
  readonly events: number
  readonly digest: string
  readonly streams: ReadonlyMap<string, string>
}

/**
 * The digests of a log, read anew from its beginning: of the whole, in its order, and of each stream. Each begins as the empty text
 * and becomes, for every event, the hash of: itself, a line feed, and the event as JSON of the list `[id, type, data, metadata,
 * stream, revision, recordedAt]`, the keys of objects in the order of their UTF-16 code units, without blanks. Positions are
 * each store's own and left out.
 */
export const digestOf =
  (
    store: EventStore,
    side: 'from' | 'to',
    { hash, signal, onProgress, pageSize = 1_000 }: CopyOptions,
  ): TaskEither<CopyError, LogDigest> =>
  async () => {
    const log = pages(store, side, pageSize)
    const streams = new Map<string, string>()
    let [digest, events] = ['', 0]
    while (!log.isOver()) {
      if (signal?.aborted) return stopped(0)
      const page = await log.read()
      if (E.isLeft(page)) return page
      for (const event of page.right) {
        const line = lineOf(event)
        digest = hash(`${digest}\n${line}`)
        streams.set(event.stream, hash(`${streams.get(event.stream) ?? ''}\n${line}`))
      }
      events += page.right.length
      onProgress?.('proving', events)
    }
    return E.right({ events, digest, streams })
  }

/**
 * Copies a log into another store: every event in its order, with its id, revision, metadata and the instant at which it was
 * recorded first. Events of one command in one stream stay one append.
 *
 * It may be stopped at any moment, and asked for again: it then compares what the target holds with the source, and goes on
 * behind it; nothing is remembered elsewhere. A target that holds anything else is refused, never mixed into. In the end both
 * sides are read anew, and their digests compared. Nobody else may write into the target meanwhile; the source may grow, and
 * what comes after it was read is left for the next copy.
 *
 * @returns Left: `Differs` with its place; `CopyStopped`; or the error of a store, after which the same copy can be asked for again
 */
export const copyLog =
  (from: EventStore, to: EventStore, options: CopyOptions): TaskEither<CopyError, CopyReport> =>
  async () => {
    const { pageSize = 1_000 } = options
    const source = cursor(from, 'from', pageSize)
    const alreadyThere = await compared(source, cursor(to, 'to', pageSize), options)
    if (E.isLeft(alreadyThere)) return alreadyThere
    const copied = await copyRest(source, to, options)
    if (E.isLeft(copied)) return copied
    const theirs = await digestOf(to, 'to', options)()
    if (E.isLeft(theirs)) return theirs
    const ours = await digestOf(upTo(from, theirs.right.events), 'from', options)()
    if (E.isLeft(ours)) return ours
    if (ours.right.digest !== theirs.right.digest) {
      const wrong = [...ours.right.streams].filter(([stream, digest]) => theirs.right.streams.get(stream) !== digest)
      const [stream] = wrong[0] ?? ['']
      return E.left({
        _tag: 'Differs',
        stream,
        revision: 0,
        message:
          wrong.length === 0
            ? 'Both sides hold the same streams in another order. Copy into an empty store.'
            : `The sides differ in ${wrong.length} streams, ${stream} among them. Copy into an empty store.`,
      })
    }
    return E.right({
      events: theirs.right.events,
      streams: theirs.right.streams.size,
      copied: copied.right,
      alreadyThere: alreadyThere.right,
      digest: theirs.right.digest,
      streamDigests: theirs.right.streams,
    })
  }

/** The first so many events of a store: what came to the source after it was copied is no part of the proof. */
const upTo = (store: EventStore, count: number): EventStore => {
  let left = count
  return {
    ...store,
    readAll: (after, limit) => async () => {
      const page = await store.readAll(after, Math.min(limit, left))()
      if (E.isLeft(page)) return page
      left -= page.right.events.length
      return E.right({ ...page.right, end: page.right.end || left === 0 })
    },
  }
}
