import { projection } from '@perca/eventsourcing'
import * as t from 'io-ts'
import type { ParticipantEvent } from '../participant/events.js'
import { monthOf, rowKey } from './keys.js'

const AttendanceRow = t.type({
  programmeId: t.string,
  month: t.string,
  participantId: t.string,
  present: t.number,
  late: t.number,
  excused: t.number,
  sick: t.number,
  absent: t.number,
})
/** A person's marks in one month of a programme, counted by status. */
export type AttendanceRow = t.TypeOf<typeof AttendanceRow>

/** How often somebody was marked what, by month. */
export const attendance = projection<AttendanceRow, ParticipantEvent>({
  name: 'attendance',
  version: 1,
  row: AttendanceRow,
  on: {
    AttendanceRecorded: ({ event, stream }, get) => {
      const { programmeId, status } = event.data
      const month = monthOf(event.effectiveOn)
      const participantId = stream.slice('participant-'.length)
      const key = rowKey(programmeId, month, participantId)
      const none = { programmeId, month, participantId, present: 0, late: 0, excused: 0, sick: 0, absent: 0 }
      const row = get(key) ?? none
      return [{ put: key, row: { ...row, [status]: row[status] + 1 } }]
    },
  },
})
