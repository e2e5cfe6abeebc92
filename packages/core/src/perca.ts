import {
  type Domain,
  type DomainEventOf,
  type Embedding,
  type EventStore,
  embed,
  type Sender,
} from '@perca/eventsourcing'
import { boundary } from './boundary.js'
import { kinds } from './domain.js'
import { clockPolicies } from './policies/clock-policies.js'
import { policies } from './policies/policies.js'

/** The domain as one value: its kinds of streams, and what follows from events and from time going by. */
export const domain: Domain<typeof kinds> = { aggregates: kinds, policies, clockPolicies, boundary }

/** Any event of the domain: a `switch` over its `type` that leaves one out does not compile. */
export type PercaEvent = DomainEventOf<typeof kinds>

/** The domain on a store, as somebody of a programme uses it. */
export type Perca = Embedding<typeof kinds>

/**
 * Puts the domain on a store.
 * @param surroundings.store where events are kept
 * @param surroundings.clock the time, for what falls due: sessions to schedule, requests left open, retention that is over
 * @param surroundings.newId gives a new UUID each time: `randomUUID` of `node:crypto`, or a version 7
 * @param surroundings.sender who sends commands, in which role and programme; `as` gives the same for somebody else
 * @param surroundings.settledTo, tickedTo where `settle` and `tick` ended the last time, as they said
 * @example
 * const desk = perca({ store, clock: () => new Date(), newId: randomUUID, sender })
 * const done = await desk.execute({ type: 'PauseEnrolment', participantId, programmeId, reason: 'illness', effectiveOn })()
 */
export const perca = (surroundings: {
  readonly store: EventStore
  readonly clock: () => Date
  readonly newId: () => string
  readonly sender: Sender
  readonly settledTo?: string | null
  readonly tickedTo?: string | null
}): Perca => embed(domain, surroundings)
