export type { AssessStability, ReportRelapse, RevokeAssessment } from './assessment.js'
export { type RecordAttendance, sessionIdOn } from './attendance.js'
export type { GiveConsent, WithdrawConsent } from './consent.js'
export type { CorrectAttendance } from './correction.js'
export type { RecordDeath } from './death.js'
export { type ParticipantCommand, participant } from './decider.js'
export type { CorrectPersonDetails, MovePerson } from './details.js'
export type { EndEnrolment, EnrolParticipant, PauseEnrolment, ResumeEnrolment } from './enrolment.js'
export type { ErasePersonalData } from './erasure.js'
export {
  AttendanceStatus,
  CorrectionReason,
  DataClass,
  EnrolmentOutcome,
  type ParticipantEvent,
  PauseReason,
  Purpose,
} from './events.js'
export type { AppointGuardian, EndGuardianship } from './guardianship.js'
export type { AbsorbDuplicate, UndoMerge } from './merging.js'
export { Person } from './person.js'
export type { ReferParticipant } from './referral.js'
export type { Assessment, Consent, EnrolmentStep, ParticipantState } from './state.js'
export {
  CommunityRoleKind,
  ContactChannel,
  ContactOutcome,
  DeclineReason,
  GoalArea,
  GoalProgress,
  LeavingReason,
  LivelihoodKind,
  SkillLevel,
} from './support/events.js'
export type { ContactAftercare, LeaveCommunityRole, ReportLivelihood, TakeCommunityRole } from './support/living.js'
export type { AssessSkill, MeasureOutcome } from './support/measuring.js'
export type { AgreePlan, ReviewGoal } from './support/plan.js'
export type { DeclinePlace, JoinWaitlist, OfferPlace } from './support/waiting.js'
