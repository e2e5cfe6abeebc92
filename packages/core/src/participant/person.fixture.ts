import type { Day } from '@perca/eventsourcing'
import { august } from '../testing/day.fixture.js'
import type { AssessStability } from './assessment.js'
import type { RecordAttendance } from './attendance.js'
import type { GiveConsent } from './consent.js'
import type { EndEnrolment, EnrolParticipant, PauseEnrolment, ResumeEnrolment } from './enrolment.js'
import type { ParticipantEventOf } from './events.js'
import type { Person } from './person.js'
import type { ReferParticipant } from './referral.js'

// What the tests of a participant speak of: one person, one programme (rarely two), days of August 2020.

export const uuid = (kind: number, number: number): string =>
  `0000000${kind}-0000-4000-8000-${String(number).padStart(12, '0')}`

export const PROGRAMME = 'kediri'
export const OTHER_PROGRAMME = 'blitar'
export const PARTICIPANT = uuid(1, 1)
export const consentId = (number: number): string => uuid(2, number)
export const assessmentId = (number: number): string => uuid(3, number)
export const enrolmentId = (number: number): string => uuid(4, number)

/** A day after all that the tests speak of. */
export const LONG = august(31)

export const nobody: Person = { name: null, nik: null, bornOn: null, sex: null, ward: null, phone: null }

// What happened.

export const referred: ParticipantEventOf<'ParticipantReferred'> = {
  type: 'ParticipantReferred',
  effectiveOn: august(1),
  data: {
    programmeId: PROGRAMME,
    code: 'P-001',
    adultFrom: null,
    source: null,
    person: nobody,
    reference: null,
    doubts: [],
  },
}

export const consented = (on: Day, number = 1): ParticipantEventOf<'ConsentGiven'> => ({
  type: 'ConsentGiven',
  effectiveOn: on,
  data: {
    consentId: consentId(number),
    purposes: ['training'],
    givenBy: 'self',
    guardianshipId: null,
    documentRef: null,
  },
})

const assessor = { staffId: 'PTG-01', profession: 'Dokter' }

/** An assessment that allows training, unless it is said otherwise. */
export const assessed = (
  on: Day,
  { number = 1, stable = true, able = true, until = LONG } = {},
): ParticipantEventOf<'StabilityAssessed'> => ({
  type: 'StabilityAssessed',
  effectiveOn: on,
  data: {
    assessmentId: assessmentId(number),
    outcome: stable ? 'stable' : 'unstable',
    ableToTrain: able,
    validUntil: until,
    assessor,
    findings: null,
  },
})

const enrolment = (number: number, programmeId: string) => ({ enrolmentId: enrolmentId(number), programmeId })

export const enrolled = (
  on: Day,
  { number = 1, programmeId = PROGRAMME, consent = 1, guardian = null as number | null, assessment = 1 } = {},
): ParticipantEventOf<'ParticipantEnrolled'> => ({
  type: 'ParticipantEnrolled',
  effectiveOn: on,
  data: {
    ...enrolment(number, programmeId),
    basis: {
      consentId: consentId(consent),
      guardianConsentId: guardian === null ? null : consentId(guardian),
      assessmentId: assessmentId(assessment),
    },
  },
})

export const paused = (
  on: Day,
  reason: ParticipantEventOf<'EnrolmentPaused'>['data']['reason'] = 'illness',
  programmeId = PROGRAMME,
  number = 1,
  // Of the tests' assessments the second is the one that does not allow training.
  basis: ParticipantEventOf<'EnrolmentPaused'>['data']['basis'] = reason === 'assessment-unstable'
    ? { kind: 'assessment', id: assessmentId(2) }
    : null,
): ParticipantEventOf<'EnrolmentPaused'> => ({
  type: 'EnrolmentPaused',
  effectiveOn: on,
  data: { ...enrolment(number, programmeId), reason, basis },
})

export const resumed = (on: Day, assessment = 1, number = 1): ParticipantEventOf<'EnrolmentResumed'> => ({
  type: 'EnrolmentResumed',
  effectiveOn: on,
  data: { ...enrolment(number, PROGRAMME), basis: { assessmentId: assessmentId(assessment) } },
})

export const ended = (
  on: Day,
  number = 1,
  outcome: ParticipantEventOf<'EnrolmentEnded'>['data']['outcome'] = 'withdrew',
  programmeId = PROGRAMME,
): ParticipantEventOf<'EnrolmentEnded'> => ({
  type: 'EnrolmentEnded',
  effectiveOn: on,
  data: { ...enrolment(number, programmeId), outcome },
})

type Status = ParticipantEventOf<'AttendanceRecorded'>['data']['status']

/** A mark; `assessment`: the number of the one relied on, none for who does not attend. */
export const marked = (
  on: Day,
  status: Status = 'present',
  assessment: number | null = 1,
  number = 1,
): ParticipantEventOf<'AttendanceRecorded'> => ({
  type: 'AttendanceRecorded',
  effectiveOn: on,
  data: {
    sessionId: `${PROGRAMME}.${on}`,
    programmeId: PROGRAMME,
    status,
    minutes: null,
    basis: { enrolmentId: enrolmentId(number), assessmentId: assessment === null ? null : assessmentId(assessment) },
  },
})

/** Referred on the 1st, consenting and fit from the 2nd, enrolled on the 3rd. */
export const running = [referred, consented(august(2)), assessed(august(2)), enrolled(august(3))] as const

// What is asked.

export const refer = (person: Partial<Person> = {}, code = 'P-001'): ReferParticipant => ({
  type: 'ReferParticipant',
  participantId: PARTICIPANT,
  programmeId: PROGRAMME,
  code,
  source: null,
  person: { ...nobody, ...person },
  reference: null,
  effectiveOn: august(1),
})

export const consent = (on: Day, number = 1): GiveConsent => ({
  type: 'GiveConsent',
  participantId: PARTICIPANT,
  effectiveOn: on,
  ...consented(on, number).data,
})

export const assess = (on: Day, terms: Parameters<typeof assessed>[1] = {}): AssessStability => {
  const { findings: _, ...data } = assessed(on, terms).data
  return { type: 'AssessStability', participantId: PARTICIPANT, effectiveOn: on, ...data, findings: null }
}

const asked = (on: Day, programmeId: string) => ({ participantId: PARTICIPANT, programmeId, effectiveOn: on })

export const enrol = (on: Day, number = 1, programmeId = PROGRAMME): EnrolParticipant => ({
  type: 'EnrolParticipant',
  ...asked(on, programmeId),
  enrolmentId: enrolmentId(number),
})

export const pause = (on: Day, programmeId = PROGRAMME): PauseEnrolment => ({
  type: 'PauseEnrolment',
  ...asked(on, programmeId),
  reason: 'illness',
})

export const resume = (on: Day): ResumeEnrolment => ({ type: 'ResumeEnrolment', ...asked(on, PROGRAMME) })

export const end = (on: Day): EndEnrolment => ({ type: 'EndEnrolment', ...asked(on, PROGRAMME), outcome: 'withdrew' })

export const mark = (on: Day, status: Status = 'present'): RecordAttendance => ({
  type: 'RecordAttendance',
  ...asked(on, PROGRAMME),
  status,
  minutes: null,
  evidence: { slot: { day: on, startsAt: '09:00', duration: 180, venue: 'Aula', scheduleFrom: '2020-01-01' } },
})
