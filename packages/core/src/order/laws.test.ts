import { commandsOf, sequencesOf } from '@perca/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import { lawsOf, metBy } from '../testing/laws.arbitrary.js'
import { few } from '../testing/values.arbitrary.js'
import { Quantity, Rupiah } from '../values/amounts.js'
import { type OrderCommand, order } from './decider.js'
import { deliver, has, orderLine, pay, piecesBy, place, terms } from './sale.fixture.js'

const rules = [
  'duplicate-line',
  'duplicate-order',
  'insufficient-stock',
  'invalid-number',
  'order-closed',
  'over-delivery',
  'over-payment',
  'unknown-order',
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
const anyCommand = commandsOf(order, some, {
  PlaceOrder: ({ lines, agencyCode }) => fc.constant({ skus: lines.map(({ sku }) => sku), agencyCode }),
  DeliverOrder: ({ lines }) =>
    fc.record({ skus: fc.constant(lines.map(({ sku }) => sku)), sharing }, { noNullPrototype: true }),
  ReceivePayment: () => fc.record({ sharing }, { noNullPrototype: true }),
})
const commands = fc.oneof({ weight: 9, arbitrary: anyCommand }, { weight: 1, arbitrary: adding })

const tas = [{ sku: 'KPR-TAS', quantity: 2 }]
const { data } = has(1, august(10), [piecesBy(1, 2)])
/** An order of two pieces is placed, and they are there; then it is delivered; then it is paid, and so completed. */
const placed: readonly OrderCommand[] = [
  { ...place(1, august(10), [orderLine(1, 2, 5_000)]), evidence: { skus: ['KPR-TAS'], agencyCode: 'P-001' } },
  { type: 'NoteReserved', orderId: data.sourceEventId, ...data, effectiveOn: august(10) },
]
const delivered: readonly OrderCommand[] = [...placed, deliver(1, august(12), tas, terms)]
const completed: readonly OrderCommand[] = [...delivered, pay(1, august(14), 10_000, terms)]
const sequences = fc.oneof(...[placed, delivered, completed].map((begin) => sequencesOf(commands, begin)))

test.each(lawsOf(order, sequences, rules))('%s', (_, law) => {
  fc.assert(law)
})

test('the laws meet every event and every refusal', () => {
  expect(metBy(order, sequences)).toEqual({ events: Object.keys(order.events).sort(), rules })
})
