import type { Application, Day, LogFilter, RecordedEvent, StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'

/** Reads the log once, event by event. */
const forEachEvent =
  (app: Application, filter: LogFilter | undefined, take: (recorded: RecordedEvent) => void): TE.TaskEither<StoreError, void> =>
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
export const EVERY_ACCOUNT = 'account'

/** What a store holds of an import's rows already. */
export interface Standing {
  /** Ids of the rows that are recorded. */
  readonly known: ReadonlySet<string>
  /** The place of the last row that each stream holds something of. */
  readonly latest: ReadonlyMap<string, number>
}

/**
 * What earlier imports recorded of an import's rows.
 * @param places each row's place in the order of the import, by its id
 */
export const standingOf = (app: Application, places: ReadonlyMap<string, number>): TE.TaskEither<StoreError, Standing> => {
  const known = new Set<string>()
  const latest = new Map<string, number>()
  return pipe(
    forEachEvent(app, undefined, ({ stream, metadata }) => {
      const place = places.get(metadata.correlationId)
      if (place === undefined) return
      known.add(metadata.correlationId)
      const judged = stream.startsWith('account-') ? EVERY_ACCOUNT : stream
      latest.set(judged, Math.max(latest.get(judged) ?? -1, place))
    }),
    TE.map(() => ({ known, latest })),
  )
}
