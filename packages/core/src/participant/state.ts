import type { Day } from '@perca/eventsourcing'
import { Map as PersistentMap } from 'immutable'
import { dated } from '../values/dated.js'
import type { AttendanceStatus, DataClass, ParticipantEvent, Purpose } from './events.js'
import { noSupport, type SupportState, supported, takenIn } from './support/state.js'

/** A consent: from which day on it holds, for what, by whom, and from which day on no longer. */
export interface Consent {
  readonly id: string
  readonly from: Day
  readonly purposes: readonly Purpose[]
  /** The guardianship by which it was given; null where the person gave it, and where nothing of it is on record. */
  readonly guardianshipId: string | null
  readonly givenBy: 'self' | 'guardian'
  /** Purposes that were withdrawn, and from which day on. */
  readonly withdrawn: readonly { readonly from: Day; readonly purposes: readonly Purpose[] }[]
}

/** An assessment, and the days from which and to which it holds, both included. */
export interface Assessment {
  readonly id: string
  readonly from: Day
  readonly stable: boolean
  readonly able: boolean
  readonly validUntil: string
  /** Whoever gave it, by staff number; null where that is not known. */
  readonly assessorId: string | null
  /** The first day on which it counts no longer; null where it was not revoked. */
  readonly revokedFrom: Day | null
}

/** Somebody who answers for the person, from a day on and up to another. */
export interface Guardianship {
  readonly id: string
  readonly kind: 'parent' | 'court'
  readonly from: string
  /** The first day on which they answer no longer; null while that is not known. */
  readonly endedFrom: string | null
  /** Whether the person needs nobody by it from then on; not where the guardian died or resigned. */
  readonly lifted: boolean
}

/** A step of an enrolment: from which day on it is what it is. */
export interface EnrolmentStep {
  readonly on: Day
  readonly enrolmentId: string
  readonly is: 'running' | 'paused' | 'ended'
}

/** The mark that counts for a session: what it says now, the day of the session, and from which day on it says so. */
export interface Mark {
  /** Null where it was taken back. */
  readonly status: AttendanceStatus | null
  readonly minutes: number | null
  readonly on: Day
  readonly since: Day
}

/** What decisions need of a person, dated, so that any day can be judged. Nothing personal. */
export interface ParticipantState {
  readonly referred: { readonly programmeId: string; readonly code: string; readonly on: Day } | null
  /** The day from which a minor counts as an adult; null for whoever is one, as far as anybody said. */
  readonly adultFrom: Day | null
  readonly consents: readonly Consent[]
  /** By day; of one day, as recorded. */
  readonly assessments: readonly Assessment[]
  readonly relapses: readonly { readonly id: string; readonly on: Day }[]
  readonly guardianships: readonly Guardianship[]
  /** Steps of each programme's enrolments, by day; of one day, as recorded. */
  readonly enrolments: { readonly [programmeId: string]: readonly EnrolmentStep[] }
  /** The day's mark by session: the one collection that grows with every session. */
  readonly marks: PersistentMap<string, Mark>
  readonly deceased: { readonly on: Day } | null
  /** The file in which this one goes on, and from which day on. */
  readonly merged: { readonly mergeId: string; readonly participantId: string; readonly on: Day } | null
  /** Files that go on in this one. */
  readonly absorbed: readonly { readonly mergeId: string; readonly participantId: string; readonly on: Day }[]
  /** Classes whose keys were destroyed, and from which day on. */
  readonly erased: { readonly [dataClass in DataClass]: Day | null }
  /** Waiting list, plans, roles: what supports the person beside the training. */
  readonly support: SupportState
}

/** Nobody stands under this id. */
export const initialState: ParticipantState = {
  referred: null,
  adultFrom: null,
  consents: [],
  assessments: [],
  relapses: [],
  guardianships: [],
  enrolments: {},
  marks: PersistentMap(),
  deceased: null,
  merged: null,
  absorbed: [],
  erased: { personal: null, health: null },
  support: noSupport,
}

/** The list with the entry of this id changed. */
const changed = <A extends { readonly id: string }>(list: readonly A[], id: string, change: (entry: A) => A) =>
  list.map((entry) => (entry.id === id ? change(entry) : entry))

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
    case 'ParticipantReferred': {
      const { programmeId, code, adultFrom } = event.data
      return { ...state, referred: { programmeId, code, on }, adultFrom }
    }
    case 'ConsentGiven': {
      const { consentId, purposes, givenBy, guardianshipId } = event.data
      const consent = { id: consentId, from: on, purposes, givenBy, guardianshipId, withdrawn: [] }
      return { ...state, consents: [...state.consents, consent] }
    }
    case 'ConsentWithdrawn': {
      const { consentId, purposes } = event.data
      return {
        ...state,
        consents: changed(state.consents, consentId, (consent) => ({
          ...consent,
          withdrawn: [...consent.withdrawn, { from: on, purposes }],
        })),
      }
    }
    case 'StabilityAssessed': {
      const { assessmentId, outcome, ableToTrain, validUntil, assessor } = event.data
      const assessment = {
        id: assessmentId,
        from: on,
        stable: outcome === 'stable',
        able: ableToTrain,
        validUntil,
        assessorId: assessor.staffId,
        revokedFrom: null,
      }
      return { ...state, assessments: dated(state.assessments, assessment, ({ from }) => from) }
    }
    case 'AssessmentRevoked':
      return {
        ...state,
        assessments: changed(state.assessments, event.data.assessmentId, (assessment) => ({
          ...assessment,
          revokedFrom: assessment.revokedFrom === null || on < assessment.revokedFrom ? on : assessment.revokedFrom,
        })),
      }
    case 'RelapseReported':
      return { ...state, relapses: [...state.relapses, { id: event.data.relapseId, on }] }
    case 'GuardianAppointed': {
      const { guardianshipId, kind } = event.data
      return {
        ...state,
        guardianships: [...state.guardianships, { id: guardianshipId, kind, from: on, endedFrom: null, lifted: false }],
      }
    }
    case 'GuardianEnded': {
      const { guardianshipId, reason } = event.data
      return {
        ...state,
        guardianships: changed(state.guardianships, guardianshipId, (guardianship) => ({
          ...guardianship,
          endedFrom: on,
          lifted: reason === 'ofAge' || reason === 'courtDecision',
        })),
      }
    }
    case 'PersonDetailsCorrected':
      return { ...state, adultFrom: event.data.adultFrom }
    case 'DeathRecorded':
      return { ...state, deceased: { on } }
    case 'Absorbed': {
      const { mergeId, participantId } = event.data
      return { ...state, absorbed: [...state.absorbed, { mergeId, participantId, on }] }
    }
    case 'MergedInto': {
      const { mergeId, participantId } = event.data
      return { ...state, merged: { mergeId, participantId, on } }
    }
    case 'MergeUndone': {
      const { mergeId } = event.data
      return {
        ...state,
        absorbed: state.absorbed.filter((other) => other.mergeId !== mergeId),
        merged: state.merged?.mergeId === mergeId ? null : state.merged,
      }
    }
    case 'PersonalDataErased':
      return {
        ...state,
        erased: {
          personal: event.data.classes.includes('personal') ? on : state.erased.personal,
          health: event.data.classes.includes('health') ? on : state.erased.health,
        },
      }
    case 'PersonMoved':
      return state
    case 'ParticipantEnrolled': {
      const { enrolmentId, programmeId } = event.data
      const enrolled = stepped(state, programmeId, { on, enrolmentId, is: 'running' })
      return { ...enrolled, support: takenIn(state.support, programmeId, on) }
    }
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
    case 'AttendanceRecorded': {
      const { sessionId, status, minutes } = event.data
      return { ...state, marks: state.marks.set(sessionId, { status, minutes, on, since: on }) }
    }
    case 'AttendanceCorrected': {
      const { sessionId, now, minutes } = event.data
      const mark = state.marks.get(sessionId)
      const corrected = { status: now, minutes, on: mark?.on ?? on, since: on }
      return { ...state, marks: state.marks.set(sessionId, corrected) }
    }
    default:
      return { ...state, support: supported(state.support, event) }
  }
}
