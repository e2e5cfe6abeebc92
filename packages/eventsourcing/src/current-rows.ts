import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { RecordedEvent } from './event.js'
import { type LiveRows, liveRows, type Projection } from './projection.js'
import type { EventStore, StoreError } from './store.js'
import type { EventReader } from './versions.js'

/** Says which recorded events count. */
export type Counts = (recorded: RecordedEvent) => boolean

/** A projection as far as the log has been read for it, and what was read. */
interface Kept {
  after: string | null
  readonly events: RecordedEvent[]
  readonly live: LiveRows<unknown>
}

/** The most events of the log that are read at a time. */
const PAGE = 1_000

/**
 * The rows of any projection as the log stands when they are asked for. What was read once is kept, so that only what came
 * since is read again. Rows that were given go on with the log: they hold what was read last.
 * @returns a reader of rows; with `counts`, of the rows that follow from those events alone
 */
export const currentRows = (store: EventStore, decode: EventReader) => {
  const kept = new Map<Projection<unknown>, Kept>()

  const keptFor = (definition: Projection<unknown>): Kept => {
    const held = kept.get(definition) ?? { after: null, events: [], live: liveRows(definition) }
    kept.set(definition, held)
    return held
  }

  /** Takes what the log holds beyond what was read. */
  const catchUp = async (definition: Projection<unknown>, held: Kept): Promise<E.Either<StoreError, Kept>> => {
    for (;;) {
      const after = held.after
      const page = await store.readAll(after, PAGE, { types: Object.keys(definition.on) })()
      if (E.isLeft(page)) return page
      // Another reader took this page meanwhile.
      if (held.after !== after) continue
      const taken: RecordedEvent[] = []
      for (const stored of page.right.events) {
        const recorded = decode(stored)
        if (E.isLeft(recorded)) return recorded
        taken.push(recorded.right)
      }
      // Only a page that can be read whole is taken: one that can't is read again the next time, and still counts once.
      for (const recorded of taken) {
        held.events.push(recorded)
        held.live.take(recorded)
      }
      held.after = page.right.next
      if (page.right.end) return E.right(held)
    }
  }

  return <Row>(definition: Projection<Row>, counts?: Counts): TaskEither<StoreError, ReadonlyMap<string, Row>> =>
    async () => {
      // Kept by the definition itself, so that the rows under it are of its own kind.
      const untyped = definition as Projection<unknown>
      const caughtUp = await catchUp(untyped, keptFor(untyped))
      if (E.isLeft(caughtUp)) return caughtUp
      const { live, events } = caughtUp.right
      // As above: these rows are those of this very definition.
      if (counts === undefined) return E.right(live.rows as ReadonlyMap<string, Row>)
      const judged = liveRows(definition)
      for (const recorded of events) if (counts(recorded)) judged.take(recorded)
      return E.right(judged.rows)
    }
}
