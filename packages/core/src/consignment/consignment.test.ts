import { deciderOf, fold } from '@perca/eventsourcing'
import { given } from '@perca/testing'
import { describe, expect, test } from 'vitest'
import {
  AGENCY,
  january,
  lineId,
  makerId,
  OTHER_SKU,
  PROGRAMME,
  piecesBy,
  SKU,
  terms,
  uuid,
} from '../order/sale.fixture.js'
import { outcomeOf } from '../testing/outcome.fixture.js'
import { consignment } from './decider.js'
import type { ConsignmentEvent } from './events.js'
import type { PlaceConsignment } from './placing.js'

const asked = { consignmentId: uuid(1, 1), programmeId: PROGRAMME }
const byTwo = [
  { participantId: makerId(1), parts: 1 },
  { participantId: makerId(2), parts: 1 },
]
/** Two pieces of one maker, then three of two. */
const batches = [piecesBy(1, 2), piecesBy(2, 3, byTwo)]
const bags = { lineId: lineId(1), sku: SKU, quantity: 5, unitPrice: 50_000 }

const place = (date: number, lines = [bags], found: Partial<PlaceConsignment['evidence']> = {}): PlaceConsignment => ({
  type: 'PlaceConsignment',
  ...asked,
  agencyCode: AGENCY,
  lines,
  effectiveOn: january(date),
  evidence: { agencyCode: AGENCY, lines: lines.map(({ sku }) => ({ sku, batches })), ...found },
})
const placed = (date: number): ConsignmentEvent => ({
  type: 'ConsignmentPlaced',
  effectiveOn: january(date),
  data: { programmeId: PROGRAMME, agencyCode: AGENCY, lines: [{ ...bags, batches }] },
})
const sell = (date: number, quantity: number, number = 1) =>
  ({
    type: 'SellConsigned',
    ...asked,
    saleId: uuid(2, number),
    lines: [{ lineId: lineId(1), quantity }],
    effectiveOn: january(date),
  }) as const
const sold = (date: number, quantity: number, number = 1): ConsignmentEvent => ({
  type: 'ConsignmentSold',
  effectiveOn: january(date),
  data: {
    programmeId: PROGRAMME,
    saleId: uuid(2, number),
    lines: [{ lineId: lineId(1), quantity, unitPrice: 50_000 }],
  },
})
const giveBack = (date: number, quantity: number, number = 1) =>
  ({
    type: 'ReturnConsigned',
    ...asked,
    returnId: uuid(3, number),
    lines: [{ lineId: lineId(1), quantity }],
    condition: 'resaleable',
    effectiveOn: january(date),
  }) as const
const returned = (date: number, pieces: typeof batches, number = 1): ConsignmentEvent => ({
  type: 'ConsignmentReturned',
  effectiveOn: january(date),
  data: {
    programmeId: PROGRAMME,
    returnId: uuid(3, number),
    lines: [{ lineId: lineId(1), sku: SKU, batches: pieces, condition: 'resaleable' }],
  },
})
const settle = (date: number, amount: number, number = 1) =>
  ({
    type: 'SettleConsignment',
    ...asked,
    settlementId: uuid(4, number),
    amount,
    effectiveOn: january(date),
    evidence: terms,
  }) as const
const settled = (
  date: number,
  quantity: number,
  shares: readonly (readonly [maker: number, amount: number])[],
  number = 1,
): ConsignmentEvent => {
  const total = quantity * 50_000
  return {
    type: 'ConsignmentSettled',
    effectiveOn: january(date),
    data: {
      programmeId: PROGRAMME,
      settlementId: uuid(4, number),
      lines: [{ lineId: lineId(1), quantity, unitPrice: 50_000 }],
      total,
      rule: terms.rule,
      parts: { makers: 0.7 * total, materialsFund: 0.2 * total, programmeFund: 0.1 * total },
      shares: shares.map(([maker, amount]) => ({ participantId: makerId(maker), code: `P-00${maker}`, amount })),
    },
  }
}

describe('goods are handed over', () => {
  test('the oldest pieces, with those who made them', () => {
    given(consignment, [])
      .when(place(3))
      .thenEvents([placed(3)])
  })

  test('as far as they are there', () => {
    given(consignment, [])
      .when(place(3, [bags], { lines: [{ sku: SKU, batches: [piecesBy(1, 4)] }] }))
      .thenRefused('insufficient-stock', { sku: SKU, quantity: 5, free: 4, day: january(3) })
  })

  test('each product once, and something', () => {
    given(consignment, [])
      .when(place(3, [bags, { ...bags, lineId: lineId(2) }]))
      .thenRefused('duplicate-line', { sku: SKU, lineId: lineId(2) })
    given(consignment, [])
      .when(place(3, [bags, { ...bags, sku: OTHER_SKU }]))
      .thenRefused('duplicate-line', { sku: OTHER_SKU, lineId: lineId(1) })
    given(consignment, [])
      .when(place(3, []))
      .thenRefused('invalid-number', { consignmentId: uuid(1, 1) })
    given(consignment, [])
      .when(place(3, [{ ...bags, unitPrice: Number.MAX_SAFE_INTEGER }]))
      .thenRefused('invalid-number', { consignmentId: uuid(1, 1) })
  })

  test('once', () => {
    given(consignment, [placed(3)])
      .when(place(4))
      .thenRefused('already-recorded', { consignmentId: uuid(1, 1), placedOn: january(3) })
  })
})

describe('rule 15: what is sold and given back is at most what was placed', () => {
  test('sold, to the piece', () => {
    given(consignment, [placed(3)])
      .when(sell(4, 5))
      .thenEvents([sold(4, 5)])
    given(consignment, [placed(3)])
      .when(sell(4, 6))
      .thenRefused('over-sale', { lineId: lineId(1), quantity: 6, left: 5 })
  })

  test('whichever day it is dated', () => {
    given(consignment, [placed(3), sold(9, 4)])
      .when(sell(4, 2, 2))
      .thenRefused('over-sale', { left: 1 })
    given(consignment, [placed(3), sold(9, 4)])
      .when(sell(4, 1, 2))
      .thenEvents([sold(4, 1, 2)])
  })

  test('a line that is named twice counts by the sum', () => {
    const twice = { ...sell(4, 1), lines: [1, 2].map(() => ({ lineId: lineId(1), quantity: 3 })) }
    given(consignment, [placed(3)])
      .when(twice)
      .thenRefused('over-sale', { quantity: 6, left: 5 })
  })

  test('given back too, the newest pieces first', () => {
    given(consignment, [placed(3), sold(4, 1)])
      .when(giveBack(5, 4))
      .thenEvents([returned(5, [piecesBy(1, 1), piecesBy(2, 3, byTwo)])])
    given(consignment, [placed(3), sold(4, 1)])
      .when(giveBack(5, 5))
      .thenRefused('over-sale', { quantity: 5, left: 4 })
    given(consignment, [placed(3), returned(4, [piecesBy(2, 2, byTwo)])])
      .when(giveBack(5, 2, 2))
      .thenEvents([returned(5, [piecesBy(1, 1), piecesBy(2, 1, byTwo)], 2)])
  })

  test('of a line that was placed', () => {
    given(consignment, [placed(3)])
      .when({ ...sell(4, 1), lines: [{ lineId: lineId(9), quantity: 1 }] })
      .thenRefused('over-sale', { lineId: lineId(9), left: 0 })
    given(consignment, [placed(3)])
      .when({ ...sell(4, 1), lines: [] })
      .thenRefused('invalid-number')
  })
})

describe('rule 15: what is settled is exactly pieces sold times price', () => {
  test('and is shared as an order is, between those who made the pieces sold', () => {
    given(consignment, [placed(3), sold(4, 2)])
      .when(settle(5, 100_000))
      .thenEvents([settled(5, 2, [[1, 70_000]])])
    given(consignment, [placed(3), sold(4, 2), settled(5, 2, [[1, 70_000]]), sold(6, 1, 2)])
      .when(settle(7, 50_000, 2))
      .thenEvents([
        settled(
          7,
          1,
          [
            [1, 17_500],
            [2, 17_500],
          ],
          2,
        ),
      ])
  })

  test('no rupiah more, no rupiah less, and not nothing', () => {
    for (const amount of [99_999, 100_001]) {
      given(consignment, [placed(3), sold(4, 2)])
        .when(settle(5, amount))
        .thenRefused('over-sale', { amount, due: 100_000, day: january(5) })
    }
    given(consignment, [placed(3)])
      .when(settle(5, 1))
      .thenRefused('over-sale', { due: 0 })
  })

  test('of what was sold by the day', () => {
    given(consignment, [placed(3), sold(4, 1), sold(6, 1, 2)])
      .when(settle(5, 100_000))
      .thenRefused('over-sale', { due: 50_000 })
    given(consignment, [placed(3), sold(4, 1), sold(6, 1, 2)])
      .when(settle(6, 100_000))
      .thenEvents([settled(6, 2, [[1, 70_000]])])
  })

  test('what unknown makers would have had is the programme fund’s (rule 14)', () => {
    const unknown: ConsignmentEvent = {
      type: 'ConsignmentPlaced',
      effectiveOn: january(3),
      data: {
        programmeId: PROGRAMME,
        agencyCode: AGENCY,
        lines: [{ ...bags, quantity: 2, batches: [piecesBy(1, 1, []), piecesBy(2, 1)] }],
      },
    }
    const [event] = [settled(5, 2, [[1, 35_000]])]
    if (event?.type !== 'ConsignmentSettled') throw new Error('nothing was settled')
    const parts = { makers: 35_000, materialsFund: 20_000, programmeFund: 45_000 }
    given(consignment, [unknown, sold(4, 2)])
      .when(settle(5, 100_000))
      .thenEvents([{ ...event, data: { ...event.data, parts } }])
  })
})

describe('a consignment', () => {
  const commands = {
    place: place(5),
    sell: sell(5, 1, 5),
    'give back': giveBack(5, 1, 5),
    settle: settle(5, 50_000, 5),
  }
  const states = {
    none: [],
    placed: [placed(3)],
    sold: [placed(3), sold(4, 1)],
    over: [placed(3), sold(4, 1), settled(4, 1, [[1, 35_000]]), returned(4, [piecesBy(1, 1), piecesBy(2, 3, byTwo)])],
  }
  const table = {
    none: ['ConsignmentPlaced', 'unknown-consignment', 'unknown-consignment', 'unknown-consignment'],
    placed: ['already-recorded', 'ConsignmentSold', 'ConsignmentReturned', 'over-sale'],
    sold: ['already-recorded', 'ConsignmentSold', 'ConsignmentReturned', 'ConsignmentSettled'],
    over: ['already-recorded', 'over-sale', 'over-sale', 'over-sale'],
  }
  const cells = Object.entries(table).flatMap(([state, row]) =>
    Object.keys(commands).map((name, place) => [state, name, row[place] ?? ''] as const),
  )

  test.each(cells)('that is %s, %s: %s', (state, name, outcome) => {
    const decision = deciderOf(consignment).decide(
      commands[name as keyof typeof commands],
      fold(deciderOf(consignment), states[state as keyof typeof states]),
    )
    expect(outcomeOf(decision)).toBe(outcome)
  })

  test('is not sold before it was placed, nor in another programme; each paper counts once', () => {
    given(consignment, [placed(3)])
      .when(sell(2, 1))
      .thenRefused('unknown-consignment', { day: january(2), placedOn: january(3) })
    given(consignment, [placed(3)])
      .when({ ...sell(4, 1), programmeId: 'blitar' })
      .thenRefused('unknown-consignment')
    given(consignment, [placed(3), sold(4, 1)])
      .when(sell(4, 1))
      .thenRefused('already-recorded', { id: uuid(2, 1) })
  })

  test('tells of those who made its pieces', () => {
    const makers = [makerId(1), makerId(2)]
    expect(consignment.subjects(placed(3), uuid(1, 1))).toEqual(makers)
    expect(consignment.subjects(returned(4, batches), uuid(1, 1))).toEqual(makers)
    expect(consignment.subjects(settled(5, 2, [[1, 70_000]]), uuid(1, 1))).toEqual([makerId(1)])
    expect(consignment.subjects(sold(5, 2), uuid(1, 1))).toEqual([])
  })
})
