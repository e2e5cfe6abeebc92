import { Day, type Decision } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { ProgrammeId, Slug, Uuid } from '../../values/ids.js'

import type { ParticipantState } from '../state.js'
import { GoalArea, GoalProgress, type SupportEventOf } from './events.js'
import { goalOn, newPlan, notBefore, supportable } from './rules.js'

const asked = { participantId: Uuid, programmeId: ProgrammeId, effectiveOn: Day }

/** Records the goals that person and programme agreed on. Goals of an earlier plan go on beside them. */
export const AgreePlan = t.strict({
  type: t.literal('AgreePlan'),
  ...asked,
  planId: Uuid,
  goals: t.readonlyArray(t.strict({ goalId: Uuid, area: GoalArea, kind: Slug })),
})
export type AgreePlan = t.TypeOf<typeof AgreePlan>

/** Records how far a goal has come on `effectiveOn`, and when to look again. */
export const ReviewGoal = t.strict({
  type: t.literal('ReviewGoal'),
  ...asked,
  goalId: Uuid,
  progress: GoalProgress,
  nextReviewOn: t.union([Day, t.null]),
})
export type ReviewGoal = t.TypeOf<typeof ReviewGoal>

/** @returns Left: `unknown-participant`, `participant-deceased`, `participant-merged`, `plan-exists`, `goal-exists`. */
export const agreePlan = (
  { planId, programmeId, goals, effectiveOn }: AgreePlan,
  state: ParticipantState,
): Decision<SupportEventOf<'PlanAgreed'>> =>
  pipe(
    supportable(state, effectiveOn),
    E.chain(() => newPlan(state, planId, goals)),
    E.map(() => [{ type: 'PlanAgreed', effectiveOn, data: { planId, programmeId, goals } }]),
  )

/** @returns Left: as for a plan, then `unknown-goal`, `invalid-date` (the next review before this one). */
export const reviewGoal = (
  { programmeId, goalId, progress, nextReviewOn, effectiveOn }: ReviewGoal,
  state: ParticipantState,
): Decision<SupportEventOf<'GoalReviewed'>> =>
  pipe(
    supportable(state, effectiveOn),
    E.chain(() => goalOn(state, programmeId, goalId, effectiveOn)),
    E.chain(() => notBefore('nextReviewOn', nextReviewOn ?? effectiveOn, effectiveOn)),
    E.map(() => [{ type: 'GoalReviewed', effectiveOn, data: { programmeId, goalId, progress, nextReviewOn } }]),
  )
