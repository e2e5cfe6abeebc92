import { checkedText } from '@perca/eventsourcing'
import { Temporal } from 'temporal-polyfill'

/** A time on the programme's clock, `09:00`. */
export const TimeOfDay = checkedText('time of day (HH:MM)', (value) => /^([01]\d|2[0-3]):[0-5]\d$/.test(value), {
  pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
})

const zones = new Map<string, boolean>()

/** An IANA time zone, `Asia/Jakarta`. */
export const TimeZone = checkedText('IANA time zone', (value) => {
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
