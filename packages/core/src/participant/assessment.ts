import { Day, type Decision } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { Slug, Uuid } from '../values/ids.js'
import { Outcome, type ParticipantEventOf } from './events.js'
import { known, stepOn } from './rules.js'
import type { ParticipantState } from './state.js'

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
 * @returns Left: `unknown-participant`.
 */
export const assessStability = (command: AssessStability, state: ParticipantState): Decision<Assessed> => {
  const { assessmentId, outcome, ableToTrain, validUntil, assessor, findings, effectiveOn } = command
  const fit = outcome === 'stable' && ableToTrain
  const paused = Object.keys(state.enrolments).flatMap((programmeId): Assessed[] => {
    const step = stepOn(state, programmeId, effectiveOn)
    if (fit || step?.is !== 'running') return []
    const data = { enrolmentId: step.enrolmentId, programmeId, reason: 'assessment-unstable' as const }
    return [{ type: 'EnrolmentPaused', effectiveOn, data }]
  })
  return pipe(
    known(state),
    E.map((): readonly Assessed[] => [
      {
        type: 'StabilityAssessed',
        effectiveOn,
        data: { assessmentId, outcome, ableToTrain, validUntil, assessor, findings },
      },
      ...paused,
    ]),
  )
}
