import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { RegistersError } from './error.js'
import { columnsAt } from './heading.js'
import { ordinals } from './ordinal.js'
import type { Table } from './table.js'
import { isTotal } from './total.js'
import { type Column, type RowFault, valueRules } from './value.js'

/** A row of a register (of an attendance register: a marked cell), as it stood and as it reads. */
export interface Entry<A> {
  /** The file's name as it stands; of a sheet, its name with `.csv`. */
  readonly file: string
  /** As a spreadsheet shows it: the header is row 1. */
  readonly row: number
  /** The cell's heading as it stands, in an attendance register; else null. */
  readonly column: string | null
  /** The cell's place in the row, from 0, in an attendance register; else null. */
  readonly at: number | null
  /** The header as it stood; one array a file. */
  readonly header: readonly string[]
  /** The row as it stood; one array a row. */
  readonly cells: readonly string[]
  /**
   * What the row is known by, whatever form it is written in: the register's name and every value that does not tell who
   * somebody is, as JSON. Equal for equal rows. Of a row that cannot be read it holds every cell: never log it.
   */
  readonly key: string
  /** How many rows of this key stood before this one in its file. */
  readonly ordinal: number
  readonly value: E.Either<RowFault, A>
}

type Columns = Readonly<Record<string, Column<unknown>>>

/** What a row of these columns reads as. */
export type RowOf<C extends Columns> = {
  readonly [Name in keyof C]: C[Name] extends Column<infer A> ? A : never
}

/** A register with one row a fact: its name (the file's without `.csv`, in lower case) and its columns. */
export interface Register<A> {
  readonly name: string
  readonly columns: Columns
  /** What columns owe each other; looked at when each of them has been read. */
  readonly together: readonly Together[]
  /** Only a row whose columns have all been read reaches this. */
  readonly typed: (values: Readonly<Record<string, unknown>>) => A
}

/** A rule over several columns of one row. */
interface Together {
  readonly columns: readonly string[]
  readonly holds: (values: readonly unknown[]) => boolean
  readonly fault: RowFault
}

export const register = <C extends Columns>(
  name: string,
  columns: C,
  together: readonly Together[] = [],
): Register<RowOf<C>> => ({
  name,
  columns,
  together,
  // The one cast: `readRow` fills each name of `columns` from its own column, which TypeScript cannot follow.
  typed: (values) => values as RowOf<C>,
})

/** The first of the faults, by the order of the rules and then of the columns. */
const firstFault = (faults: readonly RowFault[]): RowFault | undefined => {
  if (faults.length < 2) return faults[0]
  const first = valueRules.find((rule) => faults.some((fault) => fault.rule === rule))
  return faults.find(({ rule }) => rule === first)
}

export const faultOf = ({ rule, heading, expected }: Column<unknown>): RowFault => ({
  rule,
  heading,
  message: `${heading} must be ${expected}`,
})

interface PlacedColumn {
  readonly name: string
  readonly column: Column<unknown>
  readonly at: number
}

const readRow = <A>(
  { name, together, typed }: Register<A>,
  columns: readonly PlacedColumn[],
  cells: readonly string[],
): { readonly key: string; readonly value: E.Either<RowFault, A> } => {
  const values: Record<string, unknown> = {}
  const parts: { readonly text: string; readonly personal: boolean }[] = []
  const faults: RowFault[] = []
  for (const placed of columns) {
    const text = (cells[placed.at] ?? '').trim()
    const reading = placed.column.read(text)
    if (reading._tag === 'Some') values[placed.name] = reading.value.value
    else faults.push(faultOf(placed.column))
    parts.push({ text: reading._tag === 'Some' ? reading.value.canonical : text, personal: placed.column.personal })
  }
  for (const rule of together) {
    const read = rule.columns.every((column) => column in values)
    if (read && !rule.holds(rule.columns.map((column) => values[column]))) faults.push(rule.fault)
  }
  const fault = firstFault(faults)
  const known = fault === undefined ? parts.filter(({ personal }) => !personal) : parts
  return {
    key: JSON.stringify([name, ...known.map(({ text }) => text)]),
    value: fault === undefined ? E.right(typed(values)) : E.left(fault),
  }
}

/** A row left out because it sums up the others. */
export interface TotalRow {
  readonly file: string
  readonly row: number
}

/** Rows that sum up the others, at the end of a table, and the table without them. */
export const withoutTotals = (
  table: Table,
  datesAt: readonly number[],
  codesAt: readonly number[],
): { readonly rows: Table['rows']; readonly totals: readonly TotalRow[] } => {
  let end = table.rows.length
  while (end > 0 && isTotal(table.rows[end - 1]?.cells ?? [], datesAt, codesAt)) end--
  return { rows: table.rows.slice(0, end), totals: table.rows.slice(end).map(({ row }) => ({ file: table.file, row })) }
}

/** What one table came to: an entry a row, or a marked cell. */
export interface Entries<OneEntry> {
  readonly entries: readonly OneEntry[]
  readonly totals: readonly TotalRow[]
}

const placesOf = (columns: readonly PlacedColumn[], kind: 'date' | 'code'): readonly number[] =>
  columns.filter(({ column }) => column.kind === kind).map(({ at }) => at)

/**
 * Reads a table's rows as those of a register, in the order of the table.
 * @returns Left only where the columns cannot be told; a value that cannot be read is a fault of its own row.
 */
export const entriesOf = <A>(register: Register<A>, table: Table): E.Either<RegistersError, Entries<Entry<A>>> => {
  const named = Object.entries(register.columns)
  return pipe(
    columnsAt(
      table.file,
      table.header,
      named.map(([, { heading }]) => heading),
    ),
    E.map((places) => {
      const columns = named.map(([name, column], index) => ({ name, column, at: places[index] ?? -1 }))
      const { rows, totals } = withoutTotals(table, placesOf(columns, 'date'), placesOf(columns, 'code'))
      const ordinalOf = ordinals(table.header)
      const { file, header } = table
      const entries = rows.map(({ row, cells }): Entry<A> => {
        const { key, value } = readRow(register, columns, cells)
        return { file, row, column: null, at: null, header, cells, key, ordinal: ordinalOf(key, cells), value }
      })
      return { entries, totals }
    }),
  )
}
