import type { CommandTable } from '@perca/eventsourcing'
import type { ParticipantState } from '../state.js'
import type { SupportEvent } from './events.js'
import { instrumentAdopted, skillTaught } from './evidence.js'
import {
  ContactAftercare,
  contactAftercare,
  LeaveCommunityRole,
  leaveCommunityRole,
  ReportLivelihood,
  reportLivelihood,
  TakeCommunityRole,
  takeCommunityRole,
} from './living.js'
import {
  AskedOutcome,
  AskedSkill,
  type AssessSkill,
  assessSkill,
  type MeasureOutcome,
  measureOutcome,
} from './measuring.js'
import { AgreePlan, agreePlan, ReviewGoal, reviewGoal } from './plan.js'
import { DeclinePlace, declinePlace, JoinWaitlist, joinWaitlist, OfferPlace, offerPlace } from './waiting.js'

/** Every command about what supports a person. */
export type SupportCommand =
  | JoinWaitlist
  | OfferPlace
  | DeclinePlace
  | AgreePlan
  | ReviewGoal
  | AssessSkill
  | MeasureOutcome
  | TakeCommunityRole
  | LeaveCommunityRole
  | ReportLivelihood
  | ContactAftercare

const stream = ({ participantId }: { readonly participantId: string }) => participantId
const office = ['coordinator', 'registrar']
const floor = ['coordinator', 'facilitator', 'registrar']
const assessing = ['assessor', 'registrar']

/** Part of the participant's table of commands. */
export const supportCommands: CommandTable<SupportCommand, ParticipantState, SupportEvent> = {
  JoinWaitlist: { codec: JoinWaitlist, roles: office, stream, yields: ['WaitlistJoined'], decide: joinWaitlist },
  OfferPlace: { codec: OfferPlace, roles: office, stream, yields: ['PlaceOffered'], decide: offerPlace },
  DeclinePlace: { codec: DeclinePlace, roles: office, stream, yields: ['PlaceDeclined'], decide: declinePlace },
  AgreePlan: { codec: AgreePlan, roles: floor, stream, yields: ['PlanAgreed'], decide: agreePlan },
  ReviewGoal: { codec: ReviewGoal, roles: floor, stream, yields: ['GoalReviewed'], decide: reviewGoal },
  AssessSkill: {
    codec: AskedSkill,
    roles: ['assessor', 'facilitator', 'registrar'],
    stream,
    lookUp: skillTaught,
    yields: ['SkillAssessed'],
    decide: assessSkill,
  },
  MeasureOutcome: {
    codec: AskedOutcome,
    roles: assessing,
    stream,
    lookUp: instrumentAdopted,
    yields: ['OutcomeMeasured'],
    decide: measureOutcome,
  },
  TakeCommunityRole: {
    codec: TakeCommunityRole,
    roles: floor,
    stream,
    yields: ['CommunityRoleTaken'],
    decide: takeCommunityRole,
  },
  LeaveCommunityRole: {
    codec: LeaveCommunityRole,
    roles: floor,
    stream,
    yields: ['CommunityRoleLeft'],
    decide: leaveCommunityRole,
  },
  ReportLivelihood: {
    codec: ReportLivelihood,
    roles: floor,
    stream,
    yields: ['LivelihoodReported'],
    decide: reportLivelihood,
  },
  ContactAftercare: {
    codec: ContactAftercare,
    roles: floor,
    stream,
    yields: ['AftercareContacted'],
    decide: contactAftercare,
  },
}
