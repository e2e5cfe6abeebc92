import type { Change, Handler, Projection, RecordedEvent } from '@perca/eventsourcing'
import * as t from 'io-ts'
import type { ProgrammeEventOf } from '../programme/events.js'
import { reportedTypes } from '../programme/evidence.js'
import { MonthFigures } from '../programme/month-figures.js'
import { monthOf, rowKey } from './keys.js'

const ClosingRow = t.type({
  is: t.literal('closing'),
  programmeId: t.string,
  /** `2020-08` */
  month: t.string,
  closedOn: t.string,
  eventId: t.string,
  /** As they were known when the month was closed. */
  figures: MonthFigures,
  /** How many events they follow from, and which was the last. */
  checkpoint: t.type({ events: t.number, lastEventId: t.string }),
  /** What was recorded since that touches the month: dated in it, or a correction, `corrects`, of an event that is. */
  since: t.readonlyArray(
    t.type({ eventId: t.string, type: t.string, on: t.string, corrects: t.union([t.string, t.null]) }),
  ),
})

/** The months of a programme that are closed, in order. */
const ClosedMonths = t.type({ is: t.literal('months'), months: t.readonlyArray(t.string) })

/** The month of an event that may be corrected later. */
const Correctable = t.type({ is: t.literal('event'), month: t.string })

const Row = t.union([ClosingRow, ClosedMonths, Correctable])
type Row = t.TypeOf<typeof Row>
/** A closed month: its figures as they were closed, and what was recorded since that touches it. */
export type ClosingRow = t.TypeOf<typeof ClosingRow>

type Get = (key: string) => Row | undefined
type Since = ClosingRow['since'][number]

/** What a correction in a later month may be about: its month must be known when the correction comes. */
const correctable: ReadonlySet<string> = new Set(['AttendanceRecorded', 'ItemsMade'])
const corrections: readonly string[] = ['AttendanceCorrected', 'ItemsMadeCorrected']

/** By what corrections name an event: its id, or its batch's. */
const namesOf = ({ event, id }: RecordedEvent): readonly string[] => {
  const data: unknown = event.data
  const batchId: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'batchId') : undefined
  return typeof batchId === 'string' ? [id, batchId] : [id]
}

const closingKey = (programmeId: string, month: string) => rowKey('closing', programmeId, month)
const monthsKey = (programmeId: string) => rowKey('months', programmeId)
const eventKey = (eventId: string) => rowKey('event', eventId)

const monthsOf = (get: Get, programmeId: string): readonly string[] => {
  const row = get(monthsKey(programmeId))
  return row?.is === 'months' ? row.months : []
}

/** Writes down what touches a month that is closed; what lies before the first that was closed touches that one. */
const touched = (get: Get, programmeId: string, month: string, since: Since): readonly Change<Row>[] => {
  const closed = monthsOf(get, programmeId).find((one) => one >= month)
  const key = closingKey(programmeId, closed ?? '')
  const row = get(key)
  return row?.is === 'closing' ? [{ put: key, row: { ...row, since: [...row.since, since] } }] : []
}

/** What a correction names, and its month. A correction that was corrected in its turn is of the first one's month. */
const corrected = (get: Get, { event }: RecordedEvent): readonly { readonly id: string; readonly month: string }[] =>
  corrections.includes(event.type) && typeof event.data === 'object' && event.data !== null
    ? Object.values(event.data).flatMap((value) => {
        const row = typeof value === 'string' ? get(eventKey(value)) : undefined
        return row?.is === 'event' && typeof value === 'string' ? [{ id: value, month: row.month }] : []
      })
    : []

const known = (name: string, month: string): Change<Row> => ({ put: eventKey(name), row: { is: 'event', month } })

const recordedSince: Handler<Row, RecordedEvent['event']> = (recorded, get) => {
  const { event, id, metadata } = recorded
  const { programmeId } = metadata
  if (programmeId === null) return []
  const said = { eventId: id, type: event.type, on: event.effectiveOn }
  const month = monthOf(event.effectiveOn)
  const about = corrected(get, recorded)
  const ofMonth = about[0]?.month ?? (correctable.has(event.type) ? month : null)
  const index = ofMonth === null ? [] : namesOf(recorded).map((name) => known(name, ofMonth))
  return [
    ...index,
    ...(about.length === 0
      ? touched(get, programmeId, month, { ...said, corrects: null })
      : about.flatMap((one) => touched(get, programmeId, one.month, { ...said, corrects: one.id }))),
  ]
}

const closed: Handler<Row, ProgrammeEventOf<'MonthClosed'>> = ({ event, id, stream }, get) => {
  const programmeId = stream.slice('programme-'.length)
  const { month, figures, checkpoint } = event.data
  return [
    { put: monthsKey(programmeId), row: { is: 'months', months: [...monthsOf(get, programmeId), month] } },
    {
      put: closingKey(programmeId, month),
      row: {
        is: 'closing',
        programmeId,
        month,
        closedOn: event.effectiveOn,
        eventId: id,
        figures,
        checkpoint,
        since: [],
      },
    },
  ]
}

/** Closed months, and what was recorded since that touches them. Its rows hold more: read them with `closingsOf`. */
export const closings: Projection<Row> = {
  name: 'closings',
  version: 1,
  row: Row,
  on: {
    ...Object.fromEntries([...reportedTypes, ...corrections].map((type) => [type, recordedSince])),
    // Handed events of this type only.
    MonthClosed: closed as Handler<Row, RecordedEvent['event']>,
  },
}

/** A programme's closed months, in order. */
export const closingsOf = (rows: ReadonlyMap<string, Row>, programmeId: string): readonly ClosingRow[] =>
  [...rows.values()].flatMap((row) => (row.is === 'closing' && row.programmeId === programmeId ? [row] : []))
