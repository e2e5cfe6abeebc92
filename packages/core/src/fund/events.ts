import { type EventOf, eventType } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { ReservedPart } from '../stock/events.js'
import { Quantity, Rupiah, RupiahOrNone } from '../values/amounts.js'
import { Code, ProgrammeId, Slug, Uuid } from '../values/ids.js'
import { orNone } from '../values/or-none.js'
import { personal } from '../values/sensitive.js'

// These names and shapes are stored. They are only ever added to; a changed meaning is a new version (docs/how-to/add-an-event.md).

/** The funds of a programme, as its proceeds rule names them. */
export const FundName = t.keyof({ materials: null, programme: null }, 'fund')
export type FundName = t.TypeOf<typeof FundName>

const fund = { programmeId: ProgrammeId, fund: FundName }

/** What was shared: an order or a consignment. */
export const Shared = t.type({ kind: t.keyof({ order: null, consignment: null }), id: Uuid }, 'shared sale')

/** The fund's part of what was shared, in rupiah (policy P4). `sourceEventId`: the ProceedsShared or ConsignmentSettled. */
const FundCredited = t.type({ ...fund, sourceEventId: Uuid, source: Shared, amount: Rupiah })

/** What money is spent on. `gift`: on pieces that are given away, only ever from the programme fund. */
export const SpendPurpose = t.keyof(
  { materials: null, equipment: null, transport: null, food: null, training: null, gift: null, other: null },
  'what money is spent on',
)
export type SpendPurpose = t.TypeOf<typeof SpendPurpose>

/** What pieces are given for, and so to whom: never a name. */
export const GiftOccasion = t.keyof(
  { 'official-guest': null, exhibition: null, award: null, charity: null, sample: null, other: null },
  'occasion of a gift',
)
export type GiftOccasion = t.TypeOf<typeof GiftOccasion>

/**
 * Pieces given away: which, at what price in rupiah a piece, and what each maker gets of it. What pieces of unknown makers
 * would have earned stays in the fund. Rule 14.
 */
const Gift = t.type(
  {
    sku: Code,
    quantity: Quantity,
    unitPrice: Rupiah,
    occasion: GiftOccasion,
    batches: t.readonlyArray(ReservedPart),
    shares: t.readonlyArray(t.type({ participantId: Uuid, code: Code, amount: Rupiah })),
  },
  'gift',
)

/**
 * Money left the fund, in rupiah: against a receipt, or, where `gift` says so, to the makers of the pieces given away, whose
 * shares sum to `amount` (0 where all makers are unknown). Rule 14.
 */
const FundSpent = t.type({
  ...fund,
  spendId: Uuid,
  amount: RupiahOrNone,
  purpose: SpendPurpose,
  receiptRef: orNone(Code),
  gift: orNone(Gift),
})

/** Why a fund bears a loss. `earnings-shortfall`: a maker's share was taken back that they had been paid already. */
export const LossReason = t.keyof({ 'proceeds-reversed': null, 'earnings-shortfall': null }, 'why a fund bears a loss')
export type LossReason = t.TypeOf<typeof LossReason>

/**
 * The fund bears what was shared and must be given back, in rupiah (policy P7). `sourceEventId`: the ProceedsReversed, or the
 * EarningsReversed that took less than was asked. It is never refused: a fund below nothing is a finding. Rule 13.
 */
const LossAbsorbed = t.type({ ...fund, sourceEventId: Uuid, amount: Rupiah, reason: LossReason })

/** Somebody gave money, in rupiah. `donor` null: they wish not to be named. */
const DonationReceived = t.type({
  ...fund,
  donationId: Uuid,
  amount: Rupiah,
  method: orNone(Slug),
  donor: personal(orNone(t.string)),
})

/** Every event of a fund, by name: the stored contract. */
export const fundEvents = {
  FundCredited: eventType(FundCredited),
  FundSpent: eventType(FundSpent),
  LossAbsorbed: eventType(LossAbsorbed),
  DonationReceived: eventType(DonationReceived),
}
/** Every event of a fund. */
export type FundEvent = EventOf<typeof fundEvents>
/** One of them, by its type. */
export type FundEventOf<Type extends FundEvent['type']> = Extract<FundEvent, { type: Type }>
