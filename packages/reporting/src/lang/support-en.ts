import type { EventTexts } from './event-texts.js'

const declined = {
  notNow: 'not now',
  illness: 'illness',
  family: 'family',
  travel: 'too far',
  unstated: 'reason not stated',
  foundWork: 'found work',
  otherProgramme: 'another programme',
  moved: 'moved away',
  notInterested: 'not interested',
} as const

const progress = {
  notStarted: 'not started',
  underWay: 'under way',
  partlyReached: 'partly reached',
  reached: 'reached',
  givenUp: 'given up',
} as const

const role = {
  neighbourhood: 'in the neighbourhood',
  worship: 'in a house of worship',
  healthCadre: 'health cadre',
  cooperative: 'in a cooperative',
  peerSupport: 'supporting peers',
  teaching: 'teaching',
  sportOrArts: 'in sport or the arts',
  other: 'other',
} as const

const leaving = {
  termOver: 'term over',
  handedOver: 'handed over',
  work: 'work',
  family: 'family',
  illness: 'illness',
  moved: 'moved away',
  unstated: 'reason not stated',
} as const

const livelihood = {
  none: 'nothing of their own',
  ownBusiness: 'a business of their own',
  openMarketJob: 'a job on the open market',
  sheltered: 'sheltered work',
  casual: 'casual work',
  family: 'the family',
} as const

const channel = {
  homeVisit: 'home visit',
  atProgramme: 'at the programme',
  phone: 'by phone',
  message: 'by message',
  throughFamily: 'through the family',
  throughClinic: 'through the clinic',
} as const

const contact = {
  doingWell: 'doing well',
  needsSupport: 'needs support',
  referredOn: 'referred on',
  wantsBack: 'wants to come back',
  declined: 'wants no contact',
  notReached: 'not reached',
} as const

const instrument = { 'who-5': 'WHO-5', 'whodas-12': 'WHODAS 2.0, 12 items' } as const

/** What supported a person beside the training, in English. */
export const supportInEnglish = {
  WaitlistJoined: ({ programmeId }) => `Waits for a place in ${programmeId}`,
  PlaceOffered: ({ programmeId, until }, { day }) => `Offered a place in ${programmeId} until ${day(until)}`,
  PlaceDeclined: ({ reason }) => `Did not take the place: ${declined[reason]}`,
  PlanAgreed: ({ goals }) => `Agreed on a plan, ${goals.length} ${goals.length === 1 ? 'goal' : 'goals'}`,
  GoalReviewed: (data, { day }) =>
    `Goal ${progress[data.progress]}${data.nextReviewOn === null ? '' : `, to be looked at again on ${day(data.nextReviewOn)}`}`,
  SkillAssessed: ({ craftId, skillId, level }) => `${skillId} (${craftId}): level ${level} of 4`,
  OutcomeMeasured: (data) => `${instrument[data.instrument]} answered, version ${data.instrumentVersion}`,
  CommunityRoleTaken: ({ kind }) => `Took a role: ${role[kind]}`,
  CommunityRoleLeft: ({ reason }) => `Left the role: ${leaving[reason]}`,
  LivelihoodReported: ({ kind }) => `Lives on ${livelihood[kind]}`,
  AftercareContacted: (data) => `Asked after, ${channel[data.channel]}: ${contact[data.outcome]}`,
} satisfies Partial<EventTexts>
