import { Day, type Decision } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { Slug, Uuid } from '../values/ids.js'
import { type ParticipantEventOf, Purpose } from './events.js'
import { consentOf, guardianshipOn, known, newId, standingOn } from './rules.js'
import { evolve, type ParticipantState } from './state.js'
import { pausedSince } from './stopping.js'

/**
 * Records that somebody consents, or their guardian for them, from `effectiveOn` on. `guardianshipId`: the guardianship by
 * which a guardian does; a consent by anybody else who answers for nobody counts for nothing (rule 16).
 */
export const GiveConsent = t.exact(
  t.intersection([
    t.type({
      type: t.literal('GiveConsent'),
      participantId: Uuid,
      consentId: Uuid,
      purposes: t.readonlyArray(Purpose),
      givenBy: t.keyof({ self: null, guardian: null }),
      documentRef: t.union([Slug, t.null]),
      effectiveOn: Day,
    }),
    t.partial({ guardianshipId: t.union([Uuid, t.null]) }),
  ]),
)
export type GiveConsent = t.TypeOf<typeof GiveConsent>

/**
 * @returns Left: `unknown-participant`, `participant-deceased`, `participant-merged`, `duplicate-id`; `unknown-guardianship`
 *   where it is given by a guardianship that does not hold on the day.
 */
export const giveConsent = (
  command: GiveConsent,
  state: ParticipantState,
): Decision<ParticipantEventOf<'ConsentGiven'>> => {
  const { consentId, purposes, givenBy, documentRef, effectiveOn } = command
  // Whoever consents for themselves does so by no guardianship.
  const guardianshipId = givenBy === 'guardian' ? (command.guardianshipId ?? null) : null
  return pipe(
    standingOn(state, effectiveOn),
    E.chain(() => newId(state.consents, consentId)),
    E.chain(() => (guardianshipId === null ? E.right(null) : guardianshipOn(state, guardianshipId, effectiveOn))),
    E.map(() => [
      { type: 'ConsentGiven', effectiveOn, data: { consentId, purposes, givenBy, guardianshipId, documentRef } },
    ]),
  )
}

/** Takes a consent back for these purposes, from `effectiveOn` on. */
export const WithdrawConsent = t.strict({
  type: t.literal('WithdrawConsent'),
  participantId: Uuid,
  consentId: Uuid,
  purposes: t.readonlyArray(Purpose),
  effectiveOn: Day,
})
export type WithdrawConsent = t.TypeOf<typeof WithdrawConsent>

type Withdrawn = ParticipantEventOf<'ConsentWithdrawn'> | ParticipantEventOf<'EnrolmentPaused'>

/**
 * Withdraws what the consent still covers; enrolments pause on the first day from then on that has no consent to train left,
 * also where another consent was withdrawn before with a later day (rule 3).
 * @returns Right: nothing where nothing of it is left to withdraw. Left: `unknown-participant`, `unknown-consent`.
 */
export const withdrawConsent = (command: WithdrawConsent, state: ParticipantState): Decision<Withdrawn> => {
  const { consentId, effectiveOn } = command
  return pipe(
    known(state),
    E.chain(() => consentOf(state, consentId, effectiveOn)),
    E.map((consent): readonly Withdrawn[] => {
      const gone = consent.withdrawn.filter(({ from }) => from <= effectiveOn).flatMap(({ purposes }) => purposes)
      const purposes = consent.purposes.filter(
        (purpose) => command.purposes.includes(purpose) && !gone.includes(purpose),
      )
      if (purposes.length === 0) return []
      const withdrawn: Withdrawn = { type: 'ConsentWithdrawn', effectiveOn, data: { consentId, purposes } }
      return [withdrawn, ...pausedSince(state, evolve(state, withdrawn))]
    }),
  )
}
