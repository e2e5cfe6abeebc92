import { projection } from '@perca/eventsourcing'
import * as t from 'io-ts'
import type { ProductEvent } from '../product/events.js'
import type { StockEvent } from '../stock/events.js'
import { monthOf, rowKey } from './keys.js'

const StockRow = t.type({
  programmeId: t.string,
  month: t.string,
  sku: t.string,
  /** Pieces made in the month, by grade. */
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
    ItemsMade: ({ event }, get) => {
      const { grade, quantity } = event.data
      const made =
        grade === 'reject' ? { reject: quantity } : { [grade === 'A' ? 'a' : 'b']: quantity, onHand: quantity }
      return moved(get, event.data, event.effectiveOn, made)
    },
    StockReserved: ({ event }, get) => {
      const pieces = sum(event.data.batches)
      const backordered = event.data.reason === 'backorder' ? -pieces : 0
      return moved(get, event.data, event.effectiveOn, { reserved: pieces, backordered })
    },
    BackorderQueued: ({ event }, get) =>
      moved(get, event.data, event.effectiveOn, { backordered: event.data.quantity }),
    StockDispatched: ({ event }, get) => {
      const pieces = sum(event.data.batches)
      return moved(get, event.data, event.effectiveOn, { reserved: -pieces, onHand: -pieces })
    },
  },
})

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
