import { type EventOf, eventType, pastVersion } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { BasisPoints, Rupiah, RupiahOrNone } from '../values/amounts.js'
import { Code, ProgrammeId, Slug, Uuid } from '../values/ids.js'
import { orNone } from '../values/or-none.js'
import { personal } from '../values/sensitive.js'

// These names and shapes are stored. They are only ever added to; a changed meaning is a new version (docs/how-to/add-an-event.md).

/** Whence a maker's money comes: the order or consignment that was shared, or the gift that the programme paid. */
export const EarningsSource = t.type(
  { kind: t.keyof({ order: null, consignment: null, gift: null }), id: Uuid },
  'source of earnings',
)
export type EarningsSource = t.TypeOf<typeof EarningsSource>

/** Version 1, when only orders were shared. */
const EarningsCreditedV1 = t.type({ sharedEventId: Uuid, orderId: Uuid, amount: Rupiah })

/**
 * The maker's share, in rupiah. `sharedEventId` is the event that gave it: ProceedsShared, ConsignmentSettled or FundSpent,
 * of what `source` names.
 */
const EarningsCredited = t.type({ sharedEventId: Uuid, source: EarningsSource, amount: Rupiah })

/** Version 1, when nobody was paid but the maker. */
const EarningsPaidV1 = t.type({ payoutId: Uuid, amount: Rupiah, receiptRef: Code, to: t.keyof({ participant: null }) })

/** Money was handed over against a receipt, in rupiah: to the maker, or after their death to an heir (rule 17). */
const EarningsPaid = t.type({
  payoutId: Uuid,
  amount: Rupiah,
  receiptRef: Code,
  to: t.union([t.type({ kind: t.literal('participant') }), t.type({ kind: t.literal('heir'), heirId: Uuid })]),
})

/**
 * Goods came back after they were shared (policy P7). `sourceEventId` is the ProceedsReversed that asks `asked` rupiah of
 * this maker; `taken` of it was still due. The rest is the programme fund's loss: no maker owes. Rule 13.
 */
const EarningsReversed = t.type({
  programmeId: ProgrammeId,
  sourceEventId: Uuid,
  orderId: Uuid,
  asked: Rupiah,
  taken: RupiahOrNone,
})

/** Why money that was paid out is back. `receipt-void`: the payout never took place. */
export const PayoutReversalReason = t.keyof(
  { 'receipt-void': null, 'money-returned': null, 'wrong-person': null, 'wrong-amount': null },
  'why a payout is reversed',
)
export type PayoutReversalReason = t.TypeOf<typeof PayoutReversalReason>

/** The whole payout came back, in rupiah, and is due again. Its receipt number stays used. */
const PayoutReversed = t.type({ payoutId: Uuid, amount: Rupiah, reason: PayoutReversalReason })

/** Who an heir is. What is not known is null. */
export const HeirPerson = t.type(
  { name: orNone(t.string), nik: orNone(t.string), relation: orNone(t.string) },
  'who an heir is',
)

/**
 * Somebody is recognised as an heir of the maker, on the word of a document (a letter of inheritance), for a part of what is
 * due in basis points. Rule 17.
 */
const HeirRecognised = t.type({
  heirId: Uuid,
  heir: personal(HeirPerson),
  documentRef: Slug,
  part: BasisPoints,
})

/**
 * Money moved because two files are one person's (policy P8), in rupiah: `out` of this account to the other one, or `in` from
 * it. `undoes`: it goes back, because the merge was undone; then `out` is the surviving account's and `in` the duplicate's.
 * `sourceEventId`: of an `in` the `out` on the other account; of an `out` the merge, or what undid it. The first `out` of a
 * merge stands also where nothing is due (0): what is credited late moves on from there by itself. `passed`: the accounts it
 * came through before, so that files that were merged into each other do not send it round for ever.
 */
const BalanceMoved = t.type({
  mergeId: Uuid,
  direction: t.keyof({ out: null, in: null }),
  otherParticipantId: Uuid,
  amount: RupiahOrNone,
  undoes: t.boolean,
  passed: t.readonlyArray(Uuid),
  sourceEventId: Uuid,
})

/** Every event of an account, by name: the stored contract. */
export const accountEvents = {
  EarningsCredited: eventType(EarningsCredited, [
    pastVersion(
      EarningsCreditedV1,
      ({ sharedEventId, orderId, amount }) => ({ sharedEventId, source: { kind: 'order', id: orderId }, amount }),
      'Makers also earn by goods sold on consignment, and by gifts that the programme fund pays.',
    ),
  ]),
  EarningsPaid: eventType(EarningsPaid, [
    pastVersion(
      EarningsPaidV1,
      (old) => ({ ...old, to: { kind: 'participant' } }),
      'Rule 17: after a death heirs are paid, each by name of their recognition.',
    ),
  ]),
  EarningsReversed: eventType(EarningsReversed),
  PayoutReversed: eventType(PayoutReversed),
  HeirRecognised: eventType(HeirRecognised),
  BalanceMoved: eventType(BalanceMoved),
}
/** Every event of a maker's account. */
export type AccountEvent = EventOf<typeof accountEvents>
/** One of them, by its type. */
export type AccountEventOf<Type extends AccountEvent['type']> = Extract<AccountEvent, { type: Type }>
