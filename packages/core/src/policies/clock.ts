import type { Day, Instant, Span } from '@perca/eventsourcing'
import { Temporal } from 'temporal-polyfill'

const asInstant = (instant: Temporal.Instant): Instant =>
  // Always milliseconds and Z: that very form.
  instant.toString({ smallestUnit: 'millisecond' }) as Instant

const asDay = (day: Temporal.PlainDate): Day =>
  // A calendar day is written as one, as long as its year has four digits.
  day.toString() as Day

/** The day that it is in a zone at an instant. */
export const dayAt = (instant: string, timezone: string): Day =>
  asDay(Temporal.Instant.from(instant).toZonedDateTimeISO(timezone).toPlainDate())

/** The instant at which a day begins in a zone. */
export const beginOf = (day: string, timezone: string): Instant =>
  asInstant(Temporal.PlainDate.from(day).toZonedDateTime(timezone).toInstant())

/** The day so many days after a day. */
export const daysAfter = (day: string, days: number): Day => asDay(Temporal.PlainDate.from(day).add({ days }))

/** A day that a clock comes to, and the instant as of which it is judged. */
export interface Dawn {
  readonly day: Day
  readonly at: Instant
}

/**
 * The days that begin within a span on a zone's clock, in order, each judged as of its begin, so that it does not matter
 * when in the day the clock is looked at. Where it is looked at for the first time: today, as of now.
 */
export const dawns = ({ after, now }: Span, timezone: string): readonly Dawn[] => {
  const today = dayAt(now, timezone)
  if (after === null) return [{ day: today, at: asInstant(Temporal.Instant.from(now)) }]
  const found: Dawn[] = []
  for (let day = dayAt(after, timezone); day <= today; day = daysAfter(day, 1)) {
    const at = beginOf(day, timezone)
    if (at > after && at <= now) found.push({ day, at })
  }
  return found
}
