import { type EventOf, eventType } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { Grams } from '../values/amounts.js'
import { ProgrammeId, SessionId, Slug } from '../values/ids.js'

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

/** Every event of a material, by name: the stored contract. */
export const materialEvents = {
  MaterialReceived: eventType(MaterialReceived),
  MaterialIssued: eventType(MaterialIssued),
}
/** Every event of a material. */
export type MaterialEvent = EventOf<typeof materialEvents>
