import { describe, expect, test } from 'vitest'
import { beginOf, dawns, dayAt, daysAfter } from './clock.js'

describe('the days of a span', () => {
  const zone = 'Asia/Jakarta'

  test('begin at midnight of the zone, and come in order', () => {
    const span = { after: '2020-08-17T12:00:00.000Z', now: '2020-08-19T17:00:00.000Z' }
    expect(dawns(span, zone)).toEqual([
      { day: '2020-08-18', at: '2020-08-17T17:00:00.000Z' },
      { day: '2020-08-19', at: '2020-08-18T17:00:00.000Z' },
      { day: '2020-08-20', at: '2020-08-19T17:00:00.000Z' },
    ])
  })

  test('are gone through once: the begin of a day belongs to the span that ends with it', () => {
    const midnight = '2020-08-17T17:00:00.000Z'
    expect(dawns({ after: '2020-08-17T16:59:59.999Z', now: midnight }, zone)).toEqual([
      { day: '2020-08-18', at: midnight },
    ])
    expect(dawns({ after: midnight, now: '2020-08-18T16:59:59.999Z' }, zone)).toEqual([])
  })

  test('are today alone where the clock is looked at for the first time, as of now', () => {
    const now = '2020-08-17T20:00:00.000Z'
    expect(dawns({ after: null, now }, zone)).toEqual([{ day: '2020-08-18', at: now }])
  })

  test('are those of each zone: at one instant it is two days', () => {
    expect(dayAt('2020-08-17T16:30:00.000Z', zone)).toBe('2020-08-17')
    expect(dayAt('2020-08-17T16:30:00.000Z', 'Asia/Jayapura')).toBe('2020-08-18')
  })

  test('begin when their clock begins, also where it leaps over midnight', () => {
    expect(beginOf('2018-11-04', 'America/Sao_Paulo')).toBe('2018-11-04T03:00:00.000Z')
  })

  test('follow one another over the ends of months', () => {
    expect(daysAfter('2020-02-28', 2)).toBe('2020-03-01')
  })
})
