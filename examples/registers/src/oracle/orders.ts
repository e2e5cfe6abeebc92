import type { AgencyRegisters } from '../agency-registers.js'
import type { Day } from '../calendar.js'
import type { RefusalName } from '../expected.js'
import type { Books } from './books.js'
import type { Agency, Product } from './catalogue.js'
import type { Order } from './order.js'
import { readRegister } from './register.js'
import type { Line } from './stock.js'
import { keyOf, readCode, readDay, readNumber } from './value.js'

interface OrderRow {
  readonly number: string
  readonly day: Day
  readonly agency: Agency
  readonly product: Product
  readonly quantity: number
  readonly price: number
}

/**
 * Notes what pesanan.csv tells. A day's rows are all taken in before the first of its orders reserves anything:
 * an order stands, with all its lines, where its first accepted row does.
 */
export const noteOrders = (registers: AgencyRegisters, books: Books): void => {
  const { products, agencies, agenda, refuse } = books
  const file = 'pesanan.csv'
  const columns = ['No Pesanan', 'Tanggal', 'Kode Instansi', 'Kode Produk', 'Jumlah', 'Harga Satuan'] as const
  const rows = readRegister(registers, file, columns, (cells) => {
    const day = readDay(cells('Tanggal'))
    const [quantity, price] = [readNumber(cells('Jumlah')), readNumber(cells('Harga Satuan'))]
    const [number, agencyCode] = [readCode(cells('No Pesanan')), readCode(cells('Kode Instansi'))]
    const productCode = readCode(cells('Kode Produk'))
    if (day === undefined) return 'invalid-date'
    if (quantity === undefined || price === undefined) return 'invalid-number'
    if (number === undefined || agencyCode === undefined || productCode === undefined) return 'invalid-code'
    return { day, quantity, price, number, agencyCode, productCode }
  })
  const placed: Order[] = []
  const daysOfOrders = new Set<Day>()
  for (const { row, said } of rows) {
    if (typeof said === 'string') {
      refuse({ file, row, rule: said })
      continue
    }
    const product = products.get(keyOf(said.productCode))
    const agency = agencies.get(keyOf(said.agencyCode))
    if (product === undefined) refuse({ file, row, rule: 'unknown-product' })
    else if (agency === undefined) refuse({ file, row, rule: 'unknown-agency' })
    else {
      agenda.note(said.day, 'order line', () => {
        const rule = takeLine({ ...said, product, agency }, books, placed)
        if (rule !== undefined) refuse({ file, row, rule })
      })
      daysOfOrders.add(said.day)
    }
  }
  for (const day of daysOfOrders) {
    agenda.note(day, 'reservation', () => {
      for (const order of placed.splice(0)) reserve(order)
    })
  }
}

const takeLine = (row: OrderRow, { orders, flows }: Books, placed: Order[]): RefusalName | undefined => {
  const { number, day, agency, product, quantity, price } = row
  const standing = orders.get(number)
  if (standing !== undefined && (standing.day !== day || standing.agency !== agency)) return 'duplicate-order'
  if (standing?.lines.has(product)) return 'duplicate-line'

  const ordering = flows(day).ordering.get(agency.code) ?? { orders: 0, value: 0 }
  flows(day).ordering.set(agency.code, ordering)
  const order = standing ?? { number, day, agency, lines: new Map<Product, Line>(), invoiced: 0, paid: 0 }
  if (standing === undefined) {
    orders.set(number, order)
    placed.push(order)
    flows(day).orders += 1
    ordering.orders += 1
  }
  order.lines.set(product, { price, ordered: quantity, delivered: 0, reserved: [], sent: [], backordered: quantity })
  flows(day).orderedValue += quantity * price
  ordering.value += quantity * price
  return undefined
}

const reserve = (order: Order): void => {
  for (const [product, line] of order.lines) product.stock.order(line)
}
