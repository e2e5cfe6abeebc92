import type { EventTexts } from './event-texts.js'

const status = { present: 'Present', late: 'Late', excused: 'Excused', sick: 'Sick', absent: 'Absent' } as const

const pause = {
  relapse: 'relapse',
  illness: 'illness',
  family: 'family',
  work: 'work',
  unstated: 'reason not stated',
  'assessment-unstable': 'assessed as not stable',
  'assessment-revoked': 'an assessment was revoked',
  'consent-withdrawn': 'consent withdrawn',
} as const

const outcome = {
  graduated: 'graduated',
  employed: 'found a job',
  selfEmployed: 'works on their own account',
  withdrew: 'withdrew',
  moved: 'moved away',
  transferred: 'transferred',
  deceased: 'died',
  excluded: 'excluded',
  unstated: 'reason not stated',
} as const

const purpose = {
  training: 'training',
  measurement: 'being asked how they are',
  publicity: 'pictures and stories',
  dataSharing: 'sharing their data',
} as const

const listed = (purposes: readonly (keyof typeof purpose)[]): string =>
  purposes.length === 0 ? 'nothing' : purposes.map((one) => purpose[one]).join(', ')

const correction = {
  misread: 'misread',
  mistyped: 'mistyped',
  wrongPerson: 'another person',
  wrongSession: 'another session',
  reportedLate: 'reported late',
  unfounded: 'unfounded',
} as const

const detail = {
  name: 'name',
  nik: 'identity number',
  bornOn: 'birth date',
  sex: 'sex',
  ward: 'ward',
  phone: 'phone',
} as const

const guardian = { parent: 'A parent', court: 'A guardian appointed by a court' } as const

const guardianEnd = { ofAge: 'of age', courtDecision: 'a court decided', died: 'died', resigned: 'resigned' } as const

const merge = {
  sameNik: 'the same identity number',
  samePerson: 'the same person',
  enteredTwice: 'entered twice',
} as const

const erasure = { request: 'asked for', retention: 'kept long enough', consentWithdrawn: 'consent withdrawn' } as const

const dataClass = { personal: 'who they are', health: 'health and income' } as const

const marked = (mark: keyof typeof status | null): string => (mark === null ? 'no mark' : status[mark].toLowerCase())

/** What happened to a participant, in English. */
export const participantInEnglish = {
  ParticipantReferred: ({ code, programmeId, source }) =>
    `Referred to ${programmeId} as ${code}${source === null ? '' : ` (${source})`}`,
  ConsentGiven: ({ givenBy, purposes }) =>
    `${givenBy === 'self' ? 'Consented' : 'Guardian consented'} to ${listed(purposes)}`,
  StabilityAssessed: ({ outcome: found, ableToTrain, validUntil }, { day }) =>
    `Assessed as ${found === 'stable' ? 'stable' : 'not stable'}, ${ableToTrain ? 'able' : 'not able'} to train, until ${day(validUntil)}`,
  ParticipantEnrolled: ({ programmeId }) => `Enrolled in ${programmeId}`,
  EnrolmentPaused: ({ reason }) => `Enrolment paused: ${pause[reason]}`,
  EnrolmentResumed: () => 'Enrolment resumed',
  EnrolmentEnded: ({ outcome: ended }) => `Enrolment ended: ${outcome[ended]}`,
  AttendanceRecorded: (data) => status[data.status],
  AttendanceCorrected: ({ was, now, reason }) =>
    `Mark corrected from ${marked(was)} to ${marked(now)}: ${correction[reason]}`,
  ConsentWithdrawn: ({ purposes }) => `Consent withdrawn to ${listed(purposes)}`,
  AssessmentRevoked: ({ reason }) => `An assessment was revoked: ${correction[reason]}`,
  RelapseReported: () => 'Fell ill again',
  PersonMoved: () => 'Moved house',
  PersonDetailsCorrected: ({ fields, reason }) =>
    `Details put right: ${fields.map((field) => detail[field]).join(', ')} (${correction[reason]})`,
  GuardianAppointed: ({ kind }) => `${guardian[kind]} answers for them`,
  GuardianEnded: ({ reason }) => `Nobody answers for them by that guardianship any more: ${guardianEnd[reason]}`,
  DeathRecorded: () => 'Died',
  Absorbed: ({ reason }) => `Another file goes on in this one: ${merge[reason]}`,
  MergedInto: () => 'Goes on in another file',
  MergeUndone: ({ reason }) => `Two files are two people’s after all: ${correction[reason]}`,
  PersonalDataErased: ({ classes, basis }) =>
    `Erased: ${classes.map((one) => dataClass[one]).join(', ')} (${erasure[basis]})`,
} satisfies Partial<EventTexts>
