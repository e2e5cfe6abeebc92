import { type Day, Instant } from '@perca/eventsourcing'
import { august } from '../testing/day.fixture.js'
import type { GrantAccess, RevokeAccess } from './access.js'
import type { DetectBreach, NotifyBreach } from './breaches.js'
import type { PrivacyEventOf } from './events.js'
import type { RegisterProcessing } from './processing.js'
import type { AskReview, RaiseAlarm } from './reminders.js'
import type { AnswerRequest, ReceiveRequest } from './requests.js'

// What the tests of a record of personal data speak of: one programme, days of August 2020, one of each thing.

const uuid = (kind: number, number: number): string =>
  `0000000${kind}-0000-4000-8000-${String(number).padStart(12, '0')}`

export const PARTICIPANT = uuid(1, 1)
export const REQUEST = uuid(2, 1)
export const BREACH = uuid(3, 1)
export const GRANT = uuid(4, 1)
export const OFFICER = 'PTG-05'
export const GRANTEE = 'PTG-09'

/** An hour of a day of August 2020, in UTC. */
export const at = (date: number, hour = 2): Instant => {
  const text = `${august(date)}T${String(hour).padStart(2, '0')}:00:00.000Z`
  if (!Instant.is(text)) throw new Error(`${text} is no instant`)
  return text
}

const dated = (on: Day) => ({ programmeId: 'kediri', effectiveOn: on })

// What happened, and what is asked.

export const received = (date: number): PrivacyEventOf<'RequestReceived'> => ({
  type: 'RequestReceived',
  effectiveOn: august(date),
  data: { requestId: REQUEST, participantId: PARTICIPANT, kind: 'access', receivedAt: at(date), channel: 'letter' },
})
export const receive = (date: number): ReceiveRequest => ({
  type: 'ReceiveRequest',
  ...dated(august(date)),
  ...received(date).data,
  evidence: { code: 'P-001' },
})

type Answer = Pick<AnswerRequest, 'outcome' | 'reason'>
const granted: Answer = { outcome: 'granted', reason: null }

export const answered = (date: number, hour?: number, answer = granted): PrivacyEventOf<'RequestAnswered'> => ({
  type: 'RequestAnswered',
  effectiveOn: august(date),
  data: { requestId: REQUEST, participantId: PARTICIPANT, ...answer, answeredAt: at(date, hour) },
})
export const answer = (date: number, hour?: number, given = granted): AnswerRequest => ({
  type: 'AnswerRequest',
  ...dated(august(date)),
  year: 2020,
  requestId: REQUEST,
  ...given,
  answeredAt: at(date, hour),
})

export const accessGranted = (on: Day, until: Day | null = null): PrivacyEventOf<'AccessGranted'> => ({
  type: 'AccessGranted',
  effectiveOn: on,
  data: { grantId: GRANT, actorId: GRANTEE, role: 'facilitator', until },
})
export const grant = (on: Day, until: Day | null = null, by = OFFICER): GrantAccess => ({
  type: 'GrantAccess',
  ...dated(on),
  grantId: GRANT,
  actorId: GRANTEE,
  role: 'facilitator',
  until,
  evidence: { actorId: by },
})
export const revoked = (on: Day): PrivacyEventOf<'AccessRevoked'> => ({
  type: 'AccessRevoked',
  effectiveOn: on,
  data: { grantId: GRANT, reason: 'left' },
})
export const revoke = (on: Day): RevokeAccess => ({
  type: 'RevokeAccess',
  ...dated(on),
  year: 2020,
  grantId: GRANT,
  reason: 'left',
})

export const detected = (date: number): PrivacyEventOf<'BreachDetected'> => ({
  type: 'BreachDetected',
  effectiveOn: august(date),
  data: { breachId: BREACH, detectedAt: at(date), classes: ['personal'], affected: 12, description: null },
})
export const detect = (date: number): DetectBreach => ({
  type: 'DetectBreach',
  ...dated(august(date)),
  breachId: BREACH,
  detectedAt: at(date),
  classes: ['personal'],
  affected: 12,
  description: null,
})

type To = NotifyBreach['to']
export const notified = (to: To, date: number, hour?: number): PrivacyEventOf<'BreachNotified'> => ({
  type: 'BreachNotified',
  effectiveOn: august(date),
  data: { breachId: BREACH, to, at: at(date, hour) },
})
export const notify = (to: To, date: number, hour?: number): NotifyBreach => ({
  type: 'NotifyBreach',
  ...dated(august(date)),
  year: 2020,
  ...notified(to, date, hour).data,
})

type Terms = PrivacyEventOf<'ProcessingRegistered'>['data']
const terms: Terms = {
  processingId: uuid(5, 1),
  purpose: 'pelatihan',
  classes: ['personal', 'coded'],
  recipients: ['puskesmas'],
  basis: 'consent',
  retentionYears: 5,
}
export const registered = (on: Day, other: Partial<Terms> = {}): PrivacyEventOf<'ProcessingRegistered'> => ({
  type: 'ProcessingRegistered',
  effectiveOn: on,
  data: { ...terms, ...other },
})
export const register = (on: Day, other: Partial<Terms> = {}): RegisterProcessing => ({
  type: 'RegisterProcessing',
  ...dated(on),
  ...terms,
  ...other,
})

const alarm = (kind: RaiseAlarm['kind']) => {
  const about = kind === 'request-open' ? REQUEST : BREACH
  return { alarmId: uuid(6, 1), kind, about, dueAt: at(6) } as const
}
export const alarmRaised = (kind: RaiseAlarm['kind'] = 'request-open'): PrivacyEventOf<'AlarmRaised'> => ({
  type: 'AlarmRaised',
  effectiveOn: august(5),
  data: alarm(kind),
})
export const raise = (kind: RaiseAlarm['kind'] = 'request-open'): RaiseAlarm => ({
  type: 'RaiseAlarm',
  ...dated(august(5)),
  year: 2020,
  ...alarm(kind),
})

type Review = PrivacyEventOf<'ReviewFellDue'>['data']
const due: Review = { reviewId: uuid(7, 1), participantId: PARTICIPANT, class: 'health', since: august(5) }
export const reviewDue = (other: Partial<Review> = {}): PrivacyEventOf<'ReviewFellDue'> => ({
  type: 'ReviewFellDue',
  effectiveOn: august(5),
  data: { ...due, ...other },
})
export const review = (other: Partial<Review> = {}): AskReview => ({
  type: 'AskReview',
  ...dated(august(5)),
  ...due,
  ...other,
})
