import { expect, test } from 'vitest'
import { daysFrom } from '../calendar.js'
import { scheduleFrom } from './schedule.js'

/** The days of January and February 2024 (which begins on a Monday) that a schedule names. */
const daysOf = (rule: string, startedOn: string): string[] =>
  daysFrom('2024-01-01', '2024-02-29')
    .filter(scheduleFrom(rule, startedOn))
    .map((day) => day.slice(5))

test('nothing is scheduled before the programme starts', () => {
  expect(daysOf('FREQ=WEEKLY;BYDAY=TU', '2024-02-13')).toEqual(['02-13', '02-20', '02-27'])
})

test('weeks are counted from the Monday on or before the start', () => {
  expect(daysOf('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU', '2024-01-10')).toEqual([
    ...['01-14', '01-22', '01-28', '02-05', '02-11', '02-19', '02-25'],
  ])
  expect(daysOf('FREQ=WEEKLY;INTERVAL=4', '2024-01-10')).toEqual(['01-10', '02-07'])
})

test('days are counted from the start, and named days are the only ones', () => {
  expect(daysOf('FREQ=DAILY;INTERVAL=20', '2024-01-10')).toEqual(['01-10', '01-30', '02-19'])
  expect(daysOf('FREQ=DAILY;INTERVAL=20;BYDAY=TU', '2024-01-10')).toEqual(['01-30'])
})

test('a month has its named days, or every such weekday, or the day of the start if it has one', () => {
  expect(daysOf('FREQ=MONTHLY;BYDAY=1TU,-1FR', '2024-01-01')).toEqual(['01-02', '01-26', '02-06', '02-23'])
  expect(daysOf('FREQ=MONTHLY;INTERVAL=2;BYDAY=TU', '2023-12-01')).toEqual(['02-06', '02-13', '02-20', '02-27'])
  expect(daysOf('FREQ=MONTHLY', '2023-12-31')).toEqual(['01-31'])
})

test('a rule of another form is a defect', () => {
  expect(() => scheduleFrom('FREQ=YEARLY', '2024-01-01')).toThrow('FREQ=YEARLY')
  expect(() => scheduleFrom('FREQ=DAILY;COUNT=3', '2024-01-01')).toThrow('COUNT=3')
})
