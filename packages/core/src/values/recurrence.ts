import * as t from 'io-ts'
import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'

const PARTS: Readonly<Record<string, RegExp>> = {
  FREQ: /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/,
  INTERVAL: /^[1-9]\d{0,3}$/,
  BYDAY: /^[+-]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU)(,[+-]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU))*$/,
  BYMONTHDAY: /^-?\d{1,2}(,-?\d{1,2})*$/,
  BYMONTH: /^\d{1,2}(,\d{1,2})*$/,
  BYSETPOS: /^-?\d{1,3}(,-?\d{1,3})*$/,
  COUNT: /^[1-9]\d{0,5}$/,
  UNTIL: /^\d{8}(T\d{6}Z?)?$/,
  WKST: /^(MO|TU|WE|TH|FR|SA|SU)$/,
}

const isRule = (rule: string): boolean => {
  const parts = rule.split(';').map((part) => part.split('='))
  const names = parts.map(([name]) => name)
  return (
    names.includes('FREQ') &&
    new Set(names).size === names.length &&
    parts.every(([name = '', value = '', ...rest]) => rest.length === 0 && (PARTS[name]?.test(value) ?? false))
  )
}

/**
 * How a schedule repeats, as RFC 5545 writes it: `FREQ=WEEKLY;BYDAY=TU,TH`. Days only: what says an hour is refused here,
 * since a schedule has its own.
 */
export const Recurrence = new t.Type<string, string, unknown>(
  'recurrence rule of days (RFC 5545)',
  (value): value is string => typeof value === 'string' && isRule(value),
  (value, context) => (typeof value === 'string' && isRule(value) ? t.success(value) : t.failure(value, context)),
  t.identity,
)

const months = new Map<string, ReadonlySet<string>>()
const REMEMBERED = 2_000

/**
 * The days of a month on which a rule falls, `YYYY-MM-DD`, in order. The rule counts from `from` (its DTSTART), so
 * `INTERVAL=2` means every other week from there, and no day before it is one.
 * @param month `2020-08`
 */
export const daysOf = (rule: string, from: string, month: string): ReadonlySet<string> => {
  const key = `${rule}|${from}|${month}`
  const known = months.get(key)
  if (known !== undefined) return known
  const first = Temporal.PlainDate.from(`${month}-01`)
  const midnight = (day: Temporal.PlainDate) => day.toZonedDateTime('UTC')
  const start = midnight(Temporal.PlainDate.from(from))
  const last = midnight(first.add({ months: 1 }).subtract({ days: 1 }))
  const days =
    Temporal.ZonedDateTime.compare(last, start) < 0
      ? []
      : new RRuleTemporal({
          rruleString: `DTSTART:${from.replaceAll('-', '')}T000000Z\nRRULE:${rule}`,
          temporal: Temporal,
        })
          .between(midnight(first), last, true)
          .map((instant) => instant.toPlainDate().toString())
  const found: ReadonlySet<string> = new Set(days)
  // Remembered, because a register asks for one month's days once a mark; forgotten whole, because it is never large.
  if (months.size >= REMEMBERED) months.clear()
  months.set(key, found)
  return found
}
