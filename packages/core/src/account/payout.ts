import { Day, type Decision, type Reader, type Refusal, type StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { participant } from '../participant/decider.js'
import { known } from '../participant/rules.js'
import { Rupiah } from '../values/amounts.js'
import { Code, ProgrammeId, Uuid } from '../values/ids.js'
import { type AccountEvent, type AccountEventOf, PayoutReversalReason } from './events.js'
import { andMovesOn } from './moving.js'
import { receiptKey, receipts } from './receipts.js'
import { dueOn, dueToHeir, heirOn, livingOn, newReceipt, notOver, standingPayout, unmergedOn } from './rules.js'
import type { AccountState } from './state.js'

const payout = { participantId: Uuid, programmeId: ProgrammeId, payoutId: Uuid, effectiveOn: Day }

/** Pays a maker out, against a receipt whose number stands once in the programme; with `heirId`, one of their heirs. */
export const AskedPayout = t.intersection([
  t.strict({ type: t.literal('PayEarnings'), ...payout, amount: Rupiah, receiptRef: Code }),
  t.exact(t.partial({ heirId: Uuid })),
])
/** The payout, with what is known of its receipt and of the maker's death. Rules 10, 11 and 17. */
export type PayEarnings = t.TypeOf<typeof AskedPayout> & {
  readonly evidence: {
    /** The event that paid against this receipt already, if one did. */
    readonly paidByEvent: string | null
    readonly deceasedOn: Day | null
  }
}

/** Takes note that a payout came back whole. Not for those who pay out. */
export const ReversePayout = t.strict({ type: t.literal('ReversePayout'), ...payout, reason: PayoutReversalReason })
export type ReversePayout = t.TypeOf<typeof ReversePayout>

/**
 * Whether the receipt's number stands already, and when the maker died, if they did.
 * @returns Left: `unknown-participant`.
 */
export const receiptOfPayout = (
  asked: Omit<PayEarnings, 'evidence'>,
  _: AccountState,
  reader: Reader,
): TE.TaskEither<Refusal | StoreError, PayEarnings['evidence']> =>
  pipe(
    reader.state(participant, asked.participantId),
    TE.tap(({ state }) => TE.fromEither(known(state))),
    TE.bindTo('maker'),
    TE.bindW('rows', () => reader.rows(receipts)),
    TE.map(({ maker, rows }) => ({
      paidByEvent: rows.get(receiptKey(asked.programmeId, asked.receiptRef))?.paidByEvent ?? null,
      deceasedOn: maker.state.deceased?.on ?? null,
    })),
  )

/** What may be paid, in rupiah, to whom it is asked for. */
const dueTo = ({ heirId, effectiveOn, evidence }: PayEarnings, state: AccountState) =>
  heirId === undefined
    ? pipe(
        livingOn(evidence.deceasedOn, effectiveOn),
        E.map(() => dueOn(state, effectiveOn)),
      )
    : pipe(
        heirOn(state, heirId, evidence.deceasedOn, effectiveOn),
        E.map((heir) => dueToHeir(state, heir, effectiveOn)),
      )

/**
 * Pays out no more than is due on that day and on every day since, and to an heir no more than their part.
 * @returns Left: `duplicate-receipt`, `participant-deceased` or `heir-unknown`, `participant-merged`, `over-payout`. Rules
 *   10, 11 and 17.
 */
export const payEarnings = (command: PayEarnings, state: AccountState): Decision<AccountEventOf<'EarningsPaid'>> => {
  const { payoutId, amount, receiptRef, heirId, effectiveOn, evidence } = command
  const to = heirId === undefined ? { kind: 'participant' as const } : { kind: 'heir' as const, heirId }
  return pipe(
    newReceipt(state, command, evidence.paidByEvent),
    E.chain(() => dueTo(command, state)),
    E.tap((due) => unmergedOn(state, amount, due, effectiveOn)),
    E.chain((due) => notOver(amount, due, effectiveOn)),
    E.map(() => [{ type: 'EarningsPaid', effectiveOn, data: { payoutId, amount, receiptRef, to } }]),
  )
}

/**
 * The whole payout is due again.
 * @returns Left: `unknown-payout`, `already-reversed`.
 */
export const reversePayout = (command: ReversePayout, state: AccountState): Decision<AccountEvent> => {
  const { payoutId, reason, effectiveOn } = command
  return pipe(
    standingPayout(state, payoutId, effectiveOn),
    E.map(({ amount }) =>
      andMovesOn(state, [{ type: 'PayoutReversed', effectiveOn, data: { payoutId, amount, reason } }]),
    ),
  )
}
