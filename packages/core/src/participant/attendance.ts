import { Day, type Decision } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import type { Slot } from '../programme/calendar.js'
import { Minutes } from '../values/amounts.js'
import { ProgrammeId, Uuid } from '../values/ids.js'
import { AttendanceStatus, type ParticipantEventOf } from './events.js'
import { fitAssessmentOn, notMarkedAt, openEnrolmentOn, runningOn, standingOn } from './rules.js'
import type { ParticipantState } from './state.js'

/** A mark of the register for the session on `effectiveOn`, as it is asked for. */
export const AskedAttendance = t.strict({
  type: t.literal('RecordAttendance'),
  participantId: Uuid,
  programmeId: ProgrammeId,
  status: AttendanceStatus,
  minutes: t.union([Minutes, t.null]),
  effectiveOn: Day,
})

/** The mark, with the slot of the calendar that it falls into. */
export interface RecordAttendance extends t.TypeOf<typeof AskedAttendance> {
  readonly evidence: { readonly slot: Slot }
}

/** The session of a programme on a day. */
export const sessionIdOn = (programmeId: string, day: string): string => `${programmeId}.${day}`

/**
 * Records the mark, naming the enrolment and, for present and late, the assessment relied on.
 * @returns Left, in the order of rule 4: `not-enrolled`, `enrolment-ended`, the assessment's refusals (present and late
 *   only), `enrolment-paused`, `already-recorded`. That the day has a session is the evidence's word (rule 5).
 */
export const recordAttendance = (
  command: RecordAttendance,
  state: ParticipantState,
): Decision<ParticipantEventOf<'AttendanceRecorded'>> => {
  const { programmeId, status, minutes, effectiveOn } = command
  const sessionId = sessionIdOn(programmeId, command.evidence.slot.day)
  const attends = status === 'present' || status === 'late'
  return pipe(
    standingOn(state, effectiveOn),
    E.chain(() => openEnrolmentOn(state, programmeId, effectiveOn)),
    E.bindTo('step'),
    E.bind('assessmentId', () =>
      attends
        ? pipe(
            fitAssessmentOn(state, effectiveOn),
            E.map(({ id }): string | null => id),
          )
        : E.right(null),
    ),
    E.tap(({ step }) => runningOn(step, effectiveOn)),
    E.tap(() => notMarkedAt(state, sessionId)),
    E.map(({ step, assessmentId }) => {
      const basis = { enrolmentId: step.enrolmentId, assessmentId }
      return [{ type: 'AttendanceRecorded', effectiveOn, data: { sessionId, programmeId, status, minutes, basis } }]
    }),
  )
}
