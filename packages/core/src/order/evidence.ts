import { type Day, type Decision, type Reader, type Refusal, refusal, type StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { agency } from '../agency/decider.js'
import { partnered } from '../agency/decisions.js'
import { participant } from '../participant/decider.js'
import { product } from '../product/decider.js'
import { listed, offeredOn } from '../product/decisions.js'
import { programme } from '../programme/decider.js'
import { inForceOn } from '../programme/state.js'
import { streamId } from '../values/ids.js'
import type { OrderEvent } from './events.js'
import { after, isWhole, makersOf, proceedsOf, type SharingTerms, sharingDay } from './sharing.js'
import { sharings } from './sharings.js'
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

/**
 * The products may be ordered on the day: their codes as the catalogue spells them. Left: `unknown-product`,
 * `product-retired`.
 */
export const productsOffered = (
  reader: Reader,
  programmeId: string,
  skus: readonly string[],
  day: Day,
): Found<readonly string[]> =>
  pipe(
    skus,
    TE.traverseSeqArray((sku) =>
      pipe(
        reader.state(product, streamId(programmeId, sku)),
        TE.chainEitherKW(({ state }) => offeredOn(state, sku, day)),
      ),
    ),
  )

/** The agency may order on the day: its code as the register spells it. Left: `unknown-agency`, `partnership-ended`. */
export const agencyPartnered = (reader: Reader, programmeId: string, code: string, day: Day): Found<string> =>
  pipe(
    reader.state(agency, streamId(programmeId, code)),
    TE.chainEitherKW(({ state }) => partnered(state, code, day)),
  )

/** Makers' codes, by uuid; the uuid itself where none is known. */
export const codesOf = (reader: Reader, participants: readonly string[]): Found<SharingTerms['codes']> =>
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
 * What sharing needs where the act that gives these events completes the order; null where it does not, where nothing is to be
 * shared, and where the act is refused anyhow.
 * @returns Left: `proceeds-rule-missing`, the programme has set no rule by that day.
 */
export const sharingTerms = (
  reader: Reader,
  before: OrderState,
  act: Decision<OrderEvent>,
): Found<SharingTerms | null> => {
  if (E.isLeft(act)) return TE.right(null)
  const state = after(before, act.right)
  const [first] = act.right
  if (first === undefined || state.placed === null || !isWhole(state) || proceedsOf(state) === 0) return TE.right(null)
  const day = sharingDay(state, first.effectiveOn)
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

/** The id of the event that shared the order; null where it is not shared. */
export const sharedEventOf = (reader: Reader, orderId: string, state: OrderState): Found<string | null> =>
  state.shared === null
    ? TE.right(null)
    : pipe(
        reader.rows(sharings),
        TE.map((rows) => rows.get(orderId)?.sharedEventId ?? null),
      )
