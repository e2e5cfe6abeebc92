export { type AccountEvent, account, type CreditEarnings, type PayEarnings, receipts } from './account/index.js'
export { type AgencyEvent, AgencyKind, agency, type PartnerAgency } from './agency/index.js'
export { aggregates } from './domain.js'
export { type MaterialEvent, type MoveMaterial, material } from './material/index.js'
export {
  type DeliverOrder,
  type OrderEvent,
  order,
  type PlaceOrder,
  type ReceivePayment,
  shareProceeds,
} from './order/index.js'
export {
  type AssessStability,
  AttendanceStatus,
  type EndEnrolment,
  EnrolmentOutcome,
  type EnrolParticipant,
  type GiveConsent,
  type ParticipantEvent,
  type PauseEnrolment,
  PauseReason,
  Person,
  participant,
  type RecordAttendance,
  type ReferParticipant,
  type ResumeEnrolment,
  sessionIdOn,
} from './participant/index.js'
export { policies } from './policies/policies.js'
export { type ListProduct, type ProductEvent, product, type SetPrice } from './product/index.js'
export {
  type DeclareHoliday,
  type EstablishProgramme,
  type IntroduceCraft,
  type ProgrammeEvent,
  type ProgrammeState,
  plannedDays,
  programme,
  type SetProceedsRule,
  type SetSchedule,
  slotOn,
} from './programme/index.js'
export { type Disagreement, disagreements } from './projections/disagreements.js'
export { findings, findingsOf } from './projections/findings/findings.js'
export type { Finding } from './projections/findings/row.js'
export {
  type MonthlyReport,
  type MonthlyRows,
  monthlyProjections,
  monthlyReport,
} from './projections/monthly-report.js'
export { type ParticipantRow, participants, standingAt } from './projections/participants.js'
export { ROLES, type Role } from './roles.js'
export { type SessionEvent, session } from './session/index.js'
export { Grade, type RecordProduction, type StockEvent, stock } from './stock/index.js'
export { apportion, type Fraction } from './values/apportion.js'
export { streamId } from './values/ids.js'
export { daysOf, Recurrence } from './values/recurrence.js'
