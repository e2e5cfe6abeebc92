import { Day, type EventOf, eventType } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { BatchPart, Condition, ReservedPart } from '../stock/events.js'
import { BasisPoints, Quantity, Rupiah, RupiahOrNone } from '../values/amounts.js'
import { Code, ProgrammeId, Slug, Uuid } from '../values/ids.js'
import { orNone } from '../values/or-none.js'
import { personal } from '../values/sensitive.js'

// These names and shapes are stored. They are only ever added to; a changed meaning is a new version (docs/how-to/add-an-event.md).

/** Pieces of one product at one price, in rupiah a piece. */
export const Line = t.type({ lineId: Uuid, sku: Code, quantity: Quantity, unitPrice: Rupiah }, 'order line')
export type Line = t.TypeOf<typeof Line>

/** An agency ordered under a number of its own or the programme's. */
const OrderPlaced = t.type({
  programmeId: ProgrammeId,
  number: Code,
  agencyCode: Code,
  lines: t.readonlyArray(Line),
  contact: personal(orNone(t.string)),
})

/** More lines belong to the order than were written down at first. */
const OrderLinesAdded = t.type({ programmeId: ProgrammeId, lines: t.readonlyArray(Line) })

/** The programme takes these lines on; pieces are promised from here (policy P1). */
const OrderAccepted = t.type({
  programmeId: ProgrammeId,
  lines: t.readonlyArray(t.type({ lineId: Uuid, sku: Code, quantity: Quantity })),
  promisedOn: orNone(Day),
})

/** Copy of a StockReserved, which `sourceEventId` names (policy P2). */
const LineReserved = t.type({ lineId: Uuid, batches: t.readonlyArray(ReservedPart), sourceEventId: Uuid })

/** Copy of a BackorderQueued, which `sourceEventId` names (policy P2). */
const LineBackordered = t.type({ lineId: Uuid, quantity: Quantity, sourceEventId: Uuid })

/** Goods were handed over, against a handover note (BAST). */
const OrderDelivered = t.type({
  programmeId: ProgrammeId,
  deliveryId: Uuid,
  lines: t.readonlyArray(
    t.type({ lineId: Uuid, sku: Code, quantity: Quantity, unitPrice: Rupiah, batches: t.readonlyArray(BatchPart) }),
  ),
  handoverRef: orNone(Slug),
  receivedBy: personal(orNone(t.string)),
})

/** What was delivered is owed, in rupiah. */
const InvoiceIssued = t.type({ invoiceId: Uuid, deliveryId: Uuid, amount: Rupiah })

/** Money came in, in rupiah. `method` as the agency codes it. */
const PaymentReceived = t.type({ paymentId: Uuid, amount: Rupiah, method: orNone(Slug) })

/**
 * What came in for an order is shared, once, on the day of the last act that made it whole: what was delivered, less what
 * came back and the tax the buyer kept. `rule.from` names the rule in force. Amounts in rupiah; makers whose share rounds to
 * none are left out; what pieces of unknown makers had is in the programme fund. Rules 9 and 14.
 */
const ProceedsShared = t.type({
  programmeId: ProgrammeId,
  total: Rupiah,
  rule: t.type({ from: Day, makersShare: BasisPoints, materialsFund: BasisPoints, programmeFund: BasisPoints }),
  parts: t.type({ makers: RupiahOrNone, materialsFund: RupiahOrNone, programmeFund: RupiahOrNone }),
  shares: t.readonlyArray(t.type({ participantId: Uuid, code: Code, amount: Rupiah })),
})

/** Every line is delivered or closed, all invoiced is paid, and what came in is shared. */
const OrderCompleted = t.type({ programmeId: ProgrammeId })

/** Why an order, or a line of one, comes to nothing. `agency-withdrew`: the agency needs it no longer. */
export const DropReason = t.keyof(
  {
    'agency-withdrew': null,
    'agency-budget': null,
    'no-capacity': null,
    'no-material': null,
    'not-our-craft': null,
    unstated: null,
  },
  'why an order is dropped',
)
export type DropReason = t.TypeOf<typeof DropReason>

/** The programme does not take the order on. Nothing was accepted of it, so nothing is promised. */
const OrderDeclined = t.type({ programmeId: ProgrammeId, reason: DropReason })

/**
 * The order is called off before anything went out. `lines` are those that it had taken on: what stock holds for them, or
 * lets them wait for, is freed (policy P6).
 */
const OrderCancelled = t.type({
  programmeId: ProgrammeId,
  lines: t.readonlyArray(t.type({ lineId: Uuid, sku: Code })),
  reason: DropReason,
})

/**
 * A line shrinks to what went out of it: `closedQuantity` pieces, all that it still lacked, are not owed any more, and what
 * stock holds of them is freed (policy P6). Rule 12.
 */
const LineClosedShort = t.type({
  programmeId: ProgrammeId,
  lineId: Uuid,
  sku: Code,
  closedQuantity: Quantity,
  reason: DropReason,
})

/** Why goods come back. */
export const ReturnReason = t.keyof(
  { defect: null, 'wrong-goods': null, 'not-needed': null, unstated: null },
  'why goods come back',
)
export type ReturnReason = t.TypeOf<typeof ReturnReason>

/**
 * Delivered goods came back, at the price they were sold at, in rupiah a piece. The line is not owed them again: the agency
 * may order anew. What is resaleable goes into stock again, what is damaged does not.
 */
const GoodsReturned = t.type({
  programmeId: ProgrammeId,
  returnId: Uuid,
  lines: t.readonlyArray(
    t.type({ lineId: Uuid, sku: Code, quantity: Quantity, unitPrice: Rupiah, batches: t.readonlyArray(ReservedPart) }),
  ),
  condition: Condition,
  reason: ReturnReason,
})

/** What came back is not owed any more, in rupiah. */
const CreditNoteIssued = t.type({ creditNoteId: Uuid, returnId: Uuid, amount: Rupiah })

/** The buyer kept this income tax back, in rupiah, and handed over a slip for it. It counts as paid (rule 8), and is not shared. */
const TaxWithheld = t.type({ withholdingId: Uuid, amount: Rupiah, slipRef: Slug })

/** Why money is given back. */
export const RefundReason = t.keyof({ 'goods-returned': null, unstated: null }, 'why money is given back')
export type RefundReason = t.TypeOf<typeof RefundReason>

/** Money that is not owed any more was given back, in rupiah. `paymentId`: of which payment; null where it is not told. */
const PaymentRefunded = t.type({ refundId: Uuid, amount: Rupiah, paymentId: orNone(Uuid), reason: RefundReason })

/**
 * What the returned pieces had of the sharing that `sharedEventId` names is taken back, in rupiah, on the day of the return,
 * or of the sharing where that is later. `parts` sum to `total`, `shares` to the makers' part; nobody is left out but who
 * gives nothing back. Rule 13.
 */
const ProceedsReversed = t.type({
  programmeId: ProgrammeId,
  returnId: Uuid,
  sharedEventId: Uuid,
  total: Rupiah,
  parts: t.type({ makers: RupiahOrNone, materialsFund: RupiahOrNone, programmeFund: RupiahOrNone }),
  shares: t.readonlyArray(t.type({ participantId: Uuid, code: Code, amount: Rupiah })),
})

/** Every event of an order, by name: the stored contract. */
export const orderEvents = {
  OrderPlaced: eventType(OrderPlaced),
  OrderLinesAdded: eventType(OrderLinesAdded),
  OrderAccepted: eventType(OrderAccepted),
  LineReserved: eventType(LineReserved),
  LineBackordered: eventType(LineBackordered),
  OrderDelivered: eventType(OrderDelivered),
  InvoiceIssued: eventType(InvoiceIssued),
  PaymentReceived: eventType(PaymentReceived),
  ProceedsShared: eventType(ProceedsShared),
  OrderCompleted: eventType(OrderCompleted),
  OrderDeclined: eventType(OrderDeclined),
  OrderCancelled: eventType(OrderCancelled),
  LineClosedShort: eventType(LineClosedShort),
  GoodsReturned: eventType(GoodsReturned),
  CreditNoteIssued: eventType(CreditNoteIssued),
  TaxWithheld: eventType(TaxWithheld),
  PaymentRefunded: eventType(PaymentRefunded),
  ProceedsReversed: eventType(ProceedsReversed),
}
/** Every event of an order. */
export type OrderEvent = EventOf<typeof orderEvents>
/** One of them, by its type. */
export type OrderEventOf<Type extends OrderEvent['type']> = Extract<OrderEvent, { type: Type }>
