import type { Day } from '@perca/eventsourcing'
import { List } from 'immutable'
import type { HelperEvent } from './events.js'

/** A step of an engagement: from which day on somebody is engaged in a programme, or has left it. */
export interface EngagementStep {
  readonly on: Day
  readonly programmeId: string
  readonly is: 'engaged' | 'left'
  readonly staffId: string | null
}

/** A check, and the days from which and to which it is in force, both included. */
export interface Vetting {
  readonly check: string
  readonly from: Day
  readonly validUntil: string
}

/** What decisions need of a helper, dated, so that any day can be judged. Nothing personal. */
export interface HelperState {
  /** Steps of the engagements in all programmes, as recorded, which within one programme is by day. */
  readonly steps: List<EngagementStep>
  /** Checks, as recorded. */
  readonly vettings: List<Vetting>
}

/** Nobody stands under this id. */
export const initialState: HelperState = { steps: List(), vettings: List() }

/** The numbers under which the helper acts, or acted, as staff. */
export const staffIdsOf = ({ steps }: HelperState): readonly string[] => [
  ...new Set(steps.flatMap(({ staffId }) => (staffId === null ? [] : [staffId]))),
]

/** The helper after one event more. */
export const evolve = (state: HelperState, event: HelperEvent): HelperState => {
  const on = event.effectiveOn
  switch (event.type) {
    case 'HelperEngaged': {
      const { programmeId, staffId } = event.data
      return { ...state, steps: state.steps.push({ on, programmeId, is: 'engaged', staffId }) }
    }
    case 'HelperVetted': {
      const { check, validUntil } = event.data
      return { ...state, vettings: state.vettings.push({ check, from: on, validUntil }) }
    }
    case 'HelperLeft':
      return {
        ...state,
        steps: state.steps.push({ on, programmeId: event.data.programmeId, is: 'left', staffId: null }),
      }
  }
}
