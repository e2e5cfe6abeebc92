import { Day, type Decision } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { ProgrammeId, Uuid } from '../../values/ids.js'
import { notEnrolledOn } from '../rules.js'
import type { ParticipantState } from '../state.js'
import { DeclineReason, type SupportEventOf } from './events.js'
import { notBefore, notOffered, notWaitingOn, openOffer, supportable, waitingOn } from './rules.js'

const asked = { participantId: Uuid, programmeId: ProgrammeId, effectiveOn: Day }

/** Asks to put the person on the programme's waiting list from `effectiveOn` on. */
export const JoinWaitlist = t.strict({ type: t.literal('JoinWaitlist'), ...asked })
export type JoinWaitlist = t.TypeOf<typeof JoinWaitlist>

/** Offers a place to somebody who waits, from `effectiveOn` to `until`. */
export const OfferPlace = t.strict({ type: t.literal('OfferPlace'), ...asked, offerId: Uuid, until: Day })
export type OfferPlace = t.TypeOf<typeof OfferPlace>

/** Records that somebody does not take the place, and why. After the offer's last day, too. */
export const DeclinePlace = t.strict({
  type: t.literal('DeclinePlace'),
  ...asked,
  offerId: Uuid,
  reason: DeclineReason,
})
export type DeclinePlace = t.TypeOf<typeof DeclinePlace>

/** @returns Left: `unknown-participant`, `participant-deceased`, `participant-merged`, `already-enrolled`, `already-waiting`. */
export const joinWaitlist = (
  { programmeId, effectiveOn }: JoinWaitlist,
  state: ParticipantState,
): Decision<SupportEventOf<'WaitlistJoined'>> =>
  pipe(
    supportable(state, effectiveOn),
    E.chain(() => notEnrolledOn(state, programmeId, effectiveOn)),
    E.chain(() => notWaitingOn(state, programmeId, effectiveOn)),
    E.map(() => [{ type: 'WaitlistJoined', effectiveOn, data: { programmeId } }]),
  )

/**
 * Keeps a place for somebody who waits. Capacity is soft (rule 19): it is nothing that is decided here.
 * @returns Left: `unknown-participant`, `participant-deceased`, `participant-merged`, `not-waiting`, `invalid-date` (until before
 *   the offer), `already-offered`.
 */
export const offerPlace = (
  { programmeId, offerId, until, effectiveOn }: OfferPlace,
  state: ParticipantState,
): Decision<SupportEventOf<'PlaceOffered'>> =>
  pipe(
    supportable(state, effectiveOn),
    E.chain(() => waitingOn(state, programmeId, effectiveOn)),
    E.chain(() => notBefore('until', until, effectiveOn)),
    E.chain(() => notOffered(state, programmeId, { offerId, from: effectiveOn, until })),
    E.map(() => [{ type: 'PlaceOffered', effectiveOn, data: { programmeId, offerId, until } }]),
  )

/** @returns Left: as for the waiting list, then `unknown-offer`, `already-declined`, `already-enrolled`. */
export const declinePlace = (
  { programmeId, offerId, reason, effectiveOn }: DeclinePlace,
  state: ParticipantState,
): Decision<SupportEventOf<'PlaceDeclined'>> =>
  pipe(
    supportable(state, effectiveOn),
    E.chain(() => openOffer(state, programmeId, offerId, effectiveOn)),
    E.chain(() => notEnrolledOn(state, programmeId, effectiveOn)),
    E.map(() => [{ type: 'PlaceDeclined', effectiveOn, data: { programmeId, offerId, reason } }]),
  )
