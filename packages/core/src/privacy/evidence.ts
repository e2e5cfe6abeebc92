import type { Actor, Reader, Refusal, StoreError } from '@perca/eventsourcing'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { participant } from '../participant/decider.js'
import { known } from '../participant/rules.js'
import type { GrantAccess } from './access.js'
import type { ReceiveRequest } from './requests.js'
import type { PrivacyState } from './state.js'

/**
 * Who asks is known.
 * @returns Left: `unknown-participant`.
 */
export const fileOfRequest = (
  asked: Omit<ReceiveRequest, 'evidence'>,
  _: PrivacyState,
  reader: Reader,
): TE.TaskEither<Refusal | StoreError, ReceiveRequest['evidence']> =>
  pipe(
    reader.state(participant, asked.participantId),
    TE.chainEitherKW(({ state }) => known(state)),
    TE.map(({ code }) => ({ code })),
  )

/** Who gives the role. */
export const giverOfGrant = (
  _asked: Omit<GrantAccess, 'evidence'>,
  _state: PrivacyState,
  _reader: Reader,
  actor: Actor,
): TE.TaskEither<Refusal | StoreError, GrantAccess['evidence']> => TE.right({ actorId: actor.id })
