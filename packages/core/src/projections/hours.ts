import { type Change, projection } from '@perca/eventsourcing'
import * as t from 'io-ts'
import type { AttendanceStatus, ParticipantEvent } from '../participant/events.js'
import type { SessionEvent } from '../session/events.js'
import { idInStream } from '../values/ids.js'
import { monthOf } from './keys.js'
import { sessionDay } from './session-day.js'

const HoursRow = t.type({
  programmeId: t.string,
  month: t.string,
  /** Minutes that the session was to last; null where nothing is known of it but marks. */
  slot: t.union([t.number, t.null]),
  /** The minutes of everybody who attended; null where they were not counted: then the slot counts. */
  attended: t.record(t.string, t.union([t.number, t.null])),
})
/** How long people attended one session, in minutes. */
export type HoursRow = t.TypeOf<typeof HoursRow>

/** The id of a session is its stream's: `session-kediri.2020-08-18`. */
const lasting = (
  { stream, event }: { readonly stream: string; readonly event: { readonly effectiveOn: string } },
  get: (key: string) => HoursRow | undefined,
  programmeId: string,
  slot: number,
): readonly Change<HoursRow>[] => {
  const key = idInStream(stream)
  const row = get(key) ?? { programmeId, month: monthOf(event.effectiveOn), attended: {} }
  return [{ put: key, row: { ...row, slot } }]
}

/** How long people attended each session. Present and late count alike. */
export const hours = projection<HoursRow, ParticipantEvent | SessionEvent>({
  name: 'hours',
  version: 2,
  row: HoursRow,
  on: {
    SessionScheduled: (recorded, get) =>
      lasting(recorded, get, recorded.event.data.programmeId, recorded.event.data.duration),
    SessionOpened: (recorded, get) =>
      lasting(recorded, get, recorded.event.data.programmeId, recorded.event.data.duration),
    SessionMoved: (recorded, get) =>
      lasting(recorded, get, recorded.event.data.programmeId, recorded.event.data.now.duration),
    AttendanceRecorded: ({ event, stream }, get) => {
      const { sessionId, programmeId, status, minutes } = event.data
      return attending(get, sessionId, programmeId, stream, status, minutes)
    },
    AttendanceCorrected: ({ event, stream }, get) => {
      const { sessionId, programmeId, now, minutes } = event.data
      return attending(get, sessionId, programmeId, stream, now, minutes)
    },
  },
})

/** What a session's mark of a person says now: whoever came counts, with the minutes where they were counted. */
function attending(
  get: (key: string) => HoursRow | undefined,
  sessionId: string,
  programmeId: string,
  stream: string,
  status: AttendanceStatus | null,
  minutes: number | null,
): readonly Change<HoursRow>[] {
  const participantId = idInStream(stream)
  const before = get(sessionId)
  const { [participantId]: _, ...others } = before?.attended ?? {}
  const came = status === 'present' || status === 'late'
  if (before === undefined && !came) return []
  const row = before ?? { programmeId, month: monthOf(sessionDay(sessionId)), slot: null, attended: {} }
  return [{ put: sessionId, row: { ...row, attended: came ? { ...others, [participantId]: minutes } : others } }]
}

/** Minutes that people attended the session: counted, else the slot. Null where the slot is needed and not known. */
export const minutesOf = ({ slot, attended }: HoursRow): number | null =>
  Object.values(attended).reduce<number | null>((sum, minutes) => {
    const lasted = minutes ?? slot
    return sum === null || lasted === null ? null : sum + lasted
  }, 0)
