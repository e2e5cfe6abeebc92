import { type Reader, type Refusal, refusal, type StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { agency } from '../agency/decider.js'
import { partnered } from '../agency/decisions.js'
import { participant } from '../participant/decider.js'
import { product } from '../product/decider.js'
import { listed } from '../product/decisions.js'
import { programme } from '../programme/decider.js'
import { inForceOn } from '../programme/state.js'
import { streamId } from '../values/ids.js'
import { type Act, completes, makersOf, type SharingTerms, sharingDay } from './sharing.js'
import type { OrderState } from './state.js'

type Found<A> = TE.TaskEither<Refusal | StoreError, A>

/** The products' codes as the catalogue spells them. Left: `unknown-product`. */
export const productsListed = (
  reader: Reader,
  programmeId: string,
  skus: readonly string[],
): Found<readonly string[]> =>
  pipe(
    skus,
    TE.traverseSeqArray((sku) =>
      pipe(
        reader.state(product, streamId(programmeId, sku)),
        TE.chainEitherKW(({ state }) => listed(state, sku)),
      ),
    ),
  )

/** The agency's code as the register spells it. Left: `unknown-agency`. */
export const agencyPartnered = (reader: Reader, programmeId: string, code: string): Found<string> =>
  pipe(
    reader.state(agency, streamId(programmeId, code)),
    TE.chainEitherKW(({ state }) => partnered(state, code)),
  )

const codesOf = (reader: Reader, participants: readonly string[]): Found<SharingTerms['codes']> =>
  pipe(
    participants,
    TE.traverseSeqArray((id) =>
      pipe(
        reader.state(participant, id),
        TE.map(({ state }) => [id, state.referred?.code ?? id] as const),
      ),
    ),
    TE.map((entries) => Object.fromEntries(entries)),
  )

/**
 * What sharing needs where this act completes the order; null where it does not.
 * @returns Left: `proceeds-rule-missing`, the programme has set no rule by that day.
 */
export const sharingTerms = (reader: Reader, state: OrderState, act: Act): Found<SharingTerms | null> => {
  if (state.placed === null || !completes(state, act)) return TE.right(null)
  const day = sharingDay(state, act)
  return pipe(
    reader.state(programme, state.placed.programmeId),
    TE.chainEitherKW((found) => {
      const rule = inForceOn(found.state.proceedsRules, day)
      return rule === undefined
        ? E.left(refusal('proceeds-rule-missing', 'Set how sales are shared before an order is completed.', { day }))
        : E.right({ from: rule.from, ...rule.terms })
    }),
    TE.bindTo('rule'),
    TE.bindW('codes', () => codesOf(reader, makersOf(state.lines))),
  )
}
