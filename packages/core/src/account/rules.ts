import { type Refusal, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { apportion } from '../values/apportion.js'
import { leastFrom } from '../values/balance.js'
import type { AccountState, Heir, Payout } from './state.js'

type Check<Evidence> = E.Either<Refusal, Evidence>

/** The whole, in basis points. */
const WHOLE = 10_000

/** No payout stands under this receipt number, nor under this id. Rule 11. */
export const newReceipt = (
  { payouts }: AccountState,
  { payoutId, receiptRef }: { readonly payoutId: string; readonly receiptRef: string },
  paidByEvent: string | null,
): Check<null> => {
  if (paidByEvent === null && !payouts.has(payoutId)) return E.right(null)
  const message = 'A payout stands already under this receipt number. Check the number.'
  const evidence = paidByEvent === null ? { receiptRef, payoutId } : { receiptRef, eventId: paidByEvent }
  return E.left(refusal('duplicate-receipt', message, evidence))
}

/** The maker had not died before that day: their money is handed to themselves. Rule 17. */
export const livingOn = (deceasedOn: string | null, day: string): Check<null> =>
  deceasedOn === null || day <= deceasedOn
    ? E.right(null)
    : E.left(
        refusal('participant-deceased', 'They died before this day. Pay a recognised heir instead.', {
          day,
          deceasedOn,
        }),
      )

/** Nothing moved away with a merge by that day, or what is asked is here all the same. Rule 17. */
export const unmergedOn = ({ merged }: AccountState, asked: number, due: number, day: string): Check<null> =>
  merged === null || day < merged.on || asked <= due
    ? E.right(null)
    : E.left(
        refusal('participant-merged', 'This file was merged into another, and its money with it. Pay from that one.', {
          day,
          mergeId: merged.mergeId,
          intoParticipantId: merged.into,
          mergedOn: merged.on,
        }),
      )

/** The heir is recognised on that day, and the maker died before it. Rule 17. */
export const heirOn = (
  { heirs }: AccountState,
  heirId: string,
  deceasedOn: string | null,
  day: string,
): Check<Heir> => {
  const heir = heirs.find((other) => other.heirId === heirId)
  return heir === undefined || heir.from > day || deceasedOn === null || day <= deceasedOn
    ? E.left(
        refusal(
          'heir-unknown',
          'Nobody of this id inherits on this day. Record the death and recognise the heir first.',
          {
            heirId,
            day,
            recognisedOn: heir?.from ?? null,
            deceasedOn,
          },
        ),
      )
    : E.right(heir)
}

/** What is due on a day, in rupiah: as much as may leave without leaving that day, or a later one, short. */
export const dueOn = ({ entries }: AccountState, day: string): number => leastFrom(day, entries)

/**
 * What is due to an heir, in rupiah: their part of all that the dead left, whole rupiah by largest remainder, ties in the
 * order of recognition, less what they were paid. What they left is what is due and what heirs were paid. Rule 17.
 */
export const dueToHeir = (state: AccountState, heir: Heir, day: string): number => {
  const due = dueOn(state, day)
  const parts = state.heirs.map(({ part }) => part)
  const unassigned = WHOLE - parts.reduce((sum, part) => sum + part, 0)
  const left = due + state.heirs.reduce((sum, { paid }) => sum + paid, 0)
  const amounts = apportion(
    left,
    [...parts, unassigned].map((part) => ({ numerator: BigInt(part), denominator: BigInt(WHOLE) })),
  )
  const theirs = amounts[state.heirs.indexOf(heir)] ?? 0
  return Math.max(0, Math.min(due, theirs - heir.paid))
}

/** No more is asked than is due. Rule 10. */
export const notOver = (asked: number, due: number, day: string): Check<number> =>
  asked > due
    ? E.left(
        refusal('over-payout', 'More than is credited and not yet paid out. Check the amount and the date.', {
          asked,
          due,
          day,
        }),
      )
    : E.right(due)

/** The payout was made by that day, and stands. */
export const standingPayout = (state: AccountState, payoutId: string, day: string): Check<Payout> => {
  const payout = state.payouts.get(payoutId)
  if (payout === undefined || payout.on > day) {
    const message = 'No payout of this id was made by this day. Check the receipt and the date.'
    return E.left(refusal('unknown-payout', message, { payoutId, day, paidOn: payout?.on ?? null }))
  }
  return payout.reversedOn === null
    ? E.right(payout)
    : E.left(
        refusal('already-reversed', 'The payout was reversed already. Look at the account.', {
          payoutId,
          reversedOn: payout.reversedOn,
        }),
      )
}

/** The heir is new, and the parts of all heirs are not more than the whole. Rule 17. */
export const newHeir = ({ heirs }: AccountState, heirId: string, part: number): Check<null> => {
  const unassigned = heirs.reduce((left, heir) => left - heir.part, WHOLE)
  if (heirs.some((heir) => heir.heirId === heirId)) {
    return E.left(refusal('duplicate-heir', 'This heir is recognised already. Look at the account.', { heirId }))
  }
  return part === 0 || part > unassigned
    ? E.left(
        refusal(
          'invalid-number',
          'The parts of all heirs are at most the whole, 10000 basis points. Check the document.',
          {
            part,
            unassigned,
          },
        ),
      )
    : E.right(null)
}
