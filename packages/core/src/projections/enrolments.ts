import { Day, projection } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { EnrolmentOutcome, type ParticipantEvent } from '../participant/events.js'
import { idInStream } from '../values/ids.js'
import { rowKey } from './keys.js'

const EnrolmentRow = t.type({
  programmeId: t.string,
  participantId: t.string,
  begunOn: Day,
  /** Null while it is open. Of two ends that were written down, the earlier. */
  ended: t.union([t.type({ on: Day, outcome: EnrolmentOutcome }), t.null]),
})
/** One enrolment: when it began, and how it ended. */
export type EnrolmentRow = t.TypeOf<typeof EnrolmentRow>

/** Every enrolment, by person and id. */
export const enrolments = projection<EnrolmentRow, ParticipantEvent>({
  name: 'enrolments',
  version: 1,
  row: EnrolmentRow,
  on: {
    ParticipantEnrolled: ({ event, stream }) => {
      const { enrolmentId, programmeId } = event.data
      const participantId = idInStream(stream)
      const row = { programmeId, participantId, begunOn: event.effectiveOn, ended: null }
      return [{ put: rowKey(participantId, enrolmentId), row }]
    },
    EnrolmentEnded: ({ event, stream }, get) => {
      const { enrolmentId, outcome } = event.data
      const key = rowKey(idInStream(stream), enrolmentId)
      const row = get(key)
      if (row === undefined || (row.ended !== null && row.ended.on < event.effectiveOn)) return []
      return [{ put: key, row: { ...row, ended: { on: event.effectiveOn, outcome } } }]
    },
  },
})
