import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { daysOf, Recurrence } from './recurrence.js'

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

describe('a rule is taken', () => {
  test.each([
    'FREQ=WEEKLY;BYDAY=TU,TH',
    'BYDAY=TU,TH;FREQ=WEEKLY',
    'FREQ=DAILY',
    'FREQ=DAILY;INTERVAL=2',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=SU',
    'FREQ=MONTHLY;BYDAY=3TU',
    'FREQ=MONTHLY;BYDAY=+1MO,-1FR',
    'FREQ=MONTHLY;BYMONTHDAY=1,15,-1',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    'FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=17',
    'FREQ=YEARLY;BYDAY=53MO',
    'FREQ=DAILY;BYMONTH=08',
    'FREQ=DAILY;COUNT=10',
    'FREQ=DAILY;UNTIL=20200831',
    'FREQ=DAILY;UNTIL=20200831T165959Z',
    'FREQ=DAILY;UNTIL=20200229',
  ])('%s', (rule) => {
    expect(Recurrence.decode(rule)).toEqual(E.right(rule))
    expect(Recurrence.encode(rule)).toBe(rule)
  })
})

describe('a rule is refused', () => {
  test.each<[string, unknown]>([
    ['that says no frequency', 'BYDAY=TU'],
    ['that is empty', ''],
    ['that is no text', 7],
    ['that repeats by the hour', 'FREQ=HOURLY'],
    ['that says an hour', 'FREQ=DAILY;BYHOUR=9'],
    ['in small letters', 'freq=daily'],
    ['with its property’s name', 'RRULE:FREQ=DAILY'],
    ['with a part twice', 'FREQ=DAILY;FREQ=WEEKLY'],
    ['with a part of no value', 'FREQ=DAILY;INTERVAL='],
    ['with a part of two values', 'FREQ=DAILY;INTERVAL=1=2'],
    ['with an empty part', 'FREQ=DAILY;'],
    ['with a part that nobody knows', 'FREQ=DAILY;FOO=1'],
    ['with a part like what every object has', 'FREQ=DAILY;constructor=1'],
    ['every none days', 'FREQ=DAILY;INTERVAL=0'],
    ['on none days', 'FREQ=DAILY;COUNT=0'],
    ['on a weekday that is none', 'FREQ=WEEKLY;BYDAY=XX'],
    ['on a weekday with a blank', 'FREQ=WEEKLY;BYDAY=TU, TH'],
    ['on the 0th Monday', 'FREQ=MONTHLY;BYDAY=0MO'],
    ['on the 54th Monday', 'FREQ=YEARLY;BYDAY=54MO'],
    ['on a sign without a number', 'FREQ=MONTHLY;BYDAY=+MO'],
    ['on the second Tuesday of a week', 'FREQ=WEEKLY;BYDAY=2TU'],
    ['on the second Tuesday of a day', 'FREQ=DAILY;BYDAY=TU,2TU'],
    ['on the 0th of a month', 'FREQ=MONTHLY;BYMONTHDAY=0'],
    ['on the 32nd of a month', 'FREQ=MONTHLY;BYMONTHDAY=32'],
    ['on a day of the month, weekly', 'FREQ=WEEKLY;BYMONTHDAY=1'],
    ['in month 0', 'FREQ=YEARLY;BYMONTH=0'],
    ['in month 13', 'FREQ=YEARLY;BYMONTH=13'],
    ['of its 0th day', 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0'],
    ['of its 367th day', 'FREQ=YEARLY;BYDAY=MO;BYSETPOS=367'],
    ['of its first day, of no set', 'FREQ=MONTHLY;BYSETPOS=1'],
    ['until a day that does not exist', 'FREQ=DAILY;UNTIL=20210229'],
    ['until an hour that does not exist', 'FREQ=DAILY;UNTIL=20200831T240000Z'],
    ['until an hour of no zone', 'FREQ=DAILY;UNTIL=20200831T000000'],
    ['with a count and an end', 'FREQ=DAILY;COUNT=3;UNTIL=20200831'],
    ['of a week that begins on no day', 'FREQ=WEEKLY;WKST=MON'],
  ])('%s', (_, rule) => {
    expect({ is: Recurrence.is(rule), read: E.isRight(Recurrence.decode(rule)) }).toEqual({ is: false, read: false })
  })
})

/** The days of a month, as `01 02`. */
const dates = (rule: string, from: string, month: string): string =>
  [...daysOf(rule, from, month)].map((day) => (day.startsWith(`${month}-`) ? day.slice(8) : day)).join(' ')

describe('the days of a month', () => {
  test.each([
    ['FREQ=WEEKLY;BYDAY=TU,TH', '2020-01-01', '2020-08', '04 06 11 13 18 20 25 27'],
    ['FREQ=WEEKLY', '2020-08-18', '2020-08', '18 25'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', '2020-08-04', '2020-08', '04 18'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', '2020-08-11', '2020-08', '11 25'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=MO', '2020-08-03', '2020-08', '03 09 17 23 31'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU', '2020-08-03', '2020-08', '03 16 17 30 31'],
    ['FREQ=DAILY;INTERVAL=10', '2020-07-25', '2020-08', '04 14 24'],
    ['FREQ=MONTHLY;BYDAY=3TU', '2020-01-01', '2020-08', '18'],
    ['FREQ=MONTHLY;BYDAY=5TU', '2020-01-01', '2020-08', ''],
    ['FREQ=MONTHLY;BYDAY=-1FR', '2020-01-01', '2020-08', '28'],
    ['FREQ=MONTHLY;BYDAY=+1MO,-1FR', '2020-01-01', '2020-08', '03 28'],
    ['FREQ=MONTHLY;BYMONTHDAY=31', '2020-01-01', '2020-09', ''],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', '2020-01-01', '2020-02', '29'],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '2020-01-01', '2020-08', '31'],
    ['FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=17', '2018-01-01', '2020-08', '17'],
    ['FREQ=YEARLY;BYDAY=20MO', '2020-01-01', '2020-05', '18'],
    ['FREQ=YEARLY;INTERVAL=2', '2018-08-17', '2020-08', '17'],
    ['FREQ=YEARLY;INTERVAL=2', '2019-08-17', '2020-08', ''],
    ['FREQ=DAILY;BYMONTH=9', '2020-01-01', '2020-08', ''],
    ['FREQ=DAILY;UNTIL=20200803', '2020-01-01', '2020-08', '01 02 03'],
    ['FREQ=DAILY;UNTIL=20200803T000000Z', '2020-01-01', '2020-08', '01 02 03'],
  ])('%s from %s in %s: %s', (rule, from, month, days) => {
    expect(dates(rule, from, month)).toBe(days)
  })

  test('are none before the rule begins, and begin with it', () => {
    expect(dates('FREQ=DAILY', '2020-08-18', '2020-07')).toBe('')
    expect(dates('FREQ=DAILY', '2020-08-30', '2020-08')).toBe('30 31')
    expect(dates('FREQ=DAILY', '2020-08-31', '2020-08')).toBe('31')
    expect(dates('FREQ=WEEKLY;BYDAY=TU', '2020-08-18', '2020-08')).toBe('18 25')
    expect(dates('FREQ=WEEKLY;BYDAY=TU', '2020-08-19', '2020-08')).toBe('25')
  })

  test('end with the count, over months, however long it takes', () => {
    expect(dates('FREQ=DAILY;COUNT=3', '2020-07-31', '2020-07')).toBe('31')
    expect(dates('FREQ=DAILY;COUNT=3', '2020-07-31', '2020-08')).toBe('01 02')
    expect(dates('FREQ=DAILY;COUNT=3', '2020-07-31', '2020-09')).toBe('')
    expect(dates('COUNT=11171;FREQ=DAILY', '1990-01-01', '2020-07')).toMatch(/^01 .* 31$/)
    expect(dates('COUNT=11171;FREQ=DAILY', '1990-01-01', '2020-08')).toBe('01')
    expect(dates('FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5', '2020-01-01', '2029-02')).toBe('')
  })

  test('are the same when they are asked for again, and however much was asked since', () => {
    const rule = 'FREQ=WEEKLY;BYDAY=TU,TH'
    const first = daysOf(rule, '2020-01-01', '2020-08')
    expect(daysOf(rule, '2020-01-01', '2020-08')).toBe(first)
    for (let year = 1000; year < 3010; year++) daysOf('FREQ=YEARLY', '2020-08-18', `${year}-01`)
    expect(daysOf(rule, '2020-01-01', '2020-08')).toEqual(first)
  })
})

describe('law: the days are what a plain calculation gives', () => {
  const start = Temporal.PlainDate.from('2019-12-01')
  const from = fc.nat(60).map((days) => start.add({ days }))
  const month = fc.nat(26).map((months) => start.toPlainYearMonth().add({ months }))
  const interval = fc.integer({ min: 1, max: 4 })
  const some = fc.subarray([...WEEKDAYS], { minLength: 1 })

  const weekdayOf = (day: Temporal.PlainDate) => WEEKDAYS[day.dayOfWeek - 1] ?? 'MO'
  const daysIn = (asked: Temporal.PlainYearMonth) =>
    Array.from({ length: asked.daysInMonth }, (_, place) => asked.toPlainDate({ day: place + 1 }))
  const mondayOf = (day: Temporal.PlainDate) => day.subtract({ days: day.dayOfWeek - 1 })

  /** What falls by `falls` in the month, on or after the begin. */
  const plainly = (
    begin: Temporal.PlainDate,
    asked: Temporal.PlainYearMonth,
    falls: (day: Temporal.PlainDate) => boolean,
  ): readonly string[] =>
    daysIn(asked)
      .filter((day) => Temporal.PlainDate.compare(day, begin) >= 0 && falls(day))
      .map(String)

  const holds = (
    rule: string,
    begin: Temporal.PlainDate,
    asked: Temporal.PlainYearMonth,
    expected: readonly string[],
  ) => {
    expect(Recurrence.is(rule)).toBe(true)
    expect({ rule, days: [...daysOf(rule, String(begin), String(asked))] }).toEqual({ rule, days: expected })
  }

  test('daily', () => {
    fc.assert(
      fc.property(interval, from, month, (every, begin, asked) => {
        const falls = (day: Temporal.PlainDate) => begin.until(day).days % every === 0
        holds(`FREQ=DAILY;INTERVAL=${every}`, begin, asked, plainly(begin, asked, falls))
      }),
    )
  })

  test('weekly', () => {
    fc.assert(
      fc.property(interval, some, from, month, (every, weekdays, begin, asked) => {
        const falls = (day: Temporal.PlainDate) =>
          weekdays.includes(weekdayOf(day)) && (mondayOf(begin).until(mondayOf(day)).days / 7) % every === 0
        holds(`FREQ=WEEKLY;INTERVAL=${every};BYDAY=${weekdays.join(',')}`, begin, asked, plainly(begin, asked, falls))
      }),
    )
  })

  const monthsSince = (begin: Temporal.PlainDate, day: Temporal.PlainDate) =>
    (day.year - begin.year) * 12 + day.month - begin.month

  test('monthly, on the nth weekday from the begin or from the end', () => {
    const ordinal = fc.constantFrom(1, 2, 3, 4, 5, -1, -2, -5)
    fc.assert(
      fc.property(interval, ordinal, fc.constantFrom(...WEEKDAYS), from, month, (every, nth, weekday, begin, asked) => {
        const falls = (day: Temporal.PlainDate) => {
          const place = nth > 0 ? Math.ceil(day.day / 7) : -Math.ceil((day.daysInMonth - day.day + 1) / 7)
          return weekdayOf(day) === weekday && place === nth && monthsSince(begin, day) % every === 0
        }
        holds(`FREQ=MONTHLY;INTERVAL=${every};BYDAY=${nth}${weekday}`, begin, asked, plainly(begin, asked, falls))
      }),
    )
  })

  test('monthly, on a date from the begin or from the end', () => {
    const date = fc.oneof(fc.integer({ min: 1, max: 31 }), fc.integer({ min: -31, max: -1 }))
    fc.assert(
      fc.property(interval, date, from, month, (every, on, begin, asked) => {
        const falls = (day: Temporal.PlainDate) =>
          (on > 0 ? day.day === on : day.day - day.daysInMonth - 1 === on) && monthsSince(begin, day) % every === 0
        holds(`FREQ=MONTHLY;INTERVAL=${every};BYMONTHDAY=${on}`, begin, asked, plainly(begin, asked, falls))
      }),
    )
  })

  test('with a count', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), some, from, month, (count, weekdays, begin, asked) => {
        const fallen = Array.from({ length: 900 }, (_, days) => begin.add({ days }))
          .filter((day) => weekdays.includes(weekdayOf(day)))
          .slice(0, count)
          .map(String)
        holds(
          `FREQ=WEEKLY;COUNT=${count};BYDAY=${weekdays.join(',')}`,
          begin,
          asked,
          fallen.filter((day) => day.startsWith(`${asked}-`)),
        )
      }),
      { numRuns: 50 },
    )
  })
})

test('law: whatever rule is taken has its days, in order, in the month, and none before it begins', () => {
  const listOf = (value: fc.Arbitrary<string>) =>
    fc.array(value, { minLength: 1, maxLength: 2 }).map((list) => list.join(','))
  const number = (min: number, max: number) => fc.integer({ min, max }).map(String)
  const weekday = fc.tuple(fc.constantFrom('', '', '1', '-1', '+5', '0', '53', '54'), fc.constantFrom(...WEEKDAYS))
  const parts = fc.record(
    {
      FREQ: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
      INTERVAL: number(0, 12),
      BYDAY: listOf(weekday.map(([place, name]) => `${place}${name}`)),
      BYMONTHDAY: listOf(number(-32, 32)),
      BYMONTH: listOf(number(0, 13)),
      BYSETPOS: listOf(number(-3, 3)),
      COUNT: number(0, 40),
      UNTIL: fc.constantFrom('20200229', '20200230', '20201231T235959Z', '20201231T250000Z', '20201231T000000'),
      WKST: fc.constantFrom(...WEEKDAYS),
    },
    { requiredKeys: ['FREQ'] },
  )
  const rules = parts
    .map((said) =>
      Object.entries(said)
        .map((part) => part.join('='))
        .join(';'),
    )
    .filter(Recurrence.is)
  const from = fc.constantFrom('2020-01-31', '2020-02-29', '2019-07-01')
  const month = fc.constantFrom('2019-12', '2020-01', '2020-02', '2020-08', '2023-05')
  fc.assert(
    fc.property(rules, from, month, (rule, begin, asked) => {
      const days = [...daysOf(rule, begin, asked)]
      expect(days).toEqual([...days].sort())
      expect(days.filter((day) => day < begin || !day.startsWith(`${asked}-`))).toEqual([])
    }),
    { numRuns: 150 },
  )
})
