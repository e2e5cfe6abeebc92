import type { AgencyRegisters } from '@perca/example-registers'

/** The month that a date in an Indonesian register falls into; undefined where it is no date. */
const monthOf = (text: string | undefined): string | undefined => {
  const date = /^\d\d\/(\d\d)\/(\d{4})$/.exec((text ?? '').trim())
  return date === null ? undefined : `${date[2]}-${date[1]}`
}

/** A register in the form that is generated unless told: its headings, and its rows as cells. */
const changed = (text: string, change: (headings: readonly string[], rows: string[][]) => string[][]): string => {
  const [first = '', ...lines] = text.replace(/\r\n$/, '').split('\r\n')
  const headings = first.replace('\uFEFF', '').split(';')
  const rows = change(
    headings,
    lines.map((line) => line.split(';')),
  )
  return [first, ...rows.map((cells) => cells.join(';')), ''].join('\r\n')
}

const isOf = (file: string, register: string): boolean =>
  register === 'daftar-hadir' ? file.startsWith(register) : file === `${register}.csv`

const mapped = (files: AgencyRegisters, change: (file: string, text: string) => string): AgencyRegisters =>
  Object.fromEntries(
    Object.entries(files).map(([file, text]) => [file, file === 'program.json' ? text : change(file, text)]),
  )

/**
 * An agency's registers as they stood at the end of a month: no row, and no mark, of a later month. What bears no date
 * that can be read is there.
 * @param lastMonthOf up to which month each register was kept
 */
export const keptUpTo = (files: AgencyRegisters, lastMonthOf: (register: string) => string): AgencyRegisters =>
  mapped(files, (file, text) =>
    changed(text, (headings, rows) => {
      const isAttendance = isOf(file, 'daftar-hadir')
      const last = lastMonthOf(isAttendance ? 'daftar-hadir' : file.replace('.csv', ''))
      const isLater = (date: string | undefined) => (monthOf(date) ?? '') > last
      if (isAttendance) return rows.map((cells) => cells.map((cell, at) => (isLater(headings[at]) ? '' : cell)))
      const dateAt = headings.indexOf('Tanggal')
      return rows.filter((cells) => !isLater(cells[dateAt]))
    }),
  )

/** The registers, one of them with nothing but its headings. */
export const without = (files: AgencyRegisters, register: string): AgencyRegisters =>
  mapped(files, (file, text) => (isOf(file, register) ? changed(text, () => []) : text))

/** The registers, one of them without the rows that are left out; of an attendance register, without marks. */
export const withoutSome = (files: AgencyRegisters, register: string, isLeftOut: () => boolean): AgencyRegisters =>
  mapped(files, (file, text) => {
    if (!isOf(file, register)) return text
    return changed(text, (_, rows) =>
      register === 'daftar-hadir'
        ? rows.map((cells) => cells.map((cell, at) => (at > 0 && isLeftOut() ? '' : cell)))
        : rows.filter(() => !isLeftOut()),
    )
  })
