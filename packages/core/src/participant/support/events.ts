import { Day, type EventOf, eventType } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { Answer, PersonInstrument } from '../../instruments/answers.js'
import { RupiahOrNone } from '../../values/amounts.js'
import { ProgrammeId, Slug, Uuid } from '../../values/ids.js'
import { orNone } from '../../values/or-none.js'
import { health, personal } from '../../values/sensitive.js'

// These names and shapes are stored. They are only ever added to; a changed meaning is a new version (docs/how-to/add-an-event.md).

/** The part of life that a goal is about. */
export const GoalArea = t.keyof(
  { activity: null, skill: null, work: null, income: null, community: null, family: null, selfCare: null },
  'area of a goal',
)
export type GoalArea = t.TypeOf<typeof GoalArea>

/** A goal of a plan: its area, and what it is, as the agency codes it. */
const Goal = t.type({ goalId: Uuid, area: GoalArea, kind: Slug }, 'goal')

/** How far somebody has come with a goal. */
export const GoalProgress = t.keyof(
  { notStarted: null, underWay: null, partlyReached: null, reached: null, givenUp: null },
  'progress of a goal',
)
export type GoalProgress = t.TypeOf<typeof GoalProgress>

/**
 * Why somebody did not take the place they were offered. After `foundWork`, `otherProgramme`, `moved` and `notInterested`
 * they wait no longer; after the others they keep their place on the list.
 */
export const DeclineReason = t.keyof(
  {
    notNow: null,
    illness: null,
    family: null,
    travel: null,
    unstated: null,
    foundWork: null,
    otherProgramme: null,
    moved: null,
    notInterested: null,
  },
  'reason to decline a place',
)
export type DeclineReason = t.TypeOf<typeof DeclineReason>

/** How well somebody masters a skill: 0 not yet, 1 with much help, 2 with some help, 3 alone, 4 could teach it. */
export const SkillLevel = t.union([t.literal(0), t.literal(1), t.literal(2), t.literal(3), t.literal(4)], 'skill level')
export type SkillLevel = t.TypeOf<typeof SkillLevel>

/** What somebody does among others. `healthCadre`: kader; `worship`: a mosque, church or temple. */
export const CommunityRoleKind = t.keyof(
  {
    neighbourhood: null,
    worship: null,
    healthCadre: null,
    cooperative: null,
    peerSupport: null,
    teaching: null,
    sportOrArts: null,
    other: null,
  },
  'kind of community role',
)
export type CommunityRoleKind = t.TypeOf<typeof CommunityRoleKind>

/** Why a role came to its end. */
export const LeavingReason = t.keyof(
  { termOver: null, handedOver: null, work: null, family: null, illness: null, moved: null, unstated: null },
  'reason to leave a role',
)
export type LeavingReason = t.TypeOf<typeof LeavingReason>

/**
 * What somebody lives on. `openMarketJob`: a job that anybody could have got; `sheltered`: work kept for people in
 * recovery, such as the workshop; `casual`: paid by the day; `family`: kept by or working for the family.
 */
export const LivelihoodKind = t.keyof(
  { none: null, ownBusiness: null, openMarketJob: null, sheltered: null, casual: null, family: null },
  'kind of livelihood',
)
export type LivelihoodKind = t.TypeOf<typeof LivelihoodKind>

/** How somebody was contacted. */
export const ContactChannel = t.keyof(
  { homeVisit: null, atProgramme: null, phone: null, message: null, throughFamily: null, throughClinic: null },
  'channel of a contact',
)
export type ContactChannel = t.TypeOf<typeof ContactChannel>

/** What a contact after the training came to. */
export const ContactOutcome = t.keyof(
  { doingWell: null, needsSupport: null, referredOn: null, wantsBack: null, declined: null, notReached: null },
  'outcome of a contact',
)
export type ContactOutcome = t.TypeOf<typeof ContactOutcome>

/** The person waits for a place in the programme, from effectiveOn on. Enrolling, or declining for good, ends it. */
const WaitlistJoined = t.type({ programmeId: ProgrammeId })

/** A place is kept for somebody who waits, from effectiveOn to `until`, that day included. They take it by enrolling. */
const PlaceOffered = t.type({ programmeId: ProgrammeId, offerId: Uuid, until: Day })

/** They did not take it. The reason says whether they go on waiting. */
const PlaceDeclined = t.type({ programmeId: ProgrammeId, offerId: Uuid, reason: DeclineReason })

/** Person and programme agreed on goals. */
const PlanAgreed = t.type({ planId: Uuid, programmeId: ProgrammeId, goals: t.readonlyArray(Goal) })

/** How far a goal has come on effectiveOn. `nextReviewOn`: when to look again; null, never again. */
const GoalReviewed = t.type({
  programmeId: ProgrammeId,
  goalId: Uuid,
  progress: GoalProgress,
  nextReviewOn: orNone(Day),
})

/** A skill was judged, as it was on effectiveOn. The assessor's staff number and profession; never a name. */
const SkillAssessed = t.type({
  programmeId: ProgrammeId,
  craftId: Slug,
  skillId: Slug,
  level: SkillLevel,
  assessor: t.type({ staffId: orNone(Slug), profession: orNone(Slug) }),
})

/**
 * A questionnaire was answered on effectiveOn, in the version that the programme had adopted. `answers`: in the order of
 * the items, null where one was left out. `score`: as the instrument scores them; null where too few were answered.
 */
const OutcomeMeasured = t.type({
  programmeId: ProgrammeId,
  measureId: Uuid,
  instrument: PersonInstrument,
  instrumentVersion: Slug,
  answers: health(t.readonlyArray(orNone(Answer))),
  score: health(orNone(t.number)),
})

/** The person has a role among others from effectiveOn on. `organisation`: where; null where it is not known. */
const CommunityRoleTaken = t.type({ roleId: Uuid, kind: CommunityRoleKind, organisation: personal(orNone(t.string)) })

/** The role is over from effectiveOn on. */
const CommunityRoleLeft = t.type({ roleId: Uuid, reason: LeavingReason })

/** What the person lives on, from effectiveOn on. `income`: whole rupiah a month; null where it was not said. */
const LivelihoodReported = t.type({ kind: LivelihoodKind, income: health(orNone(RupiahOrNone)) })

/** Somebody of the programme asked after the person, after the training. */
const AftercareContacted = t.type({ programmeId: ProgrammeId, channel: ContactChannel, outcome: ContactOutcome })

/** Events of what supports a person beside the training, by name: part of the participant's stored contract. */
export const supportEvents = {
  WaitlistJoined: eventType(WaitlistJoined),
  PlaceOffered: eventType(PlaceOffered),
  PlaceDeclined: eventType(PlaceDeclined),
  PlanAgreed: eventType(PlanAgreed),
  GoalReviewed: eventType(GoalReviewed),
  SkillAssessed: eventType(SkillAssessed),
  OutcomeMeasured: eventType(OutcomeMeasured),
  CommunityRoleTaken: eventType(CommunityRoleTaken),
  CommunityRoleLeft: eventType(CommunityRoleLeft),
  LivelihoodReported: eventType(LivelihoodReported),
  AftercareContacted: eventType(AftercareContacted),
}
/** Every event of what supports a person. */
export type SupportEvent = EventOf<typeof supportEvents>
/** One of them, by its type. */
export type SupportEventOf<Type extends SupportEvent['type']> = Extract<SupportEvent, { type: Type }>
