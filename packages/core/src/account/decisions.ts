import { Day, type Decision, type Reader, type Refusal, refusal, type StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { List } from 'immutable'
import * as t from 'io-ts'
import { participant } from '../participant/decider.js'
import { known } from '../participant/rules.js'
import { Rupiah } from '../values/amounts.js'
import { type Entry, leastFrom } from '../values/balance.js'
import { Code, ProgrammeId, Uuid } from '../values/ids.js'
import type { AccountEvent, AccountEventOf } from './events.js'
import { receiptKey, receipts } from './receipts.js'

/** What decisions need of an account: dated amounts, so that any day can be judged. */
export interface AccountState {
  /** What was credited, and, negative, paid out, in rupiah. */
  readonly entries: List<Entry>
}

/** Nothing credited, nothing paid. */
export const initialState: AccountState = { entries: List() }

/** The account after one event more. */
export const evolve = (state: AccountState, event: AccountEvent): AccountState => {
  const { amount } = event.data
  const entry = { on: event.effectiveOn, amount: event.type === 'EarningsCredited' ? amount : -amount }
  return { entries: state.entries.push(entry) }
}

/** Credits a maker with their share of an order (policy P4). */
export const CreditEarnings = t.strict({
  type: t.literal('CreditEarnings'),
  participantId: Uuid,
  sharedEventId: Uuid,
  orderId: Uuid,
  amount: Rupiah,
  effectiveOn: Day,
})
export type CreditEarnings = t.TypeOf<typeof CreditEarnings>

/** Pays a maker out, against a receipt whose number stands once in the programme. */
export const AskedPayout = t.strict({
  type: t.literal('PayEarnings'),
  participantId: Uuid,
  programmeId: ProgrammeId,
  payoutId: Uuid,
  amount: Rupiah,
  receiptRef: Code,
  effectiveOn: Day,
})
/** The payout, with what is known of its receipt. Rules 10 and 11. */
export interface PayEarnings extends t.TypeOf<typeof AskedPayout> {
  /** The event that paid against this receipt already, if one did. */
  readonly evidence: { readonly paidByEvent: string | null }
}

/** Every command of an account. */
export type AccountCommand = CreditEarnings | PayEarnings

/**
 * Whether the receipt's number stands already.
 * @returns Left: `unknown-participant`.
 */
export const receiptOfPayout = (
  asked: Omit<PayEarnings, 'evidence'>,
  _: AccountState,
  reader: Reader,
): TE.TaskEither<Refusal | StoreError, PayEarnings['evidence']> =>
  pipe(
    reader.state(participant, asked.participantId),
    TE.chainEitherKW(({ state }) => known(state)),
    TE.chainW(() => reader.rows(receipts)),
    TE.map((rows) => ({ paidByEvent: rows.get(receiptKey(asked.programmeId, asked.receiptRef))?.paidByEvent ?? null })),
  )

/** Credits the share; who may be credited, the sharing has decided. Refuses nothing. */
export const creditEarnings = (command: CreditEarnings): Decision<AccountEventOf<'EarningsCredited'>> => {
  const { sharedEventId, orderId, amount, effectiveOn } = command
  return E.right([{ type: 'EarningsCredited', effectiveOn, data: { sharedEventId, orderId, amount } }])
}

/**
 * Pays out no more than is due on that day and on every day since.
 * @returns Left: `duplicate-receipt`, `over-payout`. Rules 10 and 11.
 */
export const payEarnings = (command: PayEarnings, state: AccountState): Decision<AccountEventOf<'EarningsPaid'>> => {
  const { payoutId, amount, receiptRef, effectiveOn, evidence } = command
  if (evidence.paidByEvent !== null) {
    const message = 'A payout stands already under this receipt number. Check the number.'
    return E.left(refusal('duplicate-receipt', message, { receiptRef, eventId: evidence.paidByEvent }))
  }
  const due = leastFrom(effectiveOn, state.entries)
  return amount > due
    ? E.left(
        refusal('over-payout', 'More than is credited and not yet paid out. Check the amount and the date.', {
          asked: amount,
          due,
          day: effectiveOn,
        }),
      )
    : E.right([{ type: 'EarningsPaid', effectiveOn, data: { payoutId, amount, receiptRef, to: 'participant' } }])
}
