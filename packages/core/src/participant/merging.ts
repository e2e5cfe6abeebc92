import { Day, type Decision, type Refusal, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { Uuid } from '../values/ids.js'
import { CorrectionReason, type ParticipantEventOf } from './events.js'
import { known, newId, notBeforeDay, notMerged } from './rules.js'
import type { ParticipantState } from './state.js'

/** Says, on the file that goes on, that another file is the same person's. A person decides this (rule 18). */
export const AskedAbsorption = t.strict({
  type: t.literal('AbsorbDuplicate'),
  participantId: Uuid,
  duplicateId: Uuid,
  mergeId: Uuid,
  reason: t.keyof({ sameNik: null, samePerson: null, enteredTwice: null }),
  effectiveOn: Day,
})
/** The absorption, with how the other file stands. */
export interface AbsorbDuplicate extends t.TypeOf<typeof AskedAbsorption> {
  /** Under which merge the other file goes on in one already, null: in none; and whether this file goes on in that one. */
  readonly evidence: { readonly mergeId: string | null; readonly absorbedThis: boolean }
}

/** Tells the other file that it goes on elsewhere (policy P8). */
export const NoteMerged = t.strict({
  type: t.literal('NoteMerged'),
  participantId: Uuid,
  intoParticipantId: Uuid,
  mergeId: Uuid,
  sourceEventId: Uuid,
  effectiveOn: Day,
})
export type NoteMerged = t.TypeOf<typeof NoteMerged>

/** Takes a merge back: they are two people after all. */
export const UndoMerge = t.strict({
  type: t.literal('UndoMerge'),
  participantId: Uuid,
  duplicateId: Uuid,
  mergeId: Uuid,
  reason: CorrectionReason,
  effectiveOn: Day,
})
export type UndoMerge = t.TypeOf<typeof UndoMerge>

/** Tells the other file that the merge was taken back (policy P8). */
export const NoteMergeUndone = t.strict({
  type: t.literal('NoteMergeUndone'),
  participantId: Uuid,
  intoParticipantId: Uuid,
  mergeId: Uuid,
  reason: CorrectionReason,
  sourceEventId: Uuid,
  effectiveOn: Day,
})
export type NoteMergeUndone = t.TypeOf<typeof NoteMergeUndone>

/** How the other file stands to this one. Left: `unknown-participant`, it is not there. */
export const standingOf = (
  other: ParticipantState,
  participantId: string,
): E.Either<Refusal, AbsorbDuplicate['evidence']> =>
  pipe(
    known(other),
    E.map(() => ({
      mergeId: other.merged?.mergeId ?? null,
      absorbedThis: other.absorbed.some((one) => one.participantId === participantId),
    })),
  )

/**
 * @returns Right: nothing where that file goes on in this one already. Left: `unknown-participant`; `participant-merged`, this
 *   file or the other one goes on elsewhere, or the other one is to take this one in; `same-file`, it is this one;
 *   `duplicate-id`, another merge bears the id.
 */
export const absorbDuplicate = (
  command: AbsorbDuplicate,
  state: ParticipantState,
): Decision<ParticipantEventOf<'Absorbed'>> => {
  const { participantId, duplicateId, mergeId, reason, effectiveOn, evidence } = command
  return pipe(
    known(state),
    E.chain(() => notMerged(state, effectiveOn)),
    E.filterOrElse(
      () => participantId !== duplicateId,
      () => refusal('same-file', 'A file can’t go on in itself. Name the other one.', { participantId }),
    ),
    E.chain((): Decision<ParticipantEventOf<'Absorbed'>> => {
      if (state.absorbed.some((other) => other.participantId === duplicateId)) return E.right([])
      if (evidence.mergeId !== null || evidence.absorbedThis) {
        return E.left(
          refusal('participant-merged', 'That file goes on in another one already. Undo that merge first.', {
            participantId: duplicateId,
            mergeId: evidence.mergeId,
          }),
        )
      }
      return pipe(
        newId(
          state.absorbed.map((other) => ({ id: other.mergeId })),
          mergeId,
        ),
        E.map(() => [{ type: 'Absorbed', effectiveOn, data: { mergeId, participantId: duplicateId, reason } }]),
      )
    }),
  )
}

/**
 * Notes it, once.
 * @returns Left: `unknown-participant`; `participant-merged`, it goes on under another merge already, or that other file is to
 *   go on in this one: two people decided at the same time. The merge that is refused here is to be undone.
 */
export const noteMerged = (
  command: NoteMerged,
  state: ParticipantState,
): Decision<ParticipantEventOf<'MergedInto'>> => {
  const { participantId, intoParticipantId, mergeId, sourceEventId, effectiveOn } = command
  return pipe(
    known(state),
    E.chain((): Decision<ParticipantEventOf<'MergedInto'>> => {
      if (state.merged?.mergeId === mergeId) return E.right([])
      const crossed = state.absorbed.find((other) => other.participantId === intoParticipantId)
      if (state.merged !== null || crossed !== undefined) {
        return E.left(
          refusal('participant-merged', 'This file is part of another merge already. Undo one of the two.', {
            participantId,
            mergeId: state.merged?.mergeId ?? crossed?.mergeId ?? null,
          }),
        )
      }
      const data = { mergeId, participantId: intoParticipantId, sourceEventId }
      return E.right([{ type: 'MergedInto', effectiveOn, data }])
    }),
  )
}

/** @returns Left: `unknown-participant`; `unknown-merge`, no such merge stands here; `invalid-date`, before it. */
export const undoMerge = (command: UndoMerge, state: ParticipantState): Decision<ParticipantEventOf<'MergeUndone'>> => {
  const { duplicateId, mergeId, reason, effectiveOn } = command
  const merge = state.absorbed.find((other) => other.mergeId === mergeId && other.participantId === duplicateId)
  return pipe(
    known(state),
    E.chain(() =>
      merge === undefined
        ? E.left(
            refusal('unknown-merge', 'No such merge stands in this file. Check which one is taken back.', { mergeId }),
          )
        : notBeforeDay(merge.on, effectiveOn),
    ),
    E.map(() => [
      { type: 'MergeUndone', effectiveOn, data: { mergeId, participantId: duplicateId, reason, sourceEventId: null } },
    ]),
  )
}

/** Notes it where that merge stands. Refuses nothing. */
export const noteMergeUndone = (
  command: NoteMergeUndone,
  state: ParticipantState,
): Decision<ParticipantEventOf<'MergeUndone'>> => {
  const { intoParticipantId, mergeId, reason, sourceEventId, effectiveOn } = command
  const data = { mergeId, participantId: intoParticipantId, reason, sourceEventId }
  return E.right(state.merged?.mergeId !== mergeId ? [] : [{ type: 'MergeUndone', effectiveOn, data }])
}
