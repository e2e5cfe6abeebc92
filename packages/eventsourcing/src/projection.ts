import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type * as t from 'io-ts'
import type { Event, RecordedEvent } from './event.js'
import type { Corrupt, EventStore, StoreError } from './store.js'
import type { EventReader } from './versions.js'

/** What one event changes: a row put under a key, or a key removed. */
export type Change<Row> = { readonly put: string; readonly row: Row } | { readonly remove: string }

/** Gives the changes that one event makes; `get` reads this projection's own rows as they stood before it. */
export type Handler<Row, E extends Event> = (
  recorded: RecordedEvent<E>,
  get: (key: string) => Row | undefined,
) => readonly Change<Row>[]

/**
 * Keyed rows that follow from the log and from nothing else: the same value runs on a Map, in a database beside its
 * checkpoint, and as of a day.
 */
export interface Projection<Row> {
  readonly name: string
  /** Raise it when a handler or the row changes: stored rows of another version are built anew. */
  readonly version: number
  readonly row: t.Type<Row, unknown, unknown>
  readonly on: { readonly [eventType: string]: Handler<Row, Event> }
}

/** Builds a projection: one handler an event type; events without one do not matter to it. */
export const projection = <Row, Ev extends Event>(definition: {
  readonly name: string
  readonly version: number
  readonly row: t.Type<Row, unknown, unknown>
  readonly on: { readonly [K in Ev['type']]?: Handler<Row, Extract<Ev, { type: K }>> }
}): Projection<Row> =>
  // A handler is only ever given events of the type it stands under, which TypeScript can't see past the look-up.
  definition as unknown as Projection<Row>

/** Which events count: those effective up to a day, those recorded up to an instant, both, or all. */
export interface Horizon {
  /** The last day that counts. */
  readonly asOf?: string
  /** The last instant that counts: what was known then. */
  readonly knownAt?: string
}

/** True where an event lies within the horizon. */
export const within = (horizon: Horizon, recorded: RecordedEvent): boolean =>
  (horizon.asOf === undefined || recorded.metadata.effectiveOn <= horizon.asOf) &&
  (horizon.knownAt === undefined || recorded.recordedAt <= horizon.knownAt)

/** A projection on a Map: takes events in log order and holds the rows. */
export interface LiveRows<Row> {
  readonly take: (recorded: RecordedEvent) => void
  readonly rows: ReadonlyMap<string, Row>
}

/** An empty projection on a Map. */
export const liveRows = <Row>(definition: Projection<Row>): LiveRows<Row> => {
  const rows = new Map<string, Row>()
  const get = (key: string) => rows.get(key)
  return {
    rows,
    take: (recorded) => {
      if (!Object.hasOwn(definition.on, recorded.event.type)) return
      for (const change of definition.on[recorded.event.type]?.(recorded, get) ?? []) {
        if ('put' in change) rows.set(change.put, change.row)
        else rows.delete(change.remove)
      }
    },
  }
}

/** Any projection, whatever its rows. */
export type AnyProjection = Pick<Projection<unknown>, 'name' | 'version'> & { readonly on: object }

/** The rows of a table of projections: for each name, its rows by key. */
export type RowsOf<Table> = {
  readonly [K in keyof Table]: Table[K] extends Projection<infer Row> ? ReadonlyMap<string, Row> : never
}

/**
 * Builds the rows of several projections in one reading of the log.
 * @param table projections by name
 * @param horizon which events count; default all
 * @param onPage told after every page how many events were read: for progress
 * @returns Left: the store's error, or `Corrupt` where an event can't be read
 */
export const project =
  <Table extends { readonly [name: string]: AnyProjection }>(
    store: EventStore,
    reader: EventReader,
    table: Table,
    horizon: Horizon = {},
    onPage: (events: number) => void = () => {},
  ): TaskEither<StoreError | Corrupt, RowsOf<Table>> =>
  async () => {
    // Rows are typed again by the table's own type on the way out.
    const live = Object.entries(table).map(
      ([name, definition]) => [name, liveRows(definition as unknown as Projection<unknown>)] as const,
    )
    const types = [...new Set(Object.values(table).flatMap((definition) => Object.keys(definition.on)))]
    let after: string | null = null
    let read = 0
    for (;;) {
      const page = await store.readAll(after, 1_000, { types })()
      if (E.isLeft(page)) return page
      for (const stored of page.right.events) {
        const recorded = reader(stored)
        if (E.isLeft(recorded)) return recorded
        if (within(horizon, recorded.right)) for (const [, rows] of live) rows.take(recorded.right)
      }
      read += page.right.events.length
      onPage(read)
      after = page.right.next
      if (page.right.end) break
    }
    // Under each name of the table stand the rows of the projection under that name.
    return E.right(Object.fromEntries(live.map(([name, { rows }]) => [name, rows])) as RowsOf<Table>)
  }
