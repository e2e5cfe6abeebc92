import type { Day } from '../calendar.js'
import type { Agency, Product } from './catalogue.js'
import type { Line } from './stock.js'

/** One number's accepted rows. Amounts in rupiah. */
export interface Order {
  readonly number: string
  readonly day: Day
  readonly agency: Agency
  readonly lines: Map<Product, Line>
  invoiced: number
  paid: number
}

/** Jumlah times Harga Satuan of all lines. */
export const totalOf = (order: Order): number =>
  [...order.lines.values()].reduce((so, line) => so + line.ordered * line.price, 0)
