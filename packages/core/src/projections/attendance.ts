import { type Change, projection } from '@perca/eventsourcing'
import * as t from 'io-ts'
import type { AttendanceStatus, ParticipantEvent } from '../participant/events.js'
import { idInStream } from '../values/ids.js'
import { monthOf, rowKey } from './keys.js'
import { sessionDay } from './session-day.js'

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

type Get = (key: string) => AttendanceRow | undefined

/** One mark more, or (`by` -1) one fewer. A row without any mark goes: whoever has none was not seen. */
const counted = (
  get: Get,
  programmeId: string,
  month: string,
  participantId: string,
  changes: readonly (readonly [AttendanceStatus, 1 | -1])[],
): readonly Change<AttendanceRow>[] => {
  const key = rowKey(programmeId, month, participantId)
  const none = { programmeId, month, participantId, present: 0, late: 0, excused: 0, sick: 0, absent: 0 }
  const row = { ...(get(key) ?? none) }
  for (const [status, by] of changes) row[status] += by
  const isSeen = [row.present, row.late, row.excused, row.sick, row.absent].some((marks) => marks > 0)
  return [isSeen ? { put: key, row } : { remove: key }]
}

/** How often somebody was marked what, by the month of the session. A corrected mark counts as what it says now. */
export const attendance = projection<AttendanceRow, ParticipantEvent>({
  name: 'attendance',
  version: 2,
  row: AttendanceRow,
  on: {
    AttendanceRecorded: ({ event, stream }, get) => {
      const { programmeId, status } = event.data
      return counted(get, programmeId, monthOf(event.effectiveOn), idInStream(stream), [[status, 1]])
    },
    AttendanceCorrected: ({ event, stream }, get) => {
      const { programmeId, sessionId, was, now } = event.data
      const changes = [...(was === null ? [] : [[was, -1] as const]), ...(now === null ? [] : [[now, 1] as const])]
      return counted(get, programmeId, monthOf(sessionDay(sessionId)), idInStream(stream), changes)
    },
  },
})
