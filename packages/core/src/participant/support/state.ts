import type { Day } from '@perca/eventsourcing'
import { List, Map as PersistentMap, Set as PersistentSet } from 'immutable'
import type { DeclineReason, SupportEvent } from './events.js'

/** From which day on the person waits for a place in a programme, or waits no longer. */
export interface WaitStep {
  readonly on: Day
  readonly is: 'waiting' | 'over'
}

/** A place that was kept for the person, both days included. */
export interface Offer {
  readonly programmeId: string
  readonly from: Day
  readonly until: Day
  /** The day on which they declined it; null where they did not. */
  readonly declinedOn: Day | null
}

/** What decisions need of the support a person gets, dated. Nothing personal. */
export interface SupportState {
  /** By programme; of each, by day; of one day, as recorded. */
  readonly waits: PersistentMap<string, List<WaitStep>>
  readonly offers: PersistentMap<string, Offer>
  readonly plans: PersistentSet<string>
  /** In which programme's plan each goal stands, and from which day on. */
  readonly goals: PersistentMap<string, { readonly programmeId: string; readonly from: Day }>
  readonly measures: PersistentSet<string>
  /** Roles among others, from which day on, and on which day they were left. */
  readonly roles: PersistentMap<string, { readonly from: Day; readonly leftOn: Day | null }>
}

/** No support yet. */
export const noSupport: SupportState = {
  waits: PersistentMap(),
  offers: PersistentMap(),
  plans: PersistentSet(),
  goals: PersistentMap(),
  measures: PersistentSet(),
  roles: PersistentMap(),
}

/** Of the reasons to decline a place, those after which somebody waits no longer. */
const forGood: readonly DeclineReason[] = ['foundWork', 'otherProgramme', 'moved', 'notInterested']

/** True where somebody who declines a place for this reason waits no longer. */
export const endsWait = (reason: DeclineReason): boolean => forGood.includes(reason)

const waitStepped = (state: SupportState, programmeId: string, step: WaitStep): SupportState => {
  const steps = state.waits.get(programmeId, List<WaitStep>())
  const place = steps.findLastIndex(({ on }) => on <= step.on) + 1
  return { ...state, waits: state.waits.set(programmeId, steps.insert(place, step)) }
}

/** Whoever is taken into a programme waits for it no longer; also if it is written down later that they waited. Rule 19. */
export const takenIn = (state: SupportState, programmeId: string, on: Day): SupportState =>
  waitStepped(state, programmeId, { on, is: 'over' })

/** The support after one event more. */
export const supported = (state: SupportState, event: SupportEvent): SupportState => {
  const on = event.effectiveOn
  switch (event.type) {
    case 'WaitlistJoined':
      return waitStepped(state, event.data.programmeId, { on, is: 'waiting' })
    case 'PlaceOffered': {
      const { offerId, programmeId, until } = event.data
      return { ...state, offers: state.offers.set(offerId, { programmeId, from: on, until, declinedOn: null }) }
    }
    case 'PlaceDeclined': {
      const { offerId, programmeId, reason } = event.data
      const offer = state.offers.get(offerId)
      const declined =
        offer === undefined ? state : { ...state, offers: state.offers.set(offerId, { ...offer, declinedOn: on }) }
      return endsWait(reason) ? waitStepped(declined, programmeId, { on, is: 'over' }) : declined
    }
    case 'PlanAgreed': {
      const { planId, programmeId, goals } = event.data
      return {
        ...state,
        plans: state.plans.add(planId),
        goals: goals.reduce((all, { goalId }) => all.set(goalId, { programmeId, from: on }), state.goals),
      }
    }
    case 'OutcomeMeasured':
      return { ...state, measures: state.measures.add(event.data.measureId) }
    case 'CommunityRoleTaken':
      return { ...state, roles: state.roles.set(event.data.roleId, { from: on, leftOn: null }) }
    case 'CommunityRoleLeft': {
      const role = state.roles.get(event.data.roleId)
      return role === undefined
        ? state
        : { ...state, roles: state.roles.set(event.data.roleId, { ...role, leftOn: on }) }
    }
    case 'GoalReviewed':
    case 'SkillAssessed':
    case 'LivelihoodReported':
    case 'AftercareContacted':
      // No decision rests on them.
      return state
  }
}
