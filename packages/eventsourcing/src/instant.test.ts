import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Instant } from './instant.js'

test('an instant is what a Date writes, of every year from 0 to 9999', () => {
  const dates = fc.date({
    min: new Date('0000-01-01T00:00:00.000Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(dates, (date) => {
      expect(Instant.is(date.toISOString())).toBe(true)
    }),
  )
})

test('of two instants the later one is the later text', () => {
  const millis = fc.integer({
    min: Date.parse('0000-01-01T00:00:00.000Z'),
    max: Date.parse('9999-12-31T23:59:59.999Z'),
  })
  const textOf = (at: number) => new Date(at).toISOString()
  fc.assert(
    fc.property(millis, millis, (one, other) => {
      expect([textOf(one), textOf(other)].every(Instant.is)).toBe(true)
      expect(textOf(one) < textOf(other)).toBe(one < other)
    }),
  )
})

test.each([
  ['a day', '2020-08-17'],
  ['no milliseconds', '2020-08-17T02:00:00Z'],
  ['microseconds', '2020-08-17T02:00:00.000000Z'],
  ['another zone', '2020-08-17T09:00:00.000+07:00'],
  ['no zone', '2020-08-17T02:00:00.000'],
  ['a small z', '2020-08-17T02:00:00.000z'],
  ['a blank for the T', '2020-08-17 02:00:00.000Z'],
  ['a blank behind it', '2020-08-17T02:00:00.000Z '],
  ['a line break behind it', '2020-08-17T02:00:00.000Z\n'],
  ['a day that does not exist', '2021-02-29T00:00:00.000Z'],
  ['the 31st of a month of 30 days', '2020-06-31T00:00:00.000Z'],
  ['a month that does not exist', '2020-13-01T00:00:00.000Z'],
  ['the hour 24, which is the next day’s first', '2020-08-17T24:00:00.000Z'],
  ['the hour 25', '2020-08-17T25:00:00.000Z'],
  ['a leap second, which Date does not know', '2016-12-31T23:59:60.000Z'],
  ['a year of six digits', '+002020-08-17T02:00:00.000Z'],
  ['an empty text', ''],
  ['a number', 1_597_629_600_000],
  ['nothing', null],
])('%s is no instant', (_, value) => {
  expect(Instant.is(value)).toBe(false)
})
