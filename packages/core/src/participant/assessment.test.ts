import { given } from '@perca/testing'
import { describe, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import { participant } from './decider.js'
import {
  assess,
  assessed,
  consented,
  ended,
  enrolled,
  OTHER_PROGRAMME,
  paused,
  referred,
  resumed,
  running,
} from './person.fixture.js'

/** What an assessment that does not allow training brings with it. */
const pausedByItself = (date: number, programmeId?: string, number?: number) =>
  paused(august(date), 'assessment-unstable', programmeId, number)

describe('an assessment', () => {
  test('is recorded with its findings, which no decision reads', () => {
    const findings = 'Tenang, kooperatif.'
    given(participant, [referred])
      .when({ ...assess(august(2)), findings })
      .thenEvents([{ ...assessed(august(2)), data: { ...assessed(august(2)).data, findings } }])
  })

  test('of somebody without a file is refused', () => {
    given(participant, [])
      .when(assess(august(2)))
      .thenRefused('unknown-participant', {})
  })

  test('that allows training pauses nothing', () => {
    given(participant, running)
      .when(assess(august(5), { number: 2 }))
      .thenEvents([assessed(august(5), { number: 2 })])
  })

  test('that had run out before it was dated pauses nothing: expiry never does', () => {
    const terms = { number: 2, until: august(4) }
    given(participant, running)
      .when(assess(august(5), terms))
      .thenEvents([assessed(august(5), terms)])
  })
})

describe('an assessment that does not allow training pauses what runs on its day (rule 3)', () => {
  test.each([
    ['unstable', { number: 2, stable: false }],
    ['stable and not able to train', { number: 2, able: false }],
    ['neither', { number: 2, stable: false, able: false }],
  ])('%s', (_, terms) => {
    given(participant, running)
      .when(assess(august(5), terms))
      .thenEvents([assessed(august(5), terms), pausedByItself(5)])
  })

  const unstable = { number: 2, stable: false }

  test('in every programme', () => {
    const other = enrolled(august(4), { number: 2, programmeId: OTHER_PROGRAMME })
    given(participant, [...running, other])
      .when(assess(august(4), unstable))
      .thenEvents([assessed(august(4), unstable), pausedByItself(4), pausedByItself(4, OTHER_PROGRAMME, 2)])
  })

  test('from the very day on which the enrolment began', () => {
    given(participant, running)
      .when(assess(august(3), unstable))
      .thenEvents([assessed(august(3), unstable), pausedByItself(3)])
  })

  test('and nothing the day before it began: what lost its basis is a finding', () => {
    given(participant, running)
      .when(assess(august(2), unstable))
      .thenEvents([assessed(august(2), unstable)])
  })

  test.each([
    ['is paused', [paused(august(4))]],
    ['is over', [ended(august(4))]],
    ['is over from that day on', [ended(august(5))]],
    ['was paused by an assessment before', [assessed(august(4), unstable), pausedByItself(4)]],
  ])('and nothing that %s', (_, since) => {
    const terms = { number: 3, stable: false }
    given(participant, [...running, ...since])
      .when(assess(august(5), terms))
      .thenEvents([assessed(august(5), terms)])
  })

  test('a resumed enrolment anew', () => {
    given(participant, [...running, paused(august(4)), resumed(august(5))])
      .when(assess(august(6), unstable))
      .thenEvents([assessed(august(6), unstable), pausedByItself(6)])
  })

  test('the enrolment that runs, of two that follow each other', () => {
    given(participant, [...running, ended(august(5)), enrolled(august(6), { number: 2 })])
      .when(assess(august(7), unstable))
      .thenEvents([assessed(august(7), unstable), pausedByItself(7, undefined, 2)])
  })

  test('also where a better one was written down before and is dated later', () => {
    given(participant, [...running, assessed(august(8), { number: 3 })])
      .when(assess(august(5), unstable))
      .thenEvents([assessed(august(5), unstable), pausedByItself(5)])
  })

  test('and nobody who only consented', () => {
    given(participant, [referred, consented(august(2))])
      .when(assess(august(5), unstable))
      .thenEvents([assessed(august(5), unstable)])
  })
})
