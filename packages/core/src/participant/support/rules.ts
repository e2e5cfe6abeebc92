import { type Day, type Refusal, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { AnswerFault, PersonInstrument } from '../../instruments/answers.js'
import { standingOn, stepOn } from '../rules.js'
import type { ParticipantState } from '../state.js'
import type { Offer, WaitStep } from './state.js'

// One named check a rule. Each gives what was relied on.

type Check<Evidence> = E.Either<Refusal, Evidence>

/** Whom a programme may support on a day: whoever has a file that goes on in no other one, and lives. Rules 11, 17 and 18. */
export const supportable = (state: ParticipantState, day: string): Check<{ readonly code: string }> =>
  standingOn(state, day)

/** A day that must not lie before another. Rule 11. */
export const notBefore = (name: string, last: string, day: string): Check<string> =>
  last < day
    ? E.left(
        refusal('invalid-date', 'This date must not lie before the day of the event. Check both.', {
          field: name,
          date: last,
          day,
        }),
      )
    : E.right(last)

const waitOn = (state: ParticipantState, programmeId: string, day: string): WaitStep | undefined => {
  const step = state.support.waits.get(programmeId)?.findLast(({ on }) => on <= day)
  const enrolled = stepOn(state, programmeId, day)
  const takesPart = enrolled !== undefined && enrolled.is !== 'ended'
  return step?.is === 'waiting' && !takesPart ? step : undefined
}

/** The person waits for a place in the programme on the day. Rule 19. */
export const waitingOn = (state: ParticipantState, programmeId: string, day: string): Check<WaitStep> => {
  const wait = waitOn(state, programmeId, day)
  return wait === undefined
    ? E.left(
        refusal('not-waiting', 'They do not wait for a place on this day. Put them on the waiting list first.', {
          day,
        }),
      )
    : E.right(wait)
}

/** The person does not wait for a place in the programme yet. Rule 19. */
export const notWaitingOn = (state: ParticipantState, programmeId: string, day: string): Check<null> => {
  const wait = waitOn(state, programmeId, day)
  return wait === undefined
    ? E.right(null)
    : E.left(
        refusal('already-waiting', 'They are on the waiting list already, and keep their place there.', {
          day,
          since: wait.on,
        }),
      )
}

/** No other place of the programme is kept for the person in these days, nor was one ever offered under this id. */
export const notOffered = (
  state: ParticipantState,
  programmeId: string,
  { offerId, from, until }: { readonly offerId: string; readonly from: string; readonly until: string },
): Check<null> => {
  const meets = (offer: Offer) =>
    offer.programmeId === programmeId &&
    offer.from <= until &&
    (offer.declinedOn === null ? offer.until >= from : offer.declinedOn > from)
  const entry = state.support.offers.findEntry((offer, id) => id === offerId || meets(offer))
  return entry === undefined
    ? E.right(null)
    : E.left(
        refusal('already-offered', 'A place is kept for them already. Wait for their answer, or record it.', {
          offerId: entry[0],
          offeredOn: entry[1].from,
          until: entry[1].until,
        }),
      )
}

/** The place was offered on or before the day, and not declined. */
export const openOffer = (state: ParticipantState, programmeId: string, offerId: string, day: string): Check<Offer> => {
  const offer = state.support.offers.get(offerId)
  if (offer === undefined || offer.programmeId !== programmeId || offer.from > day) {
    return E.left(
      refusal('unknown-offer', 'No such place was offered to them by this day. Check the offer and the date.', {
        offerId,
        day,
      }),
    )
  }
  return offer.declinedOn === null
    ? E.right(offer)
    : E.left(
        refusal('already-declined', 'They declined this place already. Offer another one, if there is one.', {
          offerId,
          declinedOn: offer.declinedOn,
        }),
      )
}

/** Neither the plan nor one of its goals stands already, and no goal stands in it twice. */
export const newPlan = (
  state: ParticipantState,
  planId: string,
  goals: readonly { readonly goalId: string }[],
): Check<null> => {
  if (state.support.plans.has(planId)) {
    return E.left(refusal('plan-exists', 'This plan stands already. Give a new plan an id of its own.', { planId }))
  }
  const again = goals.find(
    ({ goalId }, place) => state.support.goals.has(goalId) || goals.findIndex((goal) => goal.goalId === goalId) < place,
  )
  return again === undefined
    ? E.right(null)
    : E.left(
        refusal('goal-exists', 'A goal of this id stands already. Give each goal of a plan an id of its own.', {
          goalId: again.goalId,
        }),
      )
}

/** The goal stands in a plan of the programme on the day. */
export const goalOn = (
  state: ParticipantState,
  programmeId: string,
  goalId: string,
  day: string,
): Check<{ readonly from: Day }> => {
  const goal = state.support.goals.get(goalId)
  return goal === undefined || goal.programmeId !== programmeId || goal.from > day
    ? E.left(
        refusal('unknown-goal', 'No plan of theirs holds this goal on this day. Agree on a plan first.', {
          goalId,
          day,
        }),
      )
    : E.right(goal)
}

/** No answers stand under this id. */
export const notMeasured = (state: ParticipantState, measureId: string): Check<null> =>
  state.support.measures.has(measureId)
    ? E.left(
        refusal('already-measured', 'These answers stand already. Give other answers an id of their own.', {
          measureId,
        }),
      )
    : E.right(null)

/** Answers that can't be of the instrument, as a refusal: it never says what was answered. */
export const invalidAnswers = (instrument: PersonInstrument, fault: AnswerFault): Refusal => {
  const { _tag, ...evidence } = fault
  const message =
    _tag === 'WrongNumber'
      ? 'The answers are not as many as the instrument has items. Leave none out; say null for one that is missing.'
      : 'An answer lies outside the instrument’s scale. Look at the sheet again.'
  return refusal('invalid-number', message, { instrument, ...evidence })
}

/** No role stands under this id. */
export const newRole = (state: ParticipantState, roleId: string): Check<null> =>
  state.support.roles.has(roleId)
    ? E.left(refusal('role-exists', 'This role stands already. Give another role an id of its own.', { roleId }))
    : E.right(null)

/** The role was taken on or before the day, and not left. */
export const heldRole = (state: ParticipantState, roleId: string, day: string): Check<{ readonly from: Day }> => {
  const role = state.support.roles.get(roleId)
  if (role === undefined || role.from > day) {
    return E.left(
      refusal('unknown-role', 'They have no such role by this day. Record that they took it, or check the date.', {
        roleId,
        day,
        takenOn: role?.from ?? null,
      }),
    )
  }
  return role.leftOn === null
    ? E.right(role)
    : E.left(
        refusal('already-left', 'They left this role already.', {
          roleId,
          leftOn: role.leftOn,
        }),
      )
}
