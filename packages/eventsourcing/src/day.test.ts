import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Day } from './day.js'

const text = (year: number, month: number, day: number): string =>
  [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')

/** Whether a Date made of it is the same day: one that does not exist becomes another. */
const exists = (year: number, month: number, day: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

test('from 1900 to 2100 a day is a Day exactly where it exists', () => {
  const wrong: string[] = []
  let days = 0
  for (let year = 1900; year <= 2100; year++) {
    for (let month = 0; month <= 13; month++) {
      for (let day = 0; day <= 32; day++) {
        const written = text(year, month, day)
        if (Day.is(written) !== exists(year, month, day)) wrong.push(written)
        if (Day.is(written)) days += 1
      }
    }
  }
  expect(wrong).toEqual([])
  expect(days).toBe((Date.UTC(2101, 0, 1) - Date.UTC(1900, 0, 1)) / 86_400_000)
})

test('of two days the later one is the later text', () => {
  const dates = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  const dayOf = (date: Date) => date.toISOString().slice(0, 10)
  fc.assert(
    fc.property(dates, dates, (one, other) => {
      const [a, b] = [dayOf(one), dayOf(other)]
      expect([a, b].every(Day.is)).toBe(true)
      expect(a < b).toBe(Date.parse(a) < Date.parse(b))
    }),
  )
})

describe('nothing else is a Day', () => {
  test.each([
    '',
    '2020-8-17',
    '20-08-17',
    '02020-08-17',
    '2020/08/17',
    '17-08-2020',
    '20200817',
    '2020-08-17T00:00:00.000Z',
    ' 2020-08-17',
    '2020-08-17 ',
    '2020-08-17\n',
    '2020-08-1７',
    '-020-08-17',
  ])('not the text %j', (value) => {
    expect(Day.is(value)).toBe(false)
  })

  test.each([[null], [undefined], [20200817], [new Date('2020-08-17')], [['2020-08-17']], [{}]])('not %j', (value) => {
    expect(Day.is(value)).toBe(false)
  })
})
