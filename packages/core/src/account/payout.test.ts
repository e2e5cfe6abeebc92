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
import {
  credit,
  credited,
  MAKER,
  OTHER,
  paid,
  pay,
  payoutReversed,
  recognise,
  recognised,
  reverse,
  reversed,
  reversePayout,
  uuid,
} from './account.fixture.js'
import { account } from './decider.js'

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

describe('rule 10: a payout takes what is due and no more', () => {
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
      .when(pay(4, 1, 1, { paidByEvent: event }))
      .thenRefused('duplicate-receipt', { receiptRef: 'KW-0001', eventId: event })
  })

  test('is looked at before the amount', () => {
    given(account, [])
      .when(pay(4, 1, 1, { paidByEvent: event }))
      .thenRefused('duplicate-receipt', { eventId: event })
  })
})

describe('an account', () => {
  const died = { deceasedOn: august(2) }
  const states = {
    empty: [],
    credited: [credited(4, 70_000)],
    'paid out': [credited(4, 70_000), paid(4, 70_000)],
    reversed: [credited(4, 70_000), reversed(4, 70_000, 70_000)],
    inherited: [credited(4, 70_000), recognised(4, 1, 10_000)],
  }
  const commands = {
    credit: credit(4, 70_000),
    pay: pay(4, 70_000, 2),
    'reverse its payout': reversePayout(4),
    'reverse earnings': reverse(4, 1),
    recognise: recognise(4, 1, 10_000),
    'pay an heir': pay(4, 70_000, 2, { ...died, heir: 1 }),
  }
  const table: { readonly [state in keyof typeof states]: { readonly [command in keyof typeof commands]: string } } = {
    empty: {
      credit: 'EarningsCredited',
      pay: 'over-payout',
      'reverse its payout': 'unknown-payout',
      'reverse earnings': 'EarningsReversed',
      recognise: 'HeirRecognised',
      'pay an heir': 'heir-unknown',
    },
    credited: {
      credit: 'EarningsCredited',
      pay: 'EarningsPaid',
      'reverse its payout': 'unknown-payout',
      'reverse earnings': 'EarningsReversed',
      recognise: 'HeirRecognised',
      'pay an heir': 'heir-unknown',
    },
    'paid out': {
      credit: 'EarningsCredited',
      pay: 'over-payout',
      'reverse its payout': 'PayoutReversed',
      'reverse earnings': 'EarningsReversed',
      recognise: 'HeirRecognised',
      'pay an heir': 'heir-unknown',
    },
    reversed: {
      credit: 'EarningsCredited',
      pay: 'over-payout',
      'reverse its payout': 'unknown-payout',
      'reverse earnings': 'EarningsReversed',
      recognise: 'HeirRecognised',
      'pay an heir': 'heir-unknown',
    },
    inherited: {
      credit: 'EarningsCredited',
      pay: 'EarningsPaid',
      'reverse its payout': 'unknown-payout',
      'reverse earnings': 'EarningsReversed',
      recognise: 'duplicate-heir',
      'pay an heir': 'EarningsPaid',
    },
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

describe('a payout that came back', () => {
  const history = [credited(4, 70_000), paid(6, 50_000)]

  test('is due again, whole, from the day on which it came back', () => {
    given(account, history)
      .when(reversePayout(8))
      .thenEvents([payoutReversed(8, 50_000)])
    given(account, [...history, payoutReversed(8, 50_000)])
      .when(pay(8, 70_000, 2))
      .thenEvents([paid(8, 70_000, 2)])
    given(account, [...history, payoutReversed(8, 50_000)])
      .when(pay(7, 20_001, 2))
      .thenRefused(...overPayout(7, 20_001, 20_000))
  })

  test('comes back once', () => {
    given(account, [...history, payoutReversed(8, 50_000)])
      .when(reversePayout(9))
      .thenRefused('already-reversed', { payoutId: uuid(4, 1), reversedOn: august(8) })
  })

  test('does not come back before it was made, but on its own day', () => {
    given(account, history)
      .when(reversePayout(5))
      .thenRefused('unknown-payout', { payoutId: uuid(4, 1), day: august(5), paidOn: august(6) })
    given(account, history)
      .when(reversePayout(6))
      .thenEvents([payoutReversed(6, 50_000)])
  })

  test('leaves its receipt number used', () => {
    given(account, [...history, payoutReversed(8, 50_000)])
      .when(pay(9, 1))
      .thenRefused('duplicate-receipt', { receiptRef: 'KW-0001', payoutId: uuid(4, 1) })
  })

  test('is taken note of by somebody who does not pay out', () => {
    const { PayEarnings, ReversePayout, RecogniseHeir } = account.commands
    for (const { roles } of [ReversePayout, RecogniseHeir]) {
      expect(roles.filter((role) => PayEarnings.roles.includes(role))).toEqual([])
    }
  })
})

describe('rule 13: what comes back of shared goods is taken up to what is due, and no maker owes', () => {
  test('all of it where it is due', () => {
    given(account, [credited(4, 70_000)])
      .when(reverse(8, 70_000))
      .thenEvents([reversed(8, 70_000, 70_000)])
  })

  test('and no rupiah more', () => {
    given(account, [credited(4, 70_000)])
      .when(reverse(8, 70_001))
      .thenEvents([reversed(8, 70_001, 70_000)])
    given(account, [])
      .when(reverse(8, 1))
      .thenEvents([reversed(8, 1, 0)])
  })

  test('what a payout of a later day took already is not due', () => {
    given(account, [credited(4, 70_000), paid(10, 50_000)])
      .when(reverse(8, 70_000))
      .thenEvents([reversed(8, 70_000, 20_000)])
  })
})

test('law: whatever is credited and paid, in whatever order it is written down, no day of an account is below nothing', () => {
  const step = fc.record({
    what: fc.constantFrom('credit' as const, 'pay' as const, 'reverse' as const),
    date: fc.integer({ min: 1, max: 9 }),
    amount: fc.integer({ min: 1, max: 9 }),
  })
  fc.assert(
    fc.property(fc.noBias(fc.array(step, { maxLength: 30, size: 'max' })), (steps) => {
      const decider = deciderOf(account)
      let state = decider.initialState
      const entries: { readonly date: number; readonly amount: number }[] = []
      for (const [number, { what, date, amount }] of steps.entries()) {
        const commands = {
          pay: pay(date, amount, number),
          credit: credit(date, amount),
          reverse: reverse(date, amount),
        }
        const decision = decider.decide(commands[what], state)
        if (isLeft(decision)) continue
        const [event] = decision.right
        const taken = event?.type === 'EarningsReversed' ? event.data.taken : amount
        entries.push({ date, amount: what === 'credit' ? amount : -taken })
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
