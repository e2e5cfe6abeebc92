import { given } from '@perca/testing'
import { describe, expect, test } from 'vitest'
import { refund, refunded, sendBack, sentBack, taxed, withhold } from './after-sale.fixture.js'
import { order } from './decider.js'
import type { OrderEvent } from './events.js'
import {
  delivered,
  has,
  january,
  makerId,
  orderLine,
  PROGRAMME,
  paid,
  pay,
  pieces,
  piecesBy,
  placed,
  terms,
  uuid,
} from './sale.fixture.js'

const bags = orderLine(1, 2, 50_000)
const ready: readonly OrderEvent[] = [...placed(1, january(3), [bags]), has(1, january(3), [piecesBy(1, 2)])]
const gone = (on: number, quantity: number) =>
  delivered(january(on), [{ ...bags, quantity, batches: [pieces(1, quantity)] }])
const invoiced: readonly OrderEvent[] = [...ready, ...gone(5, 2)]
const back = (on: number, quantity: number) => sentBack(january(on), [{ line: bags, batches: [piecesBy(1, quantity)] }])

const shared = (on: number, total: number): readonly OrderEvent[] => [
  {
    type: 'ProceedsShared',
    effectiveOn: january(on),
    data: {
      programmeId: PROGRAMME,
      total,
      rule: terms.rule,
      parts: { makers: total * 0.7, materialsFund: total * 0.2, programmeFund: total * 0.1 },
      shares: [{ participantId: makerId(1), code: 'P-001', amount: total * 0.7 }],
    },
  },
  { type: 'OrderCompleted', effectiveOn: january(on), data: { programmeId: PROGRAMME } },
]

describe('rule 8: tax that the buyer kept back', () => {
  test('counts as paid', () => {
    given(order, invoiced)
      .when(withhold(1, january(6), 2_000))
      .thenEvents([taxed(january(6), 2_000)])
    given(order, [...invoiced, taxed(january(6), 2_000)])
      .when(pay(1, january(9), 98_001, terms))
      .thenRefused('over-payment', { amount: 98_001, unpaid: 98_000, day: january(9) })
  })

  test('is never more than is unpaid', () => {
    given(order, [...invoiced, paid(january(6), 98_000)])
      .when(withhold(1, january(6), 2_001))
      .thenRefused('over-payment', { amount: 2_001, unpaid: 2_000 })
    given(order, invoiced)
      .when(withhold(1, january(4), 1))
      .thenRefused('over-payment', { unpaid: 0, day: january(4) })
  })

  test('is not shared, whether the slip or the payment comes last', () => {
    given(order, [...invoiced, taxed(january(6), 2_000)])
      .when(pay(1, january(9), 98_000, terms))
      .thenEvents([paid(january(9), 98_000), ...shared(9, 98_000)])
    given(order, [...invoiced, paid(january(6), 98_000)])
      .when(withhold(1, january(9), 2_000))
      .thenEvents([taxed(january(9), 2_000), ...shared(9, 98_000)])
  })

  test('completes an order that was paid in tax alone, and nothing is shared', () => {
    given(order, invoiced)
      .when(withhold(1, january(6), 100_000, null))
      .thenEvents([
        taxed(january(6), 100_000),
        { type: 'OrderCompleted', effectiveOn: january(6), data: { programmeId: PROGRAMME } },
      ])
  })

  test('is told before the order is completed, in its programme and not before it is placed', () => {
    given(order, [...invoiced, paid(january(9), 100_000), ...shared(9, 100_000)])
      .when(withhold(1, january(9), 1))
      .thenRefused('order-closed', { closedAs: 'completed' })
    given(order, invoiced)
      .when({ ...withhold(1, january(6), 1), programmeId: 'blitar' })
      .thenRefused('unknown-order', { programmeId: 'blitar' })
    given(order, invoiced)
      .when(withhold(1, january(2), 1))
      .thenRefused('unknown-order', { day: january(2) })
  })
})

describe('rule 8: what came back', () => {
  test('is not owed any more', () => {
    given(order, [...ready, ...gone(5, 1), ...gone(6, 1), ...back(7, 1)])
      .when(pay(1, january(8), 50_001))
      .thenRefused('over-payment', { unpaid: 50_000 })
    given(order, [...ready, ...gone(5, 1), ...back(7, 1)])
      .when(pay(1, january(8), 1))
      .thenRefused('over-payment', { unpaid: 0 })
  })

  test('counts for a payment that is written down late, too', () => {
    given(order, [...invoiced, ...back(9, 1)])
      .when(pay(1, january(6), 50_001))
      .thenRefused('over-payment', { amount: 50_001, unpaid: 50_000, day: january(6) })
  })
})

describe('money is given back', () => {
  const overpaid: readonly OrderEvent[] = [...ready, ...gone(5, 1), paid(january(6), 50_000), ...back(7, 1)]

  test('to the rupiah that is owed no longer', () => {
    given(order, overpaid)
      .when(refund(1, january(8), 50_001))
      .thenRefused('over-refund', { amount: 50_001, refundable: 50_000, day: january(8) })
    given(order, overpaid)
      .when(refund(1, january(8), 50_000))
      .thenEvents([refunded(january(8), 50_000)])
    given(order, [...overpaid, refunded(january(8), 20_000)])
      .when(refund(1, january(8), 30_001))
      .thenRefused('over-refund', { refundable: 30_000 })
  })

  test('not before the goods came back, nor where nothing was paid for them', () => {
    given(order, overpaid)
      .when(refund(1, january(6), 1))
      .thenRefused('over-refund', { refundable: 0, day: january(6) })
    given(order, [...ready, ...gone(5, 1), ...back(7, 1)])
      .when(refund(1, january(8), 1))
      .thenRefused('over-refund', { refundable: 0 })
  })

  test('nor what is owed again on a later day', () => {
    given(order, [...overpaid, ...gone(9, 1)])
      .when(refund(1, january(8), 1))
      .thenRefused('over-refund', { refundable: 0, day: january(8) })
  })

  test('nor tax that never came in', () => {
    const taxedSale = [...ready, ...gone(5, 1), taxed(january(6), 1_000), paid(january(6), 49_000), ...back(7, 1)]
    given(order, taxedSale)
      .when(refund(1, january(8), 49_001))
      .thenRefused('over-refund', { refundable: 49_000 })
    given(order, taxedSale)
      .when(refund(1, january(8), 49_000))
      .thenEvents([refunded(january(8), 49_000)])
  })

  test('nor, once it is shared, what its makers and funds still hold', () => {
    const sold = [...invoiced, taxed(january(6), 2_000), paid(january(9), 98_000), ...shared(9, 98_000)]
    const reversed: OrderEvent = {
      type: 'ProceedsReversed',
      effectiveOn: january(12),
      data: {
        programmeId: PROGRAMME,
        returnId: uuid(11, 1),
        sharedEventId: uuid(14, 1),
        total: 49_000,
        parts: { makers: 34_300, materialsFund: 9_800, programmeFund: 4_900 },
        shares: [{ participantId: makerId(1), code: 'P-001', amount: 34_300 }],
      },
    }
    given(order, sold)
      .when(sendBack(1, january(12), [{ line: 1, batch: 1, quantity: 1 }]))
      .thenEvents([...back(12, 1), reversed])
    given(order, [...sold, ...back(12, 1), reversed])
      .when(refund(1, january(12), 49_001))
      .thenRefused('over-refund', { refundable: 49_000 })
    given(order, [...sold, ...back(12, 1), reversed])
      .when(refund(1, january(12), 49_000))
      .thenEvents([refunded(january(12), 49_000)])
  })

  test('of a payment that is named, if it is the order’s', () => {
    given(order, overpaid)
      .when(refund(1, january(8), 50_000, uuid(7, 1)))
      .thenEvents([refunded(january(8), 50_000, uuid(7, 1))])
    given(order, overpaid)
      .when(refund(1, january(8), 50_000, uuid(7, 2)))
      .thenRefused('unknown-payment', { paymentId: uuid(7, 2) })
  })

  test('in the order’s own programme, and not before it was placed', () => {
    given(order, overpaid)
      .when({ ...refund(1, january(8), 1), programmeId: 'blitar' })
      .thenRefused('unknown-order', { programmeId: 'blitar' })
    given(order, overpaid)
      .when(refund(1, january(2), 1))
      .thenRefused('unknown-order', { day: january(2) })
  })

  test('by nobody who takes money: separation of duties', () => {
    const { ReceivePayment, RefundPayment } = order.commands
    expect(RefundPayment.roles.filter((role) => ReceivePayment.roles.includes(role))).toEqual([])
  })
})
