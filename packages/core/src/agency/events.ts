import { type EventOf, eventType } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { Code, ProgrammeId } from '../values/ids.js'

// These names and shapes are stored. They are only ever added to; a changed meaning is a new version (docs/how-to/add-an-event.md).

/** What a buyer is: a city agency (OPD), a ward office, the council, or somebody else. */
export const AgencyKind = t.keyof(
  { cityAgency: null, wardOffice: null, council: null, public: null, other: null },
  'agency kind',
)
export type AgencyKind = t.TypeOf<typeof AgencyKind>

/** The agency, ward office or council may order. Its name is an office's, not a person's. */
const AgencyPartnered = t.type({ programmeId: ProgrammeId, code: Code, name: t.string, kind: AgencyKind })

/** Why an agency is no buyer any longer. */
export const PartingReason = t.keyof(
  { dissolved: null, merged: null, 'their-wish': null, 'our-wish': null },
  'reason of a parting',
)

/** The agency may order no longer, from effectiveOn on. What it ordered before is delivered and paid as agreed. */
const AgencyPartnershipEnded = t.type({ programmeId: ProgrammeId, code: Code, reason: PartingReason })

/** Every event of an agency, by name: the stored contract. */
export const agencyEvents = {
  AgencyPartnered: eventType(AgencyPartnered),
  AgencyPartnershipEnded: eventType(AgencyPartnershipEnded),
}
/** Every event of a buyer. */
export type AgencyEvent = EventOf<typeof agencyEvents>
