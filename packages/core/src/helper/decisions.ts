import {
  type Actor,
  Day,
  type Decision,
  type Reader,
  type Refusal,
  refusal,
  type StoreError,
} from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { Person } from '../participant/person.js'
import { ProgrammeId, Slug, Uuid } from '../values/ids.js'
import { Check, type HelperEventOf, HelperKind, HelperLeft } from './events.js'
import { known, notEngagedFrom, notThemselves, stillEngaged } from './rules.js'
import { type HelperState, staffIdsOf } from './state.js'

/** Engages a facilitator, a volunteer or an assessor in a programme, from `effectiveOn` on. */
export const EngageHelper = t.strict({
  type: t.literal('EngageHelper'),
  helperId: Uuid,
  programmeId: ProgrammeId,
  kind: HelperKind,
  staffId: t.union([Slug, t.null]),
  person: Person,
  effectiveOn: Day,
})
export type EngageHelper = t.TypeOf<typeof EngageHelper>

/** Records that a helper passed a check, in force from `effectiveOn` to `validUntil`. */
export const AskedVetting = t.strict({
  type: t.literal('VetHelper'),
  helperId: Uuid,
  programmeId: ProgrammeId,
  check: Check,
  validUntil: Day,
  documentRef: t.union([Slug, t.null]),
  effectiveOn: Day,
})
/** The check, and who records it. */
export interface VetHelper extends t.TypeOf<typeof AskedVetting> {
  readonly evidence: { readonly actorId: string }
}

/** Records that a helper leaves a programme, from `effectiveOn` on. */
export const LeaveHelper = t.strict({
  type: t.literal('LeaveHelper'),
  helperId: Uuid,
  programmeId: ProgrammeId,
  reason: HelperLeft.props.reason,
  effectiveOn: Day,
})
export type LeaveHelper = t.TypeOf<typeof LeaveHelper>

/** Every command of a helper. */
export type HelperCommand = EngageHelper | VetHelper | LeaveHelper

/** Who records the check. */
export const actorOfVetting = (
  _asked: Omit<VetHelper, 'evidence'>,
  _state: HelperState,
  _reader: Reader,
  actor: Actor,
): TE.TaskEither<Refusal | StoreError, VetHelper['evidence']> => TE.right({ actorId: actor.id })

/** @returns Left: `already-engaged`, also where they were engaged, or left, after that day. */
export const engageHelper = (command: EngageHelper, state: HelperState): Decision<HelperEventOf<'HelperEngaged'>> => {
  const { programmeId, kind, staffId, person, effectiveOn } = command
  return pipe(
    notEngagedFrom(state, programmeId, effectiveOn),
    E.map(() => [{ type: 'HelperEngaged', effectiveOn, data: { programmeId, kind, staffId, person } }]),
  )
}

/**
 * A check may be dated before the engagement: it is best done before.
 * @returns Left: `unknown-helper`, `not-authorised` where it is one's own, `invalid-date`.
 */
export const vetHelper = (command: VetHelper, state: HelperState): Decision<HelperEventOf<'HelperVetted'>> => {
  const { helperId, programmeId, check, validUntil, documentRef, effectiveOn, evidence } = command
  return pipe(
    known(state),
    E.chain(() => notThemselves(evidence.actorId, [helperId, ...staffIdsOf(state)])),
    E.filterOrElse(
      () => validUntil >= effectiveOn,
      () =>
        refusal('invalid-date', 'A check ends on or after the day it begins. Check both days.', {
          from: effectiveOn,
          to: validUntil,
        }),
    ),
    E.map(() => [{ type: 'HelperVetted', effectiveOn, data: { programmeId, check, validUntil, documentRef } }]),
  )
}

/** @returns Left: `unknown-helper`, `helper-left`. */
export const leaveHelper = (command: LeaveHelper, state: HelperState): Decision<HelperEventOf<'HelperLeft'>> => {
  const { programmeId, reason, effectiveOn } = command
  return pipe(
    stillEngaged(state, programmeId, effectiveOn),
    E.map(() => [{ type: 'HelperLeft', effectiveOn, data: { programmeId, reason } }]),
  )
}
