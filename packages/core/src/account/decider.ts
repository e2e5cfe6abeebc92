import type { Aggregate } from '@perca/eventsourcing'
import {
  type AccountCommand,
  type AccountState,
  AskedPayout,
  CreditEarnings,
  creditEarnings,
  evolve,
  initialState,
  payEarnings,
  receiptOfPayout,
} from './decisions.js'
import { type AccountEvent, accountEvents } from './events.js'

const stream = ({ participantId }: { readonly participantId: string }) => participantId

/** `account-<uuid>`: a maker's money, under the same uuid as the participant. */
export const account: Aggregate<AccountCommand, AccountState, AccountEvent> = {
  category: 'account',
  events: accountEvents,
  initialState,
  evolve,
  subjects: (_, id) => [id],
  commands: {
    CreditEarnings: { codec: CreditEarnings, roles: ['policy'], stream, decide: creditEarnings },
    PayEarnings: {
      codec: AskedPayout,
      roles: ['treasurer', 'registrar'],
      stream,
      lookUp: receiptOfPayout,
      decide: payEarnings,
    },
  },
}
