import { Day, type EventOf, eventType } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { Condition, ReservedPart } from '../stock/events.js'
import { BasisPoints, Quantity, Rupiah, RupiahOrNone } from '../values/amounts.js'
import { Code, ProgrammeId, Uuid } from '../values/ids.js'

// These names and shapes are stored. They are only ever added to; a changed meaning is a new version (docs/how-to/add-an-event.md).

/** Goods were handed to an agency that sells them for the programme (titip jual), at a price in rupiah a piece, oldest batch first. */
const ConsignmentPlaced = t.type({
  programmeId: ProgrammeId,
  agencyCode: Code,
  lines: t.readonlyArray(
    t.type({ lineId: Uuid, sku: Code, quantity: Quantity, unitPrice: Rupiah, batches: t.readonlyArray(ReservedPart) }),
  ),
})

/** The agency sold these pieces, and owes their price. A line sells its oldest pieces first. Rule 15. */
const ConsignmentSold = t.type({
  programmeId: ProgrammeId,
  saleId: Uuid,
  lines: t.readonlyArray(t.type({ lineId: Uuid, quantity: Quantity, unitPrice: Rupiah })),
})

/** The agency gave these pieces back, of each line the newest first. Rule 15. */
const ConsignmentReturned = t.type({
  programmeId: ProgrammeId,
  returnId: Uuid,
  lines: t.readonlyArray(
    t.type({ lineId: Uuid, sku: Code, batches: t.readonlyArray(ReservedPart), condition: Condition }),
  ),
})

/**
 * The agency paid for what it sold and had not paid for yet, and that was shared by the rule in force on the day:
 * `total` rupiah, exactly pieces times price. Parts and shares as in ProceedsShared. Rules 9, 14 and 15.
 */
const ConsignmentSettled = t.type({
  programmeId: ProgrammeId,
  settlementId: Uuid,
  lines: t.readonlyArray(t.type({ lineId: Uuid, quantity: Quantity, unitPrice: Rupiah })),
  total: Rupiah,
  rule: t.type({ from: Day, makersShare: BasisPoints, materialsFund: BasisPoints, programmeFund: BasisPoints }),
  parts: t.type({ makers: RupiahOrNone, materialsFund: RupiahOrNone, programmeFund: RupiahOrNone }),
  shares: t.readonlyArray(t.type({ participantId: Uuid, code: Code, amount: Rupiah })),
})

/** Every event of a consignment, by name: the stored contract. */
export const consignmentEvents = {
  ConsignmentPlaced: eventType(ConsignmentPlaced),
  ConsignmentSold: eventType(ConsignmentSold),
  ConsignmentReturned: eventType(ConsignmentReturned),
  ConsignmentSettled: eventType(ConsignmentSettled),
}
/** Every event of a consignment. */
export type ConsignmentEvent = EventOf<typeof consignmentEvents>
/** One of them, by its type. */
export type ConsignmentEventOf<Type extends ConsignmentEvent['type']> = Extract<ConsignmentEvent, { type: Type }>
