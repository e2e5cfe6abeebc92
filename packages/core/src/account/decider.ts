import type { Aggregate } from '@perca/eventsourcing'
import { CreditEarnings, creditEarnings, ReverseEarnings, reverseEarnings } from './earning.js'
import { type AccountEvent, accountEvents } from './events.js'
import { AskedHeir, makerOfHeir, type RecogniseHeir, recogniseHeir } from './heirs.js'
import { MoveBalanceIn, MoveBalanceOut, moveBalanceIn, moveBalanceOut, ReturnBalance, returnBalance } from './moving.js'
import { AskedPayout, type PayEarnings, payEarnings, ReversePayout, receiptOfPayout, reversePayout } from './payout.js'
import { type AccountState, evolve, initialState } from './state.js'

/** Every command of an account. */
export type AccountCommand =
  | CreditEarnings
  | ReverseEarnings
  | PayEarnings
  | ReversePayout
  | RecogniseHeir
  | MoveBalanceOut
  | MoveBalanceIn
  | ReturnBalance

const stream = ({ participantId }: { readonly participantId: string }) => participantId

/**
 * `account-<uuid>`: a maker's money, under the same uuid as the participant. Who pays out neither takes payouts back nor says
 * who inherits.
 */
export const account: Aggregate<AccountCommand, AccountState, AccountEvent> = {
  category: 'account',
  events: accountEvents,
  initialState,
  evolve,
  named: (id) => ({ participantId: id }),
  subjects: (event, id) => (event.type === 'BalanceMoved' ? [id, event.data.otherParticipantId] : [id]),
  commands: {
    CreditEarnings: {
      codec: CreditEarnings,
      roles: ['policy'],
      stream,
      yields: ['BalanceMoved', 'EarningsCredited'],
      decide: creditEarnings,
    },
    ReverseEarnings: {
      codec: ReverseEarnings,
      roles: ['policy'],
      stream,
      yields: ['EarningsReversed'],
      decide: reverseEarnings,
    },
    PayEarnings: {
      codec: AskedPayout,
      roles: ['treasurer', 'registrar'],
      stream,
      lookUp: receiptOfPayout,
      yields: ['EarningsPaid'],
      decide: payEarnings,
    },
    ReversePayout: {
      codec: ReversePayout,
      roles: ['coordinator'],
      stream,
      yields: ['BalanceMoved', 'PayoutReversed'],
      decide: reversePayout,
    },
    RecogniseHeir: {
      codec: AskedHeir,
      roles: ['coordinator'],
      stream,
      lookUp: makerOfHeir,
      yields: ['HeirRecognised'],
      decide: recogniseHeir,
    },
    MoveBalanceOut: {
      codec: MoveBalanceOut,
      roles: ['policy'],
      stream,
      yields: ['BalanceMoved'],
      decide: moveBalanceOut,
    },
    MoveBalanceIn: { codec: MoveBalanceIn, roles: ['policy'], stream, yields: ['BalanceMoved'], decide: moveBalanceIn },
    ReturnBalance: { codec: ReturnBalance, roles: ['policy'], stream, yields: ['BalanceMoved'], decide: returnBalance },
  },
}
