import { commandsOf, sequencesOf } from '@perca/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import { lawsOf, metBy } from '../testing/laws.arbitrary.js'
import { few } from '../testing/values.arbitrary.js'
import { Quantity, Rupiah } from '../values/amounts.js'
import { type OrderCommand, order } from './decider.js'
import { deliver, has, lineId, orderId, orderLine, pay, piecesBy, place, terms } from './sale.fixture.js'

const rules = [
  'duplicate-line',
  'duplicate-order',
  'insufficient-stock',
  'invalid-number',
  'line-complete',
  'order-accepted',
  'order-closed',
  'order-delivered',
  'over-delivery',
  'over-payment',
  'over-refund',
  'over-return',
  'unknown-line',
  'unknown-order',
  'unknown-payment',
]
const some = {
  ...few,
  [Quantity.name]: fc.integer({ min: 1, max: 3 }),
  [Rupiah.name]: fc.constantFrom(1, 5_000, 10_000),
}
const sharing = fc.constantFrom(terms, null)
/** One more line of the order that the histories begin with. */
const adding = fc.integer({ min: 2, max: 4 }).map((number): OrderCommand => {
  const asked = place(1, august(10), [orderLine(number, number, 5_000, `P-00${number}`)])
  return { ...asked, evidence: { ...asked.evidence, agencyCode: 'P-001' } }
})
/** Commands about the order and the line that the histories begin with: at random, hardly any would meet them. */
const known = { orderId: orderId(1), programmeId: 'kediri', effectiveOn: august(15) }
const close: OrderCommand = {
  type: 'CloseLineShort',
  ...known,
  lineId: lineId(1),
  reason: 'no-material',
  evidence: { sharing: terms },
}
const sendBack = (batchId: string | null, quantity: number): OrderCommand => ({
  type: 'ReturnGoods',
  ...known,
  returnId: orderId(9),
  lines: [{ lineId: lineId(1), batchId, quantity }],
  condition: 'resaleable',
  reason: 'unstated',
  evidence: { sharing: terms, sharedEventId: orderId(8) },
})
const refund: OrderCommand = {
  type: 'RefundPayment',
  ...known,
  refundId: orderId(7),
  paymentId: null,
  amount: 5_000,
  reason: 'unstated',
}
const after = fc.constantFrom<OrderCommand>(close, sendBack(null, 1), sendBack(piecesBy(1, 1).batchId, 1), refund)
const anyCommand = commandsOf(order, some, {
  PlaceOrder: ({ lines, agencyCode }) => fc.constant({ skus: lines.map(({ sku }) => sku), agencyCode }),
  RequestOrder: ({ lines, agencyCode }) => fc.constant({ skus: lines.map(({ sku }) => sku), agencyCode }),
  CloseLineShort: () => fc.record({ sharing }, { noNullPrototype: true }),
  ReturnGoods: () =>
    fc.record({ sharing, sharedEventId: fc.constantFrom(orderId(8), null) }, { noNullPrototype: true }),
  WithholdTax: () => fc.record({ sharing }, { noNullPrototype: true }),
  DeliverOrder: ({ lines }) =>
    fc.record({ skus: fc.constant(lines.map(({ sku }) => sku)), sharing }, { noNullPrototype: true }),
  ReceivePayment: () => fc.record({ sharing }, { noNullPrototype: true }),
})
const commands = fc.oneof(
  { weight: 9, arbitrary: anyCommand },
  { weight: 1, arbitrary: adding },
  { weight: 1, arbitrary: after },
)

const tas = [{ sku: 'KPR-TAS', quantity: 2 }]
const { data } = has(1, august(10), [piecesBy(1, 2)])
/** An order of two pieces is placed, and they are there; then it is delivered; then it is paid, and so completed. */
const placed: readonly OrderCommand[] = [
  { ...place(1, august(10), [orderLine(1, 2, 5_000)]), evidence: { skus: ['KPR-TAS'], agencyCode: 'P-001' } },
  { type: 'NoteReserved', orderId: data.sourceEventId, ...data, effectiveOn: august(10) },
]
const delivered: readonly OrderCommand[] = [...placed, deliver(1, august(12), tas, terms)]
const completed: readonly OrderCommand[] = [...delivered, pay(1, august(14), 10_000, terms)]
const [first] = placed
/** The same order, asked for only. */
const requested: readonly OrderCommand[] = first?.type === 'PlaceOrder' ? [{ ...first, type: 'RequestOrder' }] : []
const sequences = fc.oneof(...[requested, placed, delivered, completed].map((begin) => sequencesOf(commands, begin)))

test.each(lawsOf(order, sequences, rules))('%s', (_, law) => {
  fc.assert(law)
})

test('the laws meet every event and every refusal', () => {
  expect(metBy(order, sequences)).toEqual({ events: Object.keys(order.events).sort(), rules })
})
