import { type EventOf, eventType } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { Grams, GramsChange, GramsOrNone } from '../values/amounts.js'
import { ProgrammeId, SessionId, Slug, Uuid } from '../values/ids.js'

// These names and shapes are stored. They are only ever added to; a changed meaning is a new version (docs/how-to/add-an-event.md).

/** Material came in: grams, and who gave or sold it, as the agency codes it. */
const MaterialReceived = t.type({
  programmeId: ProgrammeId,
  materialId: Slug,
  grams: Grams,
  source: t.union([Slug, t.null]),
})

/** Material went out, to a session where that is known. */
const MaterialIssued = t.type({
  programmeId: ProgrammeId,
  materialId: Slug,
  grams: Grams,
  sessionId: t.union([SessionId, t.null]),
})

/**
 * The material was weighed at the end of the day: grams found, grams that should be there by the records, and the first less
 * the second. From the next day on the balance goes on from what was found; of two counts of a day the later one counts.
 */
const MaterialCounted = t.type({
  programmeId: ProgrammeId,
  materialId: Slug,
  countId: Uuid,
  counted: GramsOrNone,
  expected: GramsChange,
  difference: GramsChange,
})

/** Every event of a material, by name: the stored contract. */
export const materialEvents = {
  MaterialReceived: eventType(MaterialReceived),
  MaterialIssued: eventType(MaterialIssued),
  MaterialCounted: eventType(MaterialCounted),
}
/** Every event of a material. */
export type MaterialEvent = EventOf<typeof materialEvents>
