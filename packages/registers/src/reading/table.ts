/** A row as it stood, and where: the header is row 1, rows in between that are blank count. */
export interface Row {
  readonly row: number
  readonly cells: readonly string[]
}

/**
 * What a spreadsheet did to a column that nothing can undo and no rule refuses. Someone must look.
 * `digits-lost`: digits were stored as a number, so that a NIK's last digit or a phone's first 0 may be gone.
 * `formula-without-value`: cells hold a formula that was never worked out, and read as blank.
 */
export interface Doubt {
  readonly doubt: 'digits-lost' | 'formula-without-value'
  readonly file: string
  readonly heading: string
  readonly rows: readonly number[]
}

/** A register as it stands in a file or sheet, before anything is made of it. Blank rows are left out. */
export interface Table {
  /** The file's name; of a sheet, its name with `.csv`. */
  readonly file: string
  readonly header: readonly string[]
  readonly rows: readonly Row[]
  readonly doubts: readonly Doubt[]
}

export const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '')

const endOf = (cells: readonly string[]): number => {
  let end = cells.length
  while (end > 0 && (cells[end - 1] ?? '').trim() === '') end--
  return end
}

/**
 * Takes the first row that is not blank for the header.
 * @param rows without blank ones. Of a row longer than the header, blank cells at its end are left out.
 */
export const tableOf = (file: string, rows: readonly Row[], doubts: readonly Doubt[] = []): Table => {
  const [first, ...rest] = rows
  const header = first?.cells ?? []
  return {
    file,
    header,
    rows: rest.map(({ row, cells }) =>
      cells.length <= header.length
        ? { row, cells }
        : { row, cells: cells.slice(0, Math.max(header.length, endOf(cells))) },
    ),
    doubts,
  }
}

/** One doubt a column out of cells found one by one, in the order of the columns. */
export const doubtsOf = (
  doubt: Doubt['doubt'],
  file: string,
  header: readonly string[],
  cells: readonly { readonly row: number; readonly at: number }[],
): readonly Doubt[] =>
  header.flatMap((heading, at) => {
    const rows = cells.filter((cell) => cell.at === at).map(({ row }) => row)
    return rows.length === 0 ? [] : [{ doubt, file, heading, rows }]
  })
