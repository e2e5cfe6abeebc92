import type { Aggregate } from '@perca/eventsourcing'
import { streamId } from '../values/ids.js'
import { type AgencyState, evolve, initialState, PartnerAgency, partnerAgency } from './decisions.js'
import { type AgencyEvent, agencyEvents } from './events.js'

/** `agency-<programme>.<code>`: a buyer. */
export const agency: Aggregate<PartnerAgency, AgencyState, AgencyEvent> = {
  category: 'agency',
  events: agencyEvents,
  initialState,
  evolve,
  subjects: () => [],
  commands: {
    PartnerAgency: {
      codec: PartnerAgency,
      roles: ['coordinator', 'registrar'],
      stream: ({ programmeId, code }) => streamId(programmeId, code),
      decide: partnerAgency,
    },
  },
}
