import { projection } from '@perca/eventsourcing'
import * as t from 'io-ts'
import type { SessionEvent } from '../session/events.js'

const SessionRow = t.type({ programmeId: t.string, heldOn: t.string })
/** A session that was held, and its day. */
export type SessionRow = t.TypeOf<typeof SessionRow>

/** Sessions that were held. */
export const sessions = projection<SessionRow, SessionEvent>({
  name: 'sessions',
  version: 1,
  row: SessionRow,
  on: {
    SessionOpened: ({ event, stream }) => [
      { put: stream, row: { programmeId: event.data.programmeId, heldOn: event.effectiveOn } },
    ],
  },
})
