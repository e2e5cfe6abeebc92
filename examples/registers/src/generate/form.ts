import { blank, type Cell, numberCell, type Row, textCell } from './cell.js'
import type { Random } from './random.js'

/** How an office suite and a clerk write the same registers down. */
export interface RegistersForm {
  readonly delimiter: ';' | ','
  /** A byte-order mark at the file's beginning. */
  readonly mark: boolean
  readonly newline: '\r\n' | '\n'
  readonly dates: 'dd/mm/yyyy' | 'iso'
  /** 1.234.567 rather than 1234567. */
  readonly grouping: boolean
  /** Blanks around some values. */
  readonly blanks: boolean
  readonly lowerCaseMarks: boolean
  readonly reorderColumns: boolean
  /** Columns that no register needs; attendance has none, for there a heading is a date. */
  readonly extraColumns: boolean
  /** A row of totals at the register's end. */
  readonly totals: boolean
  /** Empty rows between the others. */
  readonly emptyRows: boolean
}

/** As an office suite of the Indonesian locale saves them. */
export const indonesianForm: RegistersForm = {
  delimiter: ';',
  mark: true,
  newline: '\r\n',
  dates: 'dd/mm/yyyy',
  grouping: true,
  blanks: false,
  lowerCaseMarks: false,
  reorderColumns: false,
  extraColumns: false,
  totals: false,
  emptyRows: false,
}

/** A register before it is written: its code or date column first, every row as long as the headings. */
export interface Register {
  readonly kind: 'attendance' | 'other'
  readonly headings: Row
  readonly rows: readonly Row[]
}

/** The register's text. The form draws from a source of its own: what the registers say does not depend on it. */
export const writeDown = (register: Register, form: RegistersForm, random: Random): string => {
  const shaped = inColumns(form.totals ? withTotals(register, random) : register, form, random)
  const lines = [shaped.headings.map((heading) => quoted(written(heading, form), form)).join(form.delimiter)]
  for (const row of shaped.rows) {
    while (form.emptyRows && random.chance(0.03)) lines.push(emptyRow(shaped.headings.length, form, random))
    lines.push(row.map((cell) => quoted(padded(written(cell, form), form, random), form)).join(form.delimiter))
  }
  return `${form.mark ? '\uFEFF' : ''}${lines.join(form.newline)}${form.newline}`
}

const withTotals = (register: Register, random: Random): Register => {
  const totals = register.headings.map((_, place): Cell => {
    if (place === 0) return textCell(random.pick(['Total', 'JUMLAH', 'jumlah', 'Subtotal']))
    if (register.kind === 'attendance') return numberCell(register.rows.filter((row) => row[place] !== blank).length)
    const numbers = register.rows.flatMap((row) => (row[place]?.kind === 'number' ? [row[place].number] : []))
    return numbers.length === 0 ? blank : numberCell(numbers.reduce((so, number) => so + number, 0))
  })
  return { ...register, rows: [...register.rows, totals] }
}

const inColumns = (register: Register, form: RegistersForm, random: Random): Register => {
  let places = register.headings.map((_, place) => place)
  if (form.reorderColumns) {
    // Of two columns of one date the left one is to stay left: the second mark of a person is the one refused.
    const dateOf = (place: number) => {
      const heading = register.headings[place]
      return heading?.kind === 'day' ? heading.day : ''
    }
    places =
      register.kind === 'attendance'
        ? places.sort((a, b) => (dateOf(a) < dateOf(b) ? 1 : dateOf(a) > dateOf(b) ? -1 : a - b))
        : random.shuffled(places)
  }
  const arranged = (row: Row): Row => places.map((place) => row[place] ?? blank)
  const extra = form.extraColumns && register.kind === 'other'
  const extended = (row: Row, first: string, last: string): Row =>
    extra ? [textCell(first), ...arranged(row), textCell(last)] : arranged(row)
  return {
    kind: register.kind,
    headings: extended(register.headings, 'No', 'Catatan'),
    rows: register.rows.map((row, index) =>
      extended(row, String(index + 1), random.chance(0.1) ? 'lihat berkas; halaman 2, "lampiran"' : ''),
    ),
  }
}

const emptyRow = (columns: number, form: RegistersForm, random: Random): string =>
  random.chance(0.3) ? '' : form.delimiter.repeat(columns - 1)

/** A cell's or a heading's text in a form. */
const written = (cell: Cell, form: RegistersForm): string => {
  if (cell.kind === 'text') return cell.text
  if (cell.kind === 'mark') return form.lowerCaseMarks ? cell.mark.toLowerCase() : cell.mark
  if (cell.kind === 'number') return form.grouping ? grouped(cell.number) : String(cell.number)
  return form.dates === 'iso' ? cell.day : cell.day.split('-').reverse().join('/')
}

const grouped = (number: number): string => String(number).replace(/\B(?=(\d{3})+$)/g, '.')

const padded = (text: string, form: RegistersForm, random: Random): string => {
  if (!form.blanks || !random.chance(0.3)) return text
  return `${' '.repeat(random.whole(0, 2))}${text}${' '.repeat(random.whole(0, 2))}`
}

const quoted = (text: string, form: RegistersForm): string =>
  text.includes(form.delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
