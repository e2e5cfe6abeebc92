import { Day, type EventOf, eventType } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { Minutes } from '../values/amounts.js'
import { Code, ProgrammeId, SessionId, Slug, Uuid } from '../values/ids.js'
import { health, personal } from '../values/sensitive.js'

// These names and shapes are stored. They are only ever added to; a changed meaning is a new version (docs/how-to/add-an-event.md).

const orNone = <A, O>(codec: t.Type<A, O, unknown>) => t.union([codec, t.null])

/** Who somebody is. What is not known is null. */
export const Person = t.type(
  {
    name: orNone(t.string),
    /** Identity number, 16 digits; kept as written. */
    nik: orNone(t.string),
    bornOn: orNone(Day),
    sex: orNone(t.keyof({ female: null, male: null })),
    /** Kelurahan. */
    ward: orNone(t.string),
    phone: orNone(t.string),
  },
  'Person',
)
export type Person = t.TypeOf<typeof Person>

/** What seemed odd when a person was written down, in code: it is looked at by a person, and refuses nothing. */
const Doubt = t.keyof({ 'nik-birth-date': null }, 'Doubt')

/** How a consent or an enrolment came about. */
export const Purpose = t.keyof({ training: null }, 'Purpose')

/** What an assessor found: whether the person is stable, and able to train. */
export const Outcome = t.keyof({ stable: null, unstable: null }, 'assessment outcome')

/** Why an enrolment was paused. `assessment-unstable`: by itself, rule 3. */
export const PauseReason = t.keyof(
  { relapse: null, illness: null, family: null, work: null, unstated: null, 'assessment-unstable': null },
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
  /** Who sent them: a clinic, a hospital, the ward, the family, themselves. Coded by the agency. */
  source: orNone(Slug),
  person: personal(Person),
  /** The referral letter. */
  reference: personal(orNone(t.string)),
  doubts: t.readonlyArray(Doubt),
})

/** The person consents to these purposes, from effectiveOn on. */
const ConsentGiven = t.type({
  consentId: Uuid,
  purposes: t.readonlyArray(Purpose),
  givenBy: t.keyof({ self: null, guardian: null }),
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

/** The person takes part from effectiveOn on. `basis`: the consent and the assessment relied on (rule 1). */
const ParticipantEnrolled = t.type({
  enrolmentId: Uuid,
  programmeId: ProgrammeId,
  basis: t.type({ consentId: Uuid, assessmentId: Uuid }),
})

/** The enrolment rests from effectiveOn on. */
const EnrolmentPaused = t.type({ enrolmentId: Uuid, programmeId: ProgrammeId, reason: PauseReason })

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

/** Every event of a participant, by name: the stored contract. */
export const participantEvents = {
  ParticipantReferred: eventType(ParticipantReferred),
  ConsentGiven: eventType(ConsentGiven),
  StabilityAssessed: eventType(StabilityAssessed),
  ParticipantEnrolled: eventType(ParticipantEnrolled),
  EnrolmentPaused: eventType(EnrolmentPaused),
  EnrolmentResumed: eventType(EnrolmentResumed),
  EnrolmentEnded: eventType(EnrolmentEnded),
  AttendanceRecorded: eventType(AttendanceRecorded),
}
/** Every event of a person. */
export type ParticipantEvent = EventOf<typeof participantEvents>
/** One of them, by its type. */
export type ParticipantEventOf<Type extends ParticipantEvent['type']> = Extract<ParticipantEvent, { type: Type }>
