import type { Actor, Reader, Refusal, StoreError } from '@perca/eventsourcing'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { helper } from '../helper/decider.js'
import { known as helperKnown } from '../helper/rules.js'
import { staffIdsOf } from '../helper/state.js'
import { participant } from '../participant/decider.js'
import { known } from '../participant/rules.js'
import type { ReportIncident } from './decisions.js'
import type { Involved } from './events.js'
import type { IncidentState } from './state.js'

/** As whom somebody acts as staff, beside the id under which the incident names them. */
const staffIds =
  (reader: Reader) =>
  (one: Involved): TE.TaskEither<Refusal | StoreError, readonly string[]> => {
    if ('helperId' in one) {
      return pipe(
        reader.state(helper, one.helperId),
        TE.chainFirstEitherKW(({ state }) => helperKnown(state)),
        TE.map(({ state }) => staffIdsOf(state)),
      )
    }
    return 'participantId' in one
      ? pipe(
          reader.state(participant, one.participantId),
          TE.chainEitherKW(({ state }) => known(state)),
          TE.map(() => []),
        )
      : TE.right([])
  }

/**
 * Who reports, and as whom the helpers that are named act.
 * @returns Left: `unknown-participant`, `unknown-helper`.
 */
export const namedInReport = (
  asked: Omit<ReportIncident, 'evidence'>,
  _: IncidentState,
  reader: Reader,
  actor: Actor,
): TE.TaskEither<Refusal | StoreError, ReportIncident['evidence']> =>
  pipe(
    asked.involved,
    TE.traverseSeqArray(staffIds(reader)),
    TE.map((lists) => ({ actorId: actor.id, actsAs: [...new Set(lists.flat())] })),
  )

/** Who refers or closes. */
export const actorOf = (
  _asked: unknown,
  _state: IncidentState,
  _reader: Reader,
  actor: Actor,
): TE.TaskEither<Refusal | StoreError, { readonly actorId: string }> => TE.right({ actorId: actor.id })
