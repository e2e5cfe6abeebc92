import type { Aggregate } from '@perca/eventsourcing'
import { streamId } from '../values/ids.js'
import {
  type AgencyCommand,
  type AgencyState,
  EndPartnership,
  endPartnership,
  evolve,
  initialState,
  PartnerAgency,
  partnerAgency,
} from './decisions.js'
import { type AgencyEvent, agencyEvents } from './events.js'

const stream = ({ programmeId, code }: { readonly programmeId: string; readonly code: string }) =>
  streamId(programmeId, code)

/** `agency-<programme>.<code>`: a buyer. */
export const agency: Aggregate<AgencyCommand, AgencyState, AgencyEvent> = {
  category: 'agency',
  events: agencyEvents,
  initialState,
  evolve,
  subjects: () => [],
  commands: {
    PartnerAgency: {
      codec: PartnerAgency,
      roles: ['coordinator', 'registrar'],
      stream,
      yields: ['AgencyPartnered'],
      decide: partnerAgency,
    },
    EndPartnership: {
      codec: EndPartnership,
      roles: ['coordinator', 'registrar'],
      stream,
      yields: ['AgencyPartnershipEnded'],
      decide: endPartnership,
    },
  },
}
