import { type EventOf, eventType } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { Rupiah } from '../values/amounts.js'
import { Code, ProgrammeId, Slug } from '../values/ids.js'

// These names and shapes are stored. They are only ever added to; a changed meaning is a new version (docs/how-to/add-an-event.md).

/** The programme makes this product, in one of its crafts. */
const ProductListed = t.type({ programmeId: ProgrammeId, sku: Code, name: t.string, craftId: t.union([Slug, t.null]) })

/** What one piece costs from effectiveOn on, in rupiah. */
const PriceSet = t.type({ programmeId: ProgrammeId, sku: Code, price: Rupiah })

/** Why a product is made no longer. */
export const RetirementReason = t.keyof(
  { unsold: null, 'craft-ended': null, replaced: null, unsafe: null, 'agency-decision': null },
  'reason of a retirement',
)

/**
 * The product leaves the catalogue on effectiveOn, for good: from that day on nobody orders it, no batch is made and no price
 * is set. What lies in stock may still be delivered.
 */
const ProductRetired = t.type({ programmeId: ProgrammeId, sku: Code, reason: RetirementReason })

/** Every event of a product, by name: the stored contract. */
export const productEvents = {
  ProductListed: eventType(ProductListed),
  PriceSet: eventType(PriceSet),
  ProductRetired: eventType(ProductRetired),
}
/** Every event of a product. */
export type ProductEvent = EventOf<typeof productEvents>
