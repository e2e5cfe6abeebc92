import type { Aggregate } from '@perca/eventsourcing'
import {
  AskedOpening,
  AskedSchedule,
  evolve,
  initialState,
  openSession,
  type SessionCommand,
  type SessionState,
  scheduleSession,
  slotOfSession,
} from './decisions.js'
import { type SessionEvent, sessionEvents } from './events.js'

const stream = ({ programmeId, effectiveOn }: { readonly programmeId: string; readonly effectiveOn: string }) =>
  `${programmeId}.${effectiveOn}`

/** `session-<programme>.<date>`: one slot; the name forbids a twin. */
export const session: Aggregate<SessionCommand, SessionState, SessionEvent> = {
  category: 'session',
  events: sessionEvents,
  initialState,
  evolve,
  subjects: () => [],
  commands: {
    ScheduleSession: {
      codec: AskedSchedule,
      roles: ['coordinator', 'facilitator', 'policy'],
      stream,
      lookUp: slotOfSession,
      decide: scheduleSession,
    },
    OpenSession: {
      codec: AskedOpening,
      roles: ['facilitator', 'registrar', 'policy'],
      stream,
      lookUp: slotOfSession,
      decide: openSession,
    },
  },
}
