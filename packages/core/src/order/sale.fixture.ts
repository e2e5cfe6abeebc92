import type { Day } from '@perca/eventsourcing'
import type { Makers, StockEventOf } from '../stock/events.js'
import type { RecordProduction } from '../stock/production.js'
import type { DispatchStock, ReserveStock } from '../stock/promise.js'
import { day } from '../testing/day.fixture.js'
import type { OrderEventOf } from './events.js'
import type { DeliverOrder } from './fulfilment.js'
import type { ReceivePayment } from './payment.js'
import type { PlaceOrder } from './placing.js'
import type { SharingTerms } from './sharing.js'

// What the tests of stock and orders speak of: one programme, one product, orders of one line each, days of one month.

export const PROGRAMME = 'kediri'
export const SKU = 'KPR-TAS'
export const OTHER_SKU = 'KPR-KST'
export const AGENCY = 'KEL-01'

/** A day of January 2020. */
export const january = (date: number): Day => day(`2020-01-${String(date).padStart(2, '0')}`)

/** A UUID by number. Numbers lie far apart in it, as the ids of one command's events lie close together. */
export const uuid = (kind: number, number: number): string =>
  `${String(kind).padStart(4, '0')}${String(number).padStart(4, '0')}-0000-4000-8000-000000000000`

export const commandId = (number: number): string => `${String(number).padStart(8, '0')}-0001-4000-8000-000000000000`
export const makerId = (number: number): string => uuid(2, number)
export const batchId = (number: number): string => uuid(3, number)
export const orderId = (number: number): string => uuid(4, number)
export const lineId = (number: number): string => uuid(5, number)
export const deliveryId = (number: number): string => uuid(6, number)
const paymentId = (number: number): string => uuid(7, number)
export const sourceId = (number: number): string => uuid(8, number)

/** The one maker of a whole piece. */
export const madeBy = (maker: number): Makers => [{ participantId: makerId(maker), parts: 1 }]

/** Pieces of a batch that maker 1 made. */
export const pieces = (batch: number, quantity: number) => ({ batchId: batchId(batch), quantity })
export const piecesBy = (batch: number, quantity: number, makers = madeBy(1)) => ({
  ...pieces(batch, quantity),
  makers,
})

const item = { programmeId: PROGRAMME, sku: SKU }
const line = (order: number) => ({ orderId: orderId(order), lineId: lineId(order) })

/** Stock: a batch of grade A was made. */
export const made = (batch: number, on: Day, quantity: number, makers = madeBy(1)): StockEventOf<'ItemsMade'> => ({
  type: 'ItemsMade',
  effectiveOn: on,
  data: { ...item, batchId: batchId(batch), grade: 'A', quantity, makers, sessionId: null },
})

/** Stock: pieces are promised to an order's line, to each order but one. */
export const promised = (
  order: number,
  on: Day,
  batches: StockEventOf<'StockReserved'>['data']['batches'],
  reason: 'order' | 'backorder' = 'order',
): StockEventOf<'StockReserved'> => ({
  type: 'StockReserved',
  effectiveOn: on,
  data: { ...item, ...line(order), batches, reason },
})

/** Stock: an order's line waits. */
export const waits = (order: number, on: Day, quantity: number): StockEventOf<'BackorderQueued'> => ({
  type: 'BackorderQueued',
  effectiveOn: on,
  data: { ...item, ...line(order), quantity },
})

/** Stock: promised pieces left. */
export const left = (
  order: number,
  on: Day,
  batches: readonly { readonly batchId: string; readonly quantity: number }[],
  delivery = 1,
): StockEventOf<'StockDispatched'> => ({
  type: 'StockDispatched',
  effectiveOn: on,
  data: { ...item, ...line(order), deliveryId: deliveryId(delivery), batches },
})

/** Asks stock to take a batch in. */
export const make = (
  batch: number,
  on: Day,
  quantity: number,
  terms: { readonly makers?: Makers; readonly grade?: RecordProduction['grade']; readonly sku?: string } = {},
): RecordProduction => ({
  type: 'RecordProduction',
  programmeId: PROGRAMME,
  sku: terms.sku ?? SKU,
  batchId: batchId(batch),
  grade: terms.grade ?? 'A',
  quantity,
  makers: terms.makers ?? madeBy(1),
  sessionId: null,
  effectiveOn: on,
  evidence: { sku: terms.sku ?? SKU },
})

/** Asks stock for pieces for an order's line. */
export const reserve = (order: number, on: Day, quantity: number): ReserveStock => ({
  type: 'ReserveStock',
  ...item,
  ...line(order),
  quantity,
  effectiveOn: on,
})

/** Asks stock to let pieces go. */
export const dispatch = (
  order: number,
  on: Day,
  batches: readonly { readonly batchId: string; readonly quantity: number }[],
): DispatchStock => ({
  type: 'DispatchStock',
  ...item,
  ...line(order),
  deliveryId: deliveryId(1),
  batches,
  effectiveOn: on,
})

/** A line of an order: of `SKU`, the one line that its number names. */
export const orderLine = (number: number, quantity: number, unitPrice: number, sku = SKU) => ({
  lineId: lineId(number),
  sku,
  quantity,
  unitPrice,
})
type Line = ReturnType<typeof orderLine>

/** Asks for an order; its number follows from `order`. */
export const place = (order: number, on: Day, lines: readonly Line[]): PlaceOrder => ({
  type: 'PlaceOrder',
  orderId: orderId(order),
  programmeId: PROGRAMME,
  number: `PSN-${order}`,
  agencyCode: AGENCY,
  lines,
  contact: null,
  promisedOn: null,
  effectiveOn: on,
  evidence: { skus: lines.map(({ sku }) => sku), agencyCode: AGENCY },
})

/** An order as it is written down and taken on. */
export const placed = (
  order: number,
  on: Day,
  lines: readonly Line[],
): readonly [OrderEventOf<'OrderPlaced'>, OrderEventOf<'OrderAccepted'>] => [
  {
    type: 'OrderPlaced',
    effectiveOn: on,
    data: { programmeId: PROGRAMME, number: `PSN-${order}`, agencyCode: AGENCY, lines, contact: null },
  },
  accepted(on, lines),
]

/** Lines that an order takes on. */
export const accepted = (on: Day, lines: readonly Line[]): OrderEventOf<'OrderAccepted'> => ({
  type: 'OrderAccepted',
  effectiveOn: on,
  data: {
    programmeId: PROGRAMME,
    lines: lines.map(({ lineId: id, sku, quantity }) => ({ lineId: id, sku, quantity })),
    promisedOn: null,
  },
})

/** An order's copy of a promise. */
export const has = (
  number: number,
  on: Day,
  batches: OrderEventOf<'LineReserved'>['data']['batches'],
): OrderEventOf<'LineReserved'> => ({
  type: 'LineReserved',
  effectiveOn: on,
  data: { lineId: lineId(number), batches, sourceEventId: sourceId(number) },
})

/** Asks for a delivery of one order. `sharing`: what would be looked up if it completed the order. */
export const deliver = (
  order: number,
  on: Day,
  lines: readonly { readonly sku: string; readonly quantity: number }[],
  sharing: SharingTerms | null = null,
): DeliverOrder => ({
  type: 'DeliverOrder',
  orderId: orderId(order),
  programmeId: PROGRAMME,
  deliveryId: deliveryId(1),
  lines,
  handoverRef: 'BAST-1',
  receivedBy: null,
  effectiveOn: on,
  evidence: { skus: lines.map(({ sku }) => sku), sharing },
})

type DeliveredLine = OrderEventOf<'OrderDelivered'>['data']['lines'][number]

/** A delivery, and its invoice. */
export const delivered = (
  on: Day,
  lines: readonly DeliveredLine[],
): readonly [OrderEventOf<'OrderDelivered'>, OrderEventOf<'InvoiceIssued'>] => [
  {
    type: 'OrderDelivered',
    effectiveOn: on,
    data: { programmeId: PROGRAMME, deliveryId: deliveryId(1), lines, handoverRef: 'BAST-1', receivedBy: null },
  },
  {
    type: 'InvoiceIssued',
    effectiveOn: on,
    data: {
      invoiceId: deliveryId(1),
      deliveryId: deliveryId(1),
      amount: lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0),
    },
  },
]

/** Asks to take money for an order. */
export const pay = (order: number, on: Day, amount: number, sharing: SharingTerms | null = null): ReceivePayment => ({
  type: 'ReceivePayment',
  orderId: orderId(order),
  paymentId: paymentId(1),
  amount,
  method: null,
  effectiveOn: on,
  evidence: { sharing },
})

export const paid = (on: Day, amount: number): OrderEventOf<'PaymentReceived'> => ({
  type: 'PaymentReceived',
  effectiveOn: on,
  data: { paymentId: paymentId(1), amount, method: null },
})

/** 70 % to the makers, 20 % to materials, 10 % to the programme; makers' codes are their numbers'. */
export const terms: SharingTerms = {
  rule: { from: day('2020-01-01'), makersShare: 7_000, materialsFund: 2_000, programmeFund: 1_000 },
  codes: Object.fromEntries([1, 2, 3].map((maker) => [makerId(maker), `P-00${maker}`])),
}
