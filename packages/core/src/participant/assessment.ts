import { Day, type Decision, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { Slug, Uuid } from '../values/ids.js'
import { CorrectionReason, Outcome, type ParticipantEventOf } from './events.js'
import { assessmentOf, known, newId, notErased, standingOn } from './rules.js'
import { evolve, type ParticipantState } from './state.js'
import { pausedBy, pausedSince } from './stopping.js'

/** Records an assessor's judgement, in force from `effectiveOn` to `validUntil`. */
export const AssessStability = t.strict({
  type: t.literal('AssessStability'),
  participantId: Uuid,
  assessmentId: Uuid,
  outcome: Outcome,
  ableToTrain: t.boolean,
  validUntil: Day,
  assessor: t.strict({ staffId: t.union([Slug, t.null]), profession: t.union([Slug, t.null]) }),
  findings: t.union([t.string, t.null]),
  effectiveOn: Day,
})
export type AssessStability = t.TypeOf<typeof AssessStability>

type Assessed = ParticipantEventOf<'StabilityAssessed'> | ParticipantEventOf<'EnrolmentPaused'>

/**
 * Records the judgement; one that does not allow training pauses every enrolment that runs on its day (rule 3).
 * @returns Left: `unknown-participant`, `participant-deceased`, `participant-merged`, `duplicate-id`; `data-erased` where
 *   findings come after health data were erased (rule 22).
 */
export const assessStability = (command: AssessStability, state: ParticipantState): Decision<Assessed> => {
  const { assessmentId, outcome, ableToTrain, validUntil, assessor, findings, effectiveOn } = command
  const fit = outcome === 'stable' && ableToTrain
  const basis = { kind: 'assessment', id: assessmentId } as const
  return pipe(
    standingOn(state, effectiveOn),
    E.chain(() => newId(state.assessments, assessmentId)),
    E.chain(() => (findings === null ? E.right(null) : notErased(state, 'health'))),
    E.map((): readonly Assessed[] => [
      {
        type: 'StabilityAssessed',
        effectiveOn,
        data: { assessmentId, outcome, ableToTrain, validUntil, assessor, findings },
      },
      ...(fit ? [] : pausedBy(state, { on: effectiveOn, reason: 'assessment-unstable', basis })),
    ]),
  )
}

/** Takes an assessment back: it counts no longer from `effectiveOn` on; the one before it does. */
export const AskedRevocation = t.strict({
  type: t.literal('RevokeAssessment'),
  participantId: Uuid,
  assessmentId: Uuid,
  reason: CorrectionReason,
  effectiveOn: Day,
})
/** The revocation, with who asks for it. Whoever gave an assessment does not take it back. */
export interface RevokeAssessment extends t.TypeOf<typeof AskedRevocation> {
  readonly evidence: { readonly actorId: string }
}

type Revoked = ParticipantEventOf<'AssessmentRevoked'> | ParticipantEventOf<'EnrolmentPaused'>

/**
 * Revokes it; enrolments pause where it was in force and nothing else allows training, from then on or from a later day on
 * which another one had been revoked already (rule 3).
 * @returns Right: nothing where it is revoked by that day already. Left: `unknown-participant`, `unknown-assessment`,
 *   `not-authorised`.
 */
export const revokeAssessment = (command: RevokeAssessment, state: ParticipantState): Decision<Revoked> => {
  const { assessmentId, reason, effectiveOn, evidence } = command
  return pipe(
    known(state),
    E.chain(() => assessmentOf(state, assessmentId, effectiveOn)),
    E.filterOrElse(
      ({ assessorId }) => assessorId === null || assessorId !== evidence.actorId,
      () =>
        refusal('not-authorised', 'Whoever gave an assessment does not revoke it. Ask a colleague.', { assessmentId }),
    ),
    E.map(({ revokedFrom }): readonly Revoked[] => {
      if (revokedFrom !== null && revokedFrom <= effectiveOn) return []
      const revoked: Revoked = { type: 'AssessmentRevoked', effectiveOn, data: { assessmentId, reason } }
      // What is left may be unstable, run out, or older than a relapse: a revocation pauses then, though expiry alone does not.
      return [revoked, ...pausedSince(state, evolve(state, revoked))]
    }),
  )
}

/** Reports that the person fell ill again on `effectiveOn`. */
export const ReportRelapse = t.strict({
  type: t.literal('ReportRelapse'),
  participantId: Uuid,
  relapseId: Uuid,
  observation: t.union([t.string, t.null]),
  effectiveOn: Day,
})
export type ReportRelapse = t.TypeOf<typeof ReportRelapse>

type Relapsed = ParticipantEventOf<'RelapseReported'> | ParticipantEventOf<'EnrolmentPaused'>

/**
 * Every enrolment that runs on the day pauses; only an assessment of that day or later lets them train again (rule 3).
 * @returns Left: `unknown-participant`, `participant-deceased`, `participant-merged`, `duplicate-id`, `data-erased`.
 */
export const reportRelapse = (command: ReportRelapse, state: ParticipantState): Decision<Relapsed> => {
  const { relapseId, observation, effectiveOn } = command
  return pipe(
    standingOn(state, effectiveOn),
    E.chain(() => newId(state.relapses, relapseId)),
    E.chain(() => (observation === null ? E.right(null) : notErased(state, 'health'))),
    E.map((): readonly Relapsed[] => [
      { type: 'RelapseReported', effectiveOn, data: { relapseId, observation } },
      ...pausedBy(state, { on: effectiveOn, reason: 'relapse', basis: { kind: 'relapse', id: relapseId } }),
    ]),
  )
}
