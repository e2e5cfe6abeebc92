import type { Day } from '@perca/eventsourcing'
import type { IncidentEvent, Involved, Severity } from './events.js'

/** What decisions need of an incident: who has to do with it, and how it stands. Nothing of what happened. */
export interface IncidentState {
  readonly reported: {
    readonly programmeId: string
    readonly on: Day
    readonly severity: Severity
    /** The id under which who reported it acts. */
    readonly by: string
    /** The uuids of the participants and helpers it names. */
    readonly about: readonly string[]
    /** Every id under which somebody it names may act: their uuids, and their numbers as staff. */
    readonly named: readonly string[]
  } | null
  readonly closedOn: Day | null
}

/** Nothing was reported. */
export const initialState: IncidentState = { reported: null, closedOn: null }

/** The uuids of the participants and helpers among those involved. */
export const uuidsOf = (involved: readonly Involved[]): readonly string[] =>
  involved.flatMap((one) => ('participantId' in one ? [one.participantId] : 'helperId' in one ? [one.helperId] : []))

const staffOf = (involved: readonly Involved[]): readonly string[] =>
  involved.flatMap((one) => ('staffId' in one ? [one.staffId] : []))

/** The incident after one event more. */
export const evolve = (state: IncidentState, event: IncidentEvent): IncidentState => {
  switch (event.type) {
    case 'IncidentReported': {
      const { programmeId, severity, involved, actsAs, reportedBy } = event.data
      const about = uuidsOf(involved)
      const named = [...about, ...staffOf(involved), ...actsAs]
      return {
        ...state,
        reported: { programmeId, on: event.effectiveOn, severity, by: reportedBy, about, named },
      }
    }
    case 'IncidentReferred':
      return state
    case 'IncidentClosed':
      return { ...state, closedOn: event.effectiveOn }
  }
}
