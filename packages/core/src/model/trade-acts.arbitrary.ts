import fc from 'fast-check'
import { type Aim, aimAt, aimed, early, kindOf, late, lowOf, meant, nth, partOf, share } from './act.arbitrary.js'
import { dated, pieces, sku } from './goods-acts.arbitrary.js'
import {
  acceptOrder,
  cancelOrder,
  closeShort,
  declineOrder,
  deliver,
  deliverableOn,
  keptOn,
  lackingOf,
  pay,
  placeOrder,
  refund,
  refundableOn,
  requestOrder,
  sendBack,
  withhold,
} from './sales.fixture.js'
import { idOf, type Line, lineId, type Order, orderId, SKUS, thereFrom, type World } from './world.fixture.js'

export const price: fc.Arbitrary<number> = fc.constantFrom(50_001, 24_999, 7)
export const agency: fc.Arbitrary<string> = fc.oneof(
  { weight: 24, arbitrary: fc.constant('KEL-01') },
  { weight: 4, arbitrary: fc.constant('OPD-02') },
  { weight: 1, arbitrary: fc.constant('OPD-99') },
)
const order = lowOf(3)
/** Orders that are thought about before they are accepted: the last ones more often. */
const asked = fc.constantFrom(3, 3, 3, 2, 1)
const writtenAs = (number: fc.Arbitrary<number>) =>
  fc.record({
    order: number,
    lines: fc.uniqueArray(fc.record({ sku, pieces, price }), {
      minLength: 1,
      maxLength: 2,
      selector: (line) => line.sku,
    }),
    agency,
    day: fc.oneof(
      { weight: 2, arbitrary: early },
      { weight: 1, arbitrary: late },
      { weight: 2, arbitrary: fc.constant(null) },
    ),
  })
const written = writtenAs(order)
type Written = typeof written extends fc.Arbitrary<infer Value> ? Value : never
const linesOf = (lines: Written['lines']) =>
  lines.map(({ sku: of, pieces: count, price: each }) => `${count} ${of} at ${each}`).join(' and ')
const writtenOn = (day: string | null) => (day === null ? 'the day it was written down' : day)
const knownOrder = (world: World, number: number) => world.orders.find((known) => known.number === number)
const askedOrder = ({ order: number, lines, agency: agencyCode, day }: Written, world: World) => ({
  ...dated(day ?? knownOrder(world, number)?.on ?? '2020-07-16'),
  orderId: orderId(number),
  number: `PSN-${number}`,
  agencyCode: day === null ? (knownOrder(world, number)?.agency ?? agencyCode) : agencyCode,
  lines: lines.map(({ sku: of, pieces: quantity, price: unitPrice }) => ({
    lineId: lineId(number, of),
    sku: of,
    quantity,
    unitPrice,
  })),
  contact: null,
})

export const placings = kindOf({
  type: 'PlaceOrder',
  drawn: written,
  says: ({ order: number, lines, agency: by, day }) =>
    `places order ${number} of ${by} for ${linesOf(lines)} on ${writtenOn(day)}`,
  judge: placeOrder,
  asks: (drawn, world) => ({ type: 'PlaceOrder', ...askedOrder(drawn, world), promisedOn: null }),
})

export const requests = kindOf({
  type: 'RequestOrder',
  drawn: writtenAs(asked),
  says: ({ order: number, lines, agency: by, day }) =>
    `writes down that ${by} asks for ${linesOf(lines)} as order ${number} on ${writtenOn(day)}`,
  judge: requestOrder,
  asks: (drawn, world) => ({ type: 'RequestOrder', ...askedOrder(drawn, world) }),
})

const orderOn = ({ order: number, day }: { readonly order: number; readonly day: string }) => ({
  ...dated(day),
  orderId: orderId(number),
})

/** A line: of an order, of a product, and the line itself where there is one. */
interface Aimed {
  readonly order: number
  readonly sku: string
  readonly line: Line | undefined
}
const lineNamed = (world: World, number: number): Aimed => {
  const [of, which] = number > 3 ? [number - 3, SKUS[1] ?? ''] : [number, SKUS[0] ?? '']
  return { order: of, sku: which, line: knownOrder(world, of)?.lines.find((line) => line.sku === which) }
}
/** Lines by number: of the first product in orders 1 to 3, then of the second. */
const lineAimed = (aim: Aim, world: World, fits: (line: Line, order: Order) => boolean): Aimed =>
  aimed(
    aim,
    world.orders.flatMap((known) =>
      known.lines
        .filter((line) => fits(line, known))
        .map((line): Aimed => ({ order: known.number, sku: line.sku, line })),
    ),
    (number) => lineNamed(world, number),
  )
const line = aimAt(lowOf(6))
const orderAimed = (aim: Aim, world: World, fits: (order: Order) => boolean): number =>
  aimed(
    aim,
    world.orders.filter(fits).map(({ number }) => number),
    (number) => number,
  )
const someOrder = aimAt(order)
const isOpen = ({ completed, dropped }: Order): boolean => !completed && dropped === null

const waitsOn =
  (day: string) =>
  (known: Order): boolean =>
    isOpen(known) && known.on <= day && known.lines.every(({ accepted }) => !accepted)

export const acceptances = kindOf({
  type: 'AcceptOrder',
  drawn: fc.record({ order: aimAt(order), day: late }),
  says: ({ order: aim, day }) => `accepts ${meant('order', aim, 'wait for it')} on ${day}`,
  judge: acceptOrder,
  asks: ({ order: aim, day }, world) => ({
    type: 'AcceptOrder',
    ...orderOn({ order: orderAimed(aim, world, waitsOn(day)), day }),
    promisedOn: null,
  }),
})

export const declines = kindOf({
  type: 'DeclineOrder',
  drawn: fc.record({ order: aimAt(order), day: late }),
  says: ({ order: aim, day }) => `declines ${meant('order', aim, 'wait for an answer')} on ${day}`,
  judge: declineOrder,
  asks: ({ order: aim, day }, world) => ({
    type: 'DeclineOrder',
    ...orderOn({ order: orderAimed(aim, world, waitsOn(day)), day }),
    reason: 'unstated',
  }),
})

export const cancellations = kindOf({
  type: 'CancelOrder',
  drawn: fc.record({ order: someOrder, day: late }),
  says: ({ order: aim, day }) => `cancels ${meant('order', aim, 'have nothing delivered')} on ${day}`,
  judge: cancelOrder,
  asks: ({ order: aim, day }, world) => ({
    type: 'CancelOrder',
    ...orderOn({
      order: orderAimed(
        aim,
        world,
        (known) => isOpen(known) && known.on <= day && known.lines.every(({ delivered }) => delivered === 0),
      ),
      day,
    }),
    reason: 'unstated',
  }),
})

export const shortClosings = kindOf({
  type: 'CloseLineShort',
  drawn: fc.record({ line, day: late }),
  says: ({ line: aim, day }) => `closes ${meant('line', aim, 'lack something')} short on ${day}`,
  judge: closeShort,
  asks: ({ line: aim, day }, world) => {
    const of = lineAimed(aim, world, (one, known) => isOpen(known) && known.on <= day && lackingOf(one) > 0)
    return {
      type: 'CloseLineShort',
      ...orderOn({ order: of.order, day }),
      lineId: lineId(of.order, of.sku),
      reason: 'unstated',
    }
  },
})

export const deliveries = kindOf({
  type: 'DeliverOrder',
  drawn: fc.record({ line, share, day: late }),
  says: ({ line: aim, share: much, day }) =>
    `delivers ${much} that is promised to ${meant('line', aim, 'have something to deliver')} on ${day}`,
  judge: deliver,
  asks: ({ line: aim, share: much, day }, world) => {
    const of = lineAimed(aim, world, (one) => deliverableOn(one, day) > 0 && lackingOf(one) > 0)
    return {
      type: 'DeliverOrder',
      ...orderOn({ order: of.order, day }),
      deliveryId: idOf(6, world.steps),
      lines: [{ sku: of.sku, quantity: partOf(of.line === undefined ? 0 : deliverableOn(of.line, day), much) }],
      handoverRef: null,
      receivedBy: null,
    }
  },
})

export const sendingsBack = kindOf({
  type: 'ReturnGoods',
  drawn: fc.record({
    line,
    batch: fc.option(fc.nat(2), { nil: null }),
    share,
    condition: fc.constantFrom('resaleable' as const, 'resaleable' as const, 'damaged' as const),
    day: late,
  }),
  says: ({ line: aim, batch, share: much, condition, day }) =>
    `takes ${much} ${batch === null ? '' : `of batch ${batch} `}of ${meant('line', aim, 'went out')} back on ${day}, ${condition}`,
  judge: sendBack,
  asks: ({ line: aim, batch, share: much, condition, day }, world) => {
    const of = lineAimed(aim, world, ({ out }) => out.length > 0)
    const kept = of.line === undefined ? [] : keptOn(of.line, day)
    const only = batch === null ? undefined : nth(kept, batch)
    const there = only === undefined ? kept.reduce((all, part) => all + part.pieces, 0) : only.pieces
    return {
      type: 'ReturnGoods',
      ...orderOn({ order: of.order, day }),
      returnId: idOf(11, world.steps),
      lines: [{ lineId: lineId(of.order, of.sku), batchId: only?.batch.id ?? null, quantity: partOf(there, much) }],
      condition,
      reason: 'defect',
    }
  },
})

export const payments = kindOf({
  type: 'ReceivePayment',
  drawn: fc.record({ order: someOrder, share, day: late }),
  says: ({ order: aim, share: much, day }) =>
    `takes ${much} of what is unpaid of ${meant('order', aim, 'owe something')} on ${day}`,
  judge: pay,
  asks: ({ share: much, order: aim, day }, world) => {
    const number = orderAimed(aim, world, ({ owed }) => thereFrom(day, owed) > 0)
    return {
      type: 'ReceivePayment',
      orderId: orderId(number),
      effectiveOn: day,
      paymentId: idOf(7, world.steps),
      amount: partOf(Math.max(0, thereFrom(day, knownOrder(world, number)?.owed ?? [])), much),
      method: null,
    }
  },
})

export const withholdings = kindOf({
  type: 'WithholdTax',
  drawn: fc.record({ order: someOrder, tenth: fc.boolean(), share, day: late }),
  says: ({ order: aim, tenth, share: much, day }) =>
    `takes a slip for ${tenth ? 'a tenth of ' : ''}${much} that is unpaid of ${meant('order', aim, 'owe something')} on ${day}`,
  judge: withhold,
  asks: ({ tenth, share: much, order: aim, day }, world) => {
    const number = orderAimed(aim, world, (known) => isOpen(known) && thereFrom(day, known.owed) > 0)
    const open = Math.max(0, thereFrom(day, knownOrder(world, number)?.owed ?? []))
    return {
      type: 'WithholdTax',
      ...orderOn({ order: number, day }),
      withholdingId: idOf(12, world.steps),
      amount: partOf(tenth ? Math.floor(open / 10) : open, much),
      slipRef: 'BP-1',
    }
  },
})

export const refunds = kindOf({
  type: 'RefundPayment',
  drawn: fc.record({ order: someOrder, share, day: late }),
  says: ({ order: aim, share: much, day }) =>
    `gives ${much} back on ${day} that was paid too much of ${meant('order', aim, 'may have it')}`,
  judge: refund,
  asks: ({ share: much, order: aim, day }, world) => {
    const number = orderAimed(aim, world, (one) => refundableOn(one, day) > 0)
    const known = knownOrder(world, number)
    return {
      type: 'RefundPayment',
      ...orderOn({ order: number, day }),
      refundId: idOf(13, world.steps),
      paymentId: null,
      amount: partOf(known === undefined ? 0 : refundableOn(known, day), much),
      reason: 'goods-returned',
    }
  },
})
