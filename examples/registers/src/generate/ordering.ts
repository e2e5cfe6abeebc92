import { addDays, type Day } from '../calendar.js'
import { dayCell, numberCell, textCell } from './cell.js'
import { hold, type OrderLine, type Product } from './shelf.js'
import type { Buyer, World } from './world.js'

/** An order that is not settled yet. Amounts in rupiah. */
export interface OpenOrder {
  readonly number: string
  readonly day: Day
  readonly buyer: Buyer
  readonly lines: readonly OrderLine[]
  invoiced: number
  paid: number
}

/** Takes the world's day's orders and gives them; each is numbered in turn. */
export const placeOrders = (world: World, nextNumber: () => number): OpenOrder[] => {
  const { random, people } = world
  const often = Math.min(0.4, 0.12 + people.length / 800)
  const placed: OpenOrder[] = []
  while (placed.length < 3 && random.chance(often)) placed.push(newOrder(world, nextNumber()))
  const rows = placed.flatMap((order) => order.lines.map((line, index) => ({ order, line, index })))
  // Two orders of one day may stand in the register line by line in turn.
  if (random.chance(0.5)) rows.sort((a, b) => a.index - b.index)
  for (const { order, line } of rows) writeLine(world, order, line)
  for (const order of placed) {
    for (const line of order.lines) hold(line)
    misorder(world, order)
  }
  return placed
}

const newOrder = ({ day, random, products, buyers }: World, count: number): OpenOrder => {
  const lines = random
    .shuffled(products)
    .slice(0, random.whole(1, 4))
    .map((product) => {
      const price = random.chance(0.05) ? product.price + random.whole(1, 999) : product.price
      return { product, quantity: quantityOf(product, random.whole, random.chance), price, held: [], sent: [] }
    })
  const number = `PSN-${String(count).padStart(4, '0')}`
  return { number, day, buyer: random.pick(buyers), lines, invoiced: 0, paid: 0 }
}

/** The fuller the shelf, the more is ordered; now and then more than there is. */
const quantityOf = (
  product: Product,
  whole: (least: number, most: number) => number,
  chance: (probability: number) => boolean,
): number => {
  const shelved = product.shelf.length - product.next
  if (shelved < 30) return whole(1, 8)
  return chance(0.15) ? shelved + whole(1, 10) : whole(Math.ceil(shelved / 12), Math.ceil(shelved / 4))
}

const writeLine = ({ write }: World, order: OpenOrder, line: OrderLine, changed: Partial<OrderRow> = {}): void => {
  const row: OrderRow = {
    day: order.day,
    buyer: order.buyer.code,
    sku: line.product.sku,
    quantity: line.quantity,
    ...changed,
  }
  write('pesanan.csv', [
    textCell(order.number),
    dayCell(row.day),
    textCell(row.buyer),
    textCell(row.sku),
    numberCell(row.quantity),
    numberCell(line.price),
  ])
}

interface OrderRow {
  readonly day: Day
  readonly buyer: string
  readonly sku: string
  readonly quantity: number
}

/** Rows that the order should not have: one that nobody may send, a product twice, its number with another day or buyer. */
const misorder = (world: World, order: OpenOrder): void => {
  const { random, rate, buyers } = world
  const line = random.pick(order.lines)
  if (random.chance(rate)) writeLine(world, order, line, { buyer: 'ZZZ-99' })
  if (random.chance(rate)) writeLine(world, order, line, { sku: 'ZZZ-404' })
  if (random.chance(rate)) writeLine(world, order, line, { quantity: line.quantity + 1 })
  if (random.chance(rate)) writeLine(world, order, line, { day: addDays(order.day, random.whole(1, 9)) })
  if (random.chance(rate)) writeLine(world, order, line, { buyer: random.pick(buyers).code })
  // Dated earlier, this row is the one that stands, and the order's own are refused.
  if (random.chance(rate * 0.2)) writeLine(world, order, line, { day: addDays(order.day, -random.whole(1, 9)) })
}
