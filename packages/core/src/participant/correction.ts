import { Day, type Decision, type RecordedEvent, type Refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { Minutes } from '../values/amounts.js'
import { ProgrammeId, SessionId, Uuid } from '../values/ids.js'
import { AttendanceStatus, CorrectionReason, type ParticipantEvent, type ParticipantEventOf } from './events.js'
import { fitAssessmentOn, known, markedAs, notBeforeDay, notRecorded, openEnrolmentOn, runningOn } from './rules.js'
import type { ParticipantState } from './state.js'

/**
 * Puts a mark right: it says `was`, and says `now` from then on; null: there is no mark. `effectiveOn` is the session's day,
 * or a later one where that month is closed (rule 20), and not before the day of the correction that it corrects.
 */
export const AskedCorrection = t.strict({
  type: t.literal('CorrectAttendance'),
  participantId: Uuid,
  programmeId: ProgrammeId,
  sessionId: SessionId,
  was: t.union([AttendanceStatus, t.null]),
  now: t.union([AttendanceStatus, t.null]),
  minutes: t.union([Minutes, t.null]),
  reason: CorrectionReason,
  effectiveOn: Day,
})
/** The correction, with the id of the event that it corrects. */
export interface CorrectAttendance extends t.TypeOf<typeof AskedCorrection> {
  readonly evidence: { readonly eventId: string }
}

/**
 * The event on which the mark for a session rests: the mark, or its last correction.
 * @param history the person's stream, oldest first
 * @returns Left: `not-recorded`.
 */
export const markIn = (
  history: readonly RecordedEvent<ParticipantEvent>[],
  sessionId: string,
): E.Either<Refusal, CorrectAttendance['evidence']> => {
  const last = history.findLast(
    ({ event }) =>
      (event.type === 'AttendanceRecorded' || event.type === 'AttendanceCorrected') &&
      event.data.sessionId === sessionId,
  )
  return last === undefined ? E.left(notRecorded(sessionId)) : E.right({ eventId: last.id })
}

/**
 * Corrects the mark. Present and late rest on what rule 4 asks on the session's day.
 * @returns Right: nothing where it says so already. Left: `unknown-participant`, `not-recorded`, `not-as-recorded`,
 *   `invalid-date`; for another mark `not-enrolled`, `enrolment-ended`, the assessment's refusals, `enrolment-paused`.
 */
export const correctAttendance = (
  command: CorrectAttendance,
  state: ParticipantState,
): Decision<ParticipantEventOf<'AttendanceCorrected'>> => {
  const { programmeId, sessionId, was, now, reason, effectiveOn, evidence } = command
  // What is no mark has no minutes.
  const minutes = now === null ? null : command.minutes
  const attends = now === 'present' || now === 'late'
  return pipe(
    known(state),
    E.filterOrElse(
      () => sessionId.startsWith(`${programmeId}.`),
      () => notRecorded(sessionId),
    ),
    E.chain(() => markedAs(state, sessionId, was)),
    E.tap(({ since }) => notBeforeDay(since, effectiveOn)),
    E.bindTo('mark'),
    E.bind('basis', ({ mark: { on } }) =>
      now === null
        ? E.right(null)
        : pipe(
            openEnrolmentOn(state, programmeId, on),
            E.bindTo('step'),
            E.bind('assessmentId', () =>
              attends
                ? pipe(
                    fitAssessmentOn(state, on),
                    E.map(({ id }): string | null => id),
                  )
                : E.right(null),
            ),
            E.tap(({ step }) => runningOn(step, on)),
            E.map(({ step, assessmentId }) => ({ enrolmentId: step.enrolmentId, assessmentId })),
          ),
    ),
    E.map(({ mark, basis }) =>
      now === was && minutes === mark.minutes
        ? []
        : [
            {
              type: 'AttendanceCorrected',
              effectiveOn,
              data: { eventId: evidence.eventId, sessionId, programmeId, was, now, minutes, basis, reason },
            },
          ],
    ),
  )
}
