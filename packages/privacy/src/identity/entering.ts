import type { EventStore, StoredEvent, StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import type { IdentityIndex } from './identity-index.js'

/** Somebody whose identity number others bear too: a finding, which a person settles. No number is in it. */
export interface SameIdentity {
  readonly subject: string
  readonly others: readonly string[]
  /** The event that said the number. */
  readonly eventId: string
}

/** How far the log was gone through, and what was found on the way. */
export interface IdentitiesEntered {
  /** Goes into the next call as `after`. */
  readonly next: string | null
  readonly found: readonly SameIdentity[]
}

/** The events that say who a participant is. */
const types = ['ParticipantReferred', 'PersonDetailsCorrected']

/** What is looked at in them. A sealed person is none of this form, and is passed by. */
const WithPerson = t.type({ person: t.type({ nik: t.union([t.string, t.null]) }) })

const enterOne = async (
  index: IdentityIndex,
  { id, stream, data }: StoredEvent,
): Promise<E.Either<StoreError, SameIdentity | null>> => {
  if (!WithPerson.is(data)) return E.right(null)
  const subject = stream.slice('participant-'.length)
  if (data.person.nik === null) return E.map(() => null)(await index.remove(subject)())
  const entered = await index.enter(subject, data.person.nik)()
  if (E.isLeft(entered)) return entered
  const isFound = entered.right._tag === 'Entered' && entered.right.same.length > 0
  return E.right(isFound ? { subject, others: entered.right.same, eventId: id } : null)
}

/**
 * Goes on through the log behind a position, and enters the identity number of everybody whom an event tells of into the
 * index: what keeps it up, and builds it anew. Run twice over the same events it comes to the same.
 *
 * @param store the log, opened: a reader without the keys of `personal` enters nobody
 * @param after where it ended the last time, as it said; null: from the beginning
 * @returns whose number others bear too, as it was when each was entered
 */
export const enterIdentities =
  (store: EventStore, index: IdentityIndex, after: string | null): TaskEither<StoreError, IdentitiesEntered> =>
  async () => {
    const found: SameIdentity[] = []
    let next = after
    for (;;) {
      const page = await store.readAll(next, 1_000, { types, categories: ['participant'] })()
      if (E.isLeft(page)) return page
      for (const event of page.right.events) {
        const same = await enterOne(index, event)
        if (E.isLeft(same)) return same
        if (same.right !== null) found.push(same.right)
      }
      next = page.right.next
      if (page.right.end) return E.right({ next, found })
    }
  }
