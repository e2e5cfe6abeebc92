import type { Day, Month } from './calendar.js'

/** The name under which a row or an attendance cell is refused (the rules of the registers, in their order). */
export type RefusalName =
  | 'invalid-date'
  | 'invalid-number'
  | 'invalid-mark'
  | 'invalid-code'
  | 'unknown-participant'
  | 'unknown-product'
  | 'unknown-agency'
  | 'unknown-order'
  | 'duplicate-code'
  | 'duplicate-order'
  | 'duplicate-line'
  | 'duplicate-receipt'
  | 'holiday'
  | 'not-scheduled'
  | 'not-enrolled'
  | 'enrolment-ended'
  | 'assessment-missing'
  | 'assessment-unstable'
  | 'assessment-expired'
  | 'enrolment-paused'
  | 'already-recorded'
  | 'consent-missing'
  | 'already-enrolled'
  | 'not-paused'
  | 'over-delivery'
  | 'insufficient-stock'
  | 'over-payment'
  | 'over-payout'

/** A row, or one cell of an attendance register, that must not be taken in. */
export interface Reject {
  readonly file: string
  /** Counted from 1, the header: a record's place in its file, empty ones included. */
  readonly row: number
  readonly rule: RefusalName
  /** Attendance only: the cell's heading as it is written. */
  readonly column?: string
}

/** The figures of one month. Amounts in rupiah; every list is sorted by its code. */
export interface MonthlyFigures {
  readonly programme: string
  readonly month: Month
  readonly sessions: { readonly planned: number; readonly held: number }
  readonly participants: {
    readonly new: number
    readonly ended: number
    readonly enrolledAtEnd: number
    readonly pausedAtEnd: number
    readonly seen: number
  }
  readonly attendance: {
    readonly present: number
    readonly late: number
    readonly excused: number
    readonly sick: number
    readonly absent: number
  }
  readonly production: readonly {
    readonly sku: string
    readonly a: number
    readonly b: number
    readonly reject: number
  }[]
  readonly orders: {
    readonly placed: number
    readonly placedValue: number
    readonly deliveredValue: number
    readonly invoiced: number
    readonly paid: number
  }
  readonly stock: readonly {
    readonly sku: string
    readonly onHand: number
    readonly reserved: number
    readonly backordered: number
  }[]
  readonly proceeds: {
    readonly shared: number
    readonly makers: number
    readonly materialsFund: number
    readonly programmeFund: number
  }
  readonly earnings: readonly {
    readonly participant: string
    readonly credited: number
    readonly paid: number
    readonly dueAtEnd: number
  }[]
  readonly agencies: readonly { readonly code: string; readonly orders: number; readonly value: number }[]
}

/** What an agency's registers add up to: the shape of `expected.json`. */
export interface Expected {
  readonly months: { readonly [month: Month]: MonthlyFigures }
  /** Sorted by file, row and column. */
  readonly rejects: readonly Reject[]
}

/** `program.json`: a programme, its calendar, and how it shares what an order brings. */
export interface ProgrammeFile {
  readonly programme: string
  readonly name: string
  readonly agency: string
  readonly timezone: string
  readonly startedOn: Day
  readonly schedule: {
    /** An RRULE: FREQ=DAILY, WEEKLY or MONTHLY, with INTERVAL and BYDAY. */
    readonly rule: string
    readonly startsAt: string
    /** Minutes. */
    readonly duration: number
    readonly venue: string
    readonly capacity: number
  }
  readonly holidays: readonly { readonly date: Day; readonly name: string }[]
  readonly crafts: readonly { readonly craftId: string; readonly name: string }[]
  /** Basis points, 10,000 in all. */
  readonly proceeds: { readonly makersShare: number; readonly materialsFund: number; readonly programmeFund: number }
}
