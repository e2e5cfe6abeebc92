import type { Aggregate } from '@perca/eventsourcing'
import { AskedGrant, type GrantAccess, grantAccess, RevokeAccess, revokeAccess } from './access.js'
import { DetectBreach, detectBreach, NotifyBreach, notifyBreach } from './breaches.js'
import { type PrivacyEvent, privacyEvents } from './events.js'
import { fileOfRequest, giverOfGrant } from './evidence.js'
import { RegisterProcessing, registerProcessing } from './processing.js'
import { privacyId, privacyRecordOf, yearOf } from './record.js'
import { AskReview, askReview, RaiseAlarm, raiseAlarm } from './reminders.js'
import { AnswerRequest, AskedRequest, answerRequest, type ReceiveRequest, receiveRequest } from './requests.js'
import { evolve, initialState, type PrivacyState } from './state.js'

/** Every command of a programme's record of personal data. */
export type PrivacyCommand =
  | RegisterProcessing
  | ReceiveRequest
  | AnswerRequest
  | GrantAccess
  | RevokeAccess
  | DetectBreach
  | NotifyBreach
  | RaiseAlarm
  | AskReview

/** What begins stands in the record of its own year. */
const begun = ({ programmeId, effectiveOn }: { readonly programmeId: string; readonly effectiveOn: string }) =>
  privacyId(programmeId, yearOf(effectiveOn))
/** What follows stands where it began. */
const followed = ({ programmeId, year }: { readonly programmeId: string; readonly year: number }) =>
  privacyId(programmeId, year)

/** `privacy-<programme>.<year>`: a programme's record of how personal data are kept, and of who may see them. */
export const privacy: Aggregate<PrivacyCommand, PrivacyState, PrivacyEvent> = {
  category: 'privacy',
  events: privacyEvents,
  initialState,
  evolve,
  // A record's name says of which programme and which year it is.
  named: (id) => privacyRecordOf(`privacy-${id}`),
  subjects: ({ data }) => ('participantId' in data ? [data.participantId] : []),
  commands: {
    RegisterProcessing: {
      codec: RegisterProcessing,
      roles: ['dataProtection'],
      stream: begun,
      decide: registerProcessing,
      yields: ['ProcessingRegistered'],
    },
    ReceiveRequest: {
      codec: AskedRequest,
      roles: ['dataProtection', 'coordinator', 'registrar'],
      stream: begun,
      lookUp: fileOfRequest,
      decide: receiveRequest,
      yields: ['RequestReceived'],
    },
    AnswerRequest: {
      codec: AnswerRequest,
      roles: ['dataProtection'],
      stream: followed,
      decide: answerRequest,
      yields: ['RequestAnswered'],
    },
    GrantAccess: {
      codec: AskedGrant,
      roles: ['dataProtection', 'coordinator'],
      stream: begun,
      lookUp: giverOfGrant,
      decide: grantAccess,
      yields: ['AccessGranted'],
    },
    RevokeAccess: {
      codec: RevokeAccess,
      roles: ['dataProtection', 'coordinator'],
      stream: followed,
      decide: revokeAccess,
      yields: ['AccessRevoked'],
    },
    DetectBreach: {
      codec: DetectBreach,
      roles: ['dataProtection'],
      stream: begun,
      decide: detectBreach,
      yields: ['BreachDetected'],
    },
    NotifyBreach: {
      codec: NotifyBreach,
      roles: ['dataProtection'],
      stream: followed,
      decide: notifyBreach,
      yields: ['BreachNotified'],
    },
    RaiseAlarm: { codec: RaiseAlarm, roles: ['policy'], stream: followed, decide: raiseAlarm, yields: ['AlarmRaised'] },
    AskReview: {
      codec: AskReview,
      roles: ['policy'],
      // By the day since when it is due, so that it is asked for once, however late the clock comes to it.
      stream: ({ programmeId, since }) => privacyId(programmeId, yearOf(since)),
      decide: askReview,
      yields: ['ReviewFellDue'],
    },
  },
}
