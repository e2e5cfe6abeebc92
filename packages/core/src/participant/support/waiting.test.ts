import { given } from '@perca/testing'
import { describe, test } from 'vitest'
import { august } from '../../testing/day.fixture.js'
import { participant } from '../decider.js'
import {
  assessed,
  consented,
  ended,
  enrol,
  enrolled,
  OTHER_PROGRAMME,
  paused,
  referred,
  running,
} from '../person.fixture.js'
import type { DeclineReason } from './events.js'
import { decline, declined, join, joined, offer, offered, offerId } from './support.fixture.js'

describe('the waiting list', () => {
  test('takes whoever has a file', () => {
    given(participant, [referred])
      .when(join(august(5)))
      .thenEvents([joined(august(5))])
  })

  test('takes nobody without a file', () => {
    given(participant, [])
      .when(join(august(5)))
      .thenRefused('unknown-participant')
  })

  test('takes nobody twice: who waits keeps their place', () => {
    given(participant, [referred, joined(august(5))])
      .when(join(august(6)))
      .thenRefused('already-waiting', { day: '2020-08-06', since: '2020-08-05' })
  })

  test('takes somebody for another programme beside', () => {
    given(participant, [referred, joined(august(5))])
      .when(join(august(6), OTHER_PROGRAMME))
      .thenEvents([joined(august(6), OTHER_PROGRAMME)])
  })

  test('takes a day earlier that is written down late', () => {
    given(participant, [referred, joined(august(5))])
      .when(join(august(4)))
      .thenEvents([joined(august(4))])
  })

  test.each([
    ['runs', running],
    ['is paused', [...running, paused(august(4))]],
  ])('takes nobody whose enrolment %s', (_, history) => {
    given(participant, history)
      .when(join(august(5)))
      .thenRefused('already-enrolled', { day: '2020-08-05', since: history.at(-1)?.effectiveOn })
  })

  test('takes whoever took part once, from the day on which it ended', () => {
    given(participant, [...running, ended(august(5))])
      .when(join(august(5)))
      .thenEvents([joined(august(5))])
  })
})

describe('a place', () => {
  const waits = [referred, joined(august(5))] as const

  test('is offered to somebody who waits, from the day on which they do', () => {
    given(participant, waits)
      .when(offer(august(5), august(7)))
      .thenEvents([offered(august(5), august(7))])
  })

  test.each([
    ['nobody waits', [referred]],
    ['they waited only later', waits],
  ])('is not offered where %s', (_, history) => {
    given(participant, history)
      .when(offer(august(4), august(7)))
      .thenRefused('not-waiting', { day: '2020-08-04' })
  })

  test('is not offered by a programme for which they do not wait', () => {
    given(participant, waits)
      .when(offer(august(5), august(7), 1, OTHER_PROGRAMME))
      .thenRefused('not-waiting', { day: '2020-08-05' })
  })

  test('may be kept for the one day', () => {
    given(participant, waits)
      .when(offer(august(6), august(6)))
      .thenEvents([offered(august(6), august(6))])
  })

  test('is not kept until a day before it', () => {
    given(participant, waits)
      .when(offer(august(6), august(5)))
      .thenRefused('invalid-date', { field: 'until', date: '2020-08-05', day: '2020-08-06' })
  })

  test('is taken by enrolling: then nobody waits, nor is offered another', () => {
    const fit = [consented(august(2)), assessed(august(2))]
    given(participant, [...waits, offered(august(5), august(7)), ...fit])
      .when(enrol(august(6)))
      .thenEvents([enrolled(august(6))])
    given(participant, [...waits, ...fit, enrolled(august(6))])
      .when(offer(august(6), august(9)))
      .thenRefused('not-waiting', { day: '2020-08-06' })
  })

  test('is not offered to who was taken in and has left since, until they wait anew', () => {
    const left = [...waits, consented(august(2)), assessed(august(2)), enrolled(august(6)), ended(august(8))]
    given(participant, left)
      .when(offer(august(9), august(12)))
      .thenRefused('not-waiting', { day: '2020-08-09' })
    given(participant, [...left, joined(august(9))])
      .when(offer(august(9), august(12)))
      .thenEvents([offered(august(9), august(12))])
  })

  test('is not offered to who was taken in before it was written down that they waited', () => {
    given(participant, [...running, ended(august(8)), joined(august(2))])
      .when(offer(august(9), august(12)))
      .thenRefused('not-waiting', { day: '2020-08-09' })
  })

  test.each([
    ['on the first day', august(6), august(6)],
    ['over it', august(5), august(12)],
    ['on its last day', august(8), august(12)],
  ])('is kept once at a time: not a second one %s', (_, on, until) => {
    given(participant, [...waits, offered(august(6), august(8))])
      .when(offer(on, until, 2))
      .thenRefused('already-offered', { offerId: offerId(1), offeredOn: '2020-08-06', until: '2020-08-08' })
  })

  test.each([
    ['after the last day of the first', august(9), august(12)],
    ['before the first, written down late', august(5), august(5)],
  ])('is offered again %s', (_, on, until) => {
    given(participant, [...waits, offered(august(6), august(8))])
      .when(offer(on, until, 2))
      .thenEvents([offered(on, until, 2)])
  })

  test('is offered again from the day on which the first was declined', () => {
    const history = [...waits, offered(august(6), august(9)), declined(august(7), 'notNow')]
    given(participant, history)
      .when(offer(august(7), august(9), 2))
      .thenEvents([offered(august(7), august(9), 2)])
    given(participant, history)
      .when(offer(august(6), august(6), 2))
      .thenRefused('already-offered', { offerId: offerId(1) })
  })

  test('bears an id of its own, for ever', () => {
    given(participant, [...waits, offered(august(5), august(6))])
      .when(offer(august(9), august(12)))
      .thenRefused('already-offered', { offerId: offerId(1) })
  })
})

describe('a place that is declined', () => {
  const open = [referred, joined(august(5)), offered(august(6), august(8))] as const

  test.each(['notNow', 'illness', 'family', 'travel', 'unstated'] satisfies DeclineReason[])(
    'for %s: they go on waiting',
    (reason) => {
      given(participant, open)
        .when(decline(august(7), reason))
        .thenEvents([declined(august(7), reason)])
      given(participant, [...open, declined(august(7), reason)])
        .when(join(august(7)))
        .thenRefused('already-waiting', { since: '2020-08-05' })
    },
  )

  test.each(['foundWork', 'otherProgramme', 'moved', 'notInterested'] satisfies DeclineReason[])(
    'for %s: they wait no longer, and may wait anew',
    (reason) => {
      const history = [...open, declined(august(7), reason)]
      given(participant, history)
        .when(offer(august(7), august(9), 2))
        .thenRefused('not-waiting', { day: '2020-08-07' })
      given(participant, history)
        .when(join(august(7)))
        .thenEvents([joined(august(7))])
      given(participant, [...history, joined(august(7))])
        .when(offer(august(7), august(9), 2))
        .thenEvents([offered(august(7), august(9), 2)])
    },
  )

  test('may be declined on the day of the offer, and after its last day', () => {
    for (const on of [august(6), august(20)]) {
      given(participant, open)
        .when(decline(on, 'family'))
        .thenEvents([declined(on, 'family')])
    }
  })

  test.each([
    ['before it was offered', decline(august(5), 'family'), { offerId: offerId(1), day: '2020-08-05' }],
    ['that nobody offered', decline(august(7), 'family', 2), { offerId: offerId(2), day: '2020-08-07' }],
    ['of another programme', decline(august(7), 'family', 1, OTHER_PROGRAMME), { offerId: offerId(1) }],
  ])('is none %s', (_, command, evidence) => {
    given(participant, open).when(command).thenRefused('unknown-offer', evidence)
  })

  test('was declined once', () => {
    given(participant, [...open, declined(august(7), 'family')])
      .when(decline(august(8), 'foundWork'))
      .thenRefused('already-declined', { offerId: offerId(1), declinedOn: '2020-08-07' })
  })

  test('was not taken before', () => {
    given(participant, [...open, consented(august(2)), assessed(august(2)), enrolled(august(7))])
      .when(decline(august(7), 'family'))
      .thenRefused('already-enrolled', { since: '2020-08-07' })
  })
})
