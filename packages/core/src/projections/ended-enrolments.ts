import { Day, projection } from '@perca/eventsourcing'
import * as t from 'io-ts'
import type { ParticipantEvent } from '../participant/events.js'
import { idInStream } from '../values/ids.js'

const EndedRow = t.type({
  /** Every enrolment by its id: in which programme, and, once it is over, since when and by which event. */
  enrolments: t.record(
    t.string,
    t.type({ programmeId: t.string, ended: t.union([t.type({ on: Day, eventId: t.string }), t.null]) }),
  ),
})
/** A person's enrolments, and how far they are over. */
export type EndedRow = t.TypeOf<typeof EndedRow>

const none: EndedRow = { enrolments: {} }
/** People's enrolments, by person: for the policy that watches how long their data are kept. */
export const endedEnrolments = projection<EndedRow, ParticipantEvent>({
  name: 'ended-enrolments',
  version: 1,
  row: EndedRow,
  on: {
    ParticipantEnrolled: ({ event, stream }, get) => {
      const { enrolments } = get(idInStream(stream)) ?? none
      const { enrolmentId, programmeId } = event.data
      return [
        {
          put: idInStream(stream),
          row: { enrolments: { ...enrolments, [enrolmentId]: { programmeId, ended: null } } },
        },
      ]
    },
    EnrolmentEnded: ({ event, id, stream }, get) => {
      const { enrolments } = get(idInStream(stream)) ?? none
      const { enrolmentId, programmeId } = event.data
      // Of two ends that were written down the earlier counts.
      const before = enrolments[enrolmentId]?.ended
      if (before !== undefined && before !== null && before.on < event.effectiveOn) return []
      const ended = { on: event.effectiveOn, eventId: id }
      return [
        { put: idInStream(stream), row: { enrolments: { ...enrolments, [enrolmentId]: { programmeId, ended } } } },
      ]
    },
  },
})

/** A person's last enrolment, where all of theirs are over: in which programme, since when, by which event. */
export const lastEnding = ({
  enrolments,
}: EndedRow): { readonly programmeId: string; readonly on: Day; readonly eventId: string } | null => {
  let last: { readonly programmeId: string; readonly on: Day; readonly eventId: string } | null = null
  for (const { programmeId, ended } of Object.values(enrolments)) {
    if (ended === null) return null
    if (last === null || ended.on >= last.on) last = { programmeId, ...ended }
  }
  return last
}
