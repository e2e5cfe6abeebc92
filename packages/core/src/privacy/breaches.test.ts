import { given } from '@perca/testing'
import { describe, expect, test } from 'vitest'
import { privacy } from './decider.js'
import { at, BREACH, detect, detected, notified, notify } from './record.fixture.js'

describe('a breach is detected', () => {
  test('once under an id, and tells of nobody by name', () => {
    given(privacy, [])
      .when(detect(3))
      .thenEvents([detected(3)])
    given(privacy, [detected(3)])
      .when(detect(4))
      .thenRefused('duplicate-id', { breachId: BREACH })
    expect(privacy.subjects(detected(3), 'kediri.2020')).toEqual([])
  })
})

describe('the people and the authority are told of a breach', () => {
  test('each once', () => {
    given(privacy, []).when(notify('person', 4)).thenRefused('unknown-breach', { breachId: BREACH })
    given(privacy, [detected(3)])
      .when(notify('person', 4))
      .thenEvents([notified('person', 4)])
    given(privacy, [detected(3), notified('person', 4)])
      .when(notify('authority', 4))
      .thenEvents([notified('authority', 4)])
    given(privacy, [detected(3), notified('person', 4)])
      .when(notify('person', 5))
      .thenRefused('breach-notified', { breachId: BREACH, to: 'person', at: at(4) })
  })

  test('at the instant it was detected, or after it, however late', () => {
    given(privacy, [detected(3)])
      .when(notify('authority', 3, 2))
      .thenEvents([notified('authority', 3, 2)])
    given(privacy, [detected(3)])
      .when(notify('authority', 28))
      .thenEvents([notified('authority', 28)])
    given(privacy, [detected(3)])
      .when(notify('authority', 3, 1))
      .thenRefused('invalid-date', { from: at(3, 2), to: at(3, 1) })
    given(privacy, [detected(3)])
      .when({ ...notify('authority', 4), effectiveOn: notify('authority', 2).effectiveOn })
      .thenRefused('invalid-date', { from: '2020-08-03', to: '2020-08-02' })
  })
})
