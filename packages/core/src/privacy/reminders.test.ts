import { given } from '@perca/testing'
import { describe, expect, test } from 'vitest'
import { august, day } from '../testing/day.fixture.js'
import { privacy } from './decider.js'
import {
  alarmRaised,
  answered,
  BREACH,
  detected,
  notified,
  PARTICIPANT,
  REQUEST,
  raise,
  received,
  register,
  registered,
  review,
  reviewDue,
} from './record.fixture.js'

describe('policy P10: an alarm is raised about what is open 48 hours', () => {
  test('once about a thing', () => {
    given(privacy, [received(3)])
      .when(raise())
      .thenEvents([alarmRaised()])
    given(privacy, [received(3), alarmRaised()])
      .when({ ...raise(), alarmId: BREACH })
      .thenNothing()
    given(privacy, [detected(3), alarmRaised()])
      .when(raise('breach-open'))
      .thenEvents([alarmRaised('breach-open')])
  })

  test('also when it was seen to since: what was known at the instant of the alarm, the policy judges', () => {
    given(privacy, [received(3), answered(5, 3)])
      .when(raise())
      .thenEvents([alarmRaised()])
    given(privacy, [detected(3), notified('authority', 4), notified('person', 5)])
      .when(raise('breach-open'))
      .thenEvents([alarmRaised('breach-open')])
  })

  test('and never about what nobody knows', () => {
    given(privacy, [detected(3)])
      .when(raise())
      .thenRefused('unknown-request', { requestId: REQUEST })
    given(privacy, [received(3)])
      .when(raise('breach-open'))
      .thenRefused('unknown-breach', { breachId: BREACH })
  })
})

describe('policy P11: a review is asked for when the years are over', () => {
  test('once for a person, a class and a day', () => {
    given(privacy, []).when(review()).thenEvents([reviewDue()])
    given(privacy, [reviewDue()])
      .when(review({ reviewId: BREACH }))
      .thenNothing()
    for (const other of [{ class: 'personal' }, { since: august(6) }, { participantId: BREACH }] as const) {
      given(privacy, [reviewDue()])
        .when(review(other))
        .thenEvents([reviewDue(other)])
    }
  })

  test('in the record of the year since when it is due, however late the clock comes to it', () => {
    const asked = { ...review({ since: day('2019-12-31') }), effectiveOn: day('2020-01-03') }
    expect(privacy.commands.AskReview.stream(asked)).toBe('kediri.2019')
    expect(privacy.subjects(reviewDue(), 'kediri.2020')).toEqual([PARTICIPANT])
  })

  test('and both are asked for by policies alone', () => {
    expect([privacy.commands.RaiseAlarm.roles, privacy.commands.AskReview.roles]).toEqual([['policy'], ['policy']])
    expect(privacy.commands.RaiseAlarm.stream({ ...raise(), year: 2019 })).toBe('kediri.2019')
  })
})

describe('the record says how data are processed', () => {
  test('and says it anew from another day, or in other terms', () => {
    given(privacy, [registered(august(3))])
      .when(register(august(4)))
      .thenEvents([registered(august(4))])
    for (const other of [
      { purpose: 'laporan' },
      { basis: 'public-duty' },
      { retentionYears: 6 },
      { classes: ['personal'] },
      { recipients: ['puskesmas', 'kelurahan'] },
    ] as const) {
      given(privacy, [registered(august(3))])
        .when(register(august(3), other))
        .thenEvents([registered(august(3), other)])
    }
  })

  test('and nothing new where it was so registered from that very day', () => {
    given(privacy, [registered(august(3)), registered(august(5), { retentionYears: 6 })])
      .when(register(august(3)))
      .thenNothing()
    given(privacy, [registered(august(3), { retentionYears: 6 }), registered(august(3))])
      .when(register(august(3)))
      .thenNothing()
  })
})
