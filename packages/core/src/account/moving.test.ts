import { deciderOf } from '@perca/eventsourcing'
import { given } from '@perca/testing'
import fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import { credit, credited, MAKER, OTHER, paid, pay, payoutReversed, reversePayout, uuid } from './account.fixture.js'
import { account } from './decider.js'
import type { AccountEvent, AccountEventOf } from './events.js'
import { leaving } from './moving.js'

const MERGE = uuid(7, 1)
const CAUSE = uuid(8, 1)
const UNDONE_BY = uuid(8, 2)

const way = { otherParticipantId: OTHER, mergeId: MERGE, sourceEventId: CAUSE }
const moveOut = (date: number) =>
  ({ type: 'MoveBalanceOut', participantId: MAKER, ...way, effectiveOn: august(date) }) as const
const moveIn = (date: number, amount: number, undoes = false) =>
  ({
    type: 'MoveBalanceIn',
    participantId: MAKER,
    ...way,
    amount,
    undoes,
    passed: [],
    effectiveOn: august(date),
  }) as const
const giveBack = (date: number) =>
  ({
    type: 'ReturnBalance',
    participantId: MAKER,
    ...way,
    sourceEventId: UNDONE_BY,
    effectiveOn: august(date),
  }) as const

type Data = AccountEventOf<'BalanceMoved'>['data']
const moved = (
  date: number,
  direction: Data['direction'],
  amount: number,
  terms: Partial<Data> = {},
): AccountEvent => ({
  type: 'BalanceMoved',
  effectiveOn: august(date),
  data: { ...way, direction, amount, undoes: false, passed: [], ...terms },
})
const back = { undoes: true, sourceEventId: UNDONE_BY }

describe('rule 18: where two files are one person’s, what is due moves to the surviving account', () => {
  test('all of it, on the day of the merge', () => {
    given(account, [credited(4, 70_000), paid(5, 20_000)])
      .when(moveOut(8))
      .thenEvents([moved(8, 'out', 50_000)])
  })

  test('what is due only later, later; so that no day is short', () => {
    given(account, [credited(4, 70_000), credited(10, 30_000, 2), paid(12, 40_000)])
      .when(moveOut(8))
      .thenEvents([moved(8, 'out', 60_000)])
    given(account, [credited(4, 70_000), paid(10, 40_000), credited(12, 30_000, 2)])
      .when(moveOut(8))
      .thenEvents([moved(8, 'out', 30_000), moved(12, 'out', 30_000)])
  })

  test('nothing, where nothing is due: the merge is known all the same', () => {
    given(account, [])
      .when(moveOut(8))
      .thenEvents([moved(8, 'out', 0)])
    given(account, [credited(10, 70_000)])
      .when(moveOut(8))
      .thenEvents([moved(8, 'out', 0), moved(10, 'out', 70_000)])
  })

  test('once', () => {
    given(account, [moved(8, 'out', 0)])
      .when(moveOut(9))
      .thenNothing()
  })

  test('and arrives there', () => {
    given(account, [credited(4, 1)])
      .when(moveIn(8, 50_000))
      .thenEvents([moved(8, 'in', 50_000)])
    given(account, [credited(4, 1), moved(8, 'in', 50_000)])
      .when(pay(8, 50_001))
      .thenEvents([paid(8, 50_001)])
  })
})

describe('what comes to an account whose file was merged moves on', () => {
  const history = [credited(4, 70_000), paid(5, 20_000), moved(8, 'out', 50_000)]

  test('a share that names the old file, late or not', () => {
    given(account, history)
      .when(credit(10, 30_000, 2))
      .thenEvents([credited(10, 30_000, 2), moved(10, 'out', 30_000)])
    given(account, history)
      .when(credit(3, 30_000, 2))
      .thenEvents([credited(3, 30_000, 2), moved(8, 'out', 30_000)])
  })

  test('a payout that came back', () => {
    given(account, history)
      .when(reversePayout(10))
      .thenEvents([payoutReversed(10, 20_000), moved(10, 'out', 20_000)])
  })

  test('what another merge brings', () => {
    const other = { mergeId: uuid(7, 2), otherParticipantId: uuid(1, 3), sourceEventId: uuid(8, 3) }
    given(account, history)
      .when({ ...moveIn(10, 5), ...other })
      .thenEvents([moved(10, 'in', 5, other), moved(10, 'out', 5, { passed: [uuid(1, 3)] })])
  })

  test('but not to where it came through: files merged into each other do not send it round for ever', () => {
    given(account, history)
      .when(moveIn(10, 5))
      .thenEvents([moved(10, 'in', 5)])
    const round = { mergeId: uuid(7, 2), otherParticipantId: uuid(1, 3), passed: [OTHER] }
    given(account, history)
      .when({ ...moveIn(10, 5), ...round })
      .thenEvents([moved(10, 'in', 5, round)])
    given(account, [...history, moved(10, 'in', 5)])
      .when(pay(10, 5, 2))
      .thenEvents([paid(10, 5, 2)])
  })

  test('and is paid out there (rule 17): here from the day of the merge on nothing is', () => {
    given(account, history)
      .when(pay(8, 1, 2))
      .thenRefused('participant-merged', {
        day: august(8),
        intoParticipantId: OTHER,
        mergeId: MERGE,
        mergedOn: august(8),
      })
    given(account, [credited(4, 70_000), moved(8, 'out', 0)])
      .when(pay(7, 1, 2))
      .thenEvents([paid(7, 1, 2)])
  })
})

describe('a merge that is undone', () => {
  test('gives back what came by it, as far as it is due', () => {
    given(account, [moved(8, 'in', 50_000)])
      .when(giveBack(10))
      .thenEvents([moved(10, 'out', 50_000, back)])
    given(account, [credited(4, 20_000), moved(8, 'in', 50_000), paid(9, 60_000)])
      .when(giveBack(10))
      .thenEvents([moved(10, 'out', 10_000, back)])
    given(account, [credited(4, 20_000), moved(8, 'in', 50_000)])
      .when(giveBack(10))
      .thenEvents([moved(10, 'out', 50_000, back)])
  })

  test('once, and also where nothing came', () => {
    given(account, [])
      .when(giveBack(10))
      .thenEvents([moved(10, 'out', 0, back)])
    given(account, [moved(10, 'out', 0, back)])
      .when(giveBack(11))
      .thenNothing()
  })

  test('sends back what was still on its way', () => {
    given(account, [moved(10, 'out', 0, back)])
      .when(moveIn(8, 50_000))
      .thenEvents([moved(8, 'in', 50_000), moved(10, 'out', 50_000, back)])
  })

  test('lets the other account keep its money again', () => {
    const history = [credited(4, 50_000), moved(8, 'out', 50_000)]
    given(account, history)
      .when(moveIn(10, 50_000, true))
      .thenEvents([moved(10, 'in', 50_000, { undoes: true })])
    given(account, [...history, moved(10, 'in', 50_000, { undoes: true })])
      .when(credit(11, 1, 2))
      .thenEvents([credited(11, 1, 2)])
    given(account, [...history, moved(10, 'in', 50_000, { undoes: true })])
      .when(pay(11, 50_000))
      .thenEvents([paid(11, 50_000)])
  })

  test('does not hold up a merge that came after it', () => {
    const anew = { mergeId: uuid(7, 2), sourceEventId: uuid(8, 3) }
    const history = [credited(4, 50_000), moved(8, 'out', 50_000), moved(11, 'out', 0, anew)]
    given(account, history)
      .when(moveIn(10, 50_000, true))
      .thenEvents([moved(10, 'in', 50_000, { undoes: true }), moved(11, 'out', 50_000, anew)])
  })
})

test('law: what leaves is, in the end, all that is due, and leaves no day short', () => {
  const entry = fc.record({ on: fc.integer({ min: 1, max: 9 }).map(august), amount: fc.integer({ min: -9, max: 20 }) })
  fc.assert(
    fc.property(fc.array(entry), fc.integer({ min: 1, max: 9 }).map(august), (wished, from) => {
      // Only what the account itself would take: credits, and payouts up to what is due.
      const decider = deciderOf(account)
      let state = decider.initialState
      for (const [number, { on, amount }] of wished.entries()) {
        if (amount === 0) continue
        const date = Number(on.slice(-2))
        const decision = decider.decide(amount > 0 ? credit(date, amount) : pay(date, -amount, number), state)
        if (!isLeft(decision)) state = decision.right.reduce(decider.evolve, state)
      }
      const entries = [...state.entries]
      const moves = leaving(entries, from)
      const sum = (list: readonly { readonly on: string; readonly amount: number }[], upTo: string) =>
        list.reduce((total, { on, amount }) => total + (on <= upTo ? amount : 0), 0)
      expect(sum(moves, august(31))).toBe(sum(entries, august(31)))
      expect(moves.every(({ on, amount }) => on >= from && amount > 0)).toBe(true)
      for (let date = 1; date <= 9; date++) {
        expect(sum(entries, august(date)) - sum(moves, august(date))).toBeGreaterThanOrEqual(0)
      }
    }),
  )
})
