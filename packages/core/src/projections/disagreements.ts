import { type Change, type Event, projection, type RecordedEvent } from '@perca/eventsourcing'
import * as t from 'io-ts'
import type { AccountEvent } from '../account/events.js'
import type { OrderEvent } from '../order/events.js'
import type { Makers, StockEvent } from '../stock/events.js'
import { rowKey } from './keys.js'

const Disagreement = t.type({
  /** Which copy: of a promise, of a wait, of a delivery, of a share. */
  copy: t.keyof({ LineReserved: null, LineBackordered: null, StockDispatched: null, EarningsCredited: null }),
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

/**
 * Every copy of a fact against its source, for as long as they differ: what stock promised or lets wait and what its order
 * was told, what an order delivered and what left the stock, what was shared and what was credited. Empty once all has
 * settled; a row that stays is a defect for a person to look into.
 */
export const disagreements = projection<Disagreement, StockEvent | OrderEvent | AccountEvent>({
  name: 'disagreements',
  version: 1,
  row: Disagreement,
  on: {
    StockReserved: (recorded, get) => {
      const { orderId, lineId, batches } = recorded.event.data
      return told(
        recorded,
        get,
        { copy: 'LineReserved', names: [orderId, lineId, recorded.id], amounts: promised(batches) },
        1,
      )
    },
    LineReserved: (recorded, get) => {
      const { lineId, batches, sourceEventId } = recorded.event.data
      const names = [idOf(recorded.stream), lineId, sourceEventId]
      return told(recorded, get, { copy: 'LineReserved', names, amounts: promised(batches) }, -1)
    },
    BackorderQueued: (recorded, get) => {
      const { orderId, lineId, quantity } = recorded.event.data
      const amounts = [{ of: 'pieces', amount: quantity }]
      return told(recorded, get, { copy: 'LineBackordered', names: [orderId, lineId, recorded.id], amounts }, 1)
    },
    LineBackordered: (recorded, get) => {
      const { lineId, quantity, sourceEventId } = recorded.event.data
      const names = [idOf(recorded.stream), lineId, sourceEventId]
      return told(recorded, get, { copy: 'LineBackordered', names, amounts: [{ of: 'pieces', amount: quantity }] }, -1)
    },
    OrderDelivered: (recorded, get) => {
      const { deliveryId, lines } = recorded.event.data
      return lines.flatMap(({ lineId, batches }) => {
        const names = [idOf(recorded.stream), lineId, deliveryId]
        return told(recorded, get, { copy: 'StockDispatched', names, amounts: pieces(batches) }, 1)
      })
    },
    StockDispatched: (recorded, get) => {
      const { orderId, lineId, deliveryId, batches } = recorded.event.data
      return told(
        recorded,
        get,
        { copy: 'StockDispatched', names: [orderId, lineId, deliveryId], amounts: pieces(batches) },
        -1,
      )
    },
    ProceedsShared: (recorded, get) =>
      recorded.event.data.shares.flatMap(({ participantId, amount }) => {
        const names = [idOf(recorded.stream), participantId, recorded.id]
        return told(recorded, get, { copy: 'EarningsCredited', names, amounts: [{ of: 'rupiah', amount }] }, 1)
      }),
    EarningsCredited: (recorded, get) => {
      const { orderId, sharedEventId, amount } = recorded.event.data
      const names = [orderId, idOf(recorded.stream), sharedEventId]
      return told(recorded, get, { copy: 'EarningsCredited', names, amounts: [{ of: 'rupiah', amount }] }, -1)
    },
  },
})
