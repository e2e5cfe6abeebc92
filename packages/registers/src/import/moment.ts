import type { Day } from '@perca/eventsourcing'

/** What happens within a day, in the order of the registers' rules. */
const KINDS = [
  'assessment',
  'enrolment',
  'attendance',
  'production',
  'material',
  'order',
  'delivery',
  'payment',
  'payout',
] as const
export type Kind = (typeof KINDS)[number]

/** When something comes in the order of the registers' rules: by day, within a day by kind. */
export interface Moment {
  readonly day: string
  readonly rank: number
}

/** Participants, products and agencies come before all days: they are known whatever their date. */
export const BEFORE_ALL_DAYS: Moment = { day: '', rank: -1 }

export const momentOn = (day: Day, kind: Kind): Moment => ({ day, rank: KINDS.indexOf(kind) })

/** Below 0: `a` comes first. */
export const byMoment = (a: Moment, b: Moment): number => (a.day === b.day ? a.rank - b.rank : a.day < b.day ? -1 : 1)

/** The first event that each kind of row records. */
const kindOfEvent: { readonly [eventType: string]: Kind } = {
  StabilityAssessed: 'assessment',
  ParticipantEnrolled: 'enrolment',
  EnrolmentPaused: 'enrolment',
  EnrolmentResumed: 'enrolment',
  EnrolmentEnded: 'enrolment',
  AttendanceRecorded: 'attendance',
  ItemsMade: 'production',
  MaterialReceived: 'material',
  MaterialIssued: 'material',
  OrderPlaced: 'order',
  OrderLinesAdded: 'order',
  OrderDelivered: 'delivery',
  PaymentReceived: 'payment',
  EarningsPaid: 'payout',
}

/** When a command comes that recorded this as its first event; before all days where no row of a register stands for it. */
export const momentOf = (eventType: string, effectiveOn: Day): Moment => {
  const kind = Object.hasOwn(kindOfEvent, eventType) ? kindOfEvent[eventType] : undefined
  return kind === undefined ? BEFORE_ALL_DAYS : momentOn(effectiveOn, kind)
}
