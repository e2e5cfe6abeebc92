import { august } from '../testing/day.fixture.js'
import type { Place, SessionEvent } from './events.js'
import type { OpenSession } from './holding.js'
import type { CancelSession, FollowCalendar, MoveSession, ScheduleExtraSession, ScheduleSession } from './planning.js'

/** Who helps in the tests. */
export const HELPER = '00000009-0000-4000-8000-000000000001'
/** When and where the calendar foresees the session of 18 August. */
export const slot: Place = { startsAt: '09:00', duration: 180, venue: 'Aula' }
/** Where it may go instead. */
export const elsewhere: Place = { startsAt: '13:30', duration: 120, venue: 'Balai' }

const on = { programmeId: 'kediri', effectiveOn: august(18) }
const first = { ...on, slot: 1 }

/** An event of the session of 18 August. */
const event = <Type extends SessionEvent['type']>(
  type: Type,
  data: Omit<Extract<SessionEvent, { type: Type }>['data'], 'programmeId'>,
) => ({ type, effectiveOn: august(18), data: { programmeId: 'kediri', ...data } })

export const scheduled: SessionEvent = event('SessionScheduled', { ...slot, helpers: [HELPER], reason: null })
export const planned: SessionEvent = event('SessionScheduled', { ...slot, helpers: [], reason: null })
export const extra: SessionEvent = event('SessionScheduled', { ...slot, helpers: [HELPER], reason: 'event' })
export const opened: SessionEvent = event('SessionOpened', slot)
export const movedByPerson: SessionEvent = event('SessionMoved', { was: slot, now: elsewhere, reason: 'venue' })
export const movedByCalendar: SessionEvent = event('SessionMoved', { was: slot, now: elsewhere, reason: 'schedule' })
export const cancelledByPerson: SessionEvent = event('SessionCancelled', { reason: 'weather' })
export const cancelledByCalendar: SessionEvent = event('SessionCancelled', { reason: 'holiday' })
export const closed: SessionEvent = event('SessionClosed', { helpers: [HELPER], attended: 12 })

export const schedule = (found: Place | null = slot): ScheduleSession => ({
  type: 'ScheduleSession',
  ...on,
  helpers: [HELPER],
  evidence: { slot: found },
})
export const scheduleExtra: ScheduleExtraSession = {
  type: 'ScheduleExtraSession',
  ...first,
  ...slot,
  helpers: [HELPER],
  reason: 'event',
  evidence: { established: true },
}
export const open = (found: Place | null = slot): OpenSession => ({
  type: 'OpenSession',
  ...on,
  evidence: { slot: found },
})
export const move: MoveSession = { type: 'MoveSession', ...first, ...elsewhere, reason: 'venue' }
export const cancel: CancelSession = { type: 'CancelSession', ...first, reason: 'weather' }
export const follow = (place: Place | null): FollowCalendar => ({
  type: 'FollowCalendar',
  ...on,
  place,
  because: place === null ? 'holiday' : 'schedule',
})
