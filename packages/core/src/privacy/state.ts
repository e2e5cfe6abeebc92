import type { Day } from '@perca/eventsourcing'
import { Map as PersistentMap, Set as PersistentSet } from 'immutable'
import type { AlarmKind, KeptClass, PrivacyEvent, PrivacyEventOf } from './events.js'

/** A request, and when it was answered. */
export interface Request {
  readonly on: Day
  readonly participantId: string
  readonly receivedAt: string
  readonly answeredAt: string | null
}

/** A breach, and when the people and the authority were told of it. */
export interface Breach {
  readonly on: Day
  readonly detectedAt: string
  readonly told: { readonly person: string | null; readonly authority: string | null }
}

/** Who was given which role, from and to which day, both included, and from which day on it was taken away. */
export interface Grant {
  readonly from: Day
  readonly until: string | null
  readonly revokedOn: string | null
}

type Processing = PrivacyEventOf<'ProcessingRegistered'>['data']

/** What decisions need of a programme's record of personal data in one year. Each grows with every event. */
export interface PrivacyState {
  /** How data are processed, by id: each registration, and the day from which it holds, as recorded. */
  readonly processings: PersistentMap<string, readonly { readonly from: Day; readonly terms: Processing }[]>
  readonly requests: PersistentMap<string, Request>
  readonly breaches: PersistentMap<string, Breach>
  readonly grants: PersistentMap<string, Grant>
  /** What alarms were raised about, by `alarmKey`. */
  readonly alarms: PersistentSet<string>
  /** What reviews were asked for, by `reviewKey`. */
  readonly reviews: PersistentSet<string>
}

/** Nothing stands in the record. */
export const initialState: PrivacyState = {
  processings: PersistentMap(),
  requests: PersistentMap(),
  breaches: PersistentMap(),
  grants: PersistentMap(),
  alarms: PersistentSet(),
  reviews: PersistentSet(),
}

/** An alarm is raised once about a thing and of a kind. */
export const alarmKey = (kind: AlarmKind, about: string): string => `${kind} ${about}`

/** A review is asked for once for a person, a class of data and the day since when it is due. */
export const reviewKey = (participantId: string, of: KeptClass, since: string): string =>
  `${participantId} ${of} ${since}`

/** The record after one event more. */
export const evolve = (state: PrivacyState, event: PrivacyEvent): PrivacyState => {
  const on = event.effectiveOn
  switch (event.type) {
    case 'ProcessingRegistered': {
      const { processingId } = event.data
      const before = state.processings.get(processingId) ?? []
      return {
        ...state,
        processings: state.processings.set(processingId, [...before, { from: on, terms: event.data }]),
      }
    }
    case 'RequestReceived': {
      const { requestId, participantId, receivedAt } = event.data
      return { ...state, requests: state.requests.set(requestId, { on, participantId, receivedAt, answeredAt: null }) }
    }
    case 'RequestAnswered': {
      const { requestId, answeredAt } = event.data
      const request = state.requests.get(requestId)
      if (request === undefined) return state
      return { ...state, requests: state.requests.set(requestId, { ...request, answeredAt }) }
    }
    case 'AccessGranted': {
      const { grantId, until } = event.data
      return { ...state, grants: state.grants.set(grantId, { from: on, until, revokedOn: null }) }
    }
    case 'AccessRevoked': {
      const grant = state.grants.get(event.data.grantId)
      if (grant === undefined) return state
      return { ...state, grants: state.grants.set(event.data.grantId, { ...grant, revokedOn: on }) }
    }
    case 'BreachDetected': {
      const { breachId, detectedAt } = event.data
      const told = { person: null, authority: null }
      return { ...state, breaches: state.breaches.set(breachId, { on, detectedAt, told }) }
    }
    case 'BreachNotified': {
      const { breachId, to, at } = event.data
      const breach = state.breaches.get(breachId)
      if (breach === undefined) return state
      return { ...state, breaches: state.breaches.set(breachId, { ...breach, told: { ...breach.told, [to]: at } }) }
    }
    case 'AlarmRaised':
      return { ...state, alarms: state.alarms.add(alarmKey(event.data.kind, event.data.about)) }
    case 'ReviewFellDue': {
      const { participantId, since } = event.data
      return { ...state, reviews: state.reviews.add(reviewKey(participantId, event.data.class, since)) }
    }
  }
}
