import type { AppendError, Appended, ExpectedRevision, Unacceptable, WrittenEvent } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { unacceptable } from './failure.js'

/** What an append is told. */
export type Answer = E.Either<AppendError, Appended>

/** What of an event is needed to write it. All of it is the store's own: the caller's event may change while it waits. */
export interface WaitingEvent {
  readonly id: string
  readonly type: string
  readonly data: string
  readonly metadata: string
  readonly subjects: readonly string[]
  /** Milliseconds since 1970 where another store recorded it first; else null. */
  readonly recordedAt: number | null
}

/** An append as it is written. */
export interface Append {
  readonly stream: string
  readonly expected: ExpectedRevision
  readonly events: readonly WaitingEvent[]
}

/** An append that waits for its turn. */
export interface Waiting extends Append {
  /** Characters of JSON: what a group is measured by. */
  readonly size: number
  readonly answer: (answer: Answer) => void
  readonly fail: (defect: unknown) => void
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Texts that PostgreSQL refuses, or the driver would change. */
const unkeepable = /\p{Surrogate}|\0/u

/** Makes events ready to wait. Left: one that PostgreSQL could not keep to the letter. */
export const prepared = (
  stream: string,
  written: readonly WrittenEvent[],
): E.Either<Unacceptable, readonly WaitingEvent[]> => {
  const refused = (message: string) => E.left(unacceptable(`${message}; nothing was written.`))
  if (unkeepable.test(stream)) return refused("A stream's name is whole Unicode")
  const events: WaitingEvent[] = []
  for (const { event, data, metadata } of written) {
    const { id, type } = event
    const subjects = [...new Set(event.metadata.subjects)]
    if (!uuid.test(id)) return refused('An event bears a UUID in lower case as its id')
    if (type === '' || unkeepable.test(type)) return refused("A type's name is whole Unicode")
    if (subjects.some((subject) => unkeepable.test(subject))) return refused("A subject's id is whole Unicode")
    const recordedAt = event.recordedAt === undefined ? null : Date.parse(event.recordedAt)
    events.push({ id, type, data, metadata, subjects, recordedAt })
  }
  return E.right(events)
}
