export {
  type AccountEvent,
  type AccountState,
  account,
  type CreditEarnings,
  type PayEarnings,
  PayoutReversalReason,
  type RecogniseHeir,
  type ReversePayout,
  receipts,
} from './account/index.js'
export { type AgencyEvent, AgencyKind, agency, type EndPartnership, type PartnerAgency } from './agency/index.js'
export { boundary } from './boundary.js'
export {
  type ConsignmentEvent,
  type ConsignmentState,
  consignment,
  type PlaceConsignment,
  type ReturnConsigned,
  type SellConsigned,
  type SettleConsignment,
} from './consignment/index.js'
export { aggregates, kinds } from './domain.js'
export { attendanceCoverage, attendanceRate, type Months } from './figures/attendance-rate.js'
export { type EarningsPerHour, earningsPerHour } from './figures/earnings-per-hour.js'
export { published, type Rate } from './figures/figure.js'
export { onTimeDelivery } from './figures/on-time-delivery.js'
export { retention } from './figures/retention.js'
export { type SkillGain, skillGain } from './figures/skill-gain.js'
export {
  type FundEvent,
  FundName,
  type FundState,
  fund,
  fundId,
  GiftOccasion,
  type GiveGift,
  type ReceiveDonation,
  type SpendFund,
  SpendPurpose,
} from './fund/index.js'
export {
  type EngageHelper,
  engagedOn,
  type HelperEvent,
  type HelperState,
  helper,
  type LeaveHelper,
  type VetHelper,
  vettedOn,
} from './helper/index.js'
export {
  type CloseIncident,
  type IncidentEvent,
  type IncidentState,
  incident,
  mayRead,
  type ReferIncident,
  type ReportIncident,
} from './incident/index.js'
export { type AnswerFault, type Answers, PersonInstrument } from './instruments/answers.js'
export { scoreRibs } from './instruments/ribs.js'
export { scoreOf } from './instruments/scoring.js'
export { scoreWho5, who5CallsForTalk, who5ChangeCounts } from './instruments/who-5.js'
export { scoreWhodas12 } from './instruments/whodas-12.js'
export { type CountMaterial, type MaterialEvent, type MoveMaterial, material } from './material/index.js'
export {
  type AcceptOrder,
  type CancelOrder,
  type CloseLineShort,
  type DeclineOrder,
  type DeliverOrder,
  DropReason,
  type OrderEvent,
  order,
  type PlaceOrder,
  type ReceivePayment,
  type RefundPayment,
  RefundReason,
  type RequestOrder,
  type ReturnGoods,
  ReturnReason,
  shareProceeds,
  type WithholdTax,
} from './order/index.js'
export {
  type AbsorbDuplicate,
  type AgreePlan,
  type AppointGuardian,
  type AssessSkill,
  type AssessStability,
  AttendanceStatus,
  CommunityRoleKind,
  type ContactAftercare,
  ContactChannel,
  ContactOutcome,
  type CorrectAttendance,
  CorrectionReason,
  type CorrectPersonDetails,
  DataClass,
  type DeclinePlace,
  DeclineReason,
  type EndEnrolment,
  type EndGuardianship,
  EnrolmentOutcome,
  type EnrolParticipant,
  type ErasePersonalData,
  type GiveConsent,
  GoalArea,
  GoalProgress,
  type JoinWaitlist,
  type LeaveCommunityRole,
  LeavingReason,
  LivelihoodKind,
  type MeasureOutcome,
  type MovePerson,
  type OfferPlace,
  type ParticipantEvent,
  type PauseEnrolment,
  PauseReason,
  Person,
  Purpose,
  participant,
  type RecordAttendance,
  type RecordDeath,
  type ReferParticipant,
  type ReportLivelihood,
  type ReportRelapse,
  type ResumeEnrolment,
  type ReviewGoal,
  type RevokeAssessment,
  SkillLevel,
  sessionIdOn,
  type TakeCommunityRole,
  type UndoMerge,
  type WithdrawConsent,
} from './participant/index.js'
export { domain, type Perca, type PercaEvent, perca } from './perca.js'
export { clockPolicies } from './policies/clock-policies.js'
export { policies } from './policies/policies.js'
export {
  type AnswerRequest,
  type AskReview,
  alarmDueAt,
  answerDueAt,
  type DetectBreach,
  type GrantAccess,
  type NotifyBreach,
  type PrivacyEvent,
  type PrivacyState,
  privacy,
  privacyRecordOf,
  type RaiseAlarm,
  type ReceiveRequest,
  type RegisterProcessing,
  type RevokeAccess,
} from './privacy/index.js'
export { type ListProduct, type ProductEvent, product, type RetireProduct, type SetPrice } from './product/index.js'
export {
  type AdoptInstrument,
  type CloseMonth,
  type CloseProgramme,
  type DeclareHoliday,
  type EstablishProgramme,
  type IntroduceCraft,
  type ProgrammeEvent,
  type ProgrammeState,
  plannedDays,
  programme,
  type SetAssessmentRule,
  type SetProceedsRule,
  type SetRetentionRule,
  type SetSchedule,
  slotOn,
} from './programme/index.js'
export { type AccessRow, access, rolesOn } from './projections/access.js'
export { type Fill, fillOn } from './projections/capacity.js'
export { communityRoles, type RoleRow, rolesHeld } from './projections/community-roles.js'
export { type Disagreement, disagreements } from './projections/disagreements.js'
export { type EnrolmentRow, enrolments } from './projections/enrolments.js'
export { findings, findingsOf } from './projections/findings/findings.js'
export type { Finding } from './projections/findings/row.js'
export { balanceOf, type FundRow, funds, overdrawnFunds } from './projections/funds.js'
export { type HoursRow, hours, minutesOf } from './projections/hours.js'
export { type IncidentRow, incidents, openIncidents } from './projections/incidents.js'
export { type JourneyEntry, type JourneyRow, journey, journeyOf } from './projections/journey.js'
export { held, imbalance, inTransit, type LedgerRow, ledger } from './projections/ledger.js'
export {
  type MonthlyReport,
  type MonthlyRows,
  monthlyProjections,
  monthlyReport,
} from './projections/monthly-report.js'
export { type ParticipantRow, participants, standingAt } from './projections/participants.js'
export {
  openBreaches,
  openRequests,
  type PrivacyRow,
  privacyRegister,
  processingOn,
} from './projections/privacy-register.js'
export { projections } from './projections/projections.js'
export { type PromiseRow, promises } from './projections/promises.js'
export { type Restated, type Restatement, restatementProjections, restatements } from './projections/restatements.js'
export {
  type AssessmentEnding,
  assessmentsEnding,
  type GoalDue,
  goalsDue,
  reviewsDue,
} from './projections/reviews-due.js'
export { type SkillRow, skills } from './projections/skills.js'
export { type Acceptance, acceptanceChange, acceptanceOf, type SurveyRow, surveys } from './projections/surveys.js'
export { type Waiting, waiting, waitingList } from './projections/waiting.js'
export { ROLES, type Role } from './roles.js'
export {
  type CancelSession,
  type CloseSession,
  type MoveSession,
  type OpenSession,
  type ScheduleExtraSession,
  type ScheduleSession,
  type SessionEvent,
  session,
  type TeachSkill,
} from './session/index.js'
export {
  type CorrectProduction,
  type CountStock,
  Grade,
  type ReceiveStock,
  type RecordProduction,
  type StockEvent,
  stock,
  type WriteOffStock,
} from './stock/index.js'
export {
  type CloseSurveyRound,
  type OpenSurveyRound,
  type RecordSurveyResponse,
  type SurveyEvent,
  type SurveyState,
  survey,
} from './survey/index.js'
export { apportion, type Fraction } from './values/apportion.js'
export { streamId } from './values/ids.js'
export { daysOf, Recurrence } from './values/recurrence.js'
