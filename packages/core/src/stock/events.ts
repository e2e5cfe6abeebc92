import { type EventOf, eventType } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { Parts, Quantity, QuantityChange, QuantityOrNone } from '../values/amounts.js'
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

/** From where pieces came that the programme's people did not make in its records. */
export const StockSource = t.keyof({ opening: null, donated: null, transferred: null }, 'source of stock')

/**
 * Pieces came into stock that no session made: what was there when the records began, a donation, another place. Makers are
 * named where they are known; none (`[]`) where nobody knows: their part of a sale goes to the programme fund. Rule 14.
 */
const StockReceived = t.type({
  ...item,
  batchId: Uuid,
  grade: Grade,
  quantity: Quantity,
  makers: Makers,
  source: StockSource,
})

/** What a batch is written down as: pieces of one grade, and who made them. */
export const BatchFacts = t.type({ grade: Grade, quantity: Quantity, makers: Makers }, 'facts of a batch')
export type BatchFacts = t.TypeOf<typeof BatchFacts>

/** Why a batch is corrected. */
export const BatchMistake = t.keyof(
  { miscounted: null, 'wrong-grade': null, 'wrong-makers': null, 'entered-twice': null },
  'mistake in a batch',
)

/** A batch was written down wrongly. Null: it was never made. Pieces that are too many go, pieces that lacked are there. */
const ItemsMadeCorrected = t.type({
  ...item,
  batchId: Uuid,
  was: t.union([BatchFacts, t.null]),
  now: t.union([BatchFacts, t.null]),
  reason: BatchMistake,
})

/** Why a line gives up its promise: the whole order was cancelled, or the line closed short. */
export const ReleaseReason = t.keyof({ 'order-cancelled': null, 'line-closed-short': null }, 'reason of a release')

/**
 * An order's line gave up these pieces, which had not left, and stopped waiting for so many; null: it waited for none. It is
 * promised nothing from then on. Rule 6.
 */
const ReservationReleased = t.type({
  ...item,
  orderId: Uuid,
  lineId: Uuid,
  batches: t.readonlyArray(ReservedPart),
  waiting: t.union([Quantity, t.null]),
  reason: ReleaseReason,
})

/** Who had the pieces that came back. */
export const ReturnSource = t.keyof({ order: null, consignment: null }, 'source of a return')

/** Whether pieces that came back can be sold again. */
export const Condition = t.keyof({ resaleable: null, damaged: null }, 'condition')

/** Pieces that had left came back. Damaged ones never go into stock again. `sourceId`: the order's or the consignment's id. */
const StockReturned = t.type({
  ...item,
  returnId: Uuid,
  source: ReturnSource,
  sourceId: Uuid,
  batches: t.readonlyArray(ReservedPart),
  condition: Condition,
})

/** Why free pieces are taken off the books. */
export const WriteOffReason = t.keyof(
  { damaged: null, lost: null, stolen: null, spoiled: null, counted: null },
  'reason of a write-off',
)

/** Free pieces are there no longer, and nobody was given them. `counted`: a count found fewer. */
const StockWrittenOff = t.type({
  ...item,
  writeOffId: Uuid,
  batches: t.readonlyArray(ReservedPart),
  reason: WriteOffReason,
})

/**
 * The shelves were counted (stok opname) at the end of the day: pieces found, pieces that should be there, free or promised,
 * and the first less the second. A count moves nothing: what lacks is written off, what is over is received.
 */
const StockCounted = t.type({
  ...item,
  countId: Uuid,
  counted: QuantityOrNone,
  expected: QuantityChange,
  difference: QuantityChange,
})

/** Free pieces were given away. Why, and what their makers got for them, stands in the fund that paid. Rule 14. */
const GoodsGiven = t.type({ ...item, giftId: Uuid, batches: t.readonlyArray(ReservedPart) })

/** Free pieces went to a shop that sells them for the programme. Rule 15. */
const StockConsigned = t.type({
  ...item,
  consignmentId: Uuid,
  lineId: Uuid,
  batches: t.readonlyArray(ReservedPart),
})

/** Every event of a product's stock, by name: the stored contract. */
export const stockEvents = {
  ItemsMade: eventType(ItemsMade),
  StockReceived: eventType(StockReceived),
  ItemsMadeCorrected: eventType(ItemsMadeCorrected),
  StockReserved: eventType(StockReserved),
  BackorderQueued: eventType(BackorderQueued),
  ReservationReleased: eventType(ReservationReleased),
  StockDispatched: eventType(StockDispatched),
  StockReturned: eventType(StockReturned),
  StockWrittenOff: eventType(StockWrittenOff),
  StockCounted: eventType(StockCounted),
  GoodsGiven: eventType(GoodsGiven),
  StockConsigned: eventType(StockConsigned),
}
/** Every event of a stock. */
export type StockEvent = EventOf<typeof stockEvents>
/** One of them, by its type. */
export type StockEventOf<Type extends StockEvent['type']> = Extract<StockEvent, { type: Type }>
