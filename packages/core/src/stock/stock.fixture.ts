import type { Day } from '@perca/eventsourcing'
import { batchId, lineId, madeBy, orderId, PROGRAMME, SKU, uuid } from '../order/sale.fixture.js'
import type { CorrectProduction } from './correction.js'
import type { CountStock } from './counting.js'
import type { BatchFacts, ReservedPart, StockEventOf } from './events.js'
import type { ConsignStock, GiveGoods, WriteOffStock } from './leaving.js'
import type { ReceiveStock } from './production.js'
import type { ReleaseReservation } from './release.js'
import type { ReturnStock } from './returns.js'

// What the tests of stock speak of beyond what they share with orders: corrections, releases, returns, what leaves unsold.

const item = { programmeId: PROGRAMME, sku: SKU }
const line = (order: number) => ({ orderId: orderId(order), lineId: lineId(order) })
const evidence = { sku: SKU }
const theId = (number: number): string => uuid(9, number)

/** A batch of grade A by maker 1, or as said otherwise. */
export const facts = (quantity: number, terms: Partial<BatchFacts> = {}): BatchFacts => ({
  grade: 'A',
  quantity,
  makers: madeBy(1),
  ...terms,
})

/** Asks to take in opening stock by nobody known. */
export const receive = (batch: number, on: Day, quantity: number, terms: Partial<BatchFacts> = {}): ReceiveStock => ({
  type: 'ReceiveStock',
  ...item,
  batchId: batchId(batch),
  ...facts(quantity, { makers: [], ...terms }),
  source: 'opening',
  effectiveOn: on,
  evidence,
})
/** Opening stock came in. */
export const received = (
  batch: number,
  on: Day,
  quantity: number,
  terms: Partial<BatchFacts> = {},
): StockEventOf<'StockReceived'> => ({
  type: 'StockReceived',
  effectiveOn: on,
  data: { ...item, batchId: batchId(batch), ...facts(quantity, { makers: [], ...terms }), source: 'opening' },
})

/** Says what a batch really was. */
export const correct = (batch: number, on: Day, now: BatchFacts | null): CorrectProduction => ({
  type: 'CorrectProduction',
  ...item,
  batchId: batchId(batch),
  now,
  reason: 'miscounted',
  effectiveOn: on,
  evidence,
})
/** A batch was corrected. */
export const corrected = (
  batch: number,
  on: Day,
  was: BatchFacts | null,
  now: BatchFacts | null,
): StockEventOf<'ItemsMadeCorrected'> => ({
  type: 'ItemsMadeCorrected',
  effectiveOn: on,
  data: { ...item, batchId: batchId(batch), was, now, reason: 'miscounted' },
})

/** Asks to give up what an order's line was promised. */
export const release = (order: number, on: Day): ReleaseReservation => ({
  type: 'ReleaseReservation',
  ...item,
  ...line(order),
  reason: 'order-cancelled',
  effectiveOn: on,
})
/** A line gave up its promise. */
export const released = (
  order: number,
  on: Day,
  batches: readonly ReservedPart[],
  waiting: number | null = null,
): StockEventOf<'ReservationReleased'> => ({
  type: 'ReservationReleased',
  effectiveOn: on,
  data: { ...item, ...line(order), batches, waiting, reason: 'order-cancelled' },
})

/** Asks to take pieces back of an order. */
export const giveBack = (
  on: Day,
  batches: readonly ReservedPart[],
  condition: ReturnStock['condition'] = 'resaleable',
): ReturnStock => ({
  type: 'ReturnStock',
  ...item,
  returnId: theId(1),
  source: 'order',
  sourceId: orderId(1),
  batches,
  condition,
  effectiveOn: on,
})
/** Pieces of an order came back. */
export const returned = (
  on: Day,
  batches: readonly ReservedPart[],
  condition: ReturnStock['condition'] = 'resaleable',
): StockEventOf<'StockReturned'> => ({
  type: 'StockReturned',
  effectiveOn: on,
  data: { ...item, returnId: theId(1), source: 'order', sourceId: orderId(1), batches, condition },
})

/** Asks to give pieces away. */
export const give = (on: Day, batches: readonly ReservedPart[]): GiveGoods => ({
  type: 'GiveGoods',
  ...item,
  giftId: theId(2),
  batches,
  effectiveOn: on,
})
/** Pieces were given away. */
export const given = (on: Day, batches: readonly ReservedPart[]): StockEventOf<'GoodsGiven'> => ({
  type: 'GoodsGiven',
  effectiveOn: on,
  data: { ...item, giftId: theId(2), batches },
})

/** Asks to let pieces go on consignment. */
export const consign = (on: Day, batches: readonly ReservedPart[]): ConsignStock => ({
  type: 'ConsignStock',
  ...item,
  consignmentId: theId(3),
  lineId: theId(4),
  batches,
  effectiveOn: on,
})
/** Pieces went on consignment. */
export const consigned = (on: Day, batches: readonly ReservedPart[]): StockEventOf<'StockConsigned'> => ({
  type: 'StockConsigned',
  effectiveOn: on,
  data: { ...item, consignmentId: theId(3), lineId: theId(4), batches },
})

/** Asks to write pieces off: of a batch, or of the oldest. */
export const writeOff = (on: Day, quantity: number, batch: number | null = null): WriteOffStock => ({
  type: 'WriteOffStock',
  ...item,
  writeOffId: theId(5),
  batchId: batch === null ? null : batchId(batch),
  quantity,
  reason: 'damaged',
  effectiveOn: on,
  evidence,
})
/** Pieces were written off. */
export const writtenOff = (on: Day, batches: readonly ReservedPart[]): StockEventOf<'StockWrittenOff'> => ({
  type: 'StockWrittenOff',
  effectiveOn: on,
  data: { ...item, writeOffId: theId(5), batches, reason: 'damaged' },
})

/** Says how many pieces lie on the shelves. */
export const count = (on: Day, counted: number): CountStock => ({
  type: 'CountStock',
  ...item,
  countId: theId(6),
  counted,
  effectiveOn: on,
  evidence,
})
/** The shelves were counted. */
export const counted = (on: Day, found: number, expected: number): StockEventOf<'StockCounted'> => ({
  type: 'StockCounted',
  effectiveOn: on,
  data: { ...item, countId: theId(6), counted: found, expected, difference: found - expected },
})
