import { randomUUID } from 'node:crypto'
import { type AllStreamRecordedEvent, type EventData, jsonEvent, type RecordedEvent } from '@eventstore/db-client'
import type { Corrupt, Json, StoredEvent, Unacceptable, WrittenEvent } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { corrupt, unacceptable } from './failure.js'

/** An event as it comes from the server. */
export type WireEvent = RecordedEvent | AllStreamRecordedEvent

/**
 * What stands beside an event's data on the server, in one object of a fixed shape, so that no key of the metadata is in the way.
 * docs/how-to/stores/eventstoredb.md describes it for readers in other languages.
 */
interface Beside {
  /** The event's id. The server has another: see `wireEvents`. */
  readonly id: string
  readonly metadata: Json
  /** Only where another store recorded the event first. */
  readonly recordedAt?: string
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Texts that the protocol would change. */
const unkeepable = /\p{Surrogate}|\0/u

/** Whether a stream can have this name on the server. */
export const isKeepable = (text: string): boolean => !unkeepable.test(text)

/**
 * Makes events ready to be sent. Each gets an id of its own for the server: that holds ids, and not what they stand for, against
 * a revision that is past, and would take an append with the same ids and other content for the same. So within one call
 * the same append sent again is known there, and whatever comes from elsewhere is looked up (see `append`).
 *
 * @returns Left: one that the protocol could not keep to the letter
 */
export const wireEvents = (
  stream: string,
  written: readonly WrittenEvent[],
): E.Either<Unacceptable, readonly EventData[]> => {
  const refused = (message: string) => E.left(unacceptable(`${message}; nothing was written.`))
  if (!isKeepable(stream)) return refused("A stream's name is whole Unicode")
  const events: EventData[] = []
  for (const { event, data, metadata } of written) {
    const { id, type, recordedAt } = event
    if (!uuid.test(id)) return refused('An event bears a UUID in lower case as its id')
    if (type === '' || type.startsWith('$') || !isKeepable(type)) {
      return refused("A type's name is whole Unicode and does not begin with $, as the server's own do")
    }
    // From the text, not from the caller's object, which may change while it waits.
    const beside: Beside = { id, metadata: JSON.parse(metadata), ...(recordedAt === undefined ? {} : { recordedAt }) }
    events.push(jsonEvent({ id: randomUUID(), type, data: JSON.parse(data), metadata: { ...beside } }))
  }
  return E.right(events)
}

/** What the server counts of an append: data, what stands beside them, and types as it keeps them. */
export const wireSize = (events: readonly EventData[]): number =>
  events.reduce(
    (sum, { type, data, metadata }) =>
      sum + Buffer.byteLength(JSON.stringify(data)) + Buffer.byteLength(JSON.stringify(metadata)) + 2 * type.length,
    0,
  )

const isBeside = (value: unknown): value is Beside =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, 'id') === 'string' && 'metadata' in value

/** A position as the port gives it out. */
export const positionText = ({ commit, prepare }: { readonly commit: bigint; readonly prepare: bigint }): string =>
  commit === prepare ? String(commit) : `${commit}/${prepare}`

/** A position from its text; null where it is none. */
export const positionOf = (text: string): { readonly commit: bigint; readonly prepare: bigint } | null => {
  const [, commit, prepare] = /^(\d{1,19})(?:\/(\d{1,19}))?$/.exec(text) ?? []
  return commit === undefined ? null : { commit: BigInt(commit), prepare: BigInt(prepare ?? commit) }
}

/** Makes an event of what the server gives; `stream`: its name in the log. Left: it is not what this store writes. */
export const eventOf = (
  stream: string,
  { type, data, metadata, revision, created, ...recorded }: WireEvent,
): E.Either<Corrupt, StoredEvent> => {
  const position = 'position' in recorded ? recorded.position : undefined
  const broken = (path: string, what: string) =>
    E.left(
      corrupt(`${stream} revision ${revision} can't be read: ${what}. Look who wrote it beside Perca.`, {
        stream,
        revision: Number(revision),
        path,
      }),
    )
  if (!isBeside(metadata)) return broken('metadata', 'its metadata are not of the shape that Perca writes')
  if (data instanceof Uint8Array) return broken('data', 'its data are no JSON')
  if (position === undefined) return broken('position', 'the server did not say where it stands in the log')
  return E.right({
    id: metadata.id,
    type,
    // The client has parsed it as JSON.
    data: data as Json,
    metadata: metadata.metadata,
    stream,
    revision: Number(revision),
    position: positionText(position),
    recordedAt: metadata.recordedAt ?? created.toISOString(),
  })
}
