import {
  type AllStreamRecordedEvent,
  type AllStreamResolvedEvent,
  BACKWARDS,
  END,
  ErrorType,
  type Position,
  START,
  type StreamingRead,
} from '@eventstore/db-client'
import type { Corrupt, LogFilter, Page, StoredEvent, StoreError } from '@perca/eventsourcing'
import { categoryOf } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { corrupt, isOf, Overdue, storeError } from './failure.js'
import type { KnownIds } from './known-ids.js'
import type { Link } from './link.js'
import type { Names } from './names.js'
import { eventOf, isKeepable, positionOf, positionText, type WireEvent } from './wire.js'

/** Events in one reading of `$all`. */
const pageSize = 1_000

/** How many events, of whatever log, one page looks through at most. */
const lookThrough = 20_000

const strangePosition = (after: string): Corrupt =>
  corrupt(
    `This log has no position ${after}: it comes from another log. Read from null, or from a position of this one.`,
    { path: 'after' },
  )

/** Whether an event meets a filter. */
export const meets = ({ types, categories, subject }: LogFilter, { type, stream, metadata }: StoredEvent): boolean => {
  if (types !== undefined && !types.includes(type)) return false
  if (categories !== undefined && !categories.includes(categoryOf(stream))) return false
  if (subject === undefined) return true
  const subjects: unknown = typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'subjects') : []
  return Array.isArray(subjects) && subjects.includes(subject)
}

/** All of a reading. It is ended in any case, or the server would keep the call; each next piece may take the deadline. */
const collected = async <E>(deadline: number, reading: StreamingRead<E>): Promise<readonly E[]> => {
  const found: E[] = []
  let timer: NodeJS.Timeout | undefined
  // What comes after the end of the loop has no other listener.
  reading.on('error', () => undefined)
  try {
    await new Promise<void>((resolve, reject) => {
      const wind = () => {
        clearTimeout(timer)
        timer = setTimeout(() => reject(new Overdue()), deadline)
      }
      wind()
      reading.on('data', (event) => {
        found.push(event)
        if (found.length % 100 === 0) wind()
      })
      reading.on('error', reject)
      reading.on('end', () => resolve())
      // Closed before its end it is a part.
      reading.on('close', () => reject(new Overdue()))
    })
    return found
  } finally {
    clearTimeout(timer)
    await reading.cancel().catch(() => undefined)
  }
}

/** Reads a log on the server. */
export interface Reader {
  readonly readStream: (
    stream: string,
    from: number,
    limit: number,
  ) => Promise<E.Either<StoreError, readonly StoredEvent[]>>
  readonly readPage: (
    after: string | null,
    limit: number,
    filter: LogFilter | undefined,
  ) => Promise<E.Either<StoreError, Page>>
  /** Position of the log's last event; null: it has none. */
  readonly head: () => Promise<E.Either<StoreError, string | null>>
}

/** A piece of `$all`: whatever stands there, of this log or not. */
interface Piece {
  readonly events: readonly AllStreamRecordedEvent[]
  readonly isEnd: boolean
}

export const reader = (link: Link, names: Names, known: KnownIds): Reader => {
  const { credentials, deadline } = link

  const pieceAfter = (after: string | null): Promise<E.Either<StoreError, Piece>> =>
    link.call(async (client) => {
      const fromPosition = after === null ? START : (positionOf(after) ?? START)
      const found = await collected(
        deadline,
        client.readAll({ fromPosition, maxCount: pageSize, credentials, deadline: deadline * 2 }),
      )
      const events = found.flatMap(({ event }) => event ?? [])
      // Reading from a position begins with the event that stands there.
      const isRead = after !== null && events[0] !== undefined && positionText(events[0].position) === after
      return { events: isRead ? events.slice(1) : events, isEnd: found.length < pageSize }
    })

  const own = (events: readonly WireEvent[]): E.Either<Corrupt, readonly StoredEvent[]> => {
    const mine: StoredEvent[] = []
    for (const event of events) {
      const stream = names.inLog(event.streamId)
      if (stream === null || event.type.startsWith('$')) continue
      const made = eventOf(stream, event)
      if (E.isLeft(made)) return made
      mine.push(made.right)
    }
    return E.right(mine)
  }

  let lastHead: string | null = null
  const head = async (): Promise<E.Either<StoreError, string | null>> => {
    let from: Position | typeof END = END
    for (;;) {
      const begin: Position | typeof END = from
      const piece: E.Either<StoreError, readonly AllStreamResolvedEvent[]> = await link.call((client) =>
        collected(
          deadline,
          client.readAll({
            fromPosition: begin,
            direction: BACKWARDS,
            maxCount: begin === END ? 20 : pageSize,
            credentials,
            deadline: deadline * 2,
          }),
        ),
      )
      if (E.isLeft(piece)) return piece
      for (const { event } of piece.right) {
        if (event === undefined || names.inLog(event.streamId) === null || event.type.startsWith('$')) continue
        lastHead = positionText(event.position)
        return E.right(lastHead)
      }
      const last: AllStreamRecordedEvent | undefined = piece.right.at(-1)?.event
      if (last === undefined) return E.right(null)
      // Nothing of this log came since it was looked for last.
      if (lastHead !== null && last.position.commit <= (positionOf(lastHead)?.commit ?? 0n)) return E.right(lastHead)
      from = last.position
    }
  }

  return {
    readStream: async (stream, from, limit) => {
      const first = Math.max(0, Math.ceil(from) || 0)
      const maxCount = Math.min(Math.max(0, Math.trunc(limit) || 0), Number.MAX_SAFE_INTEGER)
      if (maxCount === 0 || !isKeepable(stream) || first > Number.MAX_SAFE_INTEGER) return E.right([])
      try {
        const found = await link.call(async (client) => {
          try {
            const reading = client.readStream(names.onServer(stream), {
              fromRevision: BigInt(first),
              maxCount,
              credentials,
              deadline: Math.max(deadline * 2, 60_000),
            })
            return await collected(deadline, reading)
          } catch (thrown) {
            if (isOf(thrown, ErrorType.STREAM_NOT_FOUND)) return []
            throw thrown
          }
        })
        if (E.isLeft(found)) return found
        const events: StoredEvent[] = []
        for (const { event, commitPosition } of found.right) {
          if (event === undefined) continue
          const made = eventOf(stream, withPosition(event, commitPosition))
          if (E.isLeft(made)) return made
          events.push(made.right)
        }
        known.note(stream, events)
        return E.right(events)
      } catch (thrown) {
        return E.left(storeError(thrown))
      }
    },
    readPage: async (after, limit, filter = {}) => {
      if (after !== null && positionOf(after) === null) return E.left(strangePosition(after))
      const wanted = Math.max(0, Math.trunc(limit) || 0)
      const events: StoredEvent[] = []
      let [next, at, looked] = [after, after, 0]
      try {
        for (;;) {
          const piece = await pieceAfter(at)
          if (E.isLeft(piece)) return piece
          const mine = own(piece.right.events)
          if (E.isLeft(mine)) return mine
          for (const event of mine.right) {
            if (events.length === wanted) return E.right({ events, next, end: false })
            next = event.position
            if (meets(filter, event)) events.push(event)
          }
          const last = piece.right.events.at(-1)
          if (piece.right.isEnd) {
            if (events.length === 0 && looked === 0 && after !== null && last === undefined) {
              const end = await head()
              if (E.isLeft(end)) return end
              const isBeyond = (positionOf(after)?.commit ?? 0n) > (positionOf(end.right ?? '0')?.commit ?? 0n)
              if (isBeyond) return E.left(strangePosition(after))
            }
            return E.right({ events, next, end: true })
          }
          looked += piece.right.events.length
          at = last === undefined ? at : positionText(last.position)
          if (looked >= lookThrough) return E.right({ events, next: at, end: false })
        }
      } catch (thrown) {
        return E.left(storeError(thrown))
      }
    },
    head: async () => {
      try {
        return await head()
      } catch (thrown) {
        return E.left(storeError(thrown))
      }
    },
  }
}

/** An event of a stream, with its place in the log, which the client gives apart from it. */
const withPosition = (event: WireEvent, commitPosition: bigint | undefined): WireEvent => {
  if ('position' in event && event.position !== undefined) return event
  return commitPosition === undefined
    ? event
    : Object.assign(event, { position: { commit: commitPosition, prepare: commitPosition } })
}
