import type { Day } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as O from 'fp-ts/lib/Option.js'
import type { RegistersError } from './error.js'
import { bareHeading, columnsAt } from './heading.js'
import { ordinals, reasonHeading } from './ordinal.js'
import { type Entries, type Entry, faultOf, withoutTotals } from './register.js'
import type { Table } from './table.js'
import { code, dayExpected, dayOf, mark, type Reading, type RowFault } from './value.js'

/** A mark in an attendance register: who, on which day, and how. H present, T late, I excused, S sick, A absent. */
export interface AttendanceMark {
  readonly code: string
  readonly date: Day
  readonly mark: 'H' | 'T' | 'I' | 'S' | 'A'
}

/** One marked cell: in an attendance register each is taken or refused alone. */
export interface AttendanceEntry extends Entry<AttendanceMark> {
  readonly column: string
  readonly at: number
}

/** The heading under which each row of an attendance register says whose it is. */
export const codeHeading = 'Kode'

const codeColumn = code(codeHeading)
const markColumn = mark('The mark', ['H', 'T', 'I', 'S', 'A'])

interface SessionColumn {
  readonly at: number
  readonly heading: string
  readonly date: Day | undefined
  /** Whether every cell with something in it is taken for a mark, or only one that can be none but a mark. */
  readonly everyCell: boolean
}

/**
 * A heading with a digit is meant as a date, and so is a missing one: whatever stands under it is a mark. Under a
 * heading in words (Nama, Keterangan) only what reads as a mark is one, so that a misnamed day loses nothing.
 */
const sessionColumn = (heading: string, at: number): SessionColumn => {
  const date = dayOf(heading.trim())
  return {
    at,
    heading,
    date: date._tag === 'Some' ? date.value : undefined,
    everyCell: /\d/.test(heading) || heading.trim() === '',
  }
}

const dateFault = (heading: string): RowFault => ({
  rule: 'invalid-date',
  heading,
  message: `the heading ${heading.trim() === '' ? 'of this column' : heading} must be ${dayExpected}`,
})

/** Whether a heading belongs to an attendance register; dates count, so that a delimiter is told by them too. */
export const isAttendanceHeading = (heading: string): boolean =>
  bareHeading(heading) === bareHeading(codeHeading) || dayOf(heading.trim())._tag === 'Some'

/** In the order of the rules: a day, a mark, a code. */
const attendanceMark = (
  { date, heading }: SessionColumn,
  who: O.Option<Reading<string>>,
  how: O.Option<Reading<AttendanceMark['mark']>>,
): E.Either<RowFault, AttendanceMark> => {
  if (date === undefined) return E.left(dateFault(heading))
  if (O.isNone(how)) return E.left({ ...faultOf(markColumn), heading })
  if (O.isNone(who)) return E.left(faultOf(codeColumn))
  return E.right({ code: who.value.value, date, mark: how.value.value })
}

const canonicalOr = (text: string, reading: O.Option<Reading<unknown>>): string =>
  O.isSome(reading) ? reading.value.canonical : text

const sessionColumns = ({ header, rows }: Table, codeAt: number): readonly SessionColumn[] => {
  const width = rows.reduce((widest, { cells }) => Math.max(widest, cells.length), header.length)
  return Array.from({ length: width }, (_, at) => sessionColumn(header[at] ?? '', at)).filter(
    ({ at, heading }) => at !== codeAt && bareHeading(heading) !== bareHeading(reasonHeading),
  )
}

const marksOf = (name: string, table: Table, codeAt: number): Entries<AttendanceEntry> => {
  const { file, header } = table
  const sessions = sessionColumns(table, codeAt)
  const { rows, totals } = withoutTotals(table, [], [codeAt])
  // A row's reason speaks of several cells: it notes no ordinal here.
  const ordinalOf = ordinals([])
  const entries = rows.flatMap(({ row, cells }) => {
    const code = (cells[codeAt] ?? '').trim()
    const who = codeColumn.read(code)
    return sessions.flatMap((session): readonly AttendanceEntry[] => {
      const { at, heading, date, everyCell } = session
      const text = (cells[at] ?? '').trim()
      const how = markColumn.read(text)
      if (text === '' || (O.isNone(how) && !everyCell)) return []
      const key = JSON.stringify([name, canonicalOr(code, who), date ?? heading.trim(), canonicalOr(text, how)])
      const value = attendanceMark(session, who, how)
      return [{ file, row, column: heading, at, header, cells, key, ordinal: ordinalOf(key, cells), value }]
    })
  })
  return { entries, totals }
}

/**
 * Reads an attendance register: an entry for each marked cell, by row and then by column. A fault of the row's code
 * or of the column's date is each marked cell's own.
 * @param name the register's, such as `daftar-hadir-2020-08`.
 * @returns Left only where there is no column Kode, or two.
 */
export const attendanceOf = (name: string, table: Table): E.Either<RegistersError, Entries<AttendanceEntry>> =>
  pipe(
    columnsAt(table.file, table.header, [codeHeading]),
    E.map(([codeAt]) => marksOf(name, table, codeAt ?? -1)),
  )
