import type { Application, Day, LogFilter, RecordedEvent, StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { byMoment, type Moment, momentOf } from './moment.js'
import type { Step } from './steps.js'

/** Reads the log once, event by event. */
const forEachEvent =
  (
    app: Application,
    filter: LogFilter | undefined,
    take: (recorded: RecordedEvent) => void,
  ): TE.TaskEither<StoreError, void> =>
  async () => {
    let after: string | null = null
    for (;;) {
      const page = await app.store.readAll(after, 1_000, filter)()
      if (E.isLeft(page)) return page
      for (const stored of page.right.events) {
        const recorded = app.decode(stored)
        if (E.isLeft(recorded)) return recorded
        take(recorded.right)
      }
      after = page.right.next
      if (page.right.end) return E.right(undefined)
    }
  }

/** The programmes of a store, and the day each began. */
export const programmesOf = (app: Application): TE.TaskEither<StoreError, ReadonlyMap<string, Day>> => {
  const found = new Map<string, Day>()
  return pipe(
    forEachEvent(app, { types: ['ProgrammeEstablished'] }, ({ stream, event }) => {
      found.set(stream.slice('programme-'.length), event.effectiveOn)
    }),
    TE.map(() => found),
  )
}

/** Under which name all accounts stand together, because a receipt's number counts over all of them. */
const EVERY_ACCOUNT = 'account'

/** What was recorded elsewhere in the moment of a row stood before it: there is no telling, and it does stand. */
const HALF = 0.5
/** What was recorded while the import runs, and not by it, stands before all that it judges. */
const BEFORE_ALL_ROWS = -1

/** What a store holds already. */
export interface Standing {
  /** Ids of the import's rows that are recorded. */
  readonly known: ReadonlySet<string>
  /** The place of the last row that each stream holds something of. */
  readonly latest: ReadonlyMap<string, number>
  /**
   * The place, in the order of the import, of the row that an event follows from. What follows from no row of the import
   * has a place between its rows: before the first of its own moment.
   */
  readonly placeOf: (recorded: RecordedEvent) => number
}

/** How many steps come before a moment. */
const stepsBefore = (steps: readonly Step[], moment: Moment): number => {
  let [low, high] = [0, steps.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const step = steps[middle]
    if (step !== undefined && byMoment(step.moment, moment) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** What earlier imports, and others, recorded, seen from an import's rows. */
export const standingOf = (app: Application, steps: readonly Step[]): TE.TaskEither<StoreError, Standing> => {
  const own = new Map(steps.map(({ id }, place) => [id, place]))
  const others = new Map<string, number>()
  const known = new Set<string>()
  const latest = new Map<string, number>()
  const placeOf = ({ metadata }: RecordedEvent) =>
    own.get(metadata.correlationId) ?? others.get(metadata.correlationId) ?? BEFORE_ALL_ROWS
  return pipe(
    forEachEvent(app, undefined, (recorded) => {
      const { stream, event, metadata } = recorded
      const { correlationId } = metadata
      if (own.has(correlationId)) known.add(correlationId)
      else if (!others.has(correlationId)) {
        others.set(correlationId, stepsBefore(steps, momentOf(event.type, event.effectiveOn)) - HALF)
      }
      const judged = stream.startsWith('account-') ? EVERY_ACCOUNT : stream
      latest.set(judged, Math.max(latest.get(judged) ?? BEFORE_ALL_ROWS, placeOf(recorded)))
    }),
    TE.map(() => ({ known, latest, placeOf })),
  )
}
