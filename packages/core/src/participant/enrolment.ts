import { Day, type Decision } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { ProgrammeId, Uuid } from '../values/ids.js'
import { EnrolmentOutcome, type ParticipantEventOf } from './events.js'
import {
  fitAssessmentOn,
  guardianConsentOn,
  newEnrolment,
  notEnrolledOn,
  openEnrolmentOn,
  pausedOn,
  runningOn,
  standingOn,
  trainingConsentOn,
} from './rules.js'
import type { ParticipantState } from './state.js'
import { stoppedLater } from './stopping.js'

const asked = { participantId: Uuid, programmeId: ProgrammeId, effectiveOn: Day }

/** Asks to take this person into a programme from `effectiveOn` on. */
export const EnrolParticipant = t.strict({ type: t.literal('EnrolParticipant'), ...asked, enrolmentId: Uuid })
export type EnrolParticipant = t.TypeOf<typeof EnrolParticipant>

/** Asks to let the enrolment rest from `effectiveOn` on. */
export const PauseEnrolment = t.strict({
  type: t.literal('PauseEnrolment'),
  ...asked,
  reason: t.keyof({ relapse: null, illness: null, family: null, work: null, unstated: null }, 'reason of a pause'),
})
export type PauseEnrolment = t.TypeOf<typeof PauseEnrolment>

/** Asks to take the paused enrolment up again from `effectiveOn` on. */
export const ResumeEnrolment = t.strict({ type: t.literal('ResumeEnrolment'), ...asked })
export type ResumeEnrolment = t.TypeOf<typeof ResumeEnrolment>

/** Asks to end the enrolment on `effectiveOn`. */
export const EndEnrolment = t.strict({ type: t.literal('EndEnrolment'), ...asked, outcome: EnrolmentOutcome })
export type EndEnrolment = t.TypeOf<typeof EndEnrolment>

/**
 * Takes the person in, naming the consent and the assessment relied on.
 * @returns Left: `unknown-participant`, `participant-deceased`, `participant-merged`; the first refusal of rules 1 and 16, in
 *   their order: `consent-missing`, `guardian-consent-missing`, `assessment-missing`, `-unstable`, `-expired`,
 *   `already-enrolled`; `duplicate-id`.
 */
export const enrolParticipant = (
  command: EnrolParticipant,
  state: ParticipantState,
): Decision<ParticipantEventOf<'ParticipantEnrolled' | 'EnrolmentPaused' | 'EnrolmentEnded'>> => {
  const { enrolmentId, programmeId, effectiveOn } = command
  return pipe(
    standingOn(state, effectiveOn),
    E.chain(() => trainingConsentOn(state, effectiveOn)),
    E.bindTo('consent'),
    E.bind('guardianConsent', () => guardianConsentOn(state, effectiveOn)),
    E.bind('assessment', () => fitAssessmentOn(state, effectiveOn)),
    E.tap(() => notEnrolledOn(state, programmeId, effectiveOn)),
    E.tap(() => newEnrolment(state, enrolmentId)),
    E.map(({ consent, guardianConsent, assessment }) => {
      const basis = {
        consentId: consent.id,
        guardianConsentId: guardianConsent?.id ?? null,
        assessmentId: assessment.id,
      }
      return [
        { type: 'ParticipantEnrolled', effectiveOn, data: { enrolmentId, programmeId, basis } },
        ...stoppedLater(state, command, enrolmentId),
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
    standingOn(state, effectiveOn),
    E.chain(() => openEnrolmentOn(state, programmeId, effectiveOn)),
    E.chain((step) => runningOn(step, effectiveOn)),
    E.map(({ enrolmentId }) => [
      { type: 'EnrolmentPaused', effectiveOn, data: { enrolmentId, programmeId, reason, basis: null } },
    ]),
  )
}

/** @returns Left: `not-enrolled`, `enrolment-ended`, `not-paused`, then as for an enrolment the consents' and the
 * assessment's refusals. Rules 2 and 16. */
export const resumeEnrolment = (
  command: ResumeEnrolment,
  state: ParticipantState,
): Decision<ParticipantEventOf<'EnrolmentResumed' | 'EnrolmentPaused' | 'EnrolmentEnded'>> => {
  const { programmeId, effectiveOn } = command
  return pipe(
    standingOn(state, effectiveOn),
    E.chain(() => openEnrolmentOn(state, programmeId, effectiveOn)),
    E.chain((step) => pausedOn(step, effectiveOn)),
    E.tap(() => trainingConsentOn(state, effectiveOn)),
    E.tap(() => guardianConsentOn(state, effectiveOn)),
    E.bindTo('step'),
    E.bind('assessment', () => fitAssessmentOn(state, effectiveOn)),
    E.map(({ step, assessment }) => {
      const data = { enrolmentId: step.enrolmentId, programmeId, basis: { assessmentId: assessment.id } }
      return [{ type: 'EnrolmentResumed', effectiveOn, data }, ...stoppedLater(state, command, step.enrolmentId)]
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
    standingOn(state, effectiveOn),
    E.chain(() => openEnrolmentOn(state, programmeId, effectiveOn)),
    E.map(({ enrolmentId }) => [{ type: 'EnrolmentEnded', effectiveOn, data: { enrolmentId, programmeId, outcome } }]),
  )
}
