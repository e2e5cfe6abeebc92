import type { Day } from '../calendar.js'

/** An assessment, as its row says. */
export interface Assessment {
  /** Stable, and able to train. */
  readonly fit: boolean
  readonly validUntil: Day
}

/** One person: what holds of them so far. Amounts in rupiah. */
export interface Participant {
  readonly code: string
  readonly consentedOn: Day | undefined
  /** The latest so far. */
  assessment: Assessment | undefined
  enrolment: 'none' | 'running' | 'paused' | 'ended'
  readonly recordedOn: Set<Day>
  credited: number
  paidOut: number
}
