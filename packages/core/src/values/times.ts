import * as t from 'io-ts'
import { Temporal } from 'temporal-polyfill'

const checked = (name: string, fits: (value: string) => boolean): t.Type<string, string, unknown> => {
  const is = (value: unknown): value is string => typeof value === 'string' && fits(value)
  return new t.Type(
    name,
    is,
    (value, context) => (is(value) ? t.success(value) : t.failure(value, context)),
    t.identity,
  )
}

/** A time on the programme's clock, `09:00`. */
export const TimeOfDay = checked('time of day (HH:MM)', (value) => /^([01]\d|2[0-3]):[0-5]\d$/.test(value))

const zones = new Map<string, boolean>()

/** An IANA time zone, `Asia/Jakarta`. */
export const TimeZone = checked('IANA time zone', (value) => {
  const known = zones.get(value)
  if (known !== undefined) return known
  let fits = true
  try {
    Temporal.PlainDate.from('2020-01-01').toZonedDateTime(value)
  } catch {
    fits = false
  }
  zones.set(value, fits)
  return fits
})
