import { Day, type Decision, type Reader, type Refusal, refusal, type StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { codesOf } from '../order/evidence.js'
import { type SharingTerms, shareProceeds } from '../order/sharing.js'
import { product } from '../product/decider.js'
import { listed } from '../product/decisions.js'
import { stock } from '../stock/decider.js'
import type { ReservedPart } from '../stock/events.js'
import { oldestFree } from '../stock/rules.js'
import { Quantity, Rupiah } from '../values/amounts.js'
import { Code, FIRST_BOOK, ProgrammeId, streamId, Uuid } from '../values/ids.js'
import { type FundEventOf, GiftOccasion } from './events.js'
import { coveredOn, notEntered } from './rules.js'
import type { FundState } from './state.js'

/** Gives pieces of a product away; the programme fund pays their makers the whole price. */
export const AskedGift = t.strict({
  type: t.literal('GiveGift'),
  programmeId: ProgrammeId,
  giftId: Uuid,
  sku: Code,
  quantity: Quantity,
  unitPrice: Rupiah,
  occasion: GiftOccasion,
  effectiveOn: Day,
})
/** The gift, with the oldest pieces that are free on the day, fewer where fewer are there. Rule 14. */
export interface GiveGift extends t.TypeOf<typeof AskedGift> {
  readonly evidence: {
    /** As the catalogue spells it. */
    readonly sku: string
    readonly batches: readonly ReservedPart[]
    /** Makers' codes, which settle ties. */
    readonly codes: SharingTerms['codes']
  }
}

/** @returns Left: `unknown-product`. */
export const piecesOfGift = (
  asked: Omit<GiveGift, 'evidence'>,
  _: FundState,
  reader: Reader,
): TE.TaskEither<Refusal | StoreError, GiveGift['evidence']> =>
  pipe(
    reader.state(product, streamId(asked.programmeId, asked.sku)),
    TE.chainEitherKW(({ state }) => listed(state, asked.sku)),
    TE.bindTo('sku'),
    TE.bindW('batches', ({ sku }) =>
      pipe(
        reader.state(stock, streamId(asked.programmeId, sku, FIRST_BOOK)),
        TE.map(({ state }) => oldestFree(state, asked.effectiveOn, asked.quantity)),
      ),
    ),
    TE.bindW('codes', ({ batches }) =>
      codesOf(reader, [...new Set(batches.flatMap(({ makers }) => makers.map(({ participantId }) => participantId)))]),
    ),
  )

/** The makers get all of the price; what pieces of unknown makers would have earned is nobody's. */
const toMakers = { makersShare: 10_000, materialsFund: 0, programmeFund: 0 }

/**
 * Pays the makers of the pieces their price from the programme fund: whole rupiah by largest remainder, ties by code. What
 * unknown makers would have had stays in the fund.
 * @returns Left: `already-recorded`, `insufficient-stock`, `invalid-number` (a price past counting), `insufficient-funds`.
 *   Rule 14.
 */
export const giveGift = (command: GiveGift, state: FundState): Decision<FundEventOf<'FundSpent'>> => {
  const { programmeId, giftId, quantity, unitPrice, occasion, effectiveOn, evidence } = command
  const { sku, batches, codes } = evidence
  const free = batches.reduce((sum, part) => sum + part.quantity, 0)
  const price = quantity * unitPrice
  return pipe(
    notEntered(state, giftId),
    E.filterOrElse(
      () => free === quantity,
      () =>
        refusal('insufficient-stock', 'Fewer pieces are free on that day. Give fewer, or wait until more are made.', {
          sku,
          quantity,
          free,
          day: effectiveOn,
        }),
    ),
    E.filterOrElse(
      () => Number.isSafeInteger(price),
      () =>
        refusal('invalid-number', 'The price of all pieces is past counting. Check price and quantity.', { giftId }),
    ),
    E.map(() => {
      const parts = batches.map((part) => ({ ...part, unitPrice }))
      return shareProceeds(price, parts, { rule: { from: effectiveOn, ...toMakers }, codes })
    }),
    E.bindTo('shared'),
    E.tap(({ shared }) => coveredOn(state, shared.parts.makers, effectiveOn)),
    E.map(({ shared }) => [
      {
        type: 'FundSpent',
        effectiveOn,
        data: {
          programmeId,
          fund: 'programme',
          spendId: giftId,
          amount: shared.parts.makers,
          purpose: 'gift',
          receiptRef: null,
          gift: { sku, quantity, unitPrice, occasion, batches, shares: shared.shares },
        },
      },
    ]),
  )
}
