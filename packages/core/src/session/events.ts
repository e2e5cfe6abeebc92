import { type EventOf, eventType, pastVersion } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { Minutes, People } from '../values/amounts.js'
import { ProgrammeId, Slug, Uuid } from '../values/ids.js'
import { TimeOfDay } from '../values/times.js'

// These names and shapes are stored. They are only ever added to; a changed meaning is a new version (docs/how-to/add-an-event.md).

// Every event of a session is effective on the session's day, whenever it was recorded: the stream bears that day.

/** When and where a session is: a time of the programme's clock, minutes, a place. */
export const Place = t.type({ startsAt: TimeOfDay, duration: Minutes, venue: t.string })
export type Place = t.TypeOf<typeof Place>

const place = { programmeId: ProgrammeId, ...Place.props }

/** Why a session is moved or cancelled. `holiday` and `schedule`: the calendar says so. */
export const ChangeReason = t.keyof(
  { holiday: null, schedule: null, venue: null, helpers: null, weather: null, illness: null, unstated: null },
  'why a session changes',
)

/** Why there is a session that the calendar does not foresee. */
export const ExtraReason = t.keyof(
  { replacement: null, 'rush-order': null, event: null, request: null, unstated: null },
  'why an extra session',
)

/** Version 1 knew only sessions that the calendar foresees. */
const SessionScheduledV1 = t.type({ ...place, helpers: t.readonlyArray(Uuid) })

/**
 * A session is planned for effectiveOn; `helpers` by their ids. `reason`: why it is held although the calendar does not
 * foresee it; null where the calendar does (rule 5).
 */
const SessionScheduled = t.type({
  ...place,
  helpers: t.readonlyArray(Uuid),
  reason: t.union([ExtraReason, t.null]),
})

/** The session of effectiveOn took place: in an import, at its first accepted mark. */
const SessionOpened = t.type(place)

/** A planned session is held at another time of its day, or elsewhere. For another day it is cancelled, and planned there. */
const SessionMoved = t.type({ programmeId: ProgrammeId, was: Place, now: Place, reason: ChangeReason })

/** A session that took place is over: who helped, by their ids, and how many people came, where they were counted. */
export const SessionClosed = t.type({
  programmeId: ProgrammeId,
  helpers: t.readonlyArray(Uuid),
  attended: t.union([People, t.null]),
})

/** The session is not held. */
const SessionCancelled = t.type({ programmeId: ProgrammeId, reason: ChangeReason })

/** A skill of a craft was taught in the session; by which helper, where that was written down. */
export const SkillTaught = t.type({
  programmeId: ProgrammeId,
  craftId: Slug,
  skillId: Slug,
  helperId: t.union([Uuid, t.null]),
})

/** Every event of a session, by name: the stored contract. */
export const sessionEvents = {
  SessionScheduled: eventType(SessionScheduled, [
    pastVersion(
      SessionScheduledV1,
      (old) => ({ ...old, reason: null }),
      'Rule 5: a session may be held on a holiday or off the schedule, where somebody says why.',
    ),
  ]),
  SessionOpened: eventType(SessionOpened),
  SessionMoved: eventType(SessionMoved),
  SessionClosed: eventType(SessionClosed),
  SessionCancelled: eventType(SessionCancelled),
  SkillTaught: eventType(SkillTaught),
}
/** Every event of a session. */
export type SessionEvent = EventOf<typeof sessionEvents>
