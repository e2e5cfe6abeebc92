import { expect, test } from 'vitest'
import { near } from './near.js'

const known = ['AttendanceRecorded', 'EarningsCredited', 'EarningsPaid', 'ItemsMade']

test('a mistyped word finds the one that was meant', () => {
  expect(near('AttendanceRecrded', known)).toEqual(['AttendanceRecorded'])
  expect(near('itemsmade', known)).toEqual(['ItemsMade'])
  expect(near('EarningsPayd', known)[0]).toBe('EarningsPaid')
})

test('a word like none of them finds them all, sorted', () => {
  expect(
    near(
      'xyz',
      ['b', 'a', 'ccccccc'].map((word) => word.repeat(6)),
    ),
  ).toEqual(['aaaaaa', 'bbbbbb', 'ccccccc'.repeat(6)])
})
