/** One record under the header. */
export interface SheetRow {
  /** Counted from 1, the header. */
  readonly row: number
  readonly cells: readonly string[]
}

/** A register as it was read: its headings as written, and every record that is not empty. */
export interface Sheet {
  readonly headings: readonly string[]
  readonly rows: readonly SheetRow[]
}

/**
 * Reads a register's text, with or without a byte-order mark, its lines ended in any way.
 * The delimiter is the one of `;` and `,` under which the header shows more of the columns it should have.
 */
export const readSheet = (text: string, columns: readonly string[]): Sheet => {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text
  const [headings = [], ...records] = readRecords(plain, delimiterOf(plain, columns))
  const rows = records.map((cells, index) => ({ row: index + 2, cells }))
  return { headings, rows: rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== '')) }
}

/** Where a column stands, whatever the order of columns, the case of headings and the blanks around them; -1 where it is missing. */
export const placeOf = (sheet: Sheet, column: string): number =>
  sheet.headings.findIndex((heading) => sameHeading(heading, column))

const sameHeading = (heading: string, column: string): boolean => heading.trim().toLowerCase() === column.toLowerCase()

const delimiterOf = (text: string, columns: readonly string[]): ';' | ',' => {
  const found = (delimiter: string): number => {
    const headings = readRecords(text, delimiter, 1)[0] ?? []
    return headings.filter((heading) => columns.some((column) => sameHeading(heading, column))).length
  }
  return found(',') > found(';') ? ',' : ';'
}

/** The records of a text, each a list of its fields as written, quotes taken off. An empty line is a record of one empty field. */
const readRecords = (text: string, delimiter: string, most = Number.POSITIVE_INFINITY): string[][] => {
  const records: string[][] = []
  let fields: string[] = []
  let field = ''
  let quoted = false
  let at = 0
  const endField = () => {
    fields.push(field)
    field = ''
  }
  const endRecord = () => {
    endField()
    records.push(fields)
    fields = []
  }
  while (at < text.length && records.length < most) {
    const character = text[at] ?? ''
    at += 1
    if (quoted) {
      if (character !== '"') field += character
      else if (text[at] === '"') {
        field += '"'
        at += 1
      } else quoted = false
    } else if (character === '"' && field.trim() === '') {
      field = ''
      quoted = true
    } else if (character === delimiter) endField()
    else if (character === '\n') endRecord()
    else if (character === '\r') {
      if (text[at] === '\n') at += 1
      endRecord()
    } else field += character
  }
  if (records.length < most && (field !== '' || fields.length > 0)) endRecord()
  return records
}
