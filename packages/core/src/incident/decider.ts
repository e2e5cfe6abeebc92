import type { Aggregate } from '@perca/eventsourcing'
import { ROLES } from '../roles.js'
import {
  AskedClosing,
  AskedReferral,
  AskedReport,
  closeIncident,
  type IncidentCommand,
  referIncident,
  reportIncident,
} from './decisions.js'
import { type IncidentEvent, incidentEvents } from './events.js'
import { actorOf, namedInReport } from './evidence.js'
import { evolve, type IncidentState, initialState, uuidsOf } from './state.js'

const stream = ({ incidentId }: { readonly incidentId: string }) => incidentId

/** `incident-<uuid>`: what people must be kept safe from, with readers of its own. */
export const incident: Aggregate<IncidentCommand, IncidentState, IncidentEvent> = {
  category: 'incident',
  events: incidentEvents,
  initialState,
  evolve,
  subjects: ({ data }) => ('involved' in data ? uuidsOf(data.involved) : data.about),
  commands: {
    ReportIncident: {
      codec: AskedReport,
      roles: ROLES.filter((role) => role !== 'policy'),
      stream,
      lookUp: namedInReport,
      decide: reportIncident,
      yields: ['IncidentReported'],
    },
    ReferIncident: {
      codec: AskedReferral,
      roles: ['safeguarding'],
      stream,
      lookUp: actorOf,
      decide: referIncident,
      yields: ['IncidentReferred'],
    },
    CloseIncident: {
      codec: AskedClosing,
      roles: ['safeguarding'],
      stream,
      lookUp: actorOf,
      decide: closeIncident,
      yields: ['IncidentClosed'],
    },
  },
}
