import { Day, type Decision } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { Rupiah } from '../values/amounts.js'
import { leastFrom } from '../values/balance.js'
import { ProgrammeId, Uuid } from '../values/ids.js'
import { type AccountEvent, type AccountEventOf, EarningsSource } from './events.js'
import { andMovesOn } from './moving.js'
import type { AccountState } from './state.js'

/** Credits a maker with their share of an order, a consignment or a gift (policy P4). */
export const CreditEarnings = t.strict({
  type: t.literal('CreditEarnings'),
  participantId: Uuid,
  sharedEventId: Uuid,
  source: EarningsSource,
  amount: Rupiah,
  effectiveOn: Day,
})
export type CreditEarnings = t.TypeOf<typeof CreditEarnings>

/** Takes back what a maker got of goods that were returned (policy P7). */
export const ReverseEarnings = t.strict({
  type: t.literal('ReverseEarnings'),
  participantId: Uuid,
  programmeId: ProgrammeId,
  sourceEventId: Uuid,
  orderId: Uuid,
  asked: Rupiah,
  effectiveOn: Day,
})
export type ReverseEarnings = t.TypeOf<typeof ReverseEarnings>

/** Credits the share; who may be credited, the sharing has decided. Refuses nothing. */
export const creditEarnings = (command: CreditEarnings, state: AccountState): Decision<AccountEvent> => {
  const { sharedEventId, source, amount, effectiveOn } = command
  return E.right(
    andMovesOn(state, [{ type: 'EarningsCredited', effectiveOn, data: { sharedEventId, source, amount } }]),
  )
}

/**
 * Takes what is asked, up to what is due on the day and on every day since: no maker ever owes. Refuses nothing. Rule 13.
 */
export const reverseEarnings = (
  command: ReverseEarnings,
  state: AccountState,
): Decision<AccountEventOf<'EarningsReversed'>> => {
  const { programmeId, sourceEventId, orderId, asked, effectiveOn } = command
  const taken = Math.min(asked, leastFrom(effectiveOn, state.entries))
  return E.right([
    { type: 'EarningsReversed', effectiveOn, data: { programmeId, sourceEventId, orderId, asked, taken } },
  ])
}
