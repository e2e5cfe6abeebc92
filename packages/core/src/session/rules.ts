import { type Refusal, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { Place } from './events.js'
import type { Plan, SessionState } from './state.js'

// One named check a rule. Each gives what was relied on.

type Check<Evidence> = E.Either<Refusal, Evidence>

/** The session is planned. */
export const plannedOn = ({ plan }: SessionState, day: string): Check<Plan> =>
  plan === null
    ? E.left(refusal('session-not-planned', 'No session is planned here. Check the date, or plan it first.', { day }))
    : E.right(plan)

/** No session is planned here, nor was one held. */
export const notPlannedOn = ({ plan, held }: SessionState, day: string): Check<null> =>
  plan === null && held === null
    ? E.right(null)
    : E.left(
        refusal('session-planned', 'There is a session here already. Move it, or take another slot of the day.', {
          day,
          startsAt: (plan ?? held)?.startsAt ?? null,
        }),
      )

/** The session took place. */
export const heldOn = ({ held }: SessionState, day: string): Check<Place> =>
  held === null
    ? E.left(refusal('session-not-held', 'This session was not opened. Check the date, or open it first.', { day }))
    : E.right(held)

/** The session did not take place. */
export const notHeldOn = ({ held }: SessionState, day: string): Check<null> =>
  held === null
    ? E.right(null)
    : E.left(refusal('session-held', 'This session took place; it is neither moved nor cancelled.', { day }))

/** The session is not cancelled. */
export const notCancelledOn = ({ cancelled }: SessionState, day: string): Check<null> =>
  cancelled === null
    ? E.right(null)
    : E.left(
        refusal('session-cancelled', 'This session is cancelled. Plan it again before it is opened.', {
          day,
          reason: cancelled,
        }),
      )

/** The session is not over yet, or was closed with the very same. */
export const notClosedOtherwise = (
  { closed }: SessionState,
  asked: NonNullable<SessionState['closed']>,
  day: string,
): Check<null> =>
  closed === null ||
  (closed.attended === asked.attended && JSON.stringify(closed.helpers) === JSON.stringify(asked.helpers))
    ? E.right(null)
    : E.left(
        refusal('session-closed', 'This session was closed with other helpers or another count already.', {
          day,
          attended: closed.attended,
        }),
      )
