import { type EventOf, eventType } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { Minutes } from '../values/amounts.js'
import { ProgrammeId, Uuid } from '../values/ids.js'
import { TimeOfDay } from '../values/times.js'

// These names and shapes are stored. They are only ever added to; a changed meaning is a new version (docs/how-to/add-an-event.md).

const place = { programmeId: ProgrammeId, startsAt: TimeOfDay, duration: Minutes, venue: t.string }

/** A session is planned for effectiveOn, at a time of the programme's clock; `helpers` by their ids. */
const SessionScheduled = t.type({ ...place, helpers: t.readonlyArray(Uuid) })

/** The session of effectiveOn took place: in an import, at its first accepted mark. */
const SessionOpened = t.type(place)

/** Every event of a session, by name: the stored contract. */
export const sessionEvents = { SessionScheduled: eventType(SessionScheduled), SessionOpened: eventType(SessionOpened) }
/** Every event of a session. */
export type SessionEvent = EventOf<typeof sessionEvents>
