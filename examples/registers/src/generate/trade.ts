import { addDays, type Day } from '../calendar.js'
import { dayCell, numberCell, textCell } from './cell.js'
import { type OpenOrder, placeOrders } from './ordering.js'
import type { Person } from './person.js'
import { missing } from './shelf.js'
import type { World } from './world.js'

/** What the agency's trade has come to. */
export interface Trade {
  readonly open: OpenOrder[]
  orders: number
  handovers: number
  receipts: number
  /** Of payouts that were refused: a later one takes them up again. */
  readonly spareReceipts: string[]
}

export const noTrade = (): Trade => ({ open: [], orders: 0, handovers: 0, receipts: 0, spareReceipts: [] })

/** The world's day of trade: orders, deliveries, payments, what the makers earn, and payouts. */
export const tradeOn = (world: World, trade: Trade): void => {
  trade.open.push(
    ...placeOrders(world, () => {
      trade.orders += 1
      return trade.orders
    }),
  )
  for (const order of trade.open) deliver(world, trade, order)
  for (const order of [...trade.open]) pay(world, trade, order)
  payOut(world, trade)
}

const deliver = (world: World, trade: Trade, order: OpenOrder): void => {
  const { day, random, rate, products, write } = world
  const writeDelivery = (number: string, sku: string, quantity: number, on: Day = day) =>
    write('pengiriman.csv', [
      textCell(number),
      textCell(`BAST-${String(trade.handovers).padStart(4, '0')}`),
      dayCell(on),
      textCell(sku),
      numberCell(quantity),
    ])

  if (random.chance(rate * 0.3)) {
    trade.handovers += 1
    const line = random.pick(order.lines)
    const lacking = line.quantity - line.sent.length
    const short = missing(line)
    if (short > 0) writeDelivery(order.number, line.product.sku, line.held.length + random.whole(1, short))
    if (random.chance(0.5)) writeDelivery(order.number, line.product.sku, lacking + random.whole(1, 50))
    if (random.chance(0.3)) writeDelivery(order.number, random.pick(products).sku, 1000)
    if (random.chance(0.3)) writeDelivery(order.number, line.product.sku, 1, addDays(order.day, -random.whole(1, 5)))
    if (random.chance(0.3)) writeDelivery('PSN-9999', line.product.sku, 1)
  }
  if (!random.chance(0.15)) return
  trade.handovers += 1
  for (const line of order.lines) {
    if (line.held.length === 0 || random.chance(0.2)) continue
    const quantity = random.chance(0.6) ? line.held.length : random.whole(1, line.held.length)
    writeDelivery(order.number, line.product.sku, quantity)
    line.sent.push(...line.held.splice(0, quantity))
    order.invoiced += quantity * line.price
  }
}

const pay = (world: World, trade: Trade, order: OpenOrder): void => {
  const { day, random, rate, write } = world
  const owed = order.invoiced - order.paid
  const writePayment = (number: string, amount: number, on: Day = day) =>
    write('pembayaran.csv', [
      textCell(number),
      dayCell(on),
      numberCell(amount),
      textCell(random.pick(['Transfer', 'Tunai'])),
    ])

  if (random.chance(rate * 0.3)) {
    // Before anything is invoiced, and of what is not: more than is owed.
    writePayment(order.number, owed + random.whole(1, 90_000))
    if (random.chance(0.3)) writePayment('PSN-9999', 1000)
    if (random.chance(0.3)) writePayment(order.number, 1000, addDays(order.day, -random.whole(1, 5)))
  }
  if (owed === 0 || !random.chance(0.15)) return
  const amount = random.chance(0.6) ? owed : random.whole(1, owed)
  writePayment(order.number, amount)
  order.paid += amount
  const delivered = order.lines.every((line) => line.sent.length === line.quantity)
  if (delivered && order.paid === order.invoiced) {
    trade.open.splice(trade.open.indexOf(order), 1)
    earn(world, order)
  }
}

/** What the order brings each maker at the least: the fractions of a rupiah that decide are left to the books. */
const earn = ({ programme }: World, order: OpenOrder): void => {
  const weights = new Map<Person, number>()
  let all = 0
  for (const line of order.lines) {
    for (const { makers } of line.sent) {
      const parts = makers.reduce((so, maker) => so + maker.parts, 0)
      for (const maker of makers) {
        weights.set(maker.person, (weights.get(maker.person) ?? 0) + (line.price * maker.parts) / parts)
      }
      all += line.price
    }
  }
  const makersPart = Math.floor((order.paid * programme.proceeds.makersShare) / 10_000)
  for (const [person, weight] of weights) person.due += Math.max(0, Math.floor((makersPart * weight) / all - 1e-6))
}

const payOut = (world: World, trade: Trade): void => {
  const { day, random, rate, people, write } = world
  const writePayout = (person: Person, amount: number, receipt: string) =>
    write('pembayaran-hasil.csv', [textCell(person.code), dayCell(day), numberCell(amount), textCell(receipt)])
  const newReceipt = () => {
    trade.receipts += 1
    return `KW-${String(trade.receipts).padStart(5, '0')}`
  }

  for (const person of people) {
    if (person.due === 0) continue
    if (random.chance(rate * 0.05)) {
      const receipt = newReceipt()
      // By a rupiah, which the largest fraction may have brought, or by far.
      writePayout(person, person.due + random.pick([1, 2, 50_000, 500_000]), receipt)
      trade.spareReceipts.push(receipt)
    }
    if (!random.chance(0.04)) continue
    const amount = random.chance(0.7) ? person.due : random.whole(1, person.due)
    const receipt = random.chance(0.5) ? (trade.spareReceipts.shift() ?? newReceipt()) : newReceipt()
    writePayout(person, amount, receipt)
    person.due -= amount
    if (person.due > 0 && random.chance(rate)) writePayout(person, random.whole(1, person.due), receipt)
  }
}
