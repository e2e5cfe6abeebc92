import type { AgencyRegisters } from '../agency-registers.js'
import type { Day } from '../calendar.js'
import type { RefusalName } from '../expected.js'
import type { Books } from './books.js'
import type { Product } from './catalogue.js'
import { addTo } from './flows.js'
import { type Order, totalOf } from './order.js'
import type { Participant } from './participant.js'
import { readRegister } from './register.js'
import { leastCommonMultiple, shareOut } from './sharing.js'
import { reservedOf } from './stock.js'
import { keyOf, readCode, readDay, readNumber } from './value.js'

/** Notes what pengiriman.csv tells. */
export const noteDeliveries = (registers: AgencyRegisters, books: Books): void => {
  const { products, agenda, refuse } = books
  const file = 'pengiriman.csv'
  const rows = readRegister(registers, file, ['No Pesanan', 'Tanggal', 'Kode Produk', 'Jumlah'], (cells) => {
    const day = readDay(cells('Tanggal'))
    const quantity = readNumber(cells('Jumlah'))
    const [number, productCode] = [readCode(cells('No Pesanan')), readCode(cells('Kode Produk'))]
    if (day === undefined) return 'invalid-date'
    if (quantity === undefined) return 'invalid-number'
    return number === undefined || productCode === undefined ? 'invalid-code' : { day, quantity, number, productCode }
  })
  for (const { row, said } of rows) {
    if (typeof said === 'string') {
      refuse({ file, row, rule: said })
      continue
    }
    const product = products.get(keyOf(said.productCode))
    if (product === undefined) {
      refuse({ file, row, rule: 'unknown-product' })
      continue
    }
    agenda.note(said.day, 'delivery', () => {
      const rule = deliver(books, said.number, product, said.quantity, said.day)
      if (rule !== undefined) refuse({ file, row, rule })
    })
  }
}

const deliver = (
  { orders, flows }: Books,
  number: string,
  product: Product,
  quantity: number,
  day: Day,
): RefusalName | undefined => {
  const order = orders.get(number)
  if (order === undefined) return 'unknown-order'
  const line = order.lines.get(product)
  if (line === undefined || quantity > line.ordered - line.delivered) return 'over-delivery'
  if (quantity > reservedOf(line)) return 'insufficient-stock'
  product.stock.send(line, quantity)
  order.invoiced += quantity * line.price
  flows(day).deliveredValue += quantity * line.price
  return undefined
}

/** Notes what pembayaran.csv tells. */
export const notePayments = (registers: AgencyRegisters, books: Books): void => {
  const { agenda, refuse } = books
  const file = 'pembayaran.csv'
  const rows = readRegister(registers, file, ['No Pesanan', 'Tanggal', 'Jumlah'], (cells) => {
    const [day, amount] = [readDay(cells('Tanggal')), readNumber(cells('Jumlah'))]
    const number = readCode(cells('No Pesanan'))
    if (day === undefined) return 'invalid-date'
    if (amount === undefined) return 'invalid-number'
    return number === undefined ? 'invalid-code' : { day, amount, number }
  })
  for (const { row, said } of rows) {
    if (typeof said === 'string') {
      refuse({ file, row, rule: said })
      continue
    }
    agenda.note(said.day, 'payment', () => {
      const rule = pay(books, said.number, said.amount, said.day)
      if (rule !== undefined) refuse({ file, row, rule })
    })
  }
}

const pay = (books: Books, number: string, amount: number, day: Day): RefusalName | undefined => {
  const order = books.orders.get(number)
  if (order === undefined) return 'unknown-order'
  if (amount > order.invoiced - order.paid) return 'over-payment'
  order.paid += amount
  books.flows(day).paid += amount
  // Every delivery is invoiced, so that an order's last payment, never a delivery, completes it; none is taken after it.
  const delivered = [...order.lines.values()].every((line) => line.delivered === line.ordered)
  if (delivered && order.paid === totalOf(order)) share(books, order, day)
  return undefined
}

/** Shares an order's value: makers and funds by basis points, then the makers' part by who made what was delivered. */
const share = ({ programme, flows }: Books, order: Order, day: Day): void => {
  const { makersShare, materialsFund, programmeFund } = programme.proceeds
  const value = totalOf(order)
  const funds = shareOut(BigInt(value), [BigInt(makersShare), BigInt(materialsFund), BigInt(programmeFund)])
  const month = flows(day)
  month.shared += value
  month.makers += Number(funds[0])
  month.materialsFund += Number(funds[1])
  month.programmeFund += Number(funds[2])

  const weights = [...weightsOfMakers(order)].sort(([a], [b]) => (a.code < b.code ? -1 : 1))
  const shares = shareOut(
    funds[0] ?? 0n,
    weights.map(([, weight]) => weight),
  )
  weights.forEach(([participant], index) => {
    const amount = Number(shares[index])
    participant.credited += amount
    addTo(month.credited, participant.code, amount)
  })
}

/** Each maker's weight: price times part, over all items delivered, as whole numbers of one common fraction. */
const weightsOfMakers = (order: Order): Map<Participant, bigint> => {
  const portions = [...order.lines.values()].flatMap((line) =>
    line.sent.map(({ batch, quantity }) => ({
      makers: batch.makers,
      parts: batch.makers.reduce((so, { parts }) => so + BigInt(parts), 0n),
      worth: BigInt(quantity) * BigInt(line.price),
    })),
  )
  const common = portions.reduce((so, { parts }) => leastCommonMultiple(so, parts), 1n)
  const weights = new Map<Participant, bigint>()
  for (const { makers, parts: allParts, worth } of portions) {
    for (const { participant, parts } of makers) {
      const weight = (worth * BigInt(parts) * common) / allParts
      weights.set(participant, (weights.get(participant) ?? 0n) + weight)
    }
  }
  return weights
}

/** Notes what pembayaran-hasil.csv tells. */
export const notePayouts = (registers: AgencyRegisters, books: Books): void => {
  const { participants, agenda, refuse } = books
  const file = 'pembayaran-hasil.csv'
  const rows = readRegister(registers, file, ['Kode', 'Tanggal', 'Jumlah', 'No Kuitansi'], (cells) => {
    const [day, amount] = [readDay(cells('Tanggal')), readNumber(cells('Jumlah'))]
    const [code, receipt] = [readCode(cells('Kode')), readCode(cells('No Kuitansi'))]
    if (day === undefined) return 'invalid-date'
    if (amount === undefined) return 'invalid-number'
    return code === undefined || receipt === undefined ? 'invalid-code' : { day, amount, code, receipt }
  })
  for (const { row, said } of rows) {
    if (typeof said === 'string') {
      refuse({ file, row, rule: said })
      continue
    }
    const participant = participants.get(keyOf(said.code))
    if (participant === undefined) {
      refuse({ file, row, rule: 'unknown-participant' })
      continue
    }
    agenda.note(said.day, 'payout', () => {
      const rule = payOut(books, participant, said.amount, said.receipt, said.day)
      if (rule !== undefined) refuse({ file, row, rule })
    })
  }
}

const payOut = (
  { receipts, flows }: Books,
  participant: Participant,
  amount: number,
  receipt: string,
  day: Day,
): RefusalName | undefined => {
  if (receipts.has(receipt)) return 'duplicate-receipt'
  if (amount > participant.credited - participant.paidOut) return 'over-payout'
  receipts.add(receipt)
  participant.paidOut += amount
  addTo(flows(day).paidOut, participant.code, amount)
  return undefined
}
