import type { Day } from '@perca/eventsourcing'
import fc from 'fast-check'
import type { Answer } from '../../instruments/answers.js'
import { august } from '../../testing/day.fixture.js'
import { fewUuid } from '../../testing/values.arbitrary.js'
import { PARTICIPANT } from '../person.fixture.js'
import type { DeclineReason, SupportEventOf } from './events.js'
import type { ContactAftercare, LeaveCommunityRole, ReportLivelihood, TakeCommunityRole } from './living.js'
import type { AssessSkill, MeasureOutcome } from './measuring.js'
import type { AgreePlan, ReviewGoal } from './plan.js'
import type { DeclinePlace, JoinWaitlist, OfferPlace } from './waiting.js'

// What the tests of a person's support speak of: the person and the programme of person.fixture.ts.

const PROGRAMME = 'kediri'
const uuid = (kind: number, number: number): string =>
  `0000001${kind}-0000-4000-8000-${String(number).padStart(12, '0')}`
export const offerId = (number: number): string => uuid(1, number)
export const planId = (number: number): string => uuid(2, number)
export const goalId = (number: number): string => uuid(3, number)
export const measureId = (number: number): string => uuid(4, number)
export const roleId = (number: number): string => uuid(5, number)

const asked = (effectiveOn: Day, programmeId = PROGRAMME) => ({ participantId: PARTICIPANT, programmeId, effectiveOn })

export const join = (on: Day, programmeId = PROGRAMME): JoinWaitlist => ({
  type: 'JoinWaitlist',
  ...asked(on, programmeId),
})
export const joined = (on: Day, programmeId = PROGRAMME): SupportEventOf<'WaitlistJoined'> => ({
  type: 'WaitlistJoined',
  effectiveOn: on,
  data: { programmeId },
})

export const offer = (on: Day, until: Day, number = 1, programmeId = PROGRAMME): OfferPlace => ({
  type: 'OfferPlace',
  ...asked(on, programmeId),
  offerId: offerId(number),
  until,
})
export const offered = (on: Day, until: Day, number = 1): SupportEventOf<'PlaceOffered'> => ({
  type: 'PlaceOffered',
  effectiveOn: on,
  data: { programmeId: PROGRAMME, offerId: offerId(number), until },
})

export const decline = (on: Day, reason: DeclineReason, number = 1, programmeId = PROGRAMME): DeclinePlace => ({
  type: 'DeclinePlace',
  ...asked(on, programmeId),
  offerId: offerId(number),
  reason,
})
export const declined = (on: Day, reason: DeclineReason, number = 1): SupportEventOf<'PlaceDeclined'> => ({
  type: 'PlaceDeclined',
  effectiveOn: on,
  data: { programmeId: PROGRAMME, offerId: offerId(number), reason },
})

const goal = (number: number) => ({ goalId: goalId(number), area: 'skill' as const, kind: 'jahit-lurus' })

export const agree = (on: Day, number = 1, goals: readonly number[] = [1], programmeId = PROGRAMME): AgreePlan => ({
  type: 'AgreePlan',
  ...asked(on, programmeId),
  planId: planId(number),
  goals: goals.map(goal),
})
export const agreed = (on: Day, number = 1, goals: readonly number[] = [1]): SupportEventOf<'PlanAgreed'> => ({
  type: 'PlanAgreed',
  effectiveOn: on,
  data: { planId: planId(number), programmeId: PROGRAMME, goals: goals.map(goal) },
})

export const review = (on: Day, nextReviewOn: Day | null, number = 1, programmeId = PROGRAMME): ReviewGoal => ({
  type: 'ReviewGoal',
  ...asked(on, programmeId),
  goalId: goalId(number),
  progress: 'underWay',
  nextReviewOn,
})
export const reviewed = (on: Day, nextReviewOn: Day | null, number = 1): SupportEventOf<'GoalReviewed'> => ({
  type: 'GoalReviewed',
  effectiveOn: on,
  data: { programmeId: PROGRAMME, goalId: goalId(number), progress: 'underWay', nextReviewOn },
})

const skill = { craftId: 'jahit', skillId: 'jahit-lurus' }
const assessor = { staffId: 'PTG-02', profession: 'Instruktur' }
type Level = AssessSkill['level']

export const judge = (on: Day, level: Level): AssessSkill => ({
  type: 'AssessSkill',
  ...asked(on),
  ...skill,
  level,
  assessor,
  evidence: skill,
})
export const judged = (on: Day, level: Level): SupportEventOf<'SkillAssessed'> => ({
  type: 'SkillAssessed',
  effectiveOn: on,
  data: { programmeId: PROGRAMME, ...skill, level, assessor },
})

export const measure = (
  on: Day,
  answers: readonly (Answer | null)[],
  { number = 1, instrument = 'who-5' as MeasureOutcome['instrument'] } = {},
): MeasureOutcome => ({
  type: 'MeasureOutcome',
  ...asked(on),
  measureId: measureId(number),
  instrument,
  answers,
  evidence: { instrumentVersion: 'id-2019' },
})
export const measured = (
  on: Day,
  answers: readonly (Answer | null)[],
  score: number | null,
  { number = 1, instrument = 'who-5' as MeasureOutcome['instrument'] } = {},
): SupportEventOf<'OutcomeMeasured'> => ({
  type: 'OutcomeMeasured',
  effectiveOn: on,
  data: {
    programmeId: PROGRAMME,
    measureId: measureId(number),
    instrument,
    instrumentVersion: 'id-2019',
    answers,
    score,
  },
})

const person = (on: Day) => ({ participantId: PARTICIPANT, effectiveOn: on })

export const takeRole = (on: Day, number = 1, organisation: string | null = null): TakeCommunityRole => ({
  type: 'TakeCommunityRole',
  ...person(on),
  roleId: roleId(number),
  kind: 'healthCadre',
  organisation,
})
export const tookRole = (
  on: Day,
  number = 1,
  organisation: string | null = null,
): SupportEventOf<'CommunityRoleTaken'> => ({
  type: 'CommunityRoleTaken',
  effectiveOn: on,
  data: { roleId: roleId(number), kind: 'healthCadre', organisation },
})

export const leaveRole = (on: Day, number = 1): LeaveCommunityRole => ({
  type: 'LeaveCommunityRole',
  ...person(on),
  roleId: roleId(number),
  reason: 'termOver',
})
export const leftRole = (on: Day, number = 1): SupportEventOf<'CommunityRoleLeft'> => ({
  type: 'CommunityRoleLeft',
  effectiveOn: on,
  data: { roleId: roleId(number), reason: 'termOver' },
})

export const liveOn = (on: Day, kind: ReportLivelihood['kind'], income: number | null = null): ReportLivelihood => ({
  type: 'ReportLivelihood',
  ...person(on),
  kind,
  income,
})
export const livesOn = (
  on: Day,
  kind: ReportLivelihood['kind'],
  income: number | null = null,
): SupportEventOf<'LivelihoodReported'> => ({
  type: 'LivelihoodReported',
  effectiveOn: on,
  data: { kind, income },
})

export const contact = (on: Day): ContactAftercare => ({
  type: 'ContactAftercare',
  ...asked(on),
  channel: 'homeVisit',
  outcome: 'doingWell',
})
export const contacted = (on: Day): SupportEventOf<'AftercareContacted'> => ({
  type: 'AftercareContacted',
  effectiveOn: on,
  data: { programmeId: PROGRAMME, channel: 'homeVisit', outcome: 'doingWell' },
})

// For the laws of the participant: what random commands need so that they meet everything here.

/** What would be looked up for the commands that need it. */
export const supportEvidence = {
  AssessSkill: ({ craftId, skillId }: Omit<AssessSkill, 'evidence'>) => fc.constant({ craftId, skillId }),
  MeasureOutcome: () => fc.constant({ instrumentVersion: 'id-2019' }),
}

/** Commands that lead to where rules are, under the few ids that random ones bear: a place is still offered elsewhere. */
export const supportBegin = [
  { ...measure(august(12), [1, 2, 3, 4, 5]), measureId: fewUuid(0) },
  { ...takeRole(august(12)), roleId: fewUuid(0) },
  { ...leaveRole(august(13)), roleId: fewUuid(0) },
  join(august(10), 'blitar'),
  { ...offer(august(10), august(11), 1, 'blitar'), offerId: fewUuid(0) },
  { ...decline(august(11), 'notNow', 1, 'blitar'), offerId: fewUuid(0) },
  { ...offer(august(12), august(20), 1, 'blitar'), offerId: fewUuid(1) },
] as const

/** Every rule under which a command about support may be refused, beside those of the person. */
export const supportRules = [
  'already-declined',
  'already-left',
  'already-measured',
  'already-offered',
  'already-waiting',
  'goal-exists',
  'invalid-number',
  'invalid-date',
  'not-waiting',
  'plan-exists',
  'role-exists',
  'unknown-goal',
  'unknown-offer',
  'unknown-role',
]
