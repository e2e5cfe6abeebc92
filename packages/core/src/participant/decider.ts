import type { Aggregate } from '@perca/eventsourcing'
import { AssessStability, assessStability } from './assessment.js'
import { AskedAttendance, type RecordAttendance, recordAttendance } from './attendance.js'
import {
  EndEnrolment,
  EnrolParticipant,
  endEnrolment,
  enrolParticipant,
  PauseEnrolment,
  pauseEnrolment,
  ResumeEnrolment,
  resumeEnrolment,
} from './enrolment.js'
import { type ParticipantEvent, participantEvents } from './events.js'
import { slotOfMark } from './evidence.js'
import { GiveConsent, giveConsent, ReferParticipant, referParticipant } from './referral.js'
import { evolve, initialState, type ParticipantState } from './state.js'

/** Every command of a participant. */
export type ParticipantCommand =
  | ReferParticipant
  | GiveConsent
  | AssessStability
  | EnrolParticipant
  | PauseEnrolment
  | ResumeEnrolment
  | EndEnrolment
  | RecordAttendance

const stream = ({ participantId }: { readonly participantId: string }) => participantId

/** `participant-<uuid>`: a person's eligibility and attendance, which must not race; all programmes. */
export const participant: Aggregate<ParticipantCommand, ParticipantState, ParticipantEvent> = {
  category: 'participant',
  events: participantEvents,
  initialState,
  evolve,
  subjects: (_, id) => [id],
  commands: {
    ReferParticipant: { codec: ReferParticipant, roles: ['registrar'], stream, decide: referParticipant },
    GiveConsent: { codec: GiveConsent, roles: ['registrar'], stream, decide: giveConsent },
    AssessStability: { codec: AssessStability, roles: ['assessor', 'registrar'], stream, decide: assessStability },
    EnrolParticipant: {
      codec: EnrolParticipant,
      roles: ['coordinator', 'registrar'],
      stream,
      decide: enrolParticipant,
    },
    PauseEnrolment: { codec: PauseEnrolment, roles: ['coordinator', 'registrar'], stream, decide: pauseEnrolment },
    ResumeEnrolment: { codec: ResumeEnrolment, roles: ['coordinator', 'registrar'], stream, decide: resumeEnrolment },
    EndEnrolment: { codec: EndEnrolment, roles: ['coordinator', 'registrar'], stream, decide: endEnrolment },
    RecordAttendance: {
      codec: AskedAttendance,
      roles: ['facilitator', 'registrar'],
      stream,
      lookUp: slotOfMark,
      decide: recordAttendance,
    },
  },
}
