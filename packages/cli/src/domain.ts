import { aggregates, type MonthlyReport, monthlyProjections, monthlyReport, participants } from '@perca/core'
import {
  type AnyAggregate,
  type Application,
  type Event,
  type EventTypes,
  type Horizon,
  project,
  type StoreError,
} from '@perca/eventsourcing'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'

export { aggregates }

const ownerOf = new Map<string, AnyAggregate>(
  aggregates.flatMap((aggregate) => Object.keys(aggregate.events).map((type) => [type, aggregate] as const)),
)

/** The names of all events. */
export const eventTypeNames: readonly string[] = [...ownerOf.keys()]

/** The event types of the aggregate that an event belongs to; none where no aggregate knows it. */
export const eventTypesOf = (type: string): EventTypes<Event> => ownerOf.get(type)?.events ?? {}

/** The programmes that the store holds, by id, sorted. */
export const programmesOf = (app: Application): TE.TaskEither<StoreError, readonly string[]> =>
  pipe(
    project(app.store, app.decode, { calendar: monthlyProjections.calendar }),
    TE.map(({ calendar }) => [...calendar.keys()].sort()),
  )

/** A participant as the register names them. */
export interface KnownParticipant {
  /** The uuid under which the log knows them. */
  readonly id: string
  /** The code as it stands in the register. */
  readonly code: string
}

/** Finds who has this code in the programme, whatever its case; undefined where nobody has. */
export const participantIdOf = (
  app: Application,
  programmeId: string,
  code: string,
): TE.TaskEither<StoreError, KnownParticipant | undefined> =>
  pipe(
    project(app.store, app.decode, { participants }),
    TE.map((rows) => {
      const wanted = code.trim().toUpperCase()
      const found = [...rows.participants.values()].find(
        (row) => row.programmeId === programmeId && row.code.toUpperCase() === wanted,
      )
      return found === undefined ? undefined : { id: found.participantId, code: found.code }
    }),
  )

/** Works out the monthly report from the log. `onEvents` hears how many events were read. */
export const monthlyReportOf = (
  app: Application,
  asked: {
    readonly programmeId: string
    /** `2020-08` */
    readonly month: string
    readonly horizon: Horizon
    readonly onEvents: (read: number) => void
  },
): TE.TaskEither<StoreError, MonthlyReport> =>
  pipe(
    project(app.store, app.decode, monthlyProjections, asked.horizon, asked.onEvents),
    TE.map((rows) => monthlyReport(rows, asked.programmeId, asked.month)),
  )
