import type { AgencyRegisters } from '../agency-registers.js'
import type { RefusalName } from '../expected.js'
import { placeOf, readSheet, type Sheet, type SheetRow } from './sheet.js'

/** The text of one row's cell in a column, as written; blank where the row or the register has no such cell. */
export type Cells = (column: string) => string

/** A row and what it says, or the name under which it cannot be read. */
export interface ReadRow<Said extends object> {
  readonly row: number
  readonly said: Said | RefusalName
}

/** Every row of a register that is neither empty nor a total, in the file's order. A missing file has none. */
export const readRegister = <Said extends object>(
  registers: AgencyRegisters,
  file: string,
  columns: readonly [codeColumn: string, ...others: string[]],
  say: (cells: Cells) => Said | RefusalName,
): ReadRow<Said>[] => {
  const sheet = readSheet(registers[file] ?? '', columns)
  const places = new Map(columns.map((column) => [column, placeOf(sheet, column)]))
  const cellsOf =
    (row: SheetRow): Cells =>
    (column) =>
      row.cells[places.get(column) ?? -1] ?? ''
  const rows = withoutTotals(sheet, columns[0], (row) => typeof say(cellsOf(row)) !== 'string')
  return rows.map((row) => ({ row: row.row, said: say(cellsOf(row)) }))
}

/**
 * Leaves out the totals under a register: its last rows, as long as one says so in some cell and is no row of its kind,
 * because it says so where the code should stand, or because it cannot be read as one.
 */
export const withoutTotals = (sheet: Sheet, codeColumn: string, readable: (row: SheetRow) => boolean): SheetRow[] => {
  const code = placeOf(sheet, codeColumn)
  const rows = [...sheet.rows]
  for (let last = rows.at(-1); last !== undefined; last = rows.at(-1)) {
    if (!last.cells.some(saysTotal)) break
    if (!saysTotal(last.cells[code] ?? '') && readable(last)) break
    rows.pop()
  }
  return rows
}

const saysTotal = (cell: string): boolean => /^((sub|grand)[\s-]*)?(total|jumlah)\b/i.test(cell.trim())
