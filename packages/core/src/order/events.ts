import { Day, type EventOf, eventType } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { BatchPart, ReservedPart } from '../stock/events.js'
import { BasisPoints, Quantity, Rupiah, RupiahOrNone } from '../values/amounts.js'
import { Code, ProgrammeId, Slug, Uuid } from '../values/ids.js'
import { personal } from '../values/sensitive.js'

// These names and shapes are stored. They are only ever added to; a changed meaning is a new version (docs/how-to/add-an-event.md).

const orNone = <A, O>(codec: t.Type<A, O, unknown>) => t.union([codec, t.null])

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
 * The order's whole value is shared, once, on the day of the last delivery or payment. `ruleFrom` names the rule in force.
 * Amounts in rupiah; makers whose share rounds to none are left out. Rule 9.
 */
const ProceedsShared = t.type({
  programmeId: ProgrammeId,
  total: Rupiah,
  rule: t.type({ from: Day, makersShare: BasisPoints, materialsFund: BasisPoints, programmeFund: BasisPoints }),
  parts: t.type({ makers: RupiahOrNone, materialsFund: RupiahOrNone, programmeFund: RupiahOrNone }),
  shares: t.readonlyArray(t.type({ participantId: Uuid, code: Code, amount: Rupiah })),
})

/** Everything is delivered, paid and shared. */
const OrderCompleted = t.type({ programmeId: ProgrammeId })

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
}
/** Every event of an order. */
export type OrderEvent = EventOf<typeof orderEvents>
/** One of them, by its type. */
export type OrderEventOf<Type extends OrderEvent['type']> = Extract<OrderEvent, { type: Type }>
