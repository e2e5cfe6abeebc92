import { Day, type Decision } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { Answer, PersonInstrument } from '../../instruments/answers.js'
import { scoreOf } from '../../instruments/scoring.js'
import { ProgrammeId, Slug, Uuid } from '../../values/ids.js'
import { notErased } from '../rules.js'
import type { ParticipantState } from '../state.js'
import { SkillLevel, type SupportEventOf } from './events.js'
import { invalidAnswers, notMeasured, supportable } from './rules.js'

const asked = { participantId: Uuid, programmeId: ProgrammeId, effectiveOn: Day }

/** A judgement of how well somebody masters a skill of one of the programme's crafts. */
export const AskedSkill = t.strict({
  type: t.literal('AssessSkill'),
  ...asked,
  craftId: Slug,
  skillId: Slug,
  level: SkillLevel,
  assessor: t.strict({ staffId: t.union([Slug, t.null]), profession: t.union([Slug, t.null]) }),
})

/** The judgement, with the skill as the programme introduced it. */
export interface AssessSkill extends t.TypeOf<typeof AskedSkill> {
  readonly evidence: { readonly craftId: string; readonly skillId: string }
}

/** Answers to a questionnaire, in the order of its items; null where one was left out. */
export const AskedOutcome = t.strict({
  type: t.literal('MeasureOutcome'),
  ...asked,
  measureId: Uuid,
  instrument: PersonInstrument,
  answers: t.readonlyArray(t.union([Answer, t.null])),
})

/** The answers, with the version of the instrument that the programme had adopted on the day. */
export interface MeasureOutcome extends t.TypeOf<typeof AskedOutcome> {
  readonly evidence: { readonly instrumentVersion: string }
}

/**
 * Records the judgement. That the skill is one of a craft that the programme introduced is the evidence's word.
 * @returns Left: `unknown-participant`, `participant-deceased`, `participant-merged`.
 */
export const assessSkill = (
  { programmeId, level, assessor, effectiveOn, evidence: { craftId, skillId } }: AssessSkill,
  state: ParticipantState,
): Decision<SupportEventOf<'SkillAssessed'>> =>
  pipe(
    supportable(state, effectiveOn),
    E.map(() => [{ type: 'SkillAssessed', effectiveOn, data: { programmeId, craftId, skillId, level, assessor } }]),
  )

/**
 * Records the answers, and the score that follows from them.
 * @returns Left: `unknown-participant`, `participant-deceased`, `participant-merged`; `data-erased`, health data were erased (rule
 *   22); `already-measured`, `invalid-number`.
 */
export const measureOutcome = (
  { programmeId, measureId, instrument, answers, effectiveOn, evidence: { instrumentVersion } }: MeasureOutcome,
  state: ParticipantState,
): Decision<SupportEventOf<'OutcomeMeasured'>> =>
  pipe(
    supportable(state, effectiveOn),
    E.chain(() => notErased(state, 'health')),
    E.chain(() => notMeasured(state, measureId)),
    E.chain(() =>
      pipe(
        scoreOf(instrument, answers),
        E.mapLeft((fault) => invalidAnswers(instrument, fault)),
      ),
    ),
    E.map((score) => {
      const data = { programmeId, measureId, instrument, instrumentVersion, answers, score }
      return [{ type: 'OutcomeMeasured', effectiveOn, data }]
    }),
  )
