import { addDays } from '../calendar.js'
import type { Cell, Row } from './cell.js'
import { type Column, columnsOf, type RegisterFile, registerFiles } from './columns.js'
import { spoil } from './faults.js'
import type { Random } from './random.js'

/** The registers' rows as they were written, day by day. */
export interface Ledger {
  readonly write: (file: RegisterFile, row: Row) => void
  /** A file's rows as they stand in it. */
  readonly rowsOf: (file: RegisterFile) => readonly Row[]
}

/** Registers kept by a clerk who at that rate gets a row wrong before it is right, writes it twice, or gets it wrong for good. */
export const ledgerOf = (random: Random, rate: number): Ledger => {
  const written = new Map<RegisterFile, Row[]>(registerFiles.map((file) => [file, []]))
  const write = (file: RegisterFile, row: Row) => {
    const columns: readonly Column[] = columnsOf[file]
    const rows = written.get(file) ?? []
    const lasting = file !== 'peserta.csv' && file !== 'produk.csv' && file !== 'instansi.csv'
    if (random.chance(rate)) rows.push(spoil(row, columns, random))
    rows.push(lasting && random.chance(rate * 0.2) ? spoil(row, columns, random) : referring(row, columns, random))
    if (random.chance(rate * 0.5)) rows.push(row)
    if (!lasting && random.chance(rate)) rows.push(amended(row, columns, random))
  }
  const rowsOf = (file: RegisterFile) => {
    const rows = written.get(file) ?? []
    return rate === 0 ? rows : scattered(rows, random)
  }
  return { write, rowsOf }
}

/** Codes that refer to something may be written in lower case. */
const referring = (row: Row, columns: readonly Column[], random: Random): Row =>
  row.map((cell, place) => {
    const kind = columns[place]?.[1]
    const refers = kind === 'participant' || kind === 'product' || kind === 'agency' || kind === 'makers'
    return refers && cell.kind === 'text' && random.chance(0.01)
      ? { kind: 'text', text: cell.text.toLowerCase() }
      : cell
  })

/** The same code with other dates and texts beside it, as if the clerk had added a row rather than mended one. */
const amended = (row: Row, columns: readonly Column[], random: Random): Row => {
  const later = random.whole(1, 60)
  return row.map((cell, place): Cell => {
    if (cell.kind === 'day') return { kind: 'day', day: addDays(cell.day, later) }
    return columns[place]?.[1] === 'text' ? { kind: 'text', text: 'diperbarui' } : cell
  })
}

/** Rows need not stand in date order: some have strayed, and some registers are not sorted at all. */
export const scattered = (rows: readonly Row[], random: Random): Row[] => {
  if (random.chance(0.15)) return random.shuffled(rows)
  const staying: Row[] = []
  const straying: Row[] = []
  for (const row of rows) (random.chance(0.03) ? straying : staying).push(row)
  const places = straying.map(() => random.whole(0, staying.length)).sort((a, b) => a - b)
  const order: Row[] = []
  let placed = 0
  staying.forEach((row, index) => {
    while (places[placed] === index) order.push(...straying.slice(placed, ++placed))
    order.push(row)
  })
  return [...order, ...straying.slice(placed)]
}
