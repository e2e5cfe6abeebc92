import { anyAggregate, application, deciderOf, fold } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import { given, type Sent } from '@perca/testing'
import fc from 'fast-check'
import { isLeft, isRight, left, right } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { aggregates } from '../domain.js'
import { august } from '../testing/day.fixture.js'
import { outcomeOf } from '../testing/outcome.fixture.js'
import { referral, send, sendAll } from '../testing/programme.fixture.js'
import { account } from './decider.js'
import type { CreditEarnings, PayEarnings } from './decisions.js'
import type { AccountEvent } from './events.js'

const uuid = (kind: number, number: number) => `0000000${kind}-0000-4000-8000-${String(number).padStart(12, '0')}`
const MAKER = uuid(1, 1)

const share = (amount: number, number = 1) => ({ sharedEventId: uuid(2, number), orderId: uuid(3, number), amount })

const credit = (date: number, amount: number, number = 1): CreditEarnings => ({
  type: 'CreditEarnings',
  participantId: MAKER,
  effectiveOn: august(date),
  ...share(amount, number),
})
const credited = (date: number, amount: number, number = 1): AccountEvent => ({
  type: 'EarningsCredited',
  effectiveOn: august(date),
  data: share(amount, number),
})

const pay = (date: number, amount: number, number = 1, paidByEvent: string | null = null): PayEarnings => ({
  type: 'PayEarnings',
  participantId: MAKER,
  programmeId: 'kediri',
  payoutId: uuid(4, number),
  amount,
  receiptRef: `KW-000${number}`,
  effectiveOn: august(date),
  evidence: { paidByEvent },
})
const paid = (date: number, amount: number, number = 1): AccountEvent => ({
  type: 'EarningsPaid',
  effectiveOn: august(date),
  data: { payoutId: uuid(4, number), amount, receiptRef: `KW-000${number}`, to: 'participant' },
})

const overPayout = (date: number, asked: number, due: number) =>
  ['over-payout', { asked, due, day: august(date) }] as const

test('a share is credited as it was shared, again and again', () => {
  given(account, [])
    .when(credit(4, 70_000))
    .thenEvents([credited(4, 70_000)])
  given(account, [credited(4, 70_000)])
    .when(credit(4, 30_000, 2))
    .thenEvents([credited(4, 30_000, 2)])
})

describe('a payout takes what is due and no more (rule 10)', () => {
  test('to the rupiah', () => {
    given(account, [credited(4, 70_000)])
      .when(pay(4, 70_000))
      .thenEvents([paid(4, 70_000)])
    given(account, [credited(4, 70_000)])
      .when(pay(4, 70_001))
      .thenRefused(...overPayout(4, 70_001, 70_000))
  })

  test('nothing from an empty account', () => {
    given(account, [])
      .when(pay(4, 1))
      .thenRefused(...overPayout(4, 1, 0))
  })

  test('of several credits, less what was paid', () => {
    const history = [credited(4, 70_000), credited(5, 30_000, 2), paid(6, 60_000)]
    given(account, history)
      .when(pay(7, 40_000, 2))
      .thenEvents([paid(7, 40_000, 2)])
    given(account, history)
      .when(pay(7, 40_001, 2))
      .thenRefused(...overPayout(7, 40_001, 40_000))
  })

  test('from the day of the credit on, not the day before', () => {
    given(account, [credited(4, 70_000)])
      .when(pay(3, 1))
      .thenRefused(...overPayout(3, 1, 0))
    given(account, [credited(4, 70_000)])
      .when(pay(4, 1))
      .thenEvents([paid(4, 1)])
  })

  test('dated before a payout that stands already leaves that one its money', () => {
    const history = [credited(4, 70_000), paid(10, 50_000)]
    given(account, history)
      .when(pay(5, 20_000, 2))
      .thenEvents([paid(5, 20_000, 2)])
    given(account, history)
      .when(pay(5, 20_001, 2))
      .thenRefused(...overPayout(5, 20_001, 20_000))
  })

  test('dated before a later credit does not count on it', () => {
    const history = [credited(4, 70_000), credited(10, 30_000, 2)]
    given(account, history)
      .when(pay(9, 70_001))
      .thenRefused(...overPayout(9, 70_001, 70_000))
    given(account, history)
      .when(pay(10, 70_001))
      .thenEvents([paid(10, 70_001)])
  })

  test('counts a credit that was written down late from its own day on', () => {
    const history = [credited(10, 30_000), credited(4, 70_000, 2)]
    given(account, history)
      .when(pay(4, 70_000))
      .thenEvents([paid(4, 70_000)])
  })
})

describe('a receipt', () => {
  const event = '00000008-0000-4000-8000-000000000001'

  test('that stands already refuses the payout, naming the event that paid (rule 11)', () => {
    given(account, [credited(4, 70_000)])
      .when(pay(4, 1, 1, event))
      .thenRefused('duplicate-receipt', { receiptRef: 'KW-0001', eventId: event })
  })

  test('is looked at before the amount', () => {
    given(account, [])
      .when(pay(4, 1, 1, event))
      .thenRefused('duplicate-receipt', { eventId: event })
  })
})

describe('an account', () => {
  const states = { empty: [], credited: [credited(4, 70_000)], 'paid out': [credited(4, 70_000), paid(4, 70_000)] }
  const commands = { credit: credit(4, 70_000), pay: pay(4, 70_000, 2) }
  const table: { readonly [state in keyof typeof states]: { readonly [command in keyof typeof commands]: string } } = {
    empty: { credit: 'EarningsCredited', pay: 'over-payout' },
    credited: { credit: 'EarningsCredited', pay: 'EarningsPaid' },
    'paid out': { credit: 'EarningsCredited', pay: 'over-payout' },
  }
  const cells = Object.entries(table).flatMap(([state, row]) =>
    Object.entries(row).map((cell) => [state, ...cell] as const),
  )

  test.each(cells)('that is %s, %s: %s', (state, name, outcome) => {
    const decider = deciderOf(account)
    const decision = decider.decide(
      commands[name as keyof typeof commands],
      fold(decider, states[state as keyof typeof states]),
    )
    expect(outcomeOf(decision)).toBe(outcome)
  })
})

test('law: whatever is credited and paid, in whatever order it is written down, no day of an account is below nothing', () => {
  const step = fc.record({
    pays: fc.boolean(),
    date: fc.integer({ min: 1, max: 9 }),
    amount: fc.integer({ min: 1, max: 9 }),
  })
  fc.assert(
    fc.property(fc.noBias(fc.array(step, { maxLength: 30, size: 'max' })), (steps) => {
      const decider = deciderOf(account)
      let state = decider.initialState
      const entries: { readonly date: number; readonly amount: number }[] = []
      for (const { pays, date, amount } of steps) {
        const decision = decider.decide(pays ? pay(date, amount) : credit(date, amount), state)
        if (isLeft(decision)) continue
        entries.push({ date, amount: pays ? -amount : amount })
        state = decision.right.reduce(decider.evolve, state)
      }
      const balance = (date: number) => entries.reduce((sum, entry) => sum + (entry.date <= date ? entry.amount : 0), 0)
      expect(Math.min(...Array.from({ length: 9 }, (_, place) => balance(place + 1)))).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('an account is its maker’s, and in their history', () => {
  const { commands } = anyAggregate(account)
  expect(new Set(Object.values(commands).map(({ stream }) => stream(credit(4, 1))))).toEqual(new Set([MAKER]))
  expect([credited(4, 1), paid(4, 1)].map((event) => account.subjects(event, MAKER))).toEqual([[MAKER], [MAKER]])
})

describe('a receipt number stands once in a programme', () => {
  const OTHER = uuid(1, 2)
  const earned = (participantId: string, number: number): Sent => ({
    command: { ...credit(4, 70_000, number), participantId },
    role: 'policy',
    programmeId: 'kediri',
  })
  const payout = (participantId: string, receiptRef: string, programmeId = 'kediri'): Sent => {
    const { evidence: _, ...command } = pay(5, 10_000)
    return { command: { ...command, participantId, receiptRef, programmeId }, role: 'treasurer', programmeId }
  }
  const opened = async () => {
    const app = application({ store: memoryStore(), aggregates })
    await sendAll(app, [referral(MAKER, 'P-001'), referral(OTHER, 'P-002'), earned(MAKER, 1), earned(OTHER, 2)])
    return app
  }

  test('over all its accounts', async () => {
    const app = await opened()
    const first = await send(app, payout(MAKER, 'KW-1'), 50)
    const eventId = isRight(first) ? first.right.events[0]?.id : undefined
    expect(eventId).toMatch(/^00000050-/)
    expect(await send(app, payout(OTHER, 'KW-1'), 51)).toEqual(
      left(expect.objectContaining({ rule: 'duplicate-receipt', evidence: { receiptRef: 'KW-1', eventId } })),
    )
    expect(await send(app, payout(OTHER, 'KW-2'), 52)).toEqual(right(expect.objectContaining({ revision: 1 })))
  })

  test('whatever its case', async () => {
    const app = await opened()
    await sendAll(app, [payout(MAKER, 'KW-1a')], 50)
    expect(await send(app, payout(OTHER, 'kw-1A'), 51)).toEqual(
      left(
        expect.objectContaining({
          rule: 'duplicate-receipt',
          evidence: expect.objectContaining({ receiptRef: 'kw-1A' }),
        }),
      ),
    )
  })

  test('and may stand in another programme', async () => {
    const app = await opened()
    await sendAll(app, [payout(MAKER, 'KW-1')], 50)
    expect(await send(app, payout(OTHER, 'KW-1', 'blitar'), 51)).toEqual(
      right(expect.objectContaining({ revision: 1 })),
    )
  })

  test('whose payout is of somebody without a file is refused as that', async () => {
    const app = await opened()
    expect(await send(app, payout(uuid(1, 3), 'KW-1'), 50)).toEqual(
      left(expect.objectContaining({ rule: 'unknown-participant', evidence: {} })),
    )
  })

  test('and a refused payout uses none', async () => {
    const app = await opened()
    const much: Sent = { ...payout(MAKER, 'KW-1'), command: { ...payout(MAKER, 'KW-1').command, amount: 70_001 } }
    expect(await send(app, much, 50)).toEqual(
      left(
        expect.objectContaining({ rule: 'over-payout', evidence: { asked: 70_001, due: 70_000, day: '2020-08-05' } }),
      ),
    )
    expect(await send(app, payout(OTHER, 'KW-1'), 51)).toEqual(right(expect.objectContaining({ revision: 1 })))
  })
})
