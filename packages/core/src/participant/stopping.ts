import type { Day } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { ParticipantEventOf, PauseBasis } from './events.js'
import { fitAssessmentOn, guardianConsentOn, guardiansOn, inForceAt, stepOn, trainingConsentOn } from './rules.js'
import { type Consent, evolve, type ParticipantState, stepsIn } from './state.js'

type Paused = ParticipantEventOf<'EnrolmentPaused'>
type Ended = ParticipantEventOf<'EnrolmentEnded'>

/** What stops a person from training by itself, from a day on. Rule 3. */
interface Stop {
  readonly on: Day
  readonly reason: Paused['data']['reason']
  readonly basis: PauseBasis
}

/** The pause of every enrolment that runs on the day of a stop. Rule 3. */
export const pausedBy = (state: ParticipantState, { on, reason, basis }: Stop): readonly Paused[] =>
  Object.keys(state.enrolments).flatMap((programmeId) => {
    const step = stepOn(state, programmeId, on)
    return step?.is === 'running'
      ? [
          {
            type: 'EnrolmentPaused',
            effectiveOn: on,
            data: { enrolmentId: step.enrolmentId, programmeId, reason, basis },
          },
        ]
      : []
  })

/**
 * True where the person trained by this consent, their own or a guardian's, and no other of its kind carries them on the day,
 * from which it is withdrawn. Rules 1 and 16.
 */
const leftWithoutConsentBy = (state: ParticipantState, { givenBy, guardianshipId }: Consent, day: string): boolean =>
  givenBy === 'self'
    ? E.isLeft(trainingConsentOn(state, day))
    : guardiansOn(state, day)?.some((id) => id === guardianshipId) === true && E.isLeft(guardianConsentOn(state, day))

/** True where the assessment was in force on the day from which it is revoked, and what is left then does not allow training. */
const leftUnfitBy = (state: ParticipantState, assessmentId: string, day: string): boolean => {
  const assessments = state.assessments.map((given) =>
    given.id === assessmentId ? { ...given, revokedFrom: null } : given,
  )
  return inForceAt({ ...state, assessments }, day)?.id === assessmentId && E.isLeft(fitAssessmentOn(state, day))
}

/** Everything that is written down already and stops a person from training, by day. */
const stopsOf = (state: ParticipantState): readonly Stop[] => {
  const stops: Stop[] = [
    ...state.assessments
      // One that was revoked on its own day never counted.
      .filter(
        ({ stable, able, from, revokedFrom }) => !(stable && able) && (revokedFrom === null || revokedFrom > from),
      )
      .map(({ id, from }): Stop => ({ on: from, reason: 'assessment-unstable', basis: { kind: 'assessment', id } })),
    ...state.relapses.map(({ id, on }): Stop => ({ on, reason: 'relapse', basis: { kind: 'relapse', id } })),
    ...state.assessments.flatMap(({ id, revokedFrom }): readonly Stop[] =>
      revokedFrom === null || !leftUnfitBy(state, id, revokedFrom)
        ? []
        : [{ on: revokedFrom, reason: 'assessment-revoked', basis: { kind: 'assessment', id } }],
    ),
    ...state.consents.flatMap((consent) =>
      consent.withdrawn
        .filter(({ from, purposes }) => purposes.includes('training') && leftWithoutConsentBy(state, consent, from))
        .map(
          ({ from }): Stop => ({
            on: from,
            reason: 'consent-withdrawn',
            basis: { kind: 'consent', id: consent.id },
          }),
        ),
    ),
  ]
  return stops.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}

const isSame = (one: Stop, other: Stop): boolean => one.on === other.on && one.basis?.id === other.basis?.id

/**
 * The pauses by what stops a person only since something was taken back: on the day from which it is, or on a later one on
 * which another thing had been taken back already and this one was all that was left. Rule 3.
 *
 * @param before what was written down before it was taken back
 * @param after the same with it
 */
export const pausedSince = (before: ParticipantState, after: ParticipantState): readonly Paused[] => {
  const stopped = stopsOf(before)
  const pauses: Paused[] = []
  let state = after
  for (const stop of stopsOf(after).filter((one) => !stopped.some((known) => isSame(one, known)))) {
    const paused = pausedBy(state, stop)
    pauses.push(...paused)
    state = paused.reduce(evolve, state)
  }
  return pauses
}

/**
 * What follows by itself where the enrolment runs from a day on and what stops it on a later day is written down already: a
 * pause (rule 3), and the end on the day of a death (rule 17). None where another step comes before that day.
 */
export const stoppedLater = (
  state: ParticipantState,
  { programmeId, effectiveOn }: { readonly programmeId: string; readonly effectiveOn: string },
  enrolmentId: string,
): readonly (Paused | Ended)[] => {
  const next = stepsIn(state, programmeId).find(({ on }) => on > effectiveOn)?.on
  const isNext = (on: string) => on > effectiveOn && (next === undefined || on < next)
  const death = state.deceased !== null && isNext(state.deceased.on) ? state.deceased.on : null
  const stop = stopsOf(state).find(({ on }) => isNext(on) && (death === null || on < death))
  return [
    ...(stop === undefined
      ? []
      : [
          {
            type: 'EnrolmentPaused' as const,
            effectiveOn: stop.on,
            data: { enrolmentId, programmeId, reason: stop.reason, basis: stop.basis },
          },
        ]),
    ...(death === null
      ? []
      : [
          {
            type: 'EnrolmentEnded' as const,
            effectiveOn: death,
            data: { enrolmentId, programmeId, outcome: 'deceased' as const },
          },
        ]),
  ]
}
