import { Day, type Decision, type Reader, type Refusal, type StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { participant } from '../participant/decider.js'
import { known } from '../participant/rules.js'
import { BasisPoints } from '../values/amounts.js'
import { ProgrammeId, Slug, Uuid } from '../values/ids.js'
import { type AccountEventOf, HeirPerson } from './events.js'
import { newHeir } from './rules.js'
import type { AccountState } from './state.js'

/** Recognises an heir of the maker for a part of what is due, in basis points. Not for those who pay out. */
export const AskedHeir = t.strict({
  type: t.literal('RecogniseHeir'),
  participantId: Uuid,
  programmeId: ProgrammeId,
  heirId: Uuid,
  heir: HeirPerson,
  documentRef: Slug,
  part: BasisPoints,
  effectiveOn: Day,
})
/** The heir, of a maker who is known. Rule 17. */
export interface RecogniseHeir extends t.TypeOf<typeof AskedHeir> {
  readonly evidence: { readonly code: string }
}

/** @returns Left: `unknown-participant`. */
export const makerOfHeir = (
  asked: Omit<RecogniseHeir, 'evidence'>,
  _: AccountState,
  reader: Reader,
): TE.TaskEither<Refusal | StoreError, RecogniseHeir['evidence']> =>
  pipe(
    reader.state(participant, asked.participantId),
    TE.chainEitherKW(({ state }) => known(state)),
    TE.map(({ code }) => ({ code })),
  )

/** @returns Left: `duplicate-heir`; `invalid-number`, the parts are more than the whole. Rule 17. */
export const recogniseHeir = (
  command: RecogniseHeir,
  state: AccountState,
): Decision<AccountEventOf<'HeirRecognised'>> => {
  const { heirId, heir, documentRef, part, effectiveOn } = command
  return pipe(
    newHeir(state, heirId, part),
    E.map(() => [{ type: 'HeirRecognised', effectiveOn, data: { heirId, heir, documentRef, part } }]),
  )
}
