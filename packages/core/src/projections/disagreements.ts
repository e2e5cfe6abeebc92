import { type Change, type Event, projection, type RecordedEvent } from '@perca/eventsourcing'
import * as t from 'io-ts'
import type { AccountEvent } from '../account/events.js'
import type { ConsignmentEvent } from '../consignment/events.js'
import type { FundEvent } from '../fund/events.js'
import type { OrderEvent } from '../order/events.js'
import type { Makers, StockEvent } from '../stock/events.js'
import { rowKey } from './keys.js'

const Disagreement = t.type({
  /** Which copy: of a promise, a wait, a delivery, a return, a consignment, a gift; of a share, a reversal, a loss. */
  copy: t.keyof({
    LineReserved: null,
    LineBackordered: null,
    StockDispatched: null,
    StockReturned: null,
    StockConsigned: null,
    GoodsGiven: null,
    EarningsCredited: null,
    EarningsReversed: null,
    FundCredited: null,
    LossAbsorbed: null,
  }),
  programmeId: t.string,
  /** The day of the fact that is copied. */
  on: t.string,
  /** Where the fact was first met: its source, unless a copy stands without one. */
  stream: t.string,
  eventId: t.string,
  /** What the source says less what its copy says, by batch, in pieces or rupiah; without what they agree on. */
  difference: t.readonlyArray(t.type({ of: t.string, amount: t.number })),
})
/** A copy that does not say what its source says: both, and by how much they differ. */
export type Disagreement = t.TypeOf<typeof Disagreement>

type Get = (key: string) => Disagreement | undefined
type Amounts = Disagreement['difference']

/** A fact that two streams hold: which copy it is of, and what tells it from all others. */
interface Fact {
  readonly copy: Disagreement['copy']
  /** Whatever source and copy must have in common: order, line, who, which source. The day is added. */
  readonly names: readonly string[]
  readonly amounts: Amounts
}

const idOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1)

/** Adds what one side says to what is open of the fact. Nothing open: no row. */
const told = (
  recorded: RecordedEvent<Event>,
  get: Get,
  { copy, names, amounts }: Fact,
  sign: 1 | -1,
): readonly Change<Disagreement>[] => {
  const { event, id, stream, metadata } = recorded
  const key = rowKey(copy, event.effectiveOn, ...names)
  const open = new Map(get(key)?.difference.map(({ of, amount }) => [of, amount]))
  for (const { of, amount } of amounts) open.set(of, (open.get(of) ?? 0) + sign * amount)
  const difference = [...open].flatMap(([of, amount]) => (amount === 0 ? [] : [{ of, amount }]))
  if (difference.length === 0) return get(key) === undefined ? [] : [{ remove: key }]
  const first = get(key) ?? {
    copy,
    programmeId: metadata.programmeId ?? '',
    on: event.effectiveOn,
    stream,
    eventId: id,
    difference,
  }
  return [{ put: key, row: { ...first, difference } }]
}

const madeBy = (makers: Makers): string =>
  makers.map(({ participantId, parts }) => `${participantId}*${parts}`).join('+')

/** Promised pieces: batch and makers, because whoever is told of them shares by the makers. */
const promised = (
  batches: readonly { readonly batchId: string; readonly quantity: number; readonly makers: Makers }[],
): Amounts => batches.map(({ batchId, quantity, makers }) => ({ of: `${batchId} ${madeBy(makers)}`, amount: quantity }))

const pieces = (batches: readonly { readonly batchId: string; readonly quantity: number }[]): Amounts =>
  batches.map(({ batchId, quantity }) => ({ of: batchId, amount: quantity }))

const rupiah = (amount: number): Amounts => [{ of: 'rupiah', amount }]

interface Parts {
  readonly materialsFund: number
  readonly programmeFund: number
}

const toFunds = (copy: 'FundCredited' | 'LossAbsorbed', { materialsFund, programmeFund }: Parts, source: string) => [
  { copy, names: ['materials', source], amounts: rupiah(materialsFund) },
  { copy, names: ['programme', source], amounts: rupiah(programmeFund) },
]

interface Share {
  readonly participantId: string
  readonly amount: number
}

const toMakers = (
  copy: 'EarningsCredited' | 'EarningsReversed',
  shares: readonly Share[],
  of: string,
  source: string,
) => shares.map(({ participantId, amount }) => ({ copy, names: [of, participantId, source], amounts: rupiah(amount) }))

/** Adds what a source says of each fact. */
const says = (recorded: RecordedEvent<Event>, get: Get, facts: readonly Fact[]) =>
  facts.flatMap((fact) => told(recorded, get, fact, 1))

/** Takes away what a copy says of the fact. */
const copies = (recorded: RecordedEvent<Event>, get: Get, fact: Fact) => told(recorded, get, fact, -1)

/**
 * Every copy of a fact against its source, for as long as they differ: what stock promised or lets wait and what its order
 * was told; what was delivered, returned, consigned or given and what left or entered the stock; what was shared or reversed
 * and what accounts and funds were credited or bore. Empty once all has settled; a row that stays is a defect for a person to
 * look into.
 */
export const disagreements = projection<
  Disagreement,
  StockEvent | OrderEvent | AccountEvent | ConsignmentEvent | FundEvent
>({
  name: 'disagreements',
  version: 2,
  row: Disagreement,
  on: {
    StockReserved: (recorded, get) => {
      const { orderId, lineId, batches } = recorded.event.data
      const names = [orderId, lineId, recorded.id]
      return says(recorded, get, [{ copy: 'LineReserved', names, amounts: promised(batches) }])
    },
    LineReserved: (recorded, get) => {
      const { lineId, batches, sourceEventId } = recorded.event.data
      const names = [idOf(recorded.stream), lineId, sourceEventId]
      return copies(recorded, get, { copy: 'LineReserved', names, amounts: promised(batches) })
    },
    BackorderQueued: (recorded, get) => {
      const { orderId, lineId, quantity } = recorded.event.data
      const names = [orderId, lineId, recorded.id]
      return says(recorded, get, [{ copy: 'LineBackordered', names, amounts: [{ of: 'pieces', amount: quantity }] }])
    },
    LineBackordered: (recorded, get) => {
      const { lineId, quantity, sourceEventId } = recorded.event.data
      const names = [idOf(recorded.stream), lineId, sourceEventId]
      return copies(recorded, get, { copy: 'LineBackordered', names, amounts: [{ of: 'pieces', amount: quantity }] })
    },
    OrderDelivered: (recorded, get) => {
      const { deliveryId, lines } = recorded.event.data
      const facts = lines.map(({ lineId, batches }) => {
        const names = [idOf(recorded.stream), lineId, deliveryId]
        return { copy: 'StockDispatched' as const, names, amounts: pieces(batches) }
      })
      return says(recorded, get, facts)
    },
    StockDispatched: (recorded, get) => {
      const { orderId, lineId, deliveryId, batches } = recorded.event.data
      const names = [orderId, lineId, deliveryId]
      return copies(recorded, get, { copy: 'StockDispatched', names, amounts: pieces(batches) })
    },
    GoodsReturned: (recorded, get) => {
      const { returnId, lines, condition } = recorded.event.data
      const facts = lines.map(({ sku, batches }) => {
        const names = [idOf(recorded.stream), returnId, sku, condition]
        return { copy: 'StockReturned' as const, names, amounts: promised(batches) }
      })
      return says(recorded, get, facts)
    },
    ConsignmentReturned: (recorded, get) => {
      const { returnId, lines } = recorded.event.data
      const facts = lines.map(({ sku, batches, condition }) => {
        const names = [idOf(recorded.stream), returnId, sku, condition]
        return { copy: 'StockReturned' as const, names, amounts: promised(batches) }
      })
      return says(recorded, get, facts)
    },
    StockReturned: (recorded, get) => {
      const { sourceId, returnId, sku, condition, batches } = recorded.event.data
      const names = [sourceId, returnId, sku, condition]
      return copies(recorded, get, { copy: 'StockReturned', names, amounts: promised(batches) })
    },
    ConsignmentPlaced: (recorded, get) => {
      const facts = recorded.event.data.lines.map(({ lineId, batches }) => {
        const names = [idOf(recorded.stream), lineId]
        return { copy: 'StockConsigned' as const, names, amounts: promised(batches) }
      })
      return says(recorded, get, facts)
    },
    StockConsigned: (recorded, get) => {
      const { consignmentId, lineId, batches } = recorded.event.data
      const names = [consignmentId, lineId]
      return copies(recorded, get, { copy: 'StockConsigned', names, amounts: promised(batches) })
    },
    FundSpent: (recorded, get) => {
      const { gift, spendId } = recorded.event.data
      if (gift === null) return []
      return says(recorded, get, [
        { copy: 'GoodsGiven', names: [spendId], amounts: promised(gift.batches) },
        ...toMakers('EarningsCredited', gift.shares, spendId, recorded.id),
      ])
    },
    GoodsGiven: (recorded, get) => {
      const { giftId, batches } = recorded.event.data
      return copies(recorded, get, { copy: 'GoodsGiven', names: [giftId], amounts: promised(batches) })
    },
    ProceedsShared: (recorded, get) => {
      const { shares, parts } = recorded.event.data
      const makers = toMakers('EarningsCredited', shares, idOf(recorded.stream), recorded.id)
      return says(recorded, get, [...makers, ...toFunds('FundCredited', parts, recorded.id)])
    },
    ConsignmentSettled: (recorded, get) => {
      const { shares, parts } = recorded.event.data
      const makers = toMakers('EarningsCredited', shares, idOf(recorded.stream), recorded.id)
      return says(recorded, get, [...makers, ...toFunds('FundCredited', parts, recorded.id)])
    },
    EarningsCredited: (recorded, get) => {
      const { source, sharedEventId, amount } = recorded.event.data
      const names = [source.id, idOf(recorded.stream), sharedEventId]
      return copies(recorded, get, { copy: 'EarningsCredited', names, amounts: rupiah(amount) })
    },
    FundCredited: (recorded, get) => {
      const { fund, sourceEventId, amount } = recorded.event.data
      return copies(recorded, get, { copy: 'FundCredited', names: [fund, sourceEventId], amounts: rupiah(amount) })
    },
    ProceedsReversed: (recorded, get) => {
      const { shares, parts } = recorded.event.data
      const makers = toMakers('EarningsReversed', shares, idOf(recorded.stream), recorded.id)
      return says(recorded, get, [...makers, ...toFunds('LossAbsorbed', parts, recorded.id)])
    },
    EarningsReversed: (recorded, get) => {
      const { orderId, sourceEventId, asked, taken } = recorded.event.data
      const names = [orderId, idOf(recorded.stream), sourceEventId]
      return [
        ...copies(recorded, get, { copy: 'EarningsReversed', names, amounts: rupiah(asked) }),
        ...says(
          recorded,
          get,
          toFunds('LossAbsorbed', { materialsFund: 0, programmeFund: asked - taken }, recorded.id),
        ),
      ]
    },
    LossAbsorbed: (recorded, get) => {
      const { fund, sourceEventId, amount } = recorded.event.data
      return copies(recorded, get, { copy: 'LossAbsorbed', names: [fund, sourceEventId], amounts: rupiah(amount) })
    },
  },
})
