import { type Refusal, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type Assessment, type Consent, type EnrolmentStep, type ParticipantState, stepsIn } from './state.js'

// One named check a rule. Each gives what was relied on, so that an event's `basis` can't be filled without passing it.

type Check<Evidence> = E.Either<Refusal, Evidence>

/** The person is known here. Rule 11. */
export const known = (state: ParticipantState): Check<{ readonly code: string }> =>
  state.referred === null
    ? E.left(refusal('unknown-participant', 'No participant of this code stands in the register. Enter them first.'))
    : E.right(state.referred)

/** A consent to train, given on or before the day. Rule 1. */
export const trainingConsentOn = (state: ParticipantState, day: string): Check<Consent> => {
  const consent = state.consents.findLast(({ from, purposes }) => from <= day && purposes.includes('training'))
  return consent === undefined
    ? E.left(
        refusal('consent-missing', 'Nobody trains without consent. Record the consent and its date first.', { day }),
      )
    : E.right(consent)
}

const assessmentInForce = (state: ParticipantState, day: string): Check<Assessment> => {
  const assessment = state.assessments.findLast(({ from }) => from <= day)
  return assessment === undefined
    ? E.left(refusal('assessment-missing', 'No assessment is dated on or before this day. Record one first.', { day }))
    : E.right(assessment)
}

/**
 * The assessment in force on a day - the latest dated on or before it; of one date, the one recorded last - says stable
 * and able to train, and the day is not after its end. Rules 1, 2 and 4.
 */
export const fitAssessmentOn = (state: ParticipantState, day: string): Check<Assessment> =>
  pipe(
    assessmentInForce(state, day),
    E.chain((assessment) => {
      const evidence = {
        day,
        assessmentId: assessment.id,
        assessedOn: assessment.from,
        validUntil: assessment.validUntil,
      }
      if (!assessment.stable || !assessment.able) {
        const message = 'The assessment in force does not allow training. Wait for a new one.'
        return E.left(refusal('assessment-unstable', message, evidence))
      }
      return day > assessment.validUntil
        ? E.left(refusal('assessment-expired', 'The assessment in force has run out. Record a new one.', evidence))
        : E.right(assessment)
    }),
  )

/** The last step of the person's enrolment in a programme, up to a day. */
export const stepOn = (state: ParticipantState, programmeId: string, day: string): EnrolmentStep | undefined =>
  stepsIn(state, programmeId).findLast(({ on }) => on <= day)

/** The person does not take part in the programme on the day, neither running nor paused. Rule 1. */
export const notEnrolledOn = (state: ParticipantState, programmeId: string, day: string): Check<null> => {
  const step = stepOn(state, programmeId, day)
  return step === undefined || step.is === 'ended'
    ? E.right(null)
    : E.left(
        refusal('already-enrolled', 'They take part already; end that enrolment before a new one begins.', {
          day,
          enrolmentId: step.enrolmentId,
          since: step.on,
        }),
      )
}

/** An enrolment that has begun and not ended by the day, running or paused. Rules 2 and 4. */
export const openEnrolmentOn = (state: ParticipantState, programmeId: string, day: string): Check<EnrolmentStep> => {
  const step = stepOn(state, programmeId, day)
  if (step === undefined) {
    return E.left(
      refusal('not-enrolled', 'They do not take part yet on this day. Check the date, or enrol them.', { day }),
    )
  }
  return step.is === 'ended'
    ? E.left(
        refusal('enrolment-ended', 'Their enrolment was over by this day. Check the date, or enrol them anew.', {
          day,
          enrolmentId: step.enrolmentId,
          endedOn: step.on,
        }),
      )
    : E.right(step)
}

/** The open enrolment is not paused. Rules 2 and 4. */
export const runningOn = (step: EnrolmentStep, day: string): Check<EnrolmentStep> =>
  step.is === 'paused'
    ? E.left(
        refusal('enrolment-paused', 'Their enrolment is paused on this day. Check the date, or resume it first.', {
          day,
          enrolmentId: step.enrolmentId,
          pausedOn: step.on,
        }),
      )
    : E.right(step)

/** The open enrolment is paused. Rule 2. */
export const pausedOn = (step: EnrolmentStep, day: string): Check<EnrolmentStep> =>
  step.is === 'paused'
    ? E.right(step)
    : E.left(
        refusal('not-paused', 'Their enrolment runs on this day; there is nothing to resume.', {
          day,
          enrolmentId: step.enrolmentId,
        }),
      )

/** The session has no mark of this person yet. Rule 4. */
export const notMarkedAt = (state: ParticipantState, sessionId: string): Check<null> =>
  state.marks.has(sessionId)
    ? E.left(
        refusal('already-recorded', 'This session has a mark of theirs already. Correct that one instead.', {
          sessionId,
        }),
      )
    : E.right(null)
