import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type * as t from 'io-ts'
import { type Event, Metadata, type RecordedEvent, type StoredEvent } from './event.js'
import { faults, faultText } from './fault.js'
import type { Json } from './json.js'
import type { Corrupt } from './store.js'

/** A version that was written once: its codec, and how its data becomes the next version's. */
export interface PastVersion {
  readonly data: t.Mixed
  readonly upcast: (data: unknown) => E.Either<t.Errors, unknown>
  /** Why the next version was needed. */
  readonly why: string
}

/** One event type: today's codec and every version before it, oldest first. */
export interface EventType<Data> {
  readonly data: t.Type<Data, unknown, unknown>
  readonly past: readonly PastVersion[]
}

/** Today's version of an event type, from 1: what is written now. */
export const versionOf = (type: { readonly past: readonly PastVersion[] }): number => type.past.length + 1

/**
 * A past version.
 * @param codec reads what was written then
 * @param upcast gives the next version's data; pure and total
 * @param why why the next version was needed: the catalogue says it
 */
export const pastVersion = <Old>(
  codec: t.Type<Old, unknown, unknown>,
  upcast: (old: Old) => unknown,
  why = '',
): PastVersion => ({
  data: codec,
  upcast: (data) => pipe(codec.decode(data), E.map(upcast)),
  why,
})

/** An event type: today's codec, and its past versions, oldest first. Adding a past version makes a new version. */
export const eventType = <Data>(
  data: t.Type<Data, unknown, unknown>,
  past: readonly PastVersion[] = [],
): EventType<Data> => ({ data, past })

/** The events of one aggregate: name to type. */
export type EventTypes<E extends Event> = { readonly [K in E['type']]: EventType<Extract<E, { type: K }>['data']> }

/** The union of events that a table of event types describes. */
export type EventOf<Types> = {
  [K in keyof Types & string]: Types[K] extends EventType<infer Data> ? Event<K, Data> : never
}[keyof Types & string]

const corrupt = (stored: StoredEvent, path: string, message: string): Corrupt => ({
  _tag: 'Corrupt',
  stream: stored.stream,
  revision: stored.revision,
  path,
  message: `${stored.stream} revision ${stored.revision} (${stored.type}): ${message}`,
})

const misread = (stored: StoredEvent, part: string, errors: t.Errors): Corrupt => {
  const list = faults(errors)
  const path = list[0]?.path ?? ''
  return corrupt(
    stored,
    /^(\[|$)/.test(path) ? `${part}${path}` : `${part}.${path}`,
    `${part} can't be read: ${faultText(list)}`,
  )
}

/** Today's JSON of an event's data. @throws where the event is none of the table's: a defect of the program */
export const encodeData = <E extends Event>(types: EventTypes<E>, event: E): Json => {
  const type = typeNamed(types, event.type)
  if (type === undefined) throw new Error(`${event.type} is no event of this table`)
  // io-ts types what a codec writes as unknown; a codec of an event writes JSON, which the law "what is decided can be stored" checks.
  return type.data.encode(event.data) as Json
}

/** The type of that name, or undefined: a plain look-up, never a trial of one codec after another. */
export const typeNamed = <E extends Event>(types: EventTypes<E>, name: string): EventType<unknown> | undefined =>
  Object.hasOwn(types, name) ? (types[name as E['type']] as EventType<unknown>) : undefined

/** Brings an event's data from the version that wrote it to today's and checks it. */
const currentData = (type: EventType<unknown>, version: number, stored: StoredEvent): E.Either<Corrupt, unknown> => {
  if (!Number.isInteger(version) || version < 1 || version > type.past.length + 1) {
    return E.left(
      corrupt(stored, 'metadata.schemaVersion', `version ${version} is not known here; a newer Perca wrote it`),
    )
  }
  let data: E.Either<Corrupt, unknown> = E.right(stored.data)
  for (const past of type.past.slice(version - 1)) {
    data = pipe(
      data,
      E.chain((old) =>
        pipe(
          past.upcast(old),
          E.mapLeft((errors) => misread(stored, 'data', errors)),
        ),
      ),
    )
  }
  return pipe(
    data,
    E.chain((json) =>
      pipe(
        type.data.decode(json),
        E.mapLeft((errors) => misread(stored, 'data', errors)),
      ),
    ),
  )
}

/**
 * Reads a stored event: looks its type up, upcasts its data to today's version, and checks it.
 * @returns Left: `Corrupt` with stream, revision and path. Nothing is ever skipped in silence.
 */
export const decodeEvent = <E extends Event>(
  types: EventTypes<E>,
  stored: StoredEvent,
): E.Either<Corrupt, RecordedEvent<E>> => {
  const type = typeNamed(types, stored.type)
  if (type === undefined) return E.left(corrupt(stored, 'type', 'no such event is known here'))
  const metadata = Metadata.decode(stored.metadata)
  if (E.isLeft(metadata)) return E.left(misread(stored, 'metadata', metadata.left))
  return pipe(
    currentData(type, metadata.right.schemaVersion, stored),
    E.map((data) => ({
      // The tag was looked up and the data checked by that tag's codec: that pair is E, which TypeScript can't see.
      event: { type: stored.type, effectiveOn: metadata.right.effectiveOn, data } as E,
      id: stored.id,
      stream: stored.stream,
      revision: stored.revision,
      position: stored.position,
      recordedAt: stored.recordedAt,
      metadata: metadata.right,
    })),
  )
}

/** Reads any stored event of a set of aggregates. Left: `Corrupt`, with the place. */
export type EventReader = (stored: StoredEvent) => E.Either<Corrupt, RecordedEvent>
