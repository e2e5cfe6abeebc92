import { Day, type Decision, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { Rupiah } from '../values/amounts.js'
import { Code, ProgrammeId, Slug, Uuid } from '../values/ids.js'
import { type FundEventOf, FundName, LossReason, Shared, SpendPurpose } from './events.js'
import { coveredOn, notEntered } from './rules.js'
import type { FundState } from './state.js'

const fund = { programmeId: ProgrammeId, fund: FundName }

/** Credits a fund with its part of what was shared (policy P4). */
export const CreditFund = t.strict({
  type: t.literal('CreditFund'),
  ...fund,
  sourceEventId: Uuid,
  source: Shared,
  amount: Rupiah,
  effectiveOn: Day,
})
export type CreditFund = t.TypeOf<typeof CreditFund>

/** Lets a fund bear what must be given back (policy P7). */
export const AbsorbLoss = t.strict({
  type: t.literal('AbsorbLoss'),
  ...fund,
  sourceEventId: Uuid,
  amount: Rupiah,
  reason: LossReason,
  effectiveOn: Day,
})
export type AbsorbLoss = t.TypeOf<typeof AbsorbLoss>

/** Spends money of a fund, against a receipt. What is given away is not spent so: see `GiveGift`. */
export const SpendFund = t.strict({
  type: t.literal('SpendFund'),
  ...fund,
  spendId: Uuid,
  amount: Rupiah,
  purpose: SpendPurpose,
  receiptRef: Code,
  effectiveOn: Day,
})
export type SpendFund = t.TypeOf<typeof SpendFund>

/** Takes money in that somebody gave. */
export const ReceiveDonation = t.strict({
  type: t.literal('ReceiveDonation'),
  ...fund,
  donationId: Uuid,
  amount: Rupiah,
  method: t.union([Slug, t.null]),
  donor: t.union([t.string, t.null]),
  effectiveOn: Day,
})
export type ReceiveDonation = t.TypeOf<typeof ReceiveDonation>

/** Credits the fund; how much, the sharing has decided. Refuses nothing. */
export const creditFund = ({ type: _, effectiveOn, ...data }: CreditFund): Decision<FundEventOf<'FundCredited'>> =>
  E.right([{ type: 'FundCredited', effectiveOn, data }])

/** The loss is a fact: it is never refused, though the fund may fall below nothing by it. Rule 13. */
export const absorbLoss = ({ type: _, effectiveOn, ...data }: AbsorbLoss): Decision<FundEventOf<'LossAbsorbed'>> =>
  E.right([{ type: 'LossAbsorbed', effectiveOn, data }])

/**
 * Spends no more than the fund holds on that day and on every day since.
 * @returns Left: `already-recorded`; `invalid-code`, a gift is given, not bought; `insufficient-funds`. Rule 14.
 */
export const spendFund = (command: SpendFund, state: FundState): Decision<FundEventOf<'FundSpent'>> => {
  const { type: _, effectiveOn, ...spent } = command
  return pipe(
    notEntered(state, spent.spendId),
    E.filterOrElse(
      () => spent.purpose !== 'gift',
      () =>
        refusal('invalid-code', 'What is given away pays its makers: give it as a gift instead.', {
          purpose: spent.purpose,
        }),
    ),
    E.chain(() => coveredOn(state, spent.amount, effectiveOn)),
    E.map(() => [{ type: 'FundSpent', effectiveOn, data: { ...spent, gift: null } }]),
  )
}

/** @returns Left: `already-recorded`. */
export const receiveDonation = (
  command: ReceiveDonation,
  state: FundState,
): Decision<FundEventOf<'DonationReceived'>> => {
  const { type: _, effectiveOn, ...data } = command
  return pipe(
    notEntered(state, data.donationId),
    E.map(() => [{ type: 'DonationReceived', effectiveOn, data }]),
  )
}
