import { Day, type EventOf, eventType, pastVersion } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { Minutes } from '../values/amounts.js'
import { Code, ProgrammeId, SessionId, Slug, Uuid } from '../values/ids.js'
import { orNone } from '../values/or-none.js'
import { health, personal } from '../values/sensitive.js'
import { Person } from './person.js'
import { supportEvents } from './support/events.js'
import { ConsentGivenV1, EnrolmentPausedV1, ParticipantEnrolledV1, ParticipantReferredV1 } from './versions.js'

// These names and shapes are stored. They are only ever added to; a changed meaning is a new version (docs/how-to/add-an-event.md).

/** What seemed odd when a person was written down, in code: it is looked at by a person, and refuses nothing. */
const Doubt = t.keyof({ 'nik-birth-date': null, minor: null }, 'Doubt')

/** What somebody consents to: each by itself (UU 27/2022 art. 22). */
export const Purpose = t.keyof(
  { training: null, measurement: null, publicity: null, dataSharing: null },
  'purpose of a consent',
)
export type Purpose = t.TypeOf<typeof Purpose>

/** What an assessor found: whether the person is stable, and able to train. */
export const Outcome = t.keyof({ stable: null, unstable: null }, 'assessment outcome')

/** Why an enrolment was paused. By itself (rule 3): `assessment-unstable`, `assessment-revoked`, `consent-withdrawn`, `relapse`. */
export const PauseReason = t.keyof(
  {
    relapse: null,
    illness: null,
    family: null,
    work: null,
    unstated: null,
    'assessment-unstable': null,
    'assessment-revoked': null,
    'consent-withdrawn': null,
  },
  'reason of a pause',
)
export type PauseReason = t.TypeOf<typeof PauseReason>

/** How an enrolment ended. */
export const EnrolmentOutcome = t.keyof(
  {
    graduated: null,
    employed: null,
    selfEmployed: null,
    withdrew: null,
    moved: null,
    transferred: null,
    deceased: null,
    excluded: null,
    unstated: null,
  },
  'outcome of an enrolment',
)
export type EnrolmentOutcome = t.TypeOf<typeof EnrolmentOutcome>

/** A mark of the attendance register: H, T, I, S, A. */
export const AttendanceStatus = t.keyof(
  { present: null, late: null, excused: null, sick: null, absent: null },
  'attendance status',
)
export type AttendanceStatus = t.TypeOf<typeof AttendanceStatus>

/** Somebody sent the person to the programme, and a file was opened under `code`. */
const ParticipantReferred = t.type({
  programmeId: ProgrammeId,
  code: Code,
  /** The day from which a minor counts as an adult; null for adults, and where nobody said. In the clear: rule 16. */
  adultFrom: orNone(Day),
  /** Who sent them: a clinic, a hospital, the ward, the family, themselves. Coded by the agency. */
  source: orNone(Slug),
  person: personal(Person),
  /** The referral letter. */
  reference: personal(orNone(t.string)),
  doubts: t.readonlyArray(Doubt),
})

/** The person consents to these purposes, from effectiveOn on; or their guardian for them, by a guardianship on record. */
const ConsentGiven = t.type({
  consentId: Uuid,
  purposes: t.readonlyArray(Purpose),
  givenBy: t.keyof({ self: null, guardian: null }),
  guardianshipId: orNone(Uuid),
  documentRef: orNone(Slug),
})

/** An assessor's judgement, in force from effectiveOn to `validUntil`, that day included. */
const StabilityAssessed = t.type({
  assessmentId: Uuid,
  outcome: Outcome,
  ableToTrain: t.boolean,
  validUntil: Day,
  /** The assessor's staff number and profession; never a name. */
  assessor: t.type({ staffId: orNone(Slug), profession: orNone(Slug) }),
  findings: health(orNone(t.string)),
})

/** The person takes part from effectiveOn on. `basis`: the consents and the assessment relied on (rules 1 and 16). */
const ParticipantEnrolled = t.type({
  enrolmentId: Uuid,
  programmeId: ProgrammeId,
  basis: t.type({ consentId: Uuid, guardianConsentId: orNone(Uuid), assessmentId: Uuid }),
})

/** What an enrolment was paused for by itself: the assessment, consent or relapse, by its id. Null: somebody paused it. */
export const PauseBasis = orNone(
  t.type({ kind: t.keyof({ assessment: null, consent: null, relapse: null }), id: Uuid }),
)
export type PauseBasis = t.TypeOf<typeof PauseBasis>

/** The enrolment rests from effectiveOn on. */
const EnrolmentPaused = t.type({
  enrolmentId: Uuid,
  programmeId: ProgrammeId,
  reason: PauseReason,
  basis: PauseBasis,
})

/** The enrolment goes on from effectiveOn on. */
const EnrolmentResumed = t.type({
  enrolmentId: Uuid,
  programmeId: ProgrammeId,
  basis: t.type({ assessmentId: Uuid }),
})

/** The enrolment is over from effectiveOn on. */
const EnrolmentEnded = t.type({ enrolmentId: Uuid, programmeId: ProgrammeId, outcome: EnrolmentOutcome })

/** A mark for the session on effectiveOn. Present and late rest on an assessment; the others need none (rule 4). */
const AttendanceRecorded = t.type({
  sessionId: SessionId,
  programmeId: ProgrammeId,
  status: AttendanceStatus,
  /** Minutes attended, where they were counted. */
  minutes: orNone(Minutes),
  basis: t.type({ enrolmentId: Uuid, assessmentId: orNone(Uuid) }),
})

/** Why a mark, an assessment or a detail was put right. */
export const CorrectionReason = t.keyof(
  { misread: null, mistyped: null, wrongPerson: null, wrongSession: null, reportedLate: null, unfounded: null },
  'reason of a correction',
)
export type CorrectionReason = t.TypeOf<typeof CorrectionReason>

/**
 * A mark was wrong. `eventId` names the event that it corrects: the mark, or the correction before. `now` null: there is no
 * mark; a later correction, whose `was` is null, may say that there is one after all. `basis` as a mark's; null without one.
 */
const AttendanceCorrected = t.type({
  eventId: t.string,
  sessionId: SessionId,
  programmeId: ProgrammeId,
  was: orNone(AttendanceStatus),
  now: orNone(AttendanceStatus),
  minutes: orNone(Minutes),
  basis: orNone(t.type({ enrolmentId: Uuid, assessmentId: orNone(Uuid) })),
  reason: CorrectionReason,
})

/** A consent holds no longer for these purposes, from effectiveOn on (UU 27/2022 art. 9). */
const ConsentWithdrawn = t.type({ consentId: Uuid, purposes: t.readonlyArray(Purpose) })

/** An assessment does not count from effectiveOn on; the one before it does. */
const AssessmentRevoked = t.type({ assessmentId: Uuid, reason: CorrectionReason })

/** The person fell ill again on effectiveOn: no earlier assessment allows training any more. */
const RelapseReported = t.type({ relapseId: Uuid, observation: health(orNone(t.string)) })

/** The person lives somewhere else from effectiveOn on. What is not known is null. */
const PersonMoved = t.type({ address: personal(t.type({ ward: orNone(t.string), address: orNone(t.string) })) })

/** Who the person is was put right: `fields` names what changed, `person` is all of it as it is now. */
const PersonDetailsCorrected = t.type({
  fields: t.readonlyArray(t.keyof({ name: null, nik: null, bornOn: null, sex: null, ward: null, phone: null })),
  person: personal(Person),
  adultFrom: orNone(Day),
  reason: CorrectionReason,
})

/** Somebody answers for the person from effectiveOn on: a minor's parent, or whom a court appointed (UU 8/2016 art. 32). */
const GuardianAppointed = t.type({
  guardianshipId: Uuid,
  kind: t.keyof({ parent: null, court: null }),
  guardian: personal(t.type({ name: orNone(t.string), phone: orNone(t.string) })),
  /** The court's decision; null for a parent. */
  courtRef: personal(orNone(t.string)),
})

/** Nobody answers for the person by this guardianship any more, from effectiveOn on. */
const GuardianEnded = t.type({
  guardianshipId: Uuid,
  reason: t.keyof({ ofAge: null, courtDecision: null, died: null, resigned: null }),
})

/** The person died on effectiveOn. Running and paused enrolments end with it (rule 17). */
const DeathRecorded = t.type({ documentRef: orNone(Slug) })

/** Another file turned out to be the same person's, and goes on in this one from effectiveOn on (rule 18). */
const Absorbed = t.type({
  mergeId: Uuid,
  participantId: Uuid,
  reason: t.keyof({ sameNik: null, samePerson: null, enteredTwice: null }),
})

/** This file goes on in another one from effectiveOn on. Copy of Absorbed, which `sourceEventId` names (policy P8). */
const MergedInto = t.type({ mergeId: Uuid, participantId: Uuid, sourceEventId: Uuid })

/** Two files are two people's after all, from effectiveOn on. `sourceEventId`: null where it was decided, else what it copies. */
const MergeUndone = t.type({
  mergeId: Uuid,
  participantId: Uuid,
  reason: CorrectionReason,
  sourceEventId: orNone(Uuid),
})

/** The classes of sensitive fields: who somebody is, and what is known of their health and income. */
export const DataClass = t.keyof({ personal: null, health: null }, 'class of sensitive data')
export type DataClass = t.TypeOf<typeof DataClass>

/** The keys of these classes were destroyed on effectiveOn: what they sealed can be read by nobody (rule 22). */
const PersonalDataErased = t.type({
  basis: t.keyof({ request: null, retention: null, consentWithdrawn: null }),
  classes: t.readonlyArray(DataClass),
})

/** Every event of a participant, by name: the stored contract. */
export const participantEvents = {
  ParticipantReferred: eventType(ParticipantReferred, [
    pastVersion(
      ParticipantReferredV1,
      (old) => ({ ...old, adultFrom: null }),
      'Rule 16: whether somebody is a minor must be known without reading what is sealed.',
    ),
  ]),
  ConsentGiven: eventType(ConsentGiven, [
    pastVersion(
      ConsentGivenV1,
      (old) => ({ ...old, guardianshipId: null }),
      'Rule 16: a guardian consents by a guardianship that is on record; a relative is none. Purposes became four.',
    ),
  ]),
  StabilityAssessed: eventType(StabilityAssessed),
  ParticipantEnrolled: eventType(ParticipantEnrolled, [
    pastVersion(
      ParticipantEnrolledV1,
      (old) => ({ ...old, basis: { ...old.basis, guardianConsentId: null } }),
      "Rule 16: whose enrolment needs a guardian's consent too rests on that as well.",
    ),
  ]),
  EnrolmentPaused: eventType(EnrolmentPaused, [
    pastVersion(
      EnrolmentPausedV1,
      (old) => ({ ...old, basis: null }),
      'Rule 3: an auditor asks why somebody was paused; more than an assessment may be the reason now.',
    ),
  ]),
  EnrolmentResumed: eventType(EnrolmentResumed),
  EnrolmentEnded: eventType(EnrolmentEnded),
  AttendanceRecorded: eventType(AttendanceRecorded),
  AttendanceCorrected: eventType(AttendanceCorrected),
  ConsentWithdrawn: eventType(ConsentWithdrawn),
  AssessmentRevoked: eventType(AssessmentRevoked),
  RelapseReported: eventType(RelapseReported),
  PersonMoved: eventType(PersonMoved),
  PersonDetailsCorrected: eventType(PersonDetailsCorrected),
  GuardianAppointed: eventType(GuardianAppointed),
  GuardianEnded: eventType(GuardianEnded),
  DeathRecorded: eventType(DeathRecorded),
  Absorbed: eventType(Absorbed),
  MergedInto: eventType(MergedInto),
  MergeUndone: eventType(MergeUndone),
  PersonalDataErased: eventType(PersonalDataErased),
  ...supportEvents,
}
/** Every event of a person. */
export type ParticipantEvent = EventOf<typeof participantEvents>
/** One of them, by its type. */
export type ParticipantEventOf<Type extends ParticipantEvent['type']> = Extract<ParticipantEvent, { type: Type }>
