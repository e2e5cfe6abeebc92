import type { Aggregate } from '@perca/eventsourcing'
import {
  AskedVetting,
  actorOfVetting,
  EngageHelper,
  engageHelper,
  type HelperCommand,
  LeaveHelper,
  leaveHelper,
  vetHelper,
} from './decisions.js'
import { type HelperEvent, helperEvents } from './events.js'
import { evolve, type HelperState, initialState } from './state.js'

const stream = ({ helperId }: { readonly helperId: string }) => helperId

/** `helper-<uuid>`: a facilitator, a volunteer or an assessor; all programmes. */
export const helper: Aggregate<HelperCommand, HelperState, HelperEvent> = {
  category: 'helper',
  events: helperEvents,
  initialState,
  evolve,
  subjects: (_, id) => [id],
  commands: {
    EngageHelper: {
      codec: EngageHelper,
      roles: ['coordinator', 'registrar'],
      stream,
      decide: engageHelper,
      yields: ['HelperEngaged'],
    },
    VetHelper: {
      codec: AskedVetting,
      roles: ['coordinator', 'safeguarding'],
      stream,
      lookUp: actorOfVetting,
      decide: vetHelper,
      yields: ['HelperVetted'],
    },
    LeaveHelper: {
      codec: LeaveHelper,
      roles: ['coordinator', 'registrar'],
      stream,
      decide: leaveHelper,
      yields: ['HelperLeft'],
    },
  },
}
