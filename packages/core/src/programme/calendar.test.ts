import { fold, type Refusal } from '@perca/eventsourcing'
import { type Either, left, right } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { august, day } from '../testing/day.fixture.js'
import { plannedDays, type Slot, slotOn } from './calendar.js'
import type { ProgrammeEvent } from './events.js'
import { evolve, inForceOn, initialState } from './state.js'

const terms = { rule: 'FREQ=WEEKLY;BYDAY=TU,TH', startsAt: '09:00', duration: 180, venue: 'Aula', capacity: 40 }

const scheduled = (date: number, rule = terms.rule, startsAt = terms.startsAt): ProgrammeEvent => ({
  type: 'ScheduleSet',
  effectiveOn: august(date),
  data: { ...terms, rule, startsAt },
})
const holiday = (date: number): ProgrammeEvent => ({
  type: 'HolidayDeclared',
  effectiveOn: day('2020-01-01'),
  data: { date: august(date), name: 'Libur', decree: null },
})
const workday = (date: number): ProgrammeEvent => ({
  type: 'HolidayWithdrawn',
  effectiveOn: day('2020-01-01'),
  data: { date: august(date), reason: 'SKB-2' },
})

const calendar = (...events: readonly ProgrammeEvent[]) => fold({ initialState, evolve }, events)

const slot = (date: number, scheduleFrom: number, startsAt = '09:00') =>
  right({ day: august(date), startsAt, duration: 180, venue: 'Aula', scheduleFrom: august(scheduleFrom) })

/** What is promised of the message is that there is one. */
const refused = (rule: string, evidence: Refusal['evidence']): Either<Refusal, Slot> =>
  left({ _tag: 'Refusal', rule, message: expect.stringMatching(/^[A-Z].*\.$/), evidence })

describe('a slot', () => {
  test('is there on a day of the schedule', () => {
    expect(slotOn(calendar(scheduled(1)), august(18))).toEqual(slot(18, 1))
  })

  test('is not there on another day', () => {
    expect(slotOn(calendar(scheduled(1)), august(19))).toEqual(
      refused('not-scheduled', { day: august(19), rule: terms.rule }),
    )
  })

  test('is not there without a schedule', () => {
    expect(slotOn(calendar(), august(18))).toEqual(refused('not-scheduled', { day: august(18), rule: null }))
  })

  test('is there from the day of the schedule on, not before', () => {
    expect(slotOn(calendar(scheduled(18)), august(18))).toEqual(slot(18, 18))
    expect(slotOn(calendar(scheduled(18)), august(13))).toEqual(
      refused('not-scheduled', { day: august(13), rule: null }),
    )
  })

  test('is not there on a holiday, be it on the schedule or not, until the holiday is taken back', () => {
    for (const date of [18, 19]) {
      expect(slotOn(calendar(scheduled(1), holiday(date)), august(date))).toEqual(
        refused('holiday', { day: august(date) }),
      )
    }
    expect(slotOn(calendar(scheduled(1), holiday(18), workday(18)), august(18))).toEqual(slot(18, 1))
  })

  test('follows the schedule in force on its day, whatever was recorded since', () => {
    const both = calendar(scheduled(1), scheduled(18, 'FREQ=WEEKLY;BYDAY=MO', '13:00'))
    expect(slotOn(both, august(13))).toEqual(slot(13, 1))
    expect(slotOn(both, august(18))).toEqual(
      refused('not-scheduled', { day: august(18), rule: 'FREQ=WEEKLY;BYDAY=MO' }),
    )
    expect(slotOn(both, august(24))).toEqual(slot(24, 18, '13:00'))
  })

  test('follows a schedule that was written down late from its own day to the next', () => {
    const late = calendar(scheduled(18), scheduled(4, 'FREQ=WEEKLY;BYDAY=MO', '13:00'))
    expect(slotOn(late, august(10))).toEqual(slot(10, 4, '13:00'))
    expect(slotOn(late, august(18))).toEqual(slot(18, 18))
  })

  test('follows the schedule that was recorded last, of two from one day on', () => {
    expect(slotOn(calendar(scheduled(1), scheduled(1, terms.rule, '13:00')), august(18))).toEqual(slot(18, 1, '13:00'))
  })
})

describe('the days that are planned', () => {
  test('are those of the schedule that are no holiday, in order', () => {
    expect(plannedDays(calendar(scheduled(1), holiday(20), holiday(21)), '2020-08')).toEqual(
      [4, 6, 11, 13, 18, 25, 27].map(august),
    )
  })

  test('are each under the schedule in force on it', () => {
    expect(plannedDays(calendar(scheduled(1), scheduled(17, 'FREQ=WEEKLY;BYDAY=MO,TU')), '2020-08')).toEqual(
      [4, 6, 11, 13, 17, 18, 24, 25, 31].map(august),
    )
  })

  test('are none without a schedule, and none before it', () => {
    expect(plannedDays(calendar(), '2020-08')).toEqual([])
    expect(plannedDays(calendar(scheduled(1)), '2020-07')).toEqual([])
  })
})

describe('what is in force on a day', () => {
  const list = [
    { from: august(4), terms: 'a' },
    { from: august(10), terms: 'b' },
    { from: august(6), terms: 'c' },
    { from: august(10), terms: 'd' },
  ]

  test.each([
    [3, undefined],
    [4, 'a'],
    [5, 'a'],
    [6, 'c'],
    [9, 'c'],
    [10, 'd'],
    [31, 'd'],
  ])('on the %ith: %s', (date, found) => {
    expect(inForceOn(list, august(date))?.terms).toBe(found)
  })
})
