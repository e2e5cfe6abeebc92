import { Day, type EventOf, eventType, Instant } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { People, Years } from '../values/amounts.js'
import { Slug, Uuid } from '../values/ids.js'
import { orNone } from '../values/or-none.js'
import { health } from '../values/sensitive.js'

// These names and shapes are stored. They are only ever added to; a changed meaning is a new version (docs/how-to/add-an-event.md).

/** Kinds of data: what tells who somebody is, what tells of health or income, and what stands in code. */
export const DataClass = t.keyof({ personal: null, health: null, coded: null }, 'class of data')

/** On what data are processed: the person's consent, or the agency's public duty. */
export const Basis = t.keyof({ consent: null, 'public-duty': null }, 'basis of processing')

/** What somebody asks about their own data; to withdraw, restrict and erase: UU 27/2022 art. 40, 41, 42-44. */
export const RequestKind = t.keyof(
  { access: null, rectify: null, withdraw: null, restrict: null, erase: null, portability: null },
  'kind of a request',
)
export type RequestKind = t.TypeOf<typeof RequestKind>

/** How a request came in. */
export const Channel = t.keyof(
  { 'in-person': null, letter: null, phone: null, message: null, email: null },
  'channel of a request',
)

/** What became of a request. */
export const RequestOutcome = t.keyof({ granted: null, refused: null, partly: null }, 'outcome of a request')

/** Who is told of a breach: the people it is about, or the authority (UU 27/2022 art. 46). */
export const Notified = t.keyof({ person: null, authority: null }, 'told of a breach')

/** What an alarm is about: a request or a breach that is open 48 hours after it came to be known (policy P10). */
export const AlarmKind = t.keyof({ 'request-open': null, 'breach-open': null }, 'kind of an alarm')
export type AlarmKind = t.TypeOf<typeof AlarmKind>

/** Classes of data whose keeping ends. What is coded stays: counts and books rest on it. */
export const KeptClass = t.keyof({ personal: null, health: null }, 'class of data kept')
export type KeptClass = t.TypeOf<typeof KeptClass>

/** How data are processed from effectiveOn on, until registered anew under the same id (UU 27/2022 art. 31). */
export const ProcessingRegistered = t.type({
  processingId: Uuid,
  /** What for. Coded by the agency. */
  purpose: Slug,
  classes: t.readonlyArray(DataClass),
  /** Who gets them. Coded by the agency; empty: nobody else. */
  recipients: t.readonlyArray(Slug),
  basis: Basis,
  /** How long they are kept, in years. */
  retentionYears: Years,
})

/** Somebody asked about their own data. An answer is due 3 x 24 hours after `receivedAt` (UU 27/2022 art. 40, 41). */
const RequestReceived = t.type({
  requestId: Uuid,
  participantId: Uuid,
  kind: RequestKind,
  receivedAt: Instant,
  channel: Channel,
})

/** A request was answered. `reason` is coded by the agency; null where the request was granted and nothing is to be said. */
const RequestAnswered = t.type({
  requestId: Uuid,
  /** Who asked: copied from the RequestReceived of the same `requestId`, so that a person's history holds the answer. */
  participantId: Uuid,
  outcome: RequestOutcome,
  reason: orNone(Slug),
  answeredAt: Instant,
})

/**
 * Somebody acts in a role from effectiveOn on, to `until`, that day included; null: until it is revoked. `role`: one of
 * the roles that there were when it was granted.
 */
const AccessGranted = t.type({ grantId: Uuid, actorId: Slug, role: Slug, until: orNone(Day) })

/** A grant holds no more from effectiveOn on. */
export const AccessRevoked = t.type({
  grantId: Uuid,
  reason: t.keyof({ left: null, 'duty-changed': null, misuse: null, mistake: null, unstated: null }, 'why revoked'),
})

/**
 * Data were lost, changed or seen by who may not. Whom it is about and the authority are told within 3 x 24 hours of
 * `detectedAt` (UU 27/2022 art. 46). `affected` counts people; null where it is not known yet.
 */
const BreachDetected = t.type({
  breachId: Uuid,
  detectedAt: Instant,
  classes: t.readonlyArray(DataClass),
  affected: orNone(People),
  description: health(orNone(t.string)),
})

/** The people or the authority were told of a breach (UU 27/2022 art. 46). */
const BreachNotified = t.type({ breachId: Uuid, to: Notified, at: Instant })

/** A request or a breach, `about`, was still open 48 hours after it came to be known; `dueAt`: by when it must be seen to (P10). */
const AlarmRaised = t.type({ alarmId: Uuid, kind: AlarmKind, about: Uuid, dueAt: Instant })

/** The years for which a person's data of this class are kept were over on `since`: a person decides what follows (P11). */
const ReviewFellDue = t.type({ reviewId: Uuid, participantId: Uuid, class: KeptClass, since: Day })

/** Every event of a programme's record of personal data, by name: the stored contract. */
export const privacyEvents = {
  ProcessingRegistered: eventType(ProcessingRegistered),
  RequestReceived: eventType(RequestReceived),
  RequestAnswered: eventType(RequestAnswered),
  AccessGranted: eventType(AccessGranted),
  AccessRevoked: eventType(AccessRevoked),
  BreachDetected: eventType(BreachDetected),
  BreachNotified: eventType(BreachNotified),
  AlarmRaised: eventType(AlarmRaised),
  ReviewFellDue: eventType(ReviewFellDue),
}
/** Every event of a programme's record of personal data. */
export type PrivacyEvent = EventOf<typeof privacyEvents>
/** One of them, by its type. */
export type PrivacyEventOf<Type extends PrivacyEvent['type']> = Extract<PrivacyEvent, { type: Type }>
