import { type Day, deciderOf } from '@perca/eventsourcing'
import { given } from '@perca/testing'
import fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import { credited, heirId, paid, pay, payoutReversed, recognise, recognised } from './account.fixture.js'
import { account } from './decider.js'

const deceasedOn: Day = august(6)
const died = { deceasedOn }
const toHeir = (heir: number) => ({ ...died, heir })

describe('rule 17: after a death what is due goes to recognised heirs', () => {
  const history = [credited(4, 70_001), recognised(8, 1, 5_000), recognised(8, 2, 5_000)]

  test('the dead are paid nothing from the day after their death on; on the day itself they are', () => {
    given(account, history)
      .when(pay(7, 1, 1, died))
      .thenRefused('participant-deceased', { day: august(7), deceasedOn })
    given(account, history)
      .when(pay(6, 1, 1, died))
      .thenEvents([paid(6, 1)])
  })

  test('who is not recognised gets nothing; who is, from the day on which they are', () => {
    given(account, history)
      .when(pay(8, 1, 1, toHeir(3)))
      .thenRefused('heir-unknown', { heirId: heirId(3), day: august(8), recognisedOn: null, deceasedOn })
    given(account, history)
      .when(pay(7, 1, 1, toHeir(1)))
      .thenRefused('heir-unknown', { heirId: heirId(1), day: august(7), recognisedOn: august(8) })
    given(account, history)
      .when(pay(8, 1, 1, toHeir(1)))
      .thenEvents([paid(8, 1, 1, 1)])
  })

  test('nobody inherits from the living', () => {
    given(account, history)
      .when(pay(8, 1, 1, { heir: 1 }))
      .thenRefused('heir-unknown', { heirId: heirId(1), deceasedOn: null })
    given(account, history)
      .when(pay(8, 1, 1, { heir: 1, deceasedOn: august(8) }))
      .thenRefused('heir-unknown', { deceasedOn: august(8) })
    given(account, history)
      .when(pay(8, 1, 1, { heir: 1, deceasedOn: august(7) }))
      .thenEvents([paid(8, 1, 1, 1)])
  })

  test('an heir gets at most their part; the odd rupiah is the first one’s', () => {
    given(account, history)
      .when(pay(8, 35_002, 1, toHeir(1)))
      .thenRefused('over-payout', { asked: 35_002, due: 35_001, day: august(8) })
    given(account, history)
      .when(pay(8, 35_001, 1, toHeir(1)))
      .thenEvents([paid(8, 35_001, 1, 1)])
    given(account, [...history, paid(8, 35_001, 1, 1)])
      .when(pay(9, 35_001, 2, toHeir(2)))
      .thenRefused('over-payout', { due: 35_000 })
    given(account, [...history, paid(8, 35_001, 1, 1)])
      .when(pay(9, 35_000, 2, toHeir(2)))
      .thenEvents([paid(9, 35_000, 2, 2)])
  })

  test('a payout to an heir that came back is that heir’s again', () => {
    const returned = [...history, paid(8, 35_001, 1, 1), payoutReversed(9, 35_001)]
    given(account, returned)
      .when(pay(9, 35_001, 2, toHeir(1)))
      .thenEvents([paid(9, 35_001, 2, 1)])
  })
})

describe('the parts of all heirs', () => {
  test('are at most the whole', () => {
    given(account, [recognised(8, 1, 7_500)])
      .when(recognise(8, 2, 2_501))
      .thenRefused('invalid-number', { part: 2_501, unassigned: 2_500 })
    given(account, [recognised(8, 1, 7_500)])
      .when(recognise(8, 2, 2_500))
      .thenEvents([recognised(8, 2, 2_500)])
  })

  test('are more than nothing, and each heir’s once', () => {
    given(account, [])
      .when(recognise(8, 1, 0))
      .thenRefused('invalid-number', { part: 0 })
    given(account, [recognised(8, 1, 1)])
      .when(recognise(9, 1, 1))
      .thenRefused('duplicate-heir', { heirId: heirId(1) })
  })
})

test('law: heirs of the whole, asking for all they can in any order, leave nothing over', () => {
  const estates = fc.record({
    amount: fc.integer({ min: 1, max: 1_000_000 }),
    weights: fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 0, maxLength: 3 }),
    backwards: fc.boolean(),
  })
  fc.assert(
    fc.property(estates, ({ amount, weights, backwards }) => {
      const parts = [...weights, 10_000 - weights.reduce((sum, part) => sum + part, 0)]
      const decider = deciderOf(account)
      const heirs = parts.map((part, number) => recognised(8, number + 1, part))
      let state = [credited(4, amount), ...heirs].reduce(decider.evolve, decider.initialState)
      let left = amount
      const order = parts.map((_, number) => number + 1)
      for (const heir of backwards ? order.reverse() : order) {
        const asked = decider.decide(pay(9, amount + 1, heir, toHeir(heir)), state)
        const due = isLeft(asked) ? Number(asked.left.evidence['due']) : 0
        if (due === 0) continue
        const done = decider.decide(pay(9, due, heir, toHeir(heir)), state)
        expect(done).toMatchObject({ _tag: 'Right' })
        if (!isLeft(done)) state = done.right.reduce(decider.evolve, state)
        left -= due
      }
      expect(left).toBe(0)
    }),
  )
})
