import { given } from '@perca/testing'
import { describe, expect, test } from 'vitest'
import { january, makerId, PROGRAMME, piecesBy, SKU, terms, uuid } from '../order/sale.fixture.js'
import { fund, fundId } from './decider.js'
import type { FundEvent, FundName } from './events.js'
import type { GiveGift } from './gift.js'

const book = (name: FundName) => ({ programmeId: PROGRAMME, fund: name })
const source = { kind: 'order' as const, id: uuid(4, 1) }
const spendId = (number: number) => uuid(9, number)

const credited = (date: number, amount: number): FundEvent => ({
  type: 'FundCredited',
  effectiveOn: january(date),
  data: { ...book('programme'), sourceEventId: uuid(8, 1), source, amount },
})
const spend = (date: number, amount: number, number = 1) =>
  ({
    type: 'SpendFund',
    ...book('programme'),
    spendId: spendId(number),
    amount,
    purpose: 'transport',
    receiptRef: `KB-${number}`,
    effectiveOn: january(date),
  }) as const
const spent = (date: number, amount: number, number = 1): FundEvent => ({
  type: 'FundSpent',
  effectiveOn: january(date),
  data: {
    ...book('programme'),
    spendId: spendId(number),
    amount,
    purpose: 'transport',
    receiptRef: `KB-${number}`,
    gift: null,
  },
})
const lose = (date: number, amount: number) =>
  ({
    type: 'AbsorbLoss',
    ...book('programme'),
    sourceEventId: uuid(8, 2),
    amount,
    reason: 'earnings-shortfall',
    effectiveOn: january(date),
  }) as const
const lost = (date: number, amount: number): FundEvent => ({
  type: 'LossAbsorbed',
  effectiveOn: january(date),
  data: { ...book('programme'), sourceEventId: uuid(8, 2), amount, reason: 'earnings-shortfall' },
})
const donate = (date: number, amount: number, number = 1) =>
  ({
    type: 'ReceiveDonation',
    ...book('materials'),
    donationId: uuid(7, number),
    amount,
    method: 'cash',
    donor: null,
    effectiveOn: january(date),
  }) as const
const donated = (date: number, amount: number, number = 1): FundEvent => ({
  type: 'DonationReceived',
  effectiveOn: january(date),
  data: { ...book('materials'), donationId: uuid(7, number), amount, method: 'cash', donor: null },
})

const batches = [
  piecesBy(1, 1, [
    { participantId: makerId(1), parts: 1 },
    { participantId: makerId(2), parts: 1 },
  ]),
  piecesBy(2, 1),
]
const give = (date: number, unitPrice: number, found: Partial<GiveGift['evidence']> = {}): GiveGift => ({
  type: 'GiveGift',
  programmeId: PROGRAMME,
  giftId: spendId(5),
  sku: SKU,
  quantity: 2,
  unitPrice,
  occasion: 'official-guest',
  effectiveOn: january(date),
  evidence: { sku: SKU, batches, codes: terms.codes, ...found },
})
const given2 = (
  date: number,
  unitPrice: number,
  shares: readonly (readonly [maker: number, amount: number])[],
  pieces = batches,
): FundEvent => ({
  type: 'FundSpent',
  effectiveOn: january(date),
  data: {
    ...book('programme'),
    spendId: spendId(5),
    amount: shares.reduce((sum, [, amount]) => sum + amount, 0),
    purpose: 'gift',
    receiptRef: null,
    gift: {
      sku: SKU,
      quantity: 2,
      unitPrice,
      occasion: 'official-guest',
      batches: pieces,
      shares: shares.map(([maker, amount]) => ({ participantId: makerId(maker), code: `P-00${maker}`, amount })),
    },
  },
})

const overspent = (date: number, asked: number, held: number) =>
  ['insufficient-funds', { asked, held, day: january(date) }] as const

test('a part of a sale and a donation are there from their day on', () => {
  given(fund, [])
    .when({
      type: 'CreditFund',
      ...book('programme'),
      sourceEventId: uuid(8, 1),
      source,
      amount: 10_000,
      effectiveOn: january(4),
    })
    .thenEvents([credited(4, 10_000)])
  given(fund, [])
    .when(donate(4, 5_000))
    .thenEvents([donated(4, 5_000)])
  given(fund, [donated(4, 5_000)])
    .when(donate(4, 5_000))
    .thenRefused('already-recorded', { id: uuid(7, 1) })
})

describe('rule 14: nothing is spent that the fund does not hold', () => {
  test('to the rupiah', () => {
    given(fund, [credited(4, 10_000)])
      .when(spend(4, 10_000))
      .thenEvents([spent(4, 10_000)])
    given(fund, [credited(4, 10_000)])
      .when(spend(4, 10_001))
      .thenRefused(...overspent(4, 10_001, 10_000))
  })

  test('from the day on which it came in; and what a later day spent already is left to it', () => {
    given(fund, [credited(4, 10_000)])
      .when(spend(3, 1))
      .thenRefused(...overspent(3, 1, 0))
    given(fund, [credited(4, 10_000), spent(9, 8_000)])
      .when(spend(5, 2_001, 2))
      .thenRefused(...overspent(5, 2_001, 2_000))
    given(fund, [credited(4, 10_000), spent(9, 8_000)])
      .when(spend(5, 2_000, 2))
      .thenEvents([spent(5, 2_000, 2)])
  })

  test('a receipt’s spending stands once', () => {
    given(fund, [credited(4, 10_000), spent(4, 1)])
      .when(spend(5, 1))
      .thenRefused('already-recorded', { id: spendId(1) })
  })

  test('a gift is not bought with a receipt', () => {
    given(fund, [credited(4, 10_000)])
      .when({ ...spend(4, 1), purpose: 'gift' })
      .thenRefused('invalid-code', { purpose: 'gift' })
  })
})

describe('rule 14: a gift pays the makers of its pieces from the programme fund', () => {
  test('all of the price, by largest remainder', () => {
    given(fund, [credited(4, 20_000)])
      .when(give(5, 5_001))
      .thenEvents([
        given2(5, 5_001, [
          [1, 7_502],
          [2, 2_500],
        ]),
      ])
  })

  test('but for what unknown makers would have had, which stays in the fund', () => {
    const unknown = [piecesBy(1, 1, []), piecesBy(2, 1)]
    given(fund, [credited(4, 5_000)])
      .when(give(5, 5_000, { batches: unknown }))
      .thenEvents([given2(5, 5_000, [[1, 5_000]], unknown)])
    const nobody = [piecesBy(1, 2, [])]
    given(fund, [])
      .when(give(5, 5_000, { batches: nobody }))
      .thenEvents([given2(5, 5_000, [], nobody)])
  })

  test('up to what the fund holds', () => {
    given(fund, [credited(4, 10_000)])
      .when(give(5, 5_000))
      .thenEvents([
        given2(5, 5_000, [
          [1, 7_500],
          [2, 2_500],
        ]),
      ])
    given(fund, [credited(4, 9_999)])
      .when(give(5, 5_000))
      .thenRefused(...overspent(5, 10_000, 9_999))
  })

  test('of pieces that are there', () => {
    given(fund, [credited(4, 20_000)])
      .when(give(5, 5_000, { batches: [piecesBy(1, 1)] }))
      .thenRefused('insufficient-stock', { sku: SKU, quantity: 2, free: 1, day: january(5) })
  })

  test('once, and at a price that can be counted', () => {
    given(fund, [credited(4, 20_000), given2(5, 5_000, [[1, 5_000]])])
      .when(give(6, 5_000))
      .thenRefused('already-recorded', { id: spendId(5) })
    given(fund, [credited(4, 20_000)])
      .when(give(5, Number.MAX_SAFE_INTEGER))
      .thenRefused('invalid-number', { giftId: spendId(5) })
  })
})

describe('rule 13: a loss is borne, also below nothing', () => {
  test('and then nothing can be spent until more came in', () => {
    given(fund, [credited(4, 10_000)])
      .when(lose(5, 15_000))
      .thenEvents([lost(5, 15_000)])
    given(fund, [credited(4, 10_000), lost(5, 15_000), credited(6, 5_001)])
      .when(spend(6, 1))
      .thenEvents([spent(6, 1)])
    given(fund, [credited(4, 10_000), lost(5, 15_000), credited(6, 5_000)])
      .when(spend(6, 1))
      .thenRefused(...overspent(6, 1, 0))
  })
})

test('a programme’s two funds are streams of their own; a gift tells of its makers', () => {
  expect([fundId('kediri', 'materials'), fundId('kediri', 'programme')]).toEqual([
    'kediri.MATERIALS.1',
    'kediri.PROGRAMME.1',
  ])
  expect(fund.subjects(given2(5, 5_000, [[1, 5_000]]), 'kediri.PROGRAMME.1')).toEqual([makerId(1), makerId(2)])
  expect(fund.subjects(spent(5, 5_000), 'kediri.PROGRAMME.1')).toEqual([])
})
