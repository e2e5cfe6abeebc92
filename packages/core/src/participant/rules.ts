import { type Refusal, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { DataClass, Purpose } from './events.js'
import {
  type Assessment,
  type Consent,
  type EnrolmentStep,
  type Guardianship,
  type Mark,
  type ParticipantState,
  stepsIn,
} from './state.js'

// One named check a rule. Each gives what was relied on, so that an event's `basis` can't be filled without passing it.

type Check<Evidence> = E.Either<Refusal, Evidence>

/** The person is known here. Rule 11. */
export const known = (state: ParticipantState): Check<NonNullable<ParticipantState['referred']>> =>
  state.referred === null
    ? E.left(refusal('unknown-participant', 'No participant of this code stands in the register. Enter them first.'))
    : E.right(state.referred)

const goesOn = ({ mergeId, participantId, on }: NonNullable<ParticipantState['merged']>, day: string): Refusal =>
  refusal('participant-merged', 'This file goes on in another one. Write it down there.', {
    day,
    mergeId,
    participantId,
    mergedOn: on,
  })

/** The file has not gone on in another one by the day. Rule 18. */
const notMergedOn = ({ merged }: ParticipantState, day: string): Check<null> =>
  merged !== null && merged.on <= day ? E.left(goesOn(merged, day)) : E.right(null)

/** The file goes on in no other one, whatever the day: two files are one from when that is known. Rule 18. */
export const notMerged = ({ merged }: ParticipantState, day: string): Check<null> =>
  merged !== null ? E.left(goesOn(merged, day)) : E.right(null)

/** The person is known, and the file has not gone on in another one by the day. Rules 11 and 18. */
export const ownFileOn = (state: ParticipantState, day: string): Check<NonNullable<ParticipantState['referred']>> =>
  pipe(
    known(state),
    E.tap(() => notMergedOn(state, day)),
  )

/**
 * The person is known, lives, and has not gone on in another file by the day: what is new may be written down. Corrections
 * and payouts go on without it. The day of a death is its own: as the end of an enrolment is. Rules 11, 17 and 18.
 */
export const standingOn = (state: ParticipantState, day: string): Check<NonNullable<ParticipantState['referred']>> =>
  pipe(
    known(state),
    E.filterOrElse(
      () => state.deceased === null || day < state.deceased.on,
      () =>
        refusal(
          'participant-deceased',
          'They had died by this day. Check the date; only what was wrong is put right from here on.',
          { day, deceasedOn: state.deceased?.on ?? null },
        ),
    ),
    E.tap(() => notMergedOn(state, day)),
  )

const holdsOn = ({ from, purposes, withdrawn }: Consent, purpose: Purpose, day: string): boolean =>
  from <= day &&
  purposes.includes(purpose) &&
  !withdrawn.some((gone) => gone.from <= day && gone.purposes.includes(purpose))

/** The person's own consent to train, given on or before the day and not withdrawn by it. Rule 1. */
export const trainingConsentOn = (state: ParticipantState, day: string): Check<Consent> => {
  const consent = state.consents.findLast((given) => given.givenBy === 'self' && holdsOn(given, 'training', day))
  return consent === undefined
    ? E.left(
        refusal('consent-missing', 'Nobody trains without consent. Record the consent and its date first.', { day }),
      )
    : E.right(consent)
}

const answersOn = ({ from, endedFrom }: Guardianship, day: string): boolean =>
  from <= day && (endedFrom === null || day < endedFrom)

/** A court's guardianship outlives its guardian: only what ended last by the day tells whether it was lifted. */
const wardOn = (guardianships: readonly Guardianship[], day: string): boolean => {
  const courts = guardianships.filter(({ kind, from }) => kind === 'court' && from <= day)
  const endOf = ({ endedFrom }: Guardianship) => endedFrom ?? ''
  const last = courts.toSorted((a, b) => (endOf(a) < endOf(b) ? -1 : endOf(a) > endOf(b) ? 1 : 0)).at(-1)
  return courts.some((court) => answersOn(court, day)) || (last !== undefined && !last.lifted)
}

/**
 * The guardianships of those who answer for the person on the day: whom a court appointed, or a minor's parents.
 * @returns null where nobody needs to; empty where somebody must, and nobody does. Rule 16.
 */
export const guardiansOn = ({ adultFrom, guardianships }: ParticipantState, day: string): readonly string[] | null => {
  const minor = adultFrom !== null && day < adultFrom
  if (!minor && !wardOn(guardianships, day)) return null
  const answering = guardianships.filter((guardianship) => answersOn(guardianship, day))
  const appointed = answering.filter(({ kind }) => kind === 'court')
  return (appointed.length > 0 || !minor ? appointed : answering).map(({ id }) => id)
}

/**
 * The guardian's consent to train, where the person needs one: given by a guardianship on record that holds on the day; where
 * a court appointed somebody, by that one.
 * @returns Right: null where they need none. Left: `guardian-consent-missing`. Rule 16.
 */
export const guardianConsentOn = (state: ParticipantState, day: string): Check<Consent | null> => {
  const guardians = guardiansOn(state, day)
  if (guardians === null) return E.right(null)
  const consent = state.consents.findLast(
    (given) =>
      given.givenBy === 'guardian' &&
      given.guardianshipId !== null &&
      guardians.includes(given.guardianshipId) &&
      holdsOn(given, 'training', day),
  )
  const message = 'Their guardian must consent too: by a guardianship on record; a relative is none. Record both first.'
  return consent === undefined
    ? E.left(refusal('guardian-consent-missing', message, { day, guardianships: guardians }))
    : E.right(consent)
}

/** The guardianship is on record and holds on the day. Rule 16. */
export const guardianshipOn = (state: ParticipantState, guardianshipId: string, day: string): Check<Guardianship> => {
  const found = state.guardianships.find(({ id }) => id === guardianshipId)
  return found === undefined || !answersOn(found, day)
    ? E.left(
        refusal('unknown-guardianship', 'No such guardianship holds on this day. Record the appointment first.', {
          guardianshipId,
          day,
        }),
      )
    : E.right(found)
}

/** The consent was given on or before the day. Rule 11. */
export const consentOf = (state: ParticipantState, consentId: string, day: string): Check<Consent> => {
  const consent = state.consents.find(({ id }) => id === consentId)
  return consent === undefined || consent.from > day
    ? E.left(
        refusal('unknown-consent', 'No such consent stands on this day. Check which one is withdrawn, and the date.', {
          consentId,
          day,
        }),
      )
    : E.right(consent)
}

/** The assessment was given on or before the day. Rule 11. */
export const assessmentOf = (state: ParticipantState, assessmentId: string, day: string): Check<Assessment> => {
  const assessment = state.assessments.find(({ id }) => id === assessmentId)
  return assessment === undefined || assessment.from > day
    ? E.left(
        refusal('unknown-assessment', 'No such assessment stands on this day. Check which one, and the date.', {
          assessmentId,
          day,
        }),
      )
    : E.right(assessment)
}

/** Nobody else's id is taken for what begins now. Rule 11. */
export const newId = (ids: readonly { readonly id: string }[], id: string): Check<null> =>
  ids.some((other) => other.id === id)
    ? E.left(refusal('duplicate-id', 'This id stands already in their file. Give a new one.', { id }))
    : E.right(null)

/** No other enrolment of theirs, in whatever programme, bears this id. Rule 11. */
export const newEnrolment = ({ enrolments }: ParticipantState, enrolmentId: string): Check<null> =>
  newId(
    Object.values(enrolments).flatMap((steps) => steps.map((step) => ({ id: step.enrolmentId }))),
    enrolmentId,
  )

/** Nothing of this class is written down anew after its keys were destroyed, whatever day it is about. Rule 22. */
export const notErased = (state: ParticipantState, dataClass: DataClass): Check<null> => {
  const erasedOn = state.erased[dataClass]
  return erasedOn === null
    ? E.right(null)
    : E.left(
        refusal('data-erased', 'These data were erased. Leave them out, or open a new file if they come back.', {
          class: dataClass,
          erasedOn,
        }),
      )
}

/** The assessments that count on a day: dated on or before it, and not revoked by it. */
const countingOn = ({ assessments }: ParticipantState, day: string): readonly Assessment[] =>
  assessments.filter(({ from, revokedFrom }) => from <= day && (revokedFrom === null || day < revokedFrom))

/** The assessment in force on a day; undefined where there is none. */
export const inForceAt = (state: ParticipantState, day: string): Assessment | undefined => countingOn(state, day).at(-1)

const assessmentInForce = (state: ParticipantState, day: string): Check<Assessment> => {
  const assessment = inForceAt(state, day)
  return assessment === undefined
    ? E.left(refusal('assessment-missing', 'No assessment is dated on or before this day. Record one first.', { day }))
    : E.right(assessment)
}

/**
 * The assessment in force on a day - the latest dated on or before it and not revoked; of one date, the one recorded last -
 * says stable and able to train, no relapse came after it, and the day is not after its end. Rules 1, 2, 3 and 4.
 */
export const fitAssessmentOn = (state: ParticipantState, day: string): Check<Assessment> =>
  pipe(
    assessmentInForce(state, day),
    E.chain((assessment) => {
      const evidence = {
        day,
        assessmentId: assessment.id,
        assessedOn: assessment.from,
        validUntil: assessment.validUntil,
      }
      if (!assessment.stable || !assessment.able) {
        const message = 'The assessment in force does not allow training. Wait for a new one.'
        return E.left(refusal('assessment-unstable', message, evidence))
      }
      const relapse = state.relapses.find(({ on }) => on <= day && on > assessment.from)
      if (relapse !== undefined) {
        const message = 'They fell ill again after the assessment in force. Wait for a new one.'
        const relapsed = { relapseId: relapse.id, relapsedOn: relapse.on }
        return E.left(refusal('assessment-unstable', message, { ...evidence, ...relapsed }))
      }
      return day > assessment.validUntil
        ? E.left(refusal('assessment-expired', 'The assessment in force has run out. Record a new one.', evidence))
        : E.right(assessment)
    }),
  )

/** The last step of the person's enrolment in a programme, up to a day. */
export const stepOn = (state: ParticipantState, programmeId: string, day: string): EnrolmentStep | undefined =>
  stepsIn(state, programmeId).findLast(({ on }) => on <= day)

/** The person does not take part in the programme on the day, neither running nor paused. Rule 1. */
export const notEnrolledOn = (state: ParticipantState, programmeId: string, day: string): Check<null> => {
  const step = stepOn(state, programmeId, day)
  return step === undefined || step.is === 'ended'
    ? E.right(null)
    : E.left(
        refusal('already-enrolled', 'They take part already; end that enrolment before a new one begins.', {
          day,
          enrolmentId: step.enrolmentId,
          since: step.on,
        }),
      )
}

/** An enrolment that has begun and not ended by the day, running or paused. Rules 2 and 4. */
export const openEnrolmentOn = (state: ParticipantState, programmeId: string, day: string): Check<EnrolmentStep> => {
  const step = stepOn(state, programmeId, day)
  if (step === undefined) {
    return E.left(
      refusal('not-enrolled', 'They do not take part yet on this day. Check the date, or enrol them.', { day }),
    )
  }
  return step.is === 'ended'
    ? E.left(
        refusal('enrolment-ended', 'Their enrolment was over by this day. Check the date, or enrol them anew.', {
          day,
          enrolmentId: step.enrolmentId,
          endedOn: step.on,
        }),
      )
    : E.right(step)
}

/** The open enrolment is not paused. Rules 2 and 4. */
export const runningOn = (step: EnrolmentStep, day: string): Check<EnrolmentStep> =>
  step.is === 'paused'
    ? E.left(
        refusal('enrolment-paused', 'Their enrolment is paused on this day. Check the date, or resume it first.', {
          day,
          enrolmentId: step.enrolmentId,
          pausedOn: step.on,
        }),
      )
    : E.right(step)

/** The open enrolment is paused. Rule 2. */
export const pausedOn = (step: EnrolmentStep, day: string): Check<EnrolmentStep> =>
  step.is === 'paused'
    ? E.right(step)
    : E.left(
        refusal('not-paused', 'Their enrolment runs on this day; there is nothing to resume.', {
          day,
          enrolmentId: step.enrolmentId,
        }),
      )

/** The session has no mark of this person yet. Rule 4. */
export const notMarkedAt = (state: ParticipantState, sessionId: string): Check<null> =>
  state.marks.has(sessionId)
    ? E.left(
        refusal('already-recorded', 'This session has a mark of theirs already. Correct that one instead.', {
          sessionId,
        }),
      )
    : E.right(null)

/** The session has no mark of theirs that could be corrected. */
export const notRecorded = (sessionId: string): Refusal =>
  refusal('not-recorded', 'This session has no mark of theirs. Record it instead.', { sessionId })

/** The session has this very mark of theirs; null: one that was taken back. Corrections say what they correct. */
export const markedAs = (state: ParticipantState, sessionId: string, was: string | null): Check<Mark> => {
  const mark = state.marks.get(sessionId)
  if (mark === undefined) {
    return E.left(notRecorded(sessionId))
  }
  return mark.status === was
    ? E.right(mark)
    : E.left(
        refusal('not-as-recorded', 'The mark says something else now. Read it again, then correct it.', {
          sessionId,
          was,
          recorded: mark.status,
        }),
      )
}

/** A correction holds from the corrected day on, or from a later one where that month is closed. Rule 20. */
export const notBeforeDay = (corrected: string, day: string): Check<string> =>
  day < corrected
    ? E.left(
        refusal('invalid-date', 'A correction can’t hold before what it corrects. Check the date.', { day, corrected }),
      )
    : E.right(day)

/**
 * True where the person is of a programme's people: it referred them, or they were enrolled in it, wait for it or were
 * offered a place in it, on whichever day.
 */
export const belongsTo = ({ referred, enrolments, support }: ParticipantState, programmeId: string): boolean =>
  referred?.programmeId === programmeId ||
  Object.hasOwn(enrolments, programmeId) ||
  support.waits.has(programmeId) ||
  support.offers.some((offer) => offer.programmeId === programmeId)
