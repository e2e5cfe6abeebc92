import { Day, type Decision } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { ProgrammeId, Uuid } from '../values/ids.js'
import { ChangeReason, ExtraReason, Place, type SessionEvent } from './events.js'
import { notHeldOn, notPlannedOn, plannedOn } from './rules.js'
import { slotted } from './slot.js'
import type { SessionState } from './state.js'

/** Plans the session of `effectiveOn`, by the calendar. */
export const AskedSchedule = t.strict({
  type: t.literal('ScheduleSession'),
  programmeId: ProgrammeId,
  helpers: t.readonlyArray(Uuid),
  effectiveOn: Day,
})
/** The planned session, with the calendar's slot; null where nothing is left to decide. */
export interface ScheduleSession extends t.TypeOf<typeof AskedSchedule> {
  readonly evidence: { readonly slot: Place | null }
}

/** Plans a session that the calendar does not foresee: on another day, or a second one. It needs a reason (rule 5). */
export const AskedExtra = t.strict({
  type: t.literal('ScheduleExtraSession'),
  ...slotted,
  ...Place.props,
  helpers: t.readonlyArray(Uuid),
  reason: ExtraReason,
})
/** The extra session, of a programme that is there. */
export interface ScheduleExtraSession extends t.TypeOf<typeof AskedExtra> {
  readonly evidence: { readonly established: true }
}

/** Moves a planned session to another time of its day, or elsewhere. */
export const MoveSession = t.strict({
  type: t.literal('MoveSession'),
  ...slotted,
  ...Place.props,
  reason: ChangeReason,
})
export type MoveSession = t.TypeOf<typeof MoveSession>

/** Cancels a session, planned or only foreseen by the calendar. */
export const CancelSession = t.strict({ type: t.literal('CancelSession'), ...slotted, reason: ChangeReason })
export type CancelSession = t.TypeOf<typeof CancelSession>

/** Lets the plan of `effectiveOn` follow the calendar: `place` it foresees, or none, because of a holiday or the schedule (P5). */
export const FollowCalendar = t.strict({
  type: t.literal('FollowCalendar'),
  programmeId: ProgrammeId,
  effectiveOn: Day,
  place: t.union([t.strict(Place.props), t.null]),
  because: t.keyof({ holiday: null, schedule: null }),
})
export type FollowCalendar = t.TypeOf<typeof FollowCalendar>

const placed = ({ startsAt, duration, venue }: Place): Place => ({ startsAt, duration, venue })

const isThere = (now: Place, asked: Place): boolean =>
  now.startsAt === asked.startsAt && now.duration === asked.duration && now.venue === asked.venue

/** @returns Right: nothing where the session is planned, or held, already. */
export const scheduleSession = (command: ScheduleSession, state: SessionState): Decision<SessionEvent> => {
  const { programmeId, effectiveOn, helpers, evidence } = command
  if (state.plan !== null || state.held !== null || evidence.slot === null) return E.right([])
  const data = { programmeId, ...placed(evidence.slot), helpers, reason: null }
  return E.right([{ type: 'SessionScheduled', effectiveOn, data }])
}

/** @returns Right: nothing where it is planned so already. Left: `session-planned`. That the programme is there: evidence. */
export const scheduleExtraSession = (command: ScheduleExtraSession, state: SessionState): Decision<SessionEvent> => {
  const { programmeId, effectiveOn, helpers, reason } = command
  const { plan, held } = state
  if (held === null && plan !== null && plan.reason === reason && isThere(plan, command)) return E.right([])
  return pipe(
    notPlannedOn(state, effectiveOn),
    E.map(() => [
      { type: 'SessionScheduled', effectiveOn, data: { programmeId, ...placed(command), helpers, reason } },
    ]),
  )
}

/** @returns Right: nothing where it is there already. Left: `session-held`, `session-not-planned`. */
export const moveSession = (command: MoveSession, state: SessionState): Decision<SessionEvent> => {
  const { programmeId, effectiveOn, reason } = command
  return pipe(
    notHeldOn(state, effectiveOn),
    E.chain(() => plannedOn(state, effectiveOn)),
    E.map((plan) =>
      isThere(plan, command)
        ? []
        : [
            {
              type: 'SessionMoved',
              effectiveOn,
              data: { programmeId, was: placed(plan), now: placed(command), reason },
            },
          ],
    ),
  )
}

/** @returns Right: nothing where it is cancelled already. Left: `session-held`. */
export const cancelSession = (command: CancelSession, state: SessionState): Decision<SessionEvent> => {
  const { programmeId, effectiveOn, reason } = command
  return pipe(
    notHeldOn(state, effectiveOn),
    E.map(() =>
      state.cancelled === null ? [{ type: 'SessionCancelled', effectiveOn, data: { programmeId, reason } }] : [],
    ),
  )
}

/** What the calendar has taken away it may give back; what a person has cancelled stays so. */
const ofCalendar = (cancelled: string | null): boolean =>
  cancelled === null || cancelled === 'holiday' || cancelled === 'schedule'

/**
 * What a person planned with a reason, moved or cancelled stays as it is, and so does what was held.
 * @returns Right: the session planned, planned again, moved or cancelled; nothing where the plan is the calendar's already
 */
export const followCalendar = (command: FollowCalendar, state: SessionState): Decision<SessionEvent> => {
  const { programmeId, effectiveOn, place, because } = command
  const { plan, held, cancelled } = state
  if (held !== null || (plan !== null && plan.reason !== null)) return E.right([])
  if (place === null) {
    const data = { programmeId, reason: because }
    return E.right(plan === null ? [] : [{ type: 'SessionCancelled', effectiveOn, data }])
  }
  if (plan === null) {
    const data = { programmeId, ...placed(place), helpers: [], reason: null }
    return E.right(ofCalendar(cancelled) ? [{ type: 'SessionScheduled', effectiveOn, data }] : [])
  }
  const data = { programmeId, was: placed(plan), now: placed(place), reason: 'schedule' as const }
  return E.right(plan.moved || isThere(plan, place) ? [] : [{ type: 'SessionMoved', effectiveOn, data }])
}
