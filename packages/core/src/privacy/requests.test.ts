import { given } from '@perca/testing'
import { describe, expect, test } from 'vitest'
import { privacy } from './decider.js'
import { answer, answered, at, PARTICIPANT, REQUEST, receive, received } from './record.fixture.js'

describe('somebody asks about their own data', () => {
  test('once under an id', () => {
    given(privacy, [])
      .when(receive(3))
      .thenEvents([received(3)])
    given(privacy, [received(3)])
      .when(receive(4))
      .thenRefused('duplicate-id', { requestId: REQUEST })
  })

  test('and both question and answer stand in their history', () => {
    const events = [received(3), answered(4)]
    expect(events.map((event) => privacy.subjects(event, 'kediri.2020'))).toEqual([[PARTICIPANT], [PARTICIPANT]])
  })

  test('and the record’s name says of which programme and year it is', () => {
    expect(privacy.named?.('kediri.2020')).toEqual({ programmeId: 'kediri', year: 2020 })
  })

  test('in the record of the year in which they ask, also where the answer comes in the next', () => {
    expect(privacy.commands.ReceiveRequest.stream(receive(3))).toBe('kediri.2020')
    expect(privacy.commands.AnswerRequest.stream({ ...answer(3), year: 2019 })).toBe('kediri.2019')
  })
})

describe('a request is answered', () => {
  test('once', () => {
    given(privacy, [received(3)])
      .when(answer(4))
      .thenEvents([answered(4)])
    given(privacy, [received(3), answered(4)])
      .when(answer(5))
      .thenRefused('request-answered', { requestId: REQUEST, answeredAt: at(4) })
    given(privacy, []).when(answer(4)).thenRefused('unknown-request', { requestId: REQUEST })
  })

  test('at the instant it came in, or after it', () => {
    given(privacy, [received(3)])
      .when(answer(3, 2))
      .thenEvents([answered(3, 2)])
    given(privacy, [received(3)])
      .when(answer(3, 1))
      .thenRefused('invalid-date', { from: at(3, 2), to: at(3, 1) })
    given(privacy, [received(3)])
      .when({ ...answer(4), effectiveOn: answer(2).effectiveOn })
      .thenRefused('invalid-date', { from: '2020-08-03', to: '2020-08-02' })
  })

  test('also when it is late', () => {
    given(privacy, [received(3)])
      .when(answer(20))
      .thenEvents([answered(20)])
  })

  test('with a reason where it is not granted in full', () => {
    for (const outcome of ['refused', 'partly'] as const) {
      given(privacy, [received(3)])
        .when(answer(4, 2, { outcome, reason: null }))
        .thenRefused('reason-missing', { requestId: REQUEST })
      const reasoned = { outcome, reason: 'masa-simpan' }
      given(privacy, [received(3)])
        .when(answer(4, 2, reasoned))
        .thenEvents([answered(4, 2, reasoned)])
    }
  })
})
