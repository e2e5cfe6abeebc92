import { Day, type Decision } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { ProgrammeId, Uuid } from '../values/ids.js'
import { EnrolmentOutcome, type ParticipantEventOf, PauseReason } from './events.js'
import {
  fitAssessmentOn,
  known,
  notEnrolledOn,
  openEnrolmentOn,
  pausedOn,
  runningOn,
  trainingConsentOn,
} from './rules.js'
import { type ParticipantState, stepsIn } from './state.js'

const asked = { participantId: Uuid, programmeId: ProgrammeId, effectiveOn: Day }

/** Asks to take this person into a programme from `effectiveOn` on. */
export const EnrolParticipant = t.strict({ type: t.literal('EnrolParticipant'), ...asked, enrolmentId: Uuid })
export type EnrolParticipant = t.TypeOf<typeof EnrolParticipant>

/** Asks to let the enrolment rest from `effectiveOn` on. */
export const PauseEnrolment = t.strict({ type: t.literal('PauseEnrolment'), ...asked, reason: PauseReason })
export type PauseEnrolment = t.TypeOf<typeof PauseEnrolment>

/** Asks to take the paused enrolment up again from `effectiveOn` on. */
export const ResumeEnrolment = t.strict({ type: t.literal('ResumeEnrolment'), ...asked })
export type ResumeEnrolment = t.TypeOf<typeof ResumeEnrolment>

/** Asks to end the enrolment on `effectiveOn`. */
export const EndEnrolment = t.strict({ type: t.literal('EndEnrolment'), ...asked, outcome: EnrolmentOutcome })
export type EndEnrolment = t.TypeOf<typeof EndEnrolment>

/**
 * The pause that follows by itself where the enrolment runs from a day on and an assessment of a later day, written down
 * already, does not allow training (rule 3). None where another step comes before that assessment.
 */
const pausedLater = (
  state: ParticipantState,
  { programmeId, effectiveOn }: { readonly programmeId: string; readonly effectiveOn: string },
  enrolmentId: string,
): readonly ParticipantEventOf<'EnrolmentPaused'>[] => {
  const next = stepsIn(state, programmeId).find(({ on }) => on > effectiveOn)
  const unfit = state.assessments.find(({ from, stable, able }) => from > effectiveOn && !(stable && able))
  if (unfit === undefined || (next !== undefined && next.on <= unfit.from)) return []
  const data = { enrolmentId, programmeId, reason: 'assessment-unstable' as const }
  return [{ type: 'EnrolmentPaused', effectiveOn: unfit.from, data }]
}

/**
 * Takes the person in, naming the consent and the assessment relied on.
 * @returns Left: the first refusal of rule 1, in its order: `consent-missing`, `assessment-missing`, `-unstable`,
 *   `-expired`, `already-enrolled`.
 */
export const enrolParticipant = (
  command: EnrolParticipant,
  state: ParticipantState,
): Decision<ParticipantEventOf<'ParticipantEnrolled' | 'EnrolmentPaused'>> => {
  const { enrolmentId, programmeId, effectiveOn } = command
  return pipe(
    known(state),
    E.chain(() => trainingConsentOn(state, effectiveOn)),
    E.bindTo('consent'),
    E.bind('assessment', () => fitAssessmentOn(state, effectiveOn)),
    E.tap(() => notEnrolledOn(state, programmeId, effectiveOn)),
    E.map(({ consent, assessment }) => {
      const basis = { consentId: consent.id, assessmentId: assessment.id }
      return [
        { type: 'ParticipantEnrolled', effectiveOn, data: { enrolmentId, programmeId, basis } },
        ...pausedLater(state, command, enrolmentId),
      ]
    }),
  )
}

/** @returns Left: `not-enrolled`, `enrolment-ended`, `enrolment-paused`. Rule 2. */
export const pauseEnrolment = (
  command: PauseEnrolment,
  state: ParticipantState,
): Decision<ParticipantEventOf<'EnrolmentPaused'>> => {
  const { programmeId, reason, effectiveOn } = command
  return pipe(
    known(state),
    E.chain(() => openEnrolmentOn(state, programmeId, effectiveOn)),
    E.chain((step) => runningOn(step, effectiveOn)),
    E.map(({ enrolmentId }) => [{ type: 'EnrolmentPaused', effectiveOn, data: { enrolmentId, programmeId, reason } }]),
  )
}

/** @returns Left: `not-enrolled`, `enrolment-ended`, `not-paused`, then the assessment's refusals. Rule 2. */
export const resumeEnrolment = (
  command: ResumeEnrolment,
  state: ParticipantState,
): Decision<ParticipantEventOf<'EnrolmentResumed' | 'EnrolmentPaused'>> => {
  const { programmeId, effectiveOn } = command
  return pipe(
    known(state),
    E.chain(() => openEnrolmentOn(state, programmeId, effectiveOn)),
    E.chain((step) => pausedOn(step, effectiveOn)),
    E.bindTo('step'),
    E.bind('assessment', () => fitAssessmentOn(state, effectiveOn)),
    E.map(({ step, assessment }) => {
      const data = { enrolmentId: step.enrolmentId, programmeId, basis: { assessmentId: assessment.id } }
      return [{ type: 'EnrolmentResumed', effectiveOn, data }, ...pausedLater(state, command, step.enrolmentId)]
    }),
  )
}

/** @returns Left: `not-enrolled`, `enrolment-ended`. Rule 2. */
export const endEnrolment = (
  command: EndEnrolment,
  state: ParticipantState,
): Decision<ParticipantEventOf<'EnrolmentEnded'>> => {
  const { programmeId, outcome, effectiveOn } = command
  return pipe(
    known(state),
    E.chain(() => openEnrolmentOn(state, programmeId, effectiveOn)),
    E.map(({ enrolmentId }) => [{ type: 'EnrolmentEnded', effectiveOn, data: { enrolmentId, programmeId, outcome } }]),
  )
}
