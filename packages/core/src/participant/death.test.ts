import { given } from '@perca/testing'
import { describe, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import { die, died, merged, relapsed, withdrawn } from './changes.fixture.js'
import { participant } from './decider.js'
import {
  assessed,
  consentId,
  ended,
  enrol,
  enrolled,
  mark,
  marked,
  OTHER_PROGRAMME,
  PROGRAMME,
  paused,
  referred,
  resume,
  resumed,
  running,
} from './person.fixture.js'

/** What a death brings with it. */
const endedByDeath = (date: number, number = 1, programmeId = PROGRAMME) =>
  ended(august(date), number, 'deceased', programmeId)

describe('rule 17: a death ends what is open on its day', () => {
  test('running, in every programme', () => {
    const other = enrolled(august(4), { number: 2, programmeId: OTHER_PROGRAMME })
    given(participant, [...running, other])
      .when(die(august(9)))
      .thenEvents([died(august(9)), endedByDeath(9), endedByDeath(9, 2, OTHER_PROGRAMME)])
  })

  test('or paused, and from the very day on which it began', () => {
    given(participant, [...running, paused(august(5))])
      .when(die(august(9)))
      .thenEvents([died(august(9)), endedByDeath(9)])
    given(participant, running)
      .when(die(august(3)))
      .thenEvents([died(august(3)), endedByDeath(3)])
  })

  test('and nothing that is over by then, or never began', () => {
    given(participant, [...running, ended(august(9))])
      .when(die(august(9)))
      .thenEvents([died(august(9))])
    given(participant, [referred])
      .when(die(august(9)))
      .thenEvents([died(august(9))])
  })

  test('also what was ended later by mistake: nobody takes part after their death', () => {
    given(participant, [...running, ended(august(12))])
      .when(die(august(9)))
      .thenEvents([died(august(9)), endedByDeath(9)])
  })

  test('and what was written down as begun after it, on its own first day', () => {
    given(participant, [...running, ended(august(5)), enrolled(august(11), { number: 2 }), paused(august(12))])
      .when(die(august(9)))
      .thenEvents([died(august(9)), endedByDeath(11, 2)])
    given(participant, [...running, ended(august(10)), enrolled(august(11), { number: 2 })])
      .when(die(august(9)))
      .thenEvents([died(august(9)), endedByDeath(9), endedByDeath(11, 2)])
  })

  test('whatever is marked from then on; what was marked before stands', () => {
    const history = [...running, died(august(9)), endedByDeath(9)]
    given(participant, history)
      .when(mark(august(8)))
      .thenEvents([marked(august(8))])
    given(participant, history)
      .when(mark(august(9)))
      .thenRefused('participant-deceased', { day: august(9), deceasedOn: august(9) })
  })
})

describe('a death', () => {
  test('is recorded with the document that says so', () => {
    given(participant, [referred])
      .when({ ...die(august(9)), documentRef: 'AKTA-1' })
      .thenEvents([{ ...died(august(9)), data: { documentRef: 'AKTA-1' } }])
  })

  test('is recorded once, whatever day is told then', () => {
    for (const date of [8, 9, 10]) {
      given(participant, [referred, died(august(9))])
        .when(die(august(date)))
        .thenRefused('participant-deceased', { deceasedOn: august(9) })
    }
  })

  test('is recorded where the file goes on, not where it went on from; on the day before it is', () => {
    given(participant, [...running, merged(august(9))])
      .when(die(august(9)))
      .thenRefused('participant-merged', { day: august(9), mergedOn: august(9) })
    given(participant, [...running, merged(august(9))])
      .when(die(august(8)))
      .thenEvents([died(august(8)), endedByDeath(8)])
  })

  test('of somebody without a file is refused', () => {
    given(participant, [])
      .when(die(august(9)))
      .thenRefused('unknown-participant', {})
  })
})

describe('rule 17: an enrolment that is written down after a death', () => {
  const before = [...running.slice(0, 3), died(august(9))]

  test('begins before it and ends on its day', () => {
    given(participant, before)
      .when(enrol(august(8)))
      .thenEvents([enrolled(august(8)), endedByDeath(9)])
    given(participant, before)
      .when(enrol(august(9)))
      .thenRefused('participant-deceased', { day: august(9), deceasedOn: august(9) })
  })

  test('pauses first where something stopped it before that day, and not by what is dated later', () => {
    const byConsent = paused(august(6), 'consent-withdrawn', PROGRAMME, 1, { kind: 'consent', id: consentId(1) })
    given(participant, [...before, withdrawn(august(6))])
      .when(enrol(august(4)))
      .thenEvents([enrolled(august(4)), byConsent, endedByDeath(9)])
    given(participant, [...before, relapsed(august(9)), assessed(august(10), { number: 2, stable: false })])
      .when(enrol(august(4)))
      .thenEvents([enrolled(august(4)), endedByDeath(9)])
  })

  test('a resumption alike; where another step comes first, that one ends it', () => {
    const resting = [...running, paused(august(4))]
    given(participant, [...resting, died(august(9))])
      .when(resume(august(6)))
      .thenEvents([resumed(august(6)), endedByDeath(9)])
    given(participant, [...resting, paused(august(7)), died(august(9)), endedByDeath(9)])
      .when(resume(august(6)))
      .thenEvents([resumed(august(6))])
  })
})
