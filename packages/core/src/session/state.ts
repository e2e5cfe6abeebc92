import type { Place, SessionEvent } from './events.js'

/** A session as it is planned. */
export interface Plan extends Place {
  /** Why it is held although the calendar does not foresee it; null where the calendar does. */
  readonly reason: string | null
  /** Somebody moved it: the calendar says no more when and where it is. */
  readonly moved: boolean
}

/** What decisions need of a session. */
export interface SessionState {
  /** Null: not planned, or cancelled. */
  readonly plan: Plan | null
  /** Why it was cancelled; null where it was not, or is planned again. */
  readonly cancelled: string | null
  /** When and where it was held; null: it was not. */
  readonly held: Place | null
  /** Who helped and how many came, once it is over. */
  readonly closed: { readonly helpers: readonly string[]; readonly attended: number | null } | null
  /** What was taught: craft, skill and helper, as `taughtKey` joins them. */
  readonly taught: readonly string[]
}

/** Neither planned nor held. */
export const initialState: SessionState = { plan: null, cancelled: null, held: null, closed: null, taught: [] }

/** A skill of a craft, and who taught it, as one text. */
export const taughtKey = (craftId: string, skillId: string, helperId: string | null): string =>
  JSON.stringify([craftId, skillId, helperId])

const placeOf = ({ startsAt, duration, venue }: Place): Place => ({ startsAt, duration, venue })

/** The session after one event more. */
export const evolve = (state: SessionState, event: SessionEvent): SessionState => {
  switch (event.type) {
    case 'SessionScheduled':
      return { ...state, cancelled: null, plan: { ...placeOf(event.data), reason: event.data.reason, moved: false } }
    case 'SessionOpened':
      return { ...state, held: placeOf(event.data) }
    case 'SessionMoved': {
      const moved = event.data.reason !== 'schedule'
      return state.plan === null ? state : { ...state, plan: { ...state.plan, ...placeOf(event.data.now), moved } }
    }
    case 'SessionClosed':
      return { ...state, closed: { helpers: event.data.helpers, attended: event.data.attended } }
    case 'SessionCancelled':
      return { ...state, plan: null, cancelled: event.data.reason }
    case 'SkillTaught': {
      const { craftId, skillId, helperId } = event.data
      return { ...state, taught: [...state.taught, taughtKey(craftId, skillId, helperId)] }
    }
  }
}
