import { projection } from '@perca/eventsourcing'
import * as t from 'io-ts'
import type { ProductEvent } from '../product/events.js'
import type { BatchFacts, StockEvent } from '../stock/events.js'
import { saleable } from '../stock/state.js'
import { monthOf, rowKey } from './keys.js'

const StockRow = t.type({
  programmeId: t.string,
  month: t.string,
  sku: t.string,
  /** Pieces made in the month, by grade; less or more what was corrected in it. */
  a: t.number,
  b: t.number,
  reject: t.number,
  /** What the month changed, in pieces: may be negative. */
  onHand: t.number,
  reserved: t.number,
  backordered: t.number,
})
/** What one month made of a product, and by how much it changed the stock, in pieces. */
export type StockRow = t.TypeOf<typeof StockRow>

/** What each month made of each product, and how it moved the stock. A product is there from the month it was listed. */
export const stockMonths = projection<StockRow, StockEvent | ProductEvent>({
  name: 'stock-months',
  version: 1,
  row: StockRow,
  on: {
    ProductListed: ({ event }, get) => moved(get, event.data, event.effectiveOn, {}),
    ItemsMade: ({ event }, get) => moved(get, event.data, event.effectiveOn, madeBetween(null, event.data)),
    ItemsMadeCorrected: ({ event }, get) =>
      moved(get, event.data, event.effectiveOn, madeBetween(event.data.was, event.data.now)),
    StockReceived: ({ event }, get) => moved(get, event.data, event.effectiveOn, { onHand: saleable(event.data) }),
    StockReserved: ({ event }, get) => {
      const pieces = sum(event.data.batches)
      const backordered = event.data.reason === 'backorder' ? -pieces : 0
      return moved(get, event.data, event.effectiveOn, { reserved: pieces, backordered })
    },
    BackorderQueued: ({ event }, get) =>
      moved(get, event.data, event.effectiveOn, { backordered: event.data.quantity }),
    ReservationReleased: ({ event }, get) =>
      moved(get, event.data, event.effectiveOn, {
        reserved: -sum(event.data.batches),
        backordered: -(event.data.waiting ?? 0),
      }),
    StockDispatched: ({ event }, get) => {
      const pieces = sum(event.data.batches)
      return moved(get, event.data, event.effectiveOn, { reserved: -pieces, onHand: -pieces })
    },
    StockReturned: ({ event }, get) =>
      moved(get, event.data, event.effectiveOn, {
        onHand: event.data.condition === 'damaged' ? 0 : sum(event.data.batches),
      }),
    StockWrittenOff: gone,
    GoodsGiven: gone,
    StockConsigned: gone,
  },
})

function gone(
  { event }: { readonly event: Extract<StockEvent, { type: 'StockWrittenOff' | 'GoodsGiven' | 'StockConsigned' }> },
  get: (key: string) => StockRow | undefined,
) {
  return moved(get, event.data, event.effectiveOn, { onHand: -sum(event.data.batches) })
}

/** What is made by grade, and there, more or less than it was. */
function madeBetween(was: Pick<BatchFacts, 'grade' | 'quantity'> | null, now: typeof was) {
  const of = (grade: BatchFacts['grade']) =>
    (now?.grade === grade ? now.quantity : 0) - (was?.grade === grade ? was.quantity : 0)
  return { a: of('A'), b: of('B'), reject: of('reject'), onHand: saleable(now) - saleable(was) }
}

function sum(batches: readonly { readonly quantity: number }[]): number {
  return batches.reduce((pieces, { quantity }) => pieces + quantity, 0)
}

function moved(
  get: (key: string) => StockRow | undefined,
  { programmeId, sku }: { readonly programmeId: string; readonly sku: string },
  on: string,
  by: Partial<Pick<StockRow, 'a' | 'b' | 'reject' | 'onHand' | 'reserved' | 'backordered'>>,
) {
  const month = monthOf(on)
  const key = rowKey(programmeId, month, sku)
  const row = get(key) ?? { programmeId, month, sku, a: 0, b: 0, reject: 0, onHand: 0, reserved: 0, backordered: 0 }
  return [
    {
      put: key,
      row: {
        ...row,
        a: row.a + (by.a ?? 0),
        b: row.b + (by.b ?? 0),
        reject: row.reject + (by.reject ?? 0),
        onHand: row.onHand + (by.onHand ?? 0),
        reserved: row.reserved + (by.reserved ?? 0),
        backordered: row.backordered + (by.backordered ?? 0),
      },
    },
  ]
}
