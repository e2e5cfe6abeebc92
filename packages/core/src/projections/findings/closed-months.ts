import type { Handler, Projection, RecordedEvent } from '@perca/eventsourcing'
import type { ProgrammeEventOf } from '../../programme/events.js'
import { reportedTypes } from '../../programme/evidence.js'
import { monthOf, rowKey } from '../keys.js'
import { type Row, rowThat } from './row.js'

const key = (programmeId: string) => rowKey('closed-months', programmeId)

const closed: Handler<Row, ProgrammeEventOf<'MonthClosed'>> = ({ event, stream }) => [
  {
    put: key(stream.slice('programme-'.length)),
    row: { is: 'closed-months', through: event.data.month },
  },
]

/** Of a type that the monthly report is made of, dated in a month that was closed before it was recorded. */
const late: Handler<Row, RecordedEvent['event']> = ({ event, id, stream, metadata }, get) => {
  const { programmeId } = metadata
  if (programmeId === null) return []
  const row = rowThat(get, 'closed-months', key(programmeId))
  if (row === undefined || monthOf(event.effectiveOn) > row.through) return []
  return [
    {
      put: rowKey('month-closed', id),
      row: {
        is: 'finding',
        kind: 'month-closed',
        programmeId,
        on: event.effectiveOn,
        stream,
        eventId: id,
        details: { type: event.type, closedThrough: row.through },
      },
    },
  ]
}

/**
 * Finds what was recorded in a closed month all the same (rule 20): by a policy that came late to an event of an open month, or
 * by somebody who was faster than the closing. What it changes stands in the restatements.
 */
export const closedMonths: Projection<Row>['on'] = {
  ...Object.fromEntries(reportedTypes.map((type) => [type, late])),
  // Handed events of this type only.
  MonthClosed: closed as Handler<Row, RecordedEvent['event']>,
}
