import { given } from '@perca/testing'
import { describe, test } from 'vitest'
import { closedShort, returnId, sendBack, sentBack, sharedEventId } from './after-sale.fixture.js'
import { order } from './decider.js'
import type { OrderEvent } from './events.js'
import {
  batchId,
  deliver,
  delivered,
  has,
  january,
  lineId,
  madeBy,
  makerId,
  OTHER_SKU,
  orderLine,
  PROGRAMME,
  paid,
  pay,
  pieces,
  piecesBy,
  placed,
  SKU,
  terms,
} from './sale.fixture.js'

const bags = orderLine(1, 4, 50_000)
const mats = orderLine(2, 1, 20_000, OTHER_SKU)
const bySecond = (quantity: number) => piecesBy(2, quantity, madeBy(2))
const ready: readonly OrderEvent[] = [
  ...placed(1, january(3), [bags, mats]),
  has(1, january(3), [piecesBy(1, 2), bySecond(2)]),
  has(2, january(3), [piecesBy(3, 1, [])]),
]
/** Two bags by maker 1 and one by maker 2 are delivered on the fifth, the last bag and the mat on the seventh. */
const first = delivered(january(5), [{ ...bags, quantity: 3, batches: [pieces(1, 2), pieces(2, 1)] }])
const rest = delivered(january(7), [
  { ...bags, quantity: 1, batches: [pieces(2, 1)] },
  { ...mats, batches: [pieces(3, 1)] },
])
const all = [...ready, ...first, ...rest]

const shared = (
  on: number,
  total: number,
  parts: { readonly makers: number; readonly materialsFund: number; readonly programmeFund: number },
  shares: readonly (readonly [number, number])[],
): readonly OrderEvent[] => [
  {
    type: 'ProceedsShared',
    effectiveOn: january(on),
    data: {
      programmeId: PROGRAMME,
      total,
      rule: terms.rule,
      parts,
      shares: shares.map(([maker, amount]) => ({ participantId: makerId(maker), code: `P-00${maker}`, amount })),
    },
  },
  { type: 'OrderCompleted', effectiveOn: january(on), data: { programmeId: PROGRAMME } },
]
const sharedWhole = (on: number) =>
  shared(on, 220_000, { makers: 140_000, materialsFund: 44_000, programmeFund: 36_000 }, [
    [1, 70_000],
    [2, 70_000],
  ])
const completed = [...all, paid(january(9), 220_000), ...sharedWhole(9)]

describe('rule 13: no more comes back than was delivered and is not back already', () => {
  test('of a line', () => {
    given(order, [...ready, ...first])
      .when(sendBack(1, january(8), [{ line: 1, batch: null, quantity: 4 }]))
      .thenRefused('over-return', { lineId: lineId(1), batchId: null, quantity: 4, returnable: 3, day: january(8) })
    given(order, [...ready, ...first])
      .when(sendBack(1, january(8), [{ line: 1, batch: null, quantity: 3 }]))
      .thenEvents(sentBack(january(8), [{ line: bags, batches: [bySecond(1), piecesBy(1, 2)] }]))
  })

  test('of a batch', () => {
    given(order, [...ready, ...first])
      .when(sendBack(1, january(8), [{ line: 1, batch: 2, quantity: 2 }]))
      .thenRefused('over-return', { batchId: batchId(2), quantity: 2, returnable: 1 })
    given(order, all)
      .when(sendBack(1, january(8), [{ line: 1, batch: 2, quantity: 2 }]))
      .thenEvents(sentBack(january(8), [{ line: bags, batches: [bySecond(2)] }]))
    given(order, all)
      .when(sendBack(1, january(8), [{ line: 2, batch: 1, quantity: 1 }]))
      .thenRefused('over-return', { lineId: lineId(2), returnable: 0 })
  })

  test('by the day', () => {
    given(order, all)
      .when(sendBack(1, january(6), [{ line: 1, batch: 2, quantity: 2 }]))
      .thenRefused('over-return', { returnable: 1, day: january(6) })
    given(order, all)
      .when(sendBack(1, january(4), [{ line: 1, batch: null, quantity: 1 }]))
      .thenRefused('over-return', { returnable: 0, day: january(4) })
  })

  test('also where it came back on a later day that is written down already', () => {
    given(order, [...all, ...sentBack(january(9), [{ line: bags, batches: [piecesBy(1, 2)] }])])
      .when(sendBack(1, january(8), [{ line: 1, batch: 1, quantity: 1 }]))
      .thenRefused('over-return', { returnable: 0, day: january(8) })
  })

  test('of a line that is named twice: the sum counts', () => {
    const twice = [
      { line: 1, batch: 2, quantity: 1 },
      { line: 1, batch: null, quantity: 1 },
    ]
    given(order, all)
      .when(sendBack(1, january(8), twice))
      .thenEvents(sentBack(january(8), [{ line: bags, batches: [bySecond(2)] }]))
    given(order, all)
      .when(sendBack(1, january(8), [...twice, { line: 1, batch: 2, quantity: 1 }]))
      .thenRefused('over-return', { batchId: batchId(2), returnable: 0 })
  })

  test('and never nothing, nor of a line that the order has not', () => {
    given(order, all)
      .when(sendBack(1, january(8), []))
      .thenRefused('invalid-number', { returnId: returnId(1) })
    given(order, all)
      .when(sendBack(1, january(8), [{ line: 3, batch: null, quantity: 1 }]))
      .thenRefused('unknown-line', { lineId: lineId(3) })
    given(order, all)
      .when({ ...sendBack(1, january(8), [{ line: 1, batch: null, quantity: 1 }]), programmeId: 'blitar' })
      .thenRefused('unknown-order', { programmeId: 'blitar' })
    given(order, all)
      .when(sendBack(1, january(2), [{ line: 1, batch: null, quantity: 1 }]))
      .thenRefused('unknown-order', { day: january(2) })
  })
})

describe('what comes back before the order is shared', () => {
  test('of several lines is one return, with one credit note', () => {
    given(order, all)
      .when(
        sendBack(1, january(8), [
          { line: 1, batch: 1, quantity: 1 },
          { line: 2, batch: null, quantity: 1 },
        ]),
      )
      .thenEvents(
        sentBack(january(8), [
          { line: bags, batches: [piecesBy(1, 1)] },
          { line: mats, batches: [piecesBy(3, 1, [])] },
        ]),
      )
  })

  test('is not owed again: the agency may order anew', () => {
    given(order, [...all, ...sentBack(january(8), [{ line: bags, batches: [piecesBy(1, 1)] }])])
      .when(deliver(1, january(9), [{ sku: SKU, quantity: 1 }]))
      .thenRefused('over-delivery', { lacks: 0 })
  })

  test('is not shared: what the agency keeps is', () => {
    given(order, [...all, ...sentBack(january(8), [{ line: bags, batches: [bySecond(2)] }])])
      .when(pay(1, january(9), 120_000, terms))
      .thenEvents([
        paid(january(9), 120_000),
        ...shared(9, 120_000, { makers: 70_000, materialsFund: 24_000, programmeFund: 26_000 }, [[1, 70_000]]),
      ])
  })

  test('completes the order where what the agency keeps is paid', () => {
    given(order, [...all, paid(january(8), 120_000)])
      .when(sendBack(1, january(9), [{ line: 1, batch: 2, quantity: 2 }]))
      .thenEvents([
        ...sentBack(january(9), [{ line: bags, batches: [bySecond(2)] }]),
        ...shared(9, 120_000, { makers: 70_000, materialsFund: 24_000, programmeFund: 26_000 }, [[1, 70_000]]),
      ])
    given(order, [...all, paid(january(8), 119_999)])
      .when(sendBack(1, january(9), [{ line: 1, batch: 2, quantity: 2 }]))
      .thenEvents(sentBack(january(9), [{ line: bags, batches: [bySecond(2)] }]))
  })

  test('completes it also where more was paid: that is given back, and not shared', () => {
    given(order, [...all, paid(january(8), 150_000)])
      .when(sendBack(1, january(9), [{ line: 1, batch: 2, quantity: 2 }]))
      .thenEvents([
        ...sentBack(january(9), [{ line: bags, batches: [bySecond(2)] }]),
        ...shared(9, 120_000, { makers: 70_000, materialsFund: 24_000, programmeFund: 26_000 }, [[1, 70_000]]),
      ])
  })

  test('completes an order of which all came back, and nothing is shared', () => {
    given(order, all)
      .when(
        sendBack(1, january(9), [
          { line: 1, batch: null, quantity: 4 },
          { line: 2, batch: null, quantity: 1 },
        ]),
      )
      .thenEvents([
        ...sentBack(january(9), [
          { line: bags, batches: [bySecond(2), piecesBy(1, 2)] },
          { line: mats, batches: [piecesBy(3, 1, [])] },
        ]),
        { type: 'OrderCompleted', effectiveOn: january(9), data: { programmeId: PROGRAMME } },
      ])
  })

  test('leaves a line to be closed, and the order with it', () => {
    given(order, [...ready, ...first, closedShort(january(6), bags, 1), paid(january(7), 100_000)])
      .when(sendBack(1, january(8), [{ line: 1, batch: 2, quantity: 1 }]))
      .thenEvents(sentBack(january(8), [{ line: bags, batches: [bySecond(1)] }]))
  })
})

describe('rule 13: what comes back after the order is shared', () => {
  const reversed = (
    on: number,
    total: number,
    parts: { readonly makers: number; readonly materialsFund: number; readonly programmeFund: number },
    shares: readonly (readonly [number, number])[],
  ): OrderEvent => ({
    type: 'ProceedsReversed',
    effectiveOn: january(on),
    data: {
      programmeId: PROGRAMME,
      returnId: returnId(1),
      sharedEventId,
      total,
      parts,
      shares: shares.map(([maker, amount]) => ({ participantId: makerId(maker), code: `P-00${maker}`, amount })),
    },
  })

  test('takes back what those pieces had, and of nobody else', () => {
    given(order, completed)
      .when(sendBack(1, january(12), [{ line: 1, batch: 2, quantity: 1 }]))
      .thenEvents([
        ...sentBack(january(12), [{ line: bags, batches: [bySecond(1)] }]),
        reversed(12, 50_000, { makers: 35_000, materialsFund: 10_000, programmeFund: 5_000 }, [[2, 35_000]]),
      ])
  })

  test('takes back of the programme fund what unknown makers had (rule 14)', () => {
    given(order, completed)
      .when(sendBack(1, january(12), [{ line: 2, batch: null, quantity: 1 }]))
      .thenEvents([
        ...sentBack(january(12), [{ line: mats, batches: [piecesBy(3, 1, [])] }]),
        reversed(12, 20_000, { makers: 0, materialsFund: 4_000, programmeFund: 16_000 }, []),
      ])
  })

  test('takes back all, once all has come back', () => {
    const one = [
      ...sentBack(january(12), [{ line: bags, batches: [bySecond(1)] }]),
      reversed(12, 50_000, { makers: 35_000, materialsFund: 10_000, programmeFund: 5_000 }, [[2, 35_000]]),
    ]
    given(order, [...completed, ...one])
      .when(
        sendBack(1, january(13), [
          { line: 1, batch: null, quantity: 3 },
          { line: 2, batch: null, quantity: 1 },
        ]),
      )
      .thenEvents([
        ...sentBack(january(13), [
          { line: bags, batches: [bySecond(1), piecesBy(1, 2)] },
          { line: mats, batches: [piecesBy(3, 1, [])] },
        ]),
        reversed(13, 170_000, { makers: 105_000, materialsFund: 34_000, programmeFund: 31_000 }, [
          [1, 70_000],
          [2, 35_000],
        ]),
      ])
  })

  test('is taken back on the day of the sharing, where the return is dated before it', () => {
    given(order, completed)
      .when(sendBack(1, january(8), [{ line: 1, batch: 2, quantity: 1 }]))
      .thenEvents([
        ...sentBack(january(8), [{ line: bags, batches: [bySecond(1)] }]),
        reversed(9, 50_000, { makers: 35_000, materialsFund: 10_000, programmeFund: 5_000 }, [[2, 35_000]]),
      ])
  })

  test('takes nothing back where nothing was shared', () => {
    const nothing: readonly OrderEvent[] = [
      ...ready,
      ...first,
      ...rest,
      {
        type: 'TaxWithheld',
        effectiveOn: january(9),
        data: { withholdingId: returnId(9), amount: 220_000, slipRef: 'BP-1' },
      },
      { type: 'OrderCompleted', effectiveOn: january(9), data: { programmeId: PROGRAMME } },
    ]
    given(order, nothing)
      .when(sendBack(1, january(12), [{ line: 1, batch: 2, quantity: 1 }], { sharing: null, sharedEventId: null }))
      .thenEvents(sentBack(january(12), [{ line: bags, batches: [bySecond(1)] }]))
  })
})
