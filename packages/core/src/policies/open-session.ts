import { policy } from '@perca/eventsourcing'
import type { ParticipantEvent } from '../participant/events.js'
import type { OpenSession } from '../session/holding.js'

/** A session took place if somebody has a mark for it: its first accepted mark opens it. */
export const openSessionPolicy = policy<ParticipantEvent>({
  name: 'open-session',
  sends: ['OpenSession'],
  on: {
    AttendanceRecorded: ({ event }) => {
      const { programmeId, sessionId } = event.data
      const command: Omit<OpenSession, 'evidence'> = {
        type: 'OpenSession',
        programmeId,
        effectiveOn: event.effectiveOn,
      }
      return [{ target: sessionId, command }]
    },
  },
})
