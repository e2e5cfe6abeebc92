import { Day, type Decision } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { Quantity } from '../values/amounts.js'
import { Code, ProgrammeId, Uuid } from '../values/ids.js'
import { ReservedPart, type StockEventOf, WriteOffReason } from './events.js'
import { freeAsNamed, freeToTake } from './rules.js'
import type { StockState } from './state.js'

const item = { programmeId: ProgrammeId, sku: Code }

/** Lets free pieces go as a gift; the fund's policy names which, and pays their makers. Rule 14. */
export const GiveGoods = t.strict({
  type: t.literal('GiveGoods'),
  ...item,
  giftId: Uuid,
  batches: t.readonlyArray(ReservedPart),
  effectiveOn: Day,
})
export type GiveGoods = t.TypeOf<typeof GiveGoods>

/** Lets free pieces go to a shop that sells them for the programme (a policy on ConsignmentPlaced). */
export const ConsignStock = t.strict({
  type: t.literal('ConsignStock'),
  ...item,
  consignmentId: Uuid,
  lineId: Uuid,
  batches: t.readonlyArray(ReservedPart),
  effectiveOn: Day,
})
export type ConsignStock = t.TypeOf<typeof ConsignStock>

/** Takes free pieces off the books: of the batch that is named, or else the oldest. */
export const AskedWriteOff = t.strict({
  type: t.literal('WriteOffStock'),
  ...item,
  writeOffId: Uuid,
  batchId: t.union([Uuid, t.null]),
  quantity: Quantity,
  reason: WriteOffReason,
  effectiveOn: Day,
})
/** The write-off, with its product as the catalogue spells it. */
export interface WriteOffStock extends t.TypeOf<typeof AskedWriteOff> {
  /** The product's code as the catalogue spells it. */
  readonly evidence: { readonly sku: string }
}

/** @returns Left: `insufficient-stock`, pieces that are not free on that day. Rules 6 and 14. */
export const giveGoods = (command: GiveGoods, state: StockState): Decision<StockEventOf<'GoodsGiven'>> => {
  const { programmeId, sku, giftId, batches, effectiveOn } = command
  return pipe(
    freeAsNamed(state, effectiveOn, batches),
    E.map(() => [{ type: 'GoodsGiven', effectiveOn, data: { programmeId, sku, giftId, batches } }]),
  )
}

/** @returns Left: `insufficient-stock`, pieces that are not free on that day. Rules 6 and 15. */
export const consignStock = (command: ConsignStock, state: StockState): Decision<StockEventOf<'StockConsigned'>> => {
  const { programmeId, sku, consignmentId, lineId, batches, effectiveOn } = command
  return pipe(
    freeAsNamed(state, effectiveOn, batches),
    E.map(() => [{ type: 'StockConsigned', effectiveOn, data: { programmeId, sku, consignmentId, lineId, batches } }]),
  )
}

/**
 * What is promised is never written off: whose line it is must be closed short first. Rule 6.
 * @returns Left: `insufficient-stock`, fewer pieces are free on that day.
 */
export const writeOffStock = (command: WriteOffStock, state: StockState): Decision<StockEventOf<'StockWrittenOff'>> => {
  const { programmeId, writeOffId, batchId, quantity, reason, effectiveOn, evidence } = command
  return pipe(
    freeToTake(state, effectiveOn, batchId, quantity),
    E.map((batches) => [
      { type: 'StockWrittenOff', effectiveOn, data: { programmeId, sku: evidence.sku, writeOffId, batches, reason } },
    ]),
  )
}
