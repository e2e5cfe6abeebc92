import * as t from 'io-ts'
import { Day } from './day.js'
import type { Json } from './json.js'

/**
 * Something that happened, as the domain says it: what, from which day on it holds, and the facts.
 * A store keeps `effectiveOn` in the metadata and `data` as JSON.
 */
export interface Event<Type extends string = string, Data = unknown> {
  readonly type: Type
  /** The day from which it holds in the world; not the day on which it was written down. */
  readonly effectiveOn: Day
  readonly data: Data
}

/** Who did it: a person's or a program's id, and the role in which they did it. Never a name. */
export const Actor = t.type({ id: t.string, role: t.string }, 'Actor')
export type Actor = t.TypeOf<typeof Actor>

/** What events bear that were not written by the first Perca. */
const Later = t.partial({
  /** The command's type, for replaying decisions; events that were written before Perca kept it have none. */
  commandType: t.string,
})

/** What the log keeps beside an event's data. */
export const Metadata = t.intersection(
  [
    t.type({
      /** The command that caused it. One command's events share it; it makes a command idempotent. */
      commandId: t.string,
      /** The first command of the chain: a policy's command keeps its cause's. */
      correlationId: t.string,
      /** The event that caused the command, where a policy sent it; else null. */
      causationId: t.union([t.string, t.null]),
      actor: Actor,
      /** The programme (or, in another domain, the tenant) it belongs to; null where it belongs to none. */
      programmeId: t.union([t.string, t.null]),
      /** Ids of the people it tells of: a person's history is every event that names them. */
      subjects: t.readonlyArray(t.string),
      effectiveOn: Day,
      /** The version of the event type's codec that wrote `data`, from 1. */
      schemaVersion: t.number,
    }),
    Later,
  ],
  'Metadata',
)
export type Metadata = t.TypeOf<typeof Metadata>

/** An event as it is handed to a store. */
export interface NewEvent {
  /** A UUID that the caller made. The same id again is the same event: a retry writes nothing. */
  readonly id: string
  readonly type: string
  readonly data: Json
  readonly metadata: Metadata
  /**
   * Only where a log is copied: the instant at which another store recorded it, a UTC instant with milliseconds. The store
   * keeps it in the place of its own clock, or what was known at an instant would change with every copy. It is no part of
   * what a retry is held against.
   */
  readonly recordedAt?: string
}

/** An event as a store gives it back: JSON, not yet decoded. */
export interface StoredEvent {
  readonly id: string
  readonly type: string
  readonly data: Json
  readonly metadata: Json
  readonly stream: string
  /** Its place in the stream: from 0, without gaps. */
  readonly revision: number
  /** Its place in the log: opaque, totally ordered by the store. */
  readonly position: string
  /** The store's clock when it was appended, in a copied log that of the first store: a UTC instant with milliseconds. */
  readonly recordedAt: string
}

/** An event that has been recorded, as far as who recorded it knows it: without the store's position and clock. */
export interface Happened<E extends Event = Event> {
  readonly event: E
  readonly id: string
  readonly stream: string
  readonly revision: number
  readonly metadata: Metadata
}

/** A stored event, decoded: upcast to today's version and checked by its codec. */
export interface RecordedEvent<E extends Event = Event> extends Happened<E> {
  readonly position: string
  readonly recordedAt: string
}
