import type { Day } from '@perca/eventsourcing'
import { Set as PersistentSet } from 'immutable'
import { later } from '../values/later.js'
import type { SurveyEvent } from './events.js'

/** What decisions need of a survey round. No answer. */
export interface SurveyState {
  readonly round: { readonly programmeId: string; readonly from: Day; readonly to: Day } | null
  /** Ids of the responses. */
  readonly responses: PersistentSet<string>
  /** The latest day on which somebody answered. */
  readonly lastOn: Day | null
  readonly closedOn: Day | null
}

/** No round stands under this id. */
export const initialState: SurveyState = { round: null, responses: PersistentSet(), lastOn: null, closedOn: null }

/** The round after one event more. */
export const evolve = (state: SurveyState, event: SurveyEvent): SurveyState => {
  const on = event.effectiveOn
  switch (event.type) {
    case 'SurveyRoundOpened': {
      const { programmeId, from, to } = event.data
      return { ...state, round: { programmeId, from, to } }
    }
    case 'SurveyResponseRecorded':
      return {
        ...state,
        responses: state.responses.add(event.data.responseId),
        lastOn: state.lastOn === null ? on : later(state.lastOn, on),
      }
    case 'SurveyRoundClosed':
      return { ...state, closedOn: on }
  }
}
