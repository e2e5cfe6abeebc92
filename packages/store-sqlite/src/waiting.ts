import type { AppendError, Appended, ExpectedRevision, Unacceptable, WrittenEvent } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { bytesOfId } from './row.js'

/** What an append is told. */
export type Answer = E.Either<AppendError, Appended>

/** An append that waits for its turn. */
export interface Waiting {
  readonly stream: string
  readonly expected: ExpectedRevision
  readonly events: readonly WaitingEvent[]
  readonly answer: (answer: Answer) => void
  readonly fail: (defect: unknown) => void
}

/** What of an event is needed to write it. All of it is the store's own: the caller's event may change while it waits. */
export interface WaitingEvent {
  readonly id: string
  readonly bytes: Uint8Array
  readonly type: string
  readonly data: string
  readonly metadata: string
  readonly subjects: readonly string[]
  /** Milliseconds since 1970 where another store recorded it first; else null. */
  readonly recordedAt: number | null
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Texts that SQLite would cut off or change. */
const unkeepable = /\p{Surrogate}|\0/u

const unacceptable = (message: string): E.Either<Unacceptable, never> => E.left({ _tag: 'Unacceptable', message })

/** Makes events ready to wait. Left: one that SQLite could not keep to the letter. */
export const prepared = (
  stream: string,
  written: readonly WrittenEvent[],
): E.Either<Unacceptable, readonly WaitingEvent[]> => {
  if (unkeepable.test(stream)) return unacceptable("A stream's name is whole Unicode; nothing was written.")
  const events: WaitingEvent[] = []
  for (const { event, data, metadata } of written) {
    const { id, type } = event
    const subjects = [...new Set(event.metadata.subjects)]
    if (!uuid.test(id)) return unacceptable('An event bears a UUID in lower case as its id; nothing was written.')
    if (type === '' || unkeepable.test(type))
      return unacceptable("A type's name is whole Unicode; nothing was written.")
    if (subjects.some((subject) => unkeepable.test(subject))) {
      return unacceptable("A subject's id is whole Unicode; nothing was written.")
    }
    const recordedAt = event.recordedAt === undefined ? null : Date.parse(event.recordedAt)
    events.push({ id, bytes: bytesOfId(id), type, data, metadata, subjects, recordedAt })
  }
  return E.right(events)
}
