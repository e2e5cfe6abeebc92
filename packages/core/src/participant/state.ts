import type { Day } from '@perca/eventsourcing'
import { Map as PersistentMap } from 'immutable'
import type { ParticipantEvent } from './events.js'

/** A consent, and the day from which it holds. */
export interface Consent {
  readonly id: string
  readonly from: string
  readonly purposes: readonly string[]
}

/** An assessment, and the days from which and to which it holds, both included. */
export interface Assessment {
  readonly id: string
  readonly from: Day
  readonly stable: boolean
  readonly able: boolean
  readonly validUntil: string
}

/** A step of an enrolment: from which day on it is what it is. */
export interface EnrolmentStep {
  readonly on: string
  readonly enrolmentId: string
  readonly is: 'running' | 'paused' | 'ended'
}

/** What decisions need of a person, dated, so that any day can be judged. Nothing personal. */
export interface ParticipantState {
  readonly referred: { readonly programmeId: string; readonly code: string } | null
  readonly consents: readonly Consent[]
  /** By day; of one day, as recorded. */
  readonly assessments: readonly Assessment[]
  /** Steps of each programme's enrolments, by day; of one day, as recorded. */
  readonly enrolments: { readonly [programmeId: string]: readonly EnrolmentStep[] }
  /** The day's mark by session: the one collection that grows with every session. */
  readonly marks: PersistentMap<string, string>
}

/** Nobody stands under this id. */
export const initialState: ParticipantState = {
  referred: null,
  consents: [],
  assessments: [],
  enrolments: {},
  marks: PersistentMap(),
}

/** Puts an entry behind all that are dated on or before its own day. */
const dated = <A>(list: readonly A[], entry: A, dayOf: (entry: A) => string): readonly A[] => {
  const place = list.findLastIndex((other) => dayOf(other) <= dayOf(entry)) + 1
  return [...list.slice(0, place), entry, ...list.slice(place)]
}

/**
 * Steps of the person's enrolments in a programme, by day. A programme may be called as what every object has
 * (`constructor`), so only what was put here counts.
 */
export const stepsIn = ({ enrolments }: ParticipantState, programmeId: string): readonly EnrolmentStep[] =>
  (Object.hasOwn(enrolments, programmeId) ? enrolments[programmeId] : undefined) ?? []

const stepped = (state: ParticipantState, programmeId: string, step: EnrolmentStep): ParticipantState => ({
  ...state,
  enrolments: {
    ...state.enrolments,
    [programmeId]: dated(stepsIn(state, programmeId), step, ({ on }) => on),
  },
})

/** The person after one event more. */
export const evolve = (state: ParticipantState, event: ParticipantEvent): ParticipantState => {
  const on = event.effectiveOn
  switch (event.type) {
    case 'ParticipantReferred':
      return { ...state, referred: { programmeId: event.data.programmeId, code: event.data.code } }
    case 'ConsentGiven':
      return {
        ...state,
        consents: [...state.consents, { id: event.data.consentId, from: on, purposes: event.data.purposes }],
      }
    case 'StabilityAssessed': {
      const { assessmentId, outcome, ableToTrain, validUntil } = event.data
      const assessment = { id: assessmentId, from: on, stable: outcome === 'stable', able: ableToTrain, validUntil }
      return { ...state, assessments: dated(state.assessments, assessment, ({ from }) => from) }
    }
    case 'ParticipantEnrolled':
    case 'EnrolmentResumed':
      return stepped(state, event.data.programmeId, { on, enrolmentId: event.data.enrolmentId, is: 'running' })
    case 'EnrolmentPaused':
      return stepped(state, event.data.programmeId, { on, enrolmentId: event.data.enrolmentId, is: 'paused' })
    case 'EnrolmentEnded': {
      const { enrolmentId, programmeId } = event.data
      // An end that is written down late leaves nothing of the enrolment after it.
      const steps = stepsIn(state, programmeId).filter((step) => step.enrolmentId !== enrolmentId || step.on <= on)
      const open = { ...state, enrolments: { ...state.enrolments, [programmeId]: steps } }
      return stepped(open, programmeId, { on, enrolmentId, is: 'ended' })
    }
    case 'AttendanceRecorded':
      return { ...state, marks: state.marks.set(event.data.sessionId, event.data.status) }
  }
}
