import { Instant } from '@perca/eventsourcing'
import { expect, test } from 'vitest'
import { alarmDueAt, answerDueAt } from './deadlines.js'
import { privacyId, privacyRecordOf, yearOf } from './record.js'

test('an answer is due 3 x 24 hours later, and an alarm after 48, over months and years, by the clock of UTC', () => {
  expect(answerDueAt('2020-08-17T02:00:00.000Z')).toBe('2020-08-20T02:00:00.000Z')
  expect(alarmDueAt('2020-08-17T02:00:00.000Z')).toBe('2020-08-19T02:00:00.000Z')
  expect(answerDueAt('2020-12-30T23:59:59.999Z')).toBe('2021-01-02T23:59:59.999Z')
  expect(alarmDueAt('2020-02-28T12:00:00.000Z')).toBe('2020-03-01T12:00:00.000Z')
})

test('at the end of all years the deadline is the last instant there is', () => {
  for (const due of [answerDueAt('9999-12-31T00:00:00.000Z'), alarmDueAt('9999-12-30T00:00:00.000Z')]) {
    expect(Instant.is(due)).toBe(true)
  }
  expect(answerDueAt('9999-12-31T00:00:00.000Z')).toBe('9999-12-31T23:59:59.999Z')
})

test('a record’s name tells its programme and its year', () => {
  expect(privacyId('kediri', 2020)).toBe('kediri.2020')
  expect(privacyId('kediri', yearOf('0987-01-01'))).toBe('kediri.0987')
  expect(privacyRecordOf('privacy-kediri.2020')).toEqual({ programmeId: 'kediri', year: 2020 })
})
