import {
  type Event,
  type Handler,
  type Projection,
  type Reader,
  type Refusal,
  refusal,
  type StoreError,
} from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { monthlyProjections, monthlyReport } from '../projections/monthly-report.js'
import { rowsOf } from '../projections/rows-of.js'
import type { CloseMonth } from './closing.js'
import { MonthFigures } from './month-figures.js'

const CountedRow = t.type({ events: t.number, lastEventId: t.string })
type CountedRow = t.TypeOf<typeof CountedRow>

/** The types of every event that the monthly report is made of. */
export const reportedTypes: readonly string[] = [
  ...new Set(Object.values(monthlyProjections).flatMap(({ on }) => Object.keys(on))),
]

const counted: Handler<CountedRow, Event> = ({ id, metadata: { programmeId } }, get) =>
  programmeId === null
    ? []
    : [{ put: programmeId, row: { events: (get(programmeId)?.events ?? 0) + 1, lastEventId: id } }]

/** How many of a programme's events the monthly report is made of, and which was the last; by programme. */
const countedEvents: Projection<CountedRow> = {
  name: 'counted-events',
  version: 1,
  row: CountedRow,
  on: Object.fromEntries(reportedTypes.map((type) => [type, counted])),
}

/** How often the figures are taken anew where something was recorded while they were taken. */
const ATTEMPTS = 5

/**
 * The month's figures as they are known now, and how many events they follow from.
 * @returns Left: `programme-unknown`; `month-moving`, others record faster than the figures are taken
 */
export const figuresAtClosing =
  (
    { programmeId, month }: Omit<CloseMonth, 'evidence'>,
    _: unknown,
    reader: Reader,
  ): TaskEither<Refusal | StoreError, CloseMonth['evidence']> =>
  async () => {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const before = await reader.rows(countedEvents)()
      if (E.isLeft(before)) return before
      const checkpoint = before.right.get(programmeId)
      if (checkpoint === undefined) {
        return E.left(refusal('programme-unknown', 'Establish the programme first.'))
      }
      const rows = await rowsOf(reader, monthlyProjections)()
      if (E.isLeft(rows)) return rows
      const figures = MonthFigures.encode(monthlyReport(rows.right, programmeId, month))
      const after = await reader.rows(countedEvents)()
      if (E.isLeft(after)) return after
      if (after.right.get(programmeId)?.events === checkpoint.events) return E.right({ figures, checkpoint })
    }
    const message = 'Others are recording while the figures are taken. Close the month again in a moment.'
    return E.left(refusal('month-moving', message, { month }))
  }
