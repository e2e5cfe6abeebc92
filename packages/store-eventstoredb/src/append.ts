import { ErrorType, type EventData, NO_STREAM } from '@eventstore/db-client'
import {
  type AppendError,
  type Appended,
  acceptable,
  type Conflict,
  type ExpectedRevision,
  type IdReused,
  type Limits,
  type NewEvent,
  type StoredEvent,
  type StoreError,
  sameContent,
  type WrittenEvent,
} from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { isOf, storeError, unavailable } from './failure.js'
import type { KnownIds } from './known-ids.js'
import type { Link } from './link.js'
import type { Names } from './names.js'
import type { Reader } from './read.js'
import { positionText, wireEvents, wireSize } from './wire.js'

/** What an append is told. */
export type Answer = E.Either<AppendError, Appended>

/** What the server takes in one append, in bytes, as it is set where nobody changed it. */
const serverLimit = 1_048_576

/** Events in one reading of a stream that is looked through for ids. */
const pageSize = 1_000

/** How often an append at any revision is tried while others are quicker. */
const races = 50

/** What writes; one for a store. */
export interface Appender {
  readonly append: (stream: string, expected: ExpectedRevision, events: readonly NewEvent[]) => Promise<Answer>
  /** Resolves when every append that came before has its answer. */
  readonly settled: () => Promise<void>
}

/** An append that is ready to be sent. */
interface Ready {
  readonly stream: string
  readonly expected: ExpectedRevision
  readonly written: readonly WrittenEvent[]
  readonly wire: readonly EventData[]
}

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
  message: `The stream already holds an event ${id} with other content or in another append. Make new ids for a new append.`,
})

/** At which revision an append is to be sent; null: the stream is not where it is expected. */
const revisionFor = (expected: ExpectedRevision, last: number): number | null => {
  if (expected === 'any') return last
  if (expected === 'exists') return last >= 0 ? last : null
  if (expected === 'noStream') return last === -1 ? last : null
  return expected === last && last >= 0 ? last : null
}

/**
 * Appends at an explicit revision only, whatever is expected: the server's own knowledge of what it was sent before rests on its
 * memory else.
 *
 * Promise 3 (the same ids again give the first result, whatever is expected) can't be left to the server, which looks for ids
 * only behind the revision it is told. So before anything is sent the ids of the stream are known, up to where it is to be
 * appended: from having read it, as whoever decides has just done, or by reading it now. Events are never changed, so each is
 * read for this once; the ids of streams that were not used for long are forgotten, and read again.
 */
export const appender = (link: Link, names: Names, known: KnownIds, reader: Reader, limits: Limits): Appender => {
  const turns = new Map<string, Promise<unknown>>()

  /** Reads on in a stream, from what is known of it to its end. */
  const catchUp = async (stream: string): Promise<E.Either<StoreError, void>> => {
    for (;;) {
      const page = await reader.readStream(stream, known.of(stream).last + 1, pageSize)
      if (E.isLeft(page)) return page
      if (page.right.length < pageSize) return E.right(undefined)
    }
  }

  /** The first result where these very events stand in the stream; a refusal where only some, or others, do. */
  const earlier = async ({ stream, written }: Ready): Promise<Answer | undefined> => {
    const { revisionOf } = known.of(stream)
    const [found] = written.flatMap(({ event }) => {
      const revision = revisionOf(event.id)
      return revision === undefined ? [] : [{ id: event.id, revision }]
    })
    if (found === undefined) return undefined
    const first = revisionOf(written[0]?.event.id ?? '')
    if (first === undefined) return E.left(reused(found.id))
    const stored = await reader.readStream(stream, first, written.length)
    if (E.isLeft(stored)) return stored
    const isSame = (event: StoredEvent, n: number) => {
      const { event: mine, data = '', metadata = '' } = written[n] ?? {}
      return (
        mine !== undefined &&
        event.id === mine.id &&
        sameContent(event, { type: mine.type, data: JSON.parse(data), metadata: JSON.parse(metadata) })
      )
    }
    const last = stored.right.at(-1)
    return last !== undefined && stored.right.length === written.length && stored.right.every(isSame)
      ? E.right({ stream, revision: last.revision, position: last.position })
      : E.left(reused(found.id))
  }

  /** Sends it. `moved`: the stream is somewhere else. */
  const send = async ({ stream, written, wire }: Ready, last: number): Promise<Answer | 'moved'> => {
    try {
      const sent = await link.call(
        (client) =>
          client.appendToStream(names.onServer(stream), [...wire], {
            expectedRevision: last === -1 ? NO_STREAM : BigInt(last),
            credentials: link.credentials,
            deadline: link.deadline,
          }),
        true,
      )
      if (E.isLeft(sent)) return sent
      const { nextExpectedRevision, position } = sent.right
      const revision = Number(nextExpectedRevision)
      known.note(
        stream,
        written.map(({ event: { id } }, n) => ({ id, revision: revision - written.length + 1 + n })),
      )
      if (position === undefined) return E.left(unavailable('The server did not say where it has written.', true))
      return E.right({ stream, revision, position: positionText(position) })
    } catch (thrown) {
      if (isOf(thrown, ErrorType.WRONG_EXPECTED_VERSION)) return 'moved'
      if (isOf(thrown, ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED)) return tooLarge(wireSize(wire))
      return E.left(storeError(thrown, true))
    }
  }

  const tooLarge = (actual: number): Answer =>
    E.left({
      _tag: 'TooLarge',
      limit: 'batchBytes',
      allowed: limits.batchBytes,
      actual,
      message: `With what is kept beside its events the append has ${actual} bytes, more than the server takes. Nothing was written.`,
    })

  const perform = async (ready: Ready): Promise<Answer> => {
    const { stream, expected } = ready
    // An append that begins a stream needs to know nothing: the server refuses it where there is something.
    let isFresh = expected === 'noStream'
    for (let race = 0; race < races; race++) {
      if (!isFresh || race > 0) {
        const seen = known.of(stream).last
        if (race > 0 || typeof expected !== 'number' || seen !== expected) {
          const caught = await catchUp(stream)
          if (E.isLeft(caught)) return caught
        }
      }
      const before = await earlier(ready)
      if (before !== undefined) return before
      const last = isFresh ? -1 : known.of(stream).last
      const revision = revisionFor(expected, last)
      if (revision === null) return E.left(conflict(stream, expected, last))
      const answer = await send(ready, revision)
      if (answer !== 'moved') return answer
      isFresh = false
    }
    return E.left(unavailable('Others append to this stream faster than this process can. Try again.'))
  }

  return {
    append: async (stream, expected, events) => {
      const written = acceptable(limits, stream, events)
      if (E.isLeft(written)) return written
      const wire = wireEvents(stream, written.right)
      if (E.isLeft(wire)) return wire
      const size = wireSize(wire.right)
      if (size > serverLimit) return tooLarge(size)
      const ready: Ready = { stream, expected, written: copied(written.right), wire: wire.right }
      // In this process one append at a time goes to a stream: others would only lose a race.
      const mine = (turns.get(stream) ?? Promise.resolve()).then(() => perform(ready))
      const turn = mine.catch(() => undefined)
      turns.set(stream, turn)
      try {
        return await mine
      } finally {
        if (turns.get(stream) === turn) turns.delete(stream)
      }
    },
    settled: async () => {
      while (turns.size > 0) await Promise.all(turns.values())
    },
  }
}

/** What is kept of events while they wait: the caller's own may change meanwhile. */
const copied = (written: readonly WrittenEvent[]): readonly WrittenEvent[] =>
  written.map(({ event: { id, type, data: own, metadata: beside }, data, metadata }) => ({
    event: { id, type, data: own, metadata: beside },
    data,
    metadata,
  }))
