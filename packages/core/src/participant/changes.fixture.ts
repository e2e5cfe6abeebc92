import type { Day } from '@perca/eventsourcing'
import type { ReportRelapse, RevokeAssessment } from './assessment.js'
import type { GiveConsent, WithdrawConsent } from './consent.js'
import type { CorrectAttendance } from './correction.js'
import type { RecordDeath } from './death.js'
import type { CorrectPersonDetails, MovePerson } from './details.js'
import type { ErasePersonalData } from './erasure.js'
import type { DataClass, ParticipantEventOf, Purpose } from './events.js'
import type { AppointGuardian, EndGuardianship } from './guardianship.js'
import type { AbsorbDuplicate, NoteMerged, NoteMergeUndone, UndoMerge } from './merging.js'
import { assessmentId, consentId, enrolmentId, nobody, PARTICIPANT, PROGRAMME, uuid } from './person.fixture.js'
import type { Person } from './person.js'

// What changes for the person of person.fixture.ts: what was taken back, put right, or turned out to be another's.

export const relapseId = (number: number): string => uuid(5, number)
export const guardianshipId = (number: number): string => uuid(6, number)
export const mergeId = (number: number): string => uuid(7, number)
/** The id of an event that somebody relies on. */
const eventId = (number: number): string => uuid(8, number)
/** Another file. */
export const OTHER_FILE = uuid(1, 2)

const person = (effectiveOn: Day) => ({ participantId: PARTICIPANT, effectiveOn })

// Consents.

export const withdraw = (on: Day, number = 1, purposes: readonly Purpose[] = ['training']): WithdrawConsent => ({
  type: 'WithdrawConsent',
  ...person(on),
  consentId: consentId(number),
  purposes,
})
export const withdrawn = (
  on: Day,
  number = 1,
  purposes: readonly Purpose[] = ['training'],
): ParticipantEventOf<'ConsentWithdrawn'> => ({
  type: 'ConsentWithdrawn',
  effectiveOn: on,
  data: { consentId: consentId(number), purposes },
})

/** A consent for the person, by a guardianship of this number; null: by a relative. */
export const guardianConsents = (on: Day, number = 2, guardianship: number | null = 1): GiveConsent => ({
  type: 'GiveConsent',
  participantId: PARTICIPANT,
  effectiveOn: on,
  ...guardianConsented(on, number, guardianship).data,
})
export const guardianConsented = (
  on: Day,
  number = 2,
  guardianship: number | null = 1,
): ParticipantEventOf<'ConsentGiven'> => ({
  type: 'ConsentGiven',
  effectiveOn: on,
  data: {
    consentId: consentId(number),
    purposes: ['training'],
    givenBy: 'guardian',
    guardianshipId: guardianship === null ? null : guardianshipId(guardianship),
    documentRef: null,
  },
})

// Guardianships.

type Kind = AppointGuardian['kind']
const guardian = { name: null, phone: null }
const decisionOf = (kind: Kind) => (kind === 'court' ? '12/Pdt.P/2020' : null)

export const appoint = (on: Day, kind: Kind = 'parent', number = 1): AppointGuardian => ({
  type: 'AppointGuardian',
  ...person(on),
  guardianshipId: guardianshipId(number),
  kind,
  guardian,
  courtRef: decisionOf(kind),
})
export const appointed = (on: Day, kind: Kind = 'parent', number = 1): ParticipantEventOf<'GuardianAppointed'> => ({
  type: 'GuardianAppointed',
  effectiveOn: on,
  data: { guardianshipId: guardianshipId(number), kind, guardian, courtRef: decisionOf(kind) },
})

type Ending = EndGuardianship['reason']

export const endGuardianship = (on: Day, reason: Ending = 'courtDecision', number = 1): EndGuardianship => ({
  type: 'EndGuardianship',
  ...person(on),
  guardianshipId: guardianshipId(number),
  reason,
})
export const guardianEnded = (
  on: Day,
  reason: Ending = 'courtDecision',
  number = 1,
): ParticipantEventOf<'GuardianEnded'> => ({
  type: 'GuardianEnded',
  effectiveOn: on,
  data: { guardianshipId: guardianshipId(number), reason },
})

// Assessments and relapses.

export const revoke = (on: Day, number = 1, actorId = 'PTG-02'): RevokeAssessment => ({
  type: 'RevokeAssessment',
  ...person(on),
  assessmentId: assessmentId(number),
  reason: 'wrongPerson',
  evidence: { actorId },
})
export const revoked = (on: Day, number = 1): ParticipantEventOf<'AssessmentRevoked'> => ({
  type: 'AssessmentRevoked',
  effectiveOn: on,
  data: { assessmentId: assessmentId(number), reason: 'wrongPerson' },
})

export const relapse = (on: Day, number = 1, observation: string | null = null): ReportRelapse => ({
  type: 'ReportRelapse',
  ...person(on),
  relapseId: relapseId(number),
  observation,
})
export const relapsed = (
  on: Day,
  number = 1,
  observation: string | null = null,
): ParticipantEventOf<'RelapseReported'> => ({
  type: 'RelapseReported',
  effectiveOn: on,
  data: { relapseId: relapseId(number), observation },
})

// Marks put right. `session`: the day of the mark.

type Status = CorrectAttendance['now']
interface Correcting {
  readonly was?: Status
  readonly now: Status
  readonly minutes?: number | null
  readonly on?: Day
  /** The event that is corrected. */
  readonly event?: number
}

export const correct = (
  session: Day,
  { was = 'present', now, minutes = null, on = session, event = 1 }: Correcting,
): CorrectAttendance => ({
  type: 'CorrectAttendance',
  ...person(on),
  programmeId: PROGRAMME,
  sessionId: `${PROGRAMME}.${session}`,
  was,
  now,
  minutes,
  reason: 'misread',
  evidence: { eventId: eventId(event) },
})
/** The correction; `assessment`: the number of the one relied on, none for who does not attend. */
export const corrected = (
  session: Day,
  { was = 'present', now, minutes = null, on = session, event = 1 }: Correcting,
  assessment: number | null = null,
): ParticipantEventOf<'AttendanceCorrected'> => ({
  type: 'AttendanceCorrected',
  effectiveOn: on,
  data: {
    eventId: eventId(event),
    sessionId: `${PROGRAMME}.${session}`,
    programmeId: PROGRAMME,
    was,
    now,
    minutes,
    basis:
      now === null
        ? null
        : {
            enrolmentId: enrolmentId(1),
            assessmentId: assessment === null ? null : assessmentId(assessment),
          },
    reason: 'misread',
  },
})

// Who the person is, and where they live.

const address = { ward: 'Bandar Lor', address: null }

export const move = (on: Day): MovePerson => ({ type: 'MovePerson', ...person(on), address })
export const moved = (on: Day): ParticipantEventOf<'PersonMoved'> => ({
  type: 'PersonMoved',
  effectiveOn: on,
  data: { address },
})

interface Details {
  readonly fields?: CorrectPersonDetails['fields']
  readonly person?: Partial<Person>
  readonly adultFrom?: Day | null
}

export const correctDetails = (
  on: Day,
  { fields = ['bornOn'], person: known = {}, adultFrom = null }: Details = {},
): CorrectPersonDetails => ({
  type: 'CorrectPersonDetails',
  ...person(on),
  fields,
  person: { ...nobody, ...known },
  adultFrom,
  reason: 'mistyped',
})
export const detailsCorrected = (
  on: Day,
  { fields = ['bornOn'], person: known = {}, adultFrom = null }: Details = {},
): ParticipantEventOf<'PersonDetailsCorrected'> => ({
  type: 'PersonDetailsCorrected',
  effectiveOn: on,
  data: { fields, person: { ...nobody, ...known }, adultFrom, reason: 'mistyped' },
})

// Death, merges, erasure.

export const die = (on: Day): RecordDeath => ({ type: 'RecordDeath', ...person(on), documentRef: null })
export const died = (on: Day): ParticipantEventOf<'DeathRecorded'> => ({
  type: 'DeathRecorded',
  effectiveOn: on,
  data: { documentRef: null },
})

export const absorb = (
  on: Day,
  number = 1,
  { duplicateId = OTHER_FILE, merged = null as number | null, absorbedThis = false } = {},
): AbsorbDuplicate => ({
  type: 'AbsorbDuplicate',
  ...person(on),
  duplicateId,
  mergeId: mergeId(number),
  reason: 'enteredTwice',
  evidence: { mergeId: merged === null ? null : mergeId(merged), absorbedThis },
})
export const absorbed = (on: Day, number = 1, participantId = OTHER_FILE): ParticipantEventOf<'Absorbed'> => ({
  type: 'Absorbed',
  effectiveOn: on,
  data: { mergeId: mergeId(number), participantId, reason: 'enteredTwice' },
})

export const noteMerged = (on: Day, number = 1, intoParticipantId = OTHER_FILE): NoteMerged => ({
  type: 'NoteMerged',
  ...person(on),
  intoParticipantId,
  mergeId: mergeId(number),
  sourceEventId: eventId(number),
})
export const merged = (on: Day, number = 1, participantId = OTHER_FILE): ParticipantEventOf<'MergedInto'> => ({
  type: 'MergedInto',
  effectiveOn: on,
  data: { mergeId: mergeId(number), participantId, sourceEventId: eventId(number) },
})

export const undo = (on: Day, number = 1, duplicateId = OTHER_FILE): UndoMerge => ({
  type: 'UndoMerge',
  ...person(on),
  duplicateId,
  mergeId: mergeId(number),
  reason: 'unfounded',
})
export const noteUndone = (on: Day, number = 1, source = 2): NoteMergeUndone => ({
  type: 'NoteMergeUndone',
  ...person(on),
  intoParticipantId: OTHER_FILE,
  mergeId: mergeId(number),
  reason: 'unfounded',
  sourceEventId: eventId(source),
})
/** A merge taken back; `source`: the event that it copies, null where it was decided. */
export const undone = (on: Day, number = 1, source: number | null = null): ParticipantEventOf<'MergeUndone'> => ({
  type: 'MergeUndone',
  effectiveOn: on,
  data: {
    mergeId: mergeId(number),
    participantId: OTHER_FILE,
    reason: 'unfounded',
    sourceEventId: source === null ? null : eventId(source),
  },
})

export const erase = (on: Day, classes: readonly DataClass[]): ErasePersonalData => ({
  type: 'ErasePersonalData',
  ...person(on),
  basis: 'request',
  classes,
})
export const erased = (on: Day, classes: readonly DataClass[]): ParticipantEventOf<'PersonalDataErased'> => ({
  type: 'PersonalDataErased',
  effectiveOn: on,
  data: { basis: 'request', classes },
})
