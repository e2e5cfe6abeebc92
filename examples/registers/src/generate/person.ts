import type { Day } from '../calendar.js'

/** One made-up person and how far they have come. */
export interface Person {
  readonly code: string
  readonly referredOn: Day
  readonly consentedOn: Day | undefined
  phase: 'none' | 'running' | 'paused' | 'ended'
  assessment: { readonly fit: boolean; readonly validUntil: Day } | undefined
  /** The next assessment's planned day. */
  assessOn: Day
  /** What the sale of their work brought, less what was paid out: never more than they are owed. Rupiah. */
  due: number
}

/** Whether the assessment lets the person train on that day. */
export const isFit = (person: Person, day: Day): boolean =>
  person.assessment?.fit === true && day <= person.assessment.validUntil
