export type { AssessStability } from './assessment.js'
export { type RecordAttendance, sessionIdOn } from './attendance.js'
export { type ParticipantCommand, participant } from './decider.js'
export type { EndEnrolment, EnrolParticipant, PauseEnrolment, ResumeEnrolment } from './enrolment.js'
export {
  AttendanceStatus,
  EnrolmentOutcome,
  type ParticipantEvent,
  PauseReason,
  Person,
} from './events.js'
export type { GiveConsent, ReferParticipant } from './referral.js'
export type { Assessment, Consent, EnrolmentStep, ParticipantState } from './state.js'
