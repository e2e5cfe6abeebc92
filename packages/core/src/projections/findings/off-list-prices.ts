import type { Change, RecordedEvent } from '@perca/eventsourcing'
import type { OrderEventOf } from '../../order/events.js'
import type { ProductEvent } from '../../product/events.js'
import { inForceOn } from '../../programme/state.js'
import { streamId } from '../../values/ids.js'
import { monthOf, rowKey } from '../keys.js'
import { foundOrNot, type Get, type Row, type RowThat, rowThat } from './row.js'

type Product = RowThat<'product'>
type Line = RowThat<'product-month'>['lines'][number]
type Item = { readonly programmeId: string; readonly sku: string }

const none: Product = { is: 'product', prices: [], months: [] }
// Codes match whatever their case: so does a product's stream.
const productKey = ({ programmeId, sku }: Item) => rowKey('product', streamId(programmeId, sku))
const monthKey = ({ programmeId, sku }: Item, month: string) =>
  rowKey('product-month', streamId(programmeId, sku), month)

/** Holds a line against the price in force on its day. Where none is in force yet, nothing can be said. */
const judged = (
  get: Get,
  { programmeId, sku }: Item,
  prices: Product['prices'],
  line: Line,
): readonly Change<Row>[] => {
  const { on, lineId, unitPrice, stream, eventId } = line
  const listPrice = inForceOn(prices, on)?.terms
  const off = listPrice !== undefined && listPrice !== unitPrice
  return foundOrNot(
    get,
    rowKey('price-off-list', stream, lineId),
    off
      ? {
          is: 'finding',
          kind: 'price-off-list',
          programmeId,
          on,
          stream,
          eventId,
          details: { lineId, sku, unitPrice, listPrice },
        }
      : undefined,
  )
}

/** A price: every line of its month and later ones is judged anew, up to the next price's month. */
const priced = (
  { event }: RecordedEvent<Extract<ProductEvent, { type: 'PriceSet' }>>,
  get: Get,
): readonly Change<Row>[] => {
  const from = event.effectiveOn
  const key = productKey(event.data)
  const row = rowThat(get, 'product', key) ?? none
  const prices = [...row.prices, { from, terms: event.data.price }]
  const next = row.prices.reduce<string | undefined>(
    (first, price) => (price.from > from && (first === undefined || price.from < first) ? price.from : first),
    undefined,
  )
  const lines = row.months
    .filter((month) => month >= monthOf(from) && (next === undefined || month <= monthOf(next)))
    .flatMap((month) => rowThat(get, 'product-month', monthKey(event.data, month))?.lines ?? [])
  return [{ put: key, row: { ...row, prices } }, ...lines.flatMap((line) => judged(get, event.data, prices, line))]
}

/** Lines of an order: each is judged, and kept in case a price is written down late. */
const ordered = (
  { event, id, stream }: RecordedEvent<OrderEventOf<'OrderPlaced' | 'OrderLinesAdded'>>,
  get: Get,
): readonly Change<Row>[] => {
  const { programmeId, lines } = event.data
  const on = event.effectiveOn
  const month = monthOf(on)
  return lines.flatMap(({ lineId, sku, unitPrice }) => {
    const item = { programmeId, sku }
    const row = rowThat(get, 'product', productKey(item)) ?? none
    const held = rowThat(get, 'product-month', monthKey(item, month))
    const line = { on, lineId, unitPrice, stream, eventId: id }
    const months: readonly Change<Row>[] =
      held === undefined ? [{ put: productKey(item), row: { ...row, months: [...row.months, month] } }] : []
    return [
      ...months,
      { put: monthKey(item, month), row: { is: 'product-month', lines: [...(held?.lines ?? []), line] } } as const,
      ...judged(get, item, row.prices, line),
    ]
  })
}

/** Finds order lines whose price is not the product's on that day; a price written down late settles them, or makes more. */
export const offListPrices = { PriceSet: priced, OrderPlaced: ordered, OrderLinesAdded: ordered }
