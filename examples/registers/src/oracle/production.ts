import type { AgencyRegisters } from '../agency-registers.js'
import type { RefusalName } from '../expected.js'
import type { Books } from './books.js'
import { readRegister } from './register.js'
import { keyOf, readCode, readDay, readMakers, readMark, readNumber, readWhole } from './value.js'

const grades = new Map<string, 'a' | 'b' | 'reject'>([
  ['a', 'a'],
  ['b', 'b'],
  ['tolak', 'reject'],
])

/** Notes what produksi.csv tells. */
export const noteProduction = (registers: AgencyRegisters, books: Books): void => {
  const { participants, products, agenda, flows, refuse } = books
  const file = 'produksi.csv'
  const rows = readRegister(registers, file, ['Kode Produk', 'Tanggal', 'Pembuat', 'Jumlah', 'Mutu'], (cells) => {
    const day = readDay(cells('Tanggal'))
    const quantity = readNumber(cells('Jumlah'))
    const grade = readMark(cells('Mutu'), grades)
    const code = readCode(cells('Kode Produk'))
    const makers = readMakers(cells('Pembuat'))
    if (day === undefined) return 'invalid-date'
    if (quantity === undefined) return 'invalid-number'
    if (grade === undefined) return 'invalid-mark'
    if (code === undefined || makers === undefined) return 'invalid-code'
    return { day, quantity, grade, code, makers }
  })
  for (const { row, said } of rows) {
    if (typeof said === 'string') {
      refuse({ file, row, rule: said })
      continue
    }
    const { day, quantity, grade } = said
    const makers = said.makers.flatMap(({ code, parts }) => {
      const participant = participants.get(keyOf(code))
      return participant === undefined ? [] : [{ participant, parts }]
    })
    const product = products.get(keyOf(said.code))
    if (makers.length < said.makers.length) refuse({ file, row, rule: 'unknown-participant' })
    else if (product === undefined) refuse({ file, row, rule: 'unknown-product' })
    else {
      agenda.note(day, 'production', () => {
        const made = flows(day).made.get(product.sku) ?? { a: 0, b: 0, reject: 0 }
        made[grade] += quantity
        flows(day).made.set(product.sku, made)
        if (grade !== 'reject') product.stock.make({ makers, unreserved: quantity })
      })
    }
  }
}

/** Refuses what cannot be read of bahan.csv. Material bears on no figure of the report. */
export const checkMaterial = (registers: AgencyRegisters, { refuse }: Books): void => {
  const file = 'bahan.csv'
  const columns = ['Bahan', 'Tanggal', 'Masuk (gram)', 'Keluar (gram)'] as const
  const rows = readRegister(registers, file, columns, (cells): object | RefusalName => {
    const [received, issued] = [grams(cells('Masuk (gram)')), grams(cells('Keluar (gram)'))]
    if (readDay(cells('Tanggal')) === undefined) return 'invalid-date'
    if (received === undefined || issued === undefined || received + issued === 0) return 'invalid-number'
    return readCode(cells('Bahan')) === undefined ? 'invalid-code' : {}
  })
  for (const { row, said } of rows) if (typeof said === 'string') refuse({ file, row, rule: said })
}

const grams = (text: string): number | undefined => (text.trim() === '' ? 0 : readWhole(text))
