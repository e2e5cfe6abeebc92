import { checkedText, Day } from '@perca/eventsourcing'
import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'

const listed = (value: string): RegExp => new RegExp(`^${value}(,${value})*$`)

const WEEKDAY = '(MO|TU|WE|TH|FR|SA|SU)'

/** What each part may say. RFC 5545, 3.3.10. */
const PARTS: ReadonlyMap<string, RegExp> = new Map([
  ['FREQ', /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/],
  ['INTERVAL', /^[1-9]\d{0,3}$/],
  ['BYDAY', listed(`([+-]?([1-9]|[1-4]\\d|5[0-3]))?${WEEKDAY}`)],
  ['BYMONTHDAY', listed('-?(0?[1-9]|[12]\\d|3[01])')],
  ['BYMONTH', listed('(0?[1-9]|1[0-2])')],
  ['BYSETPOS', listed('-?([1-9]\\d?|[12]\\d\\d|3[0-5]\\d|36[0-6])')],
  ['COUNT', /^[1-9]\d{0,5}$/],
  ['UNTIL', /^\d{8}(T([01]\d|2[0-3])([0-5]\d){2}Z)?$/],
  ['WKST', new RegExp(`^${WEEKDAY}$`)],
])

const partsOf = (rule: string): readonly (readonly string[])[] => rule.split(';').map((part) => part.split('='))

/** What no part shows by itself. RFC 5545, 3.3.10: each is a MUST NOT there. */
const fitTogether = (said: ReadonlyMap<string, string>): boolean => {
  const frequency = said.get('FREQ')
  const long = frequency === 'MONTHLY' || frequency === 'YEARLY'
  const until = said.get('UNTIL')
  return (
    frequency !== undefined &&
    (long || !/\d/.test(said.get('BYDAY') ?? '')) &&
    (frequency !== 'WEEKLY' || !said.has('BYMONTHDAY')) &&
    (!said.has('BYSETPOS') || said.has('BYDAY') || said.has('BYMONTHDAY') || said.has('BYMONTH')) &&
    (until === undefined || (!said.has('COUNT') && Day.is(until.replace(/^(\d{4})(\d\d)(\d\d).*$/, '$1-$2-$3'))))
  )
}

const isRule = (rule: string): boolean => {
  const parts = partsOf(rule)
  const said = new Map(parts.map(([name = '', value = '']) => [name, value]))
  return (
    said.size === parts.length &&
    parts.every(([name = '', value = '', ...rest]) => rest.length === 0 && (PARTS.get(name)?.test(value) ?? false)) &&
    fitTogether(said)
  )
}

/**
 * How a schedule repeats, as RFC 5545 writes it: `FREQ=WEEKLY;BYDAY=TU,TH`. Days only: what says an hour is refused here,
 * since a schedule has its own.
 */
export const Recurrence = checkedText('recurrence rule of days (RFC 5545)', isRule)

/** The days of a month on which a rule without a count falls. */
const uncounted = (rule: string, from: string, month: string): readonly string[] => {
  const midnight = (day: Temporal.PlainDate) => day.toZonedDateTime('UTC')
  const first = Temporal.PlainDate.from(`${month}-01`)
  const start = midnight(Temporal.PlainDate.from(from))
  const last = midnight(first.add({ months: 1 }).subtract({ days: 1 }))
  if (Temporal.ZonedDateTime.compare(last, start) < 0) return []
  return new RRuleTemporal({
    rruleString: `DTSTART:${from.replaceAll('-', '')}T000000Z\nRRULE:${rule}`,
    temporal: Temporal,
  })
    .between(midnight(first), last, true)
    .map((instant) => instant.toPlainDate().toString())
}

/** The days of a month that a count leaves: counted by months from the begin, because the library gives up at 10,000. */
const counted = (rule: string, count: number, from: string, month: string): readonly string[] => {
  let left = count
  for (let earlier = from.slice(0, 7); earlier < month && left > 0; ) {
    left -= daysOf(rule, from, earlier).size
    earlier = Temporal.PlainYearMonth.from(earlier).add({ months: 1 }).toString()
  }
  return [...daysOf(rule, from, month)].slice(0, Math.max(0, left))
}

const months = new Map<string, ReadonlySet<string>>()
const REMEMBERED = 2_000

/**
 * The days of a month on which a rule falls, `YYYY-MM-DD`, in order. The rule counts from `from` (its DTSTART), so
 * `INTERVAL=2` means every other week from there, and no day before it is one.
 * @param rule as `Recurrence` takes it
 * @param month `2020-08`
 */
export const daysOf = (rule: string, from: string, month: string): ReadonlySet<string> => {
  const key = `${rule}|${from}|${month}`
  const known = months.get(key)
  if (known !== undefined) return known
  const parts = partsOf(rule)
  const count = parts.find(([name]) => name === 'COUNT')?.[1]
  const others = parts.filter(([name]) => name !== 'COUNT').map((part) => part.join('='))
  const found: ReadonlySet<string> = new Set(
    count === undefined ? uncounted(rule, from, month) : counted(others.join(';'), Number(count), from, month),
  )
  // Remembered, because a register asks for one month's days once a mark; forgotten whole, because it is never large.
  if (months.size >= REMEMBERED) months.clear()
  months.set(key, found)
  return found
}
