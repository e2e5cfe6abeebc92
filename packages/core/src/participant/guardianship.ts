import { Day, type Decision, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { Uuid } from '../values/ids.js'
import type { ParticipantEventOf } from './events.js'
import { guardianshipOn, known, newId, notErased, standingOn } from './rules.js'
import type { ParticipantState } from './state.js'

/** Records that somebody answers for the person from `effectiveOn` on: a parent, or whom a court appointed. */
export const AppointGuardian = t.strict({
  type: t.literal('AppointGuardian'),
  participantId: Uuid,
  guardianshipId: Uuid,
  kind: t.keyof({ parent: null, court: null }),
  guardian: t.strict({ name: t.union([t.string, t.null]), phone: t.union([t.string, t.null]) }),
  courtRef: t.union([t.string, t.null]),
  effectiveOn: Day,
})
export type AppointGuardian = t.TypeOf<typeof AppointGuardian>

/** Records that a guardianship ends: nobody answers by it from `effectiveOn` on. */
export const EndGuardianship = t.strict({
  type: t.literal('EndGuardianship'),
  participantId: Uuid,
  guardianshipId: Uuid,
  reason: t.keyof({ ofAge: null, courtDecision: null, died: null, resigned: null }),
  effectiveOn: Day,
})
export type EndGuardianship = t.TypeOf<typeof EndGuardianship>

/**
 * @returns Left: `unknown-participant`, `participant-deceased`, `participant-merged`, `duplicate-id`, `data-erased`;
 *   `court-reference-missing`, a court's guardianship without the court's decision. Rule 16.
 */
export const appointGuardian = (
  command: AppointGuardian,
  state: ParticipantState,
): Decision<ParticipantEventOf<'GuardianAppointed'>> => {
  const { guardianshipId, kind, guardian, courtRef, effectiveOn } = command
  return pipe(
    standingOn(state, effectiveOn),
    E.chain(() => newId(state.guardianships, guardianshipId)),
    E.chain(() => notErased(state, 'personal')),
    E.filterOrElse(
      () => kind === 'parent' || courtRef !== null,
      () =>
        refusal('court-reference-missing', 'Name the court’s decision. Without it a relative is no guardian.', {
          guardianshipId,
        }),
    ),
    E.map(() => [{ type: 'GuardianAppointed', effectiveOn, data: { guardianshipId, kind, guardian, courtRef } }]),
  )
}

/** @returns Left: `unknown-participant`; `unknown-guardianship`, it does not hold on the day. */
export const endGuardianship = (
  command: EndGuardianship,
  state: ParticipantState,
): Decision<ParticipantEventOf<'GuardianEnded'>> => {
  const { guardianshipId, reason, effectiveOn } = command
  return pipe(
    known(state),
    E.chain(() => guardianshipOn(state, guardianshipId, effectiveOn)),
    E.map(() => [{ type: 'GuardianEnded', effectiveOn, data: { guardianshipId, reason } }]),
  )
}
