import { type EventOf, eventType } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { Parts, Quantity } from '../values/amounts.js'
import { Code, ProgrammeId, SessionId, Uuid } from '../values/ids.js'

// These names and shapes are stored. They are only ever added to; a changed meaning is a new version (docs/how-to/add-an-event.md).

const item = { programmeId: ProgrammeId, sku: Code }

/** Who made each item of a batch, and in how many parts of the whole. */
export const Makers = t.readonlyArray(t.type({ participantId: Uuid, parts: Parts }), 'makers')
export type Makers = t.TypeOf<typeof Makers>

/** Pieces of one batch. */
export const BatchPart = t.type({ batchId: Uuid, quantity: Quantity }, 'pieces of a batch')
export type BatchPart = t.TypeOf<typeof BatchPart>

/** Pieces of one batch with its makers, so that who is told of them need not ask again. */
export const ReservedPart = t.type({ batchId: Uuid, quantity: Quantity, makers: Makers }, 'reserved pieces of a batch')
export type ReservedPart = t.TypeOf<typeof ReservedPart>

/** How good a batch is: A and B are sold, rejects are not. */
export const Grade = t.keyof({ A: null, B: null, reject: null }, 'grade')
export type Grade = t.TypeOf<typeof Grade>

/** A batch was made: pieces of one grade. Rejects never go into stock. */
const ItemsMade = t.type({
  ...item,
  batchId: Uuid,
  grade: Grade,
  quantity: Quantity,
  makers: Makers,
  sessionId: t.union([SessionId, t.null]),
})

/** Pieces are promised to an order's line: at once (`order`), or to fill what it waited for (`backorder`). Rule 6. */
const StockReserved = t.type({
  ...item,
  orderId: Uuid,
  lineId: Uuid,
  batches: t.readonlyArray(ReservedPart),
  reason: t.keyof({ order: null, backorder: null }),
})

/** An order's line waits for this many pieces. */
const BackorderQueued = t.type({ ...item, orderId: Uuid, lineId: Uuid, quantity: Quantity })

/** Reserved pieces left with a delivery. */
const StockDispatched = t.type({
  ...item,
  deliveryId: Uuid,
  orderId: Uuid,
  lineId: Uuid,
  batches: t.readonlyArray(BatchPart),
})

/** Every event of a product's stock, by name: the stored contract. */
export const stockEvents = {
  ItemsMade: eventType(ItemsMade),
  StockReserved: eventType(StockReserved),
  BackorderQueued: eventType(BackorderQueued),
  StockDispatched: eventType(StockDispatched),
}
/** Every event of a stock. */
export type StockEvent = EventOf<typeof stockEvents>
/** One of them, by its type. */
export type StockEventOf<Type extends StockEvent['type']> = Extract<StockEvent, { type: Type }>
