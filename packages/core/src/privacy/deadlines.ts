import type { Instant } from '@perca/eventsourcing'

const HOUR = 3_600_000
/** The last instant that can be written. */
const LAST = Date.parse('9999-12-31T23:59:59.999Z')

const hoursAfter = (instant: string, hours: number): Instant =>
  // What a Date writes is an instant of this form, as long as its year has four digits.
  new Date(Math.min(Date.parse(instant) + hours * HOUR, LAST)).toISOString() as Instant

/**
 * By when a request must be answered, and a breach be told of: 3 x 24 hours after it was received or detected.
 * Source: UU 27/2022 art. 40, 41 and 46.
 */
export const answerDueAt = (since: string): Instant => hoursAfter(since, 72)

/** From when on an alarm is raised about what is still open: 48 hours after it was received or detected (policy P10). */
export const alarmDueAt = (since: string): Instant => hoursAfter(since, 48)
