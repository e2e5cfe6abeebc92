import type { Change, RecordedEvent } from '@perca/eventsourcing'
import type { AttendanceStatus, ParticipantEventOf } from '../../participant/events.js'
import type { StockEventOf } from '../../stock/events.js'
import { idInStream } from '../../values/ids.js'
import { monthOf, rowKey } from '../keys.js'
import { sessionDay } from '../session-day.js'
import { type Finding, type Get, type Row, type RowThat, rowThat } from './row.js'

type MakerMonth = RowThat<'maker-month'>

const none: MakerMonth = { is: 'maker-month', away: [], made: [] }
const monthKey = (programmeId: string, on: string, participantId: string) =>
  rowKey('maker-month', programmeId, monthOf(on), participantId)

type Maker = { readonly programmeId: string; readonly participantId: string }

const found = (
  { programmeId, participantId }: Maker,
  { on, sku, stream, eventId }: MakerMonth['made'][number],
  away: MakerMonth['away'][number],
): Change<Row> => {
  const details = { participantId, sku, status: away.status, markedBy: away.eventId }
  const finding: Finding = { is: 'finding', kind: 'maker-absent', programmeId, on, stream, eventId, details }
  return { put: findingKey(eventId, participantId), row: finding }
}

const findingKey = (batchEventId: string, participantId: string) => rowKey('maker-absent', batchEventId, participantId)

const isAway = (status: AttendanceStatus | null): status is 'excused' | 'sick' | 'absent' =>
  status === 'excused' || status === 'sick' || status === 'absent'

/** A mark that was wrong: what was found because of it is settled, and found anew where it still says somebody was away. */
const corrected = (
  { event, id, stream }: RecordedEvent<ParticipantEventOf<'AttendanceCorrected'>>,
  get: Get,
): readonly Change<Row>[] => {
  const { programmeId, sessionId, eventId, now } = event.data
  const on = sessionDay(sessionId)
  const participantId = idInStream(stream)
  const key = monthKey(programmeId, on, participantId)
  const row = rowThat(get, 'maker-month', key) ?? none
  const kept = row.away.filter((away) => away.eventId !== eventId)
  const away = isAway(now) ? [...kept, { on, status: now, eventId: id }] : kept
  const last = away.findLast((other) => other.on === on)
  const batches = row.made.filter((batch) => batch.on === on)
  return [
    { put: key, row: { ...row, away } },
    ...batches.map(
      (batch): Change<Row> =>
        last === undefined
          ? { remove: findingKey(batch.eventId, participantId) }
          : found({ programmeId, participantId }, batch, last),
    ),
  ]
}

/** A mark that says somebody was not there: whatever they made that day is found. */
const marked = (
  { event, id, stream }: RecordedEvent<ParticipantEventOf<'AttendanceRecorded'>>,
  get: Get,
): readonly Change<Row>[] => {
  const { programmeId, status } = event.data
  if (status === 'present' || status === 'late') return []
  const on = event.effectiveOn
  const participantId = idInStream(stream)
  const key = monthKey(programmeId, on, participantId)
  const row = rowThat(get, 'maker-month', key) ?? none
  const away = { on, status, eventId: id }
  return [
    { put: key, row: { ...row, away: [...row.away, away] } },
    ...row.made.filter((batch) => batch.on === on).map((batch) => found({ programmeId, participantId }, batch, away)),
  ]
}

/** A batch, rejects too: whoever of its makers was not there that day is found. */
const made = ({ event, id, stream }: RecordedEvent<StockEventOf<'ItemsMade'>>, get: Get): readonly Change<Row>[] => {
  const { programmeId, sku, makers } = event.data
  const batch = { on: event.effectiveOn, sku, stream, eventId: id }
  return [...new Set(makers.map(({ participantId }) => participantId))].flatMap((participantId) => {
    const key = monthKey(programmeId, batch.on, participantId)
    const row = rowThat(get, 'maker-month', key) ?? none
    return [
      { put: key, row: { ...row, made: [...row.made, batch] } },
      ...row.away.filter(({ on }) => on === batch.on).map((away) => found({ programmeId, participantId }, batch, away)),
    ]
  })
}

/** Finds makers who are marked absent, sick or excused on the day of making, whichever is written down first. */
export const absentMakers = { AttendanceRecorded: marked, AttendanceCorrected: corrected, ItemsMade: made }
