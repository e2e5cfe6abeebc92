import { blank, type Cell, type Row, textCell } from './cell.js'
import type { Column, ColumnKind } from './columns.js'
import type { Random } from './random.js'

/** Sixteen digits of no district: a NIK where a code should stand. */
const nik = textCell('9999990101900001')
const texts = (...written: readonly string[]): readonly Cell[] => written.map(textCell)

const badDays = texts('31/02/2020', '29/02/2021', '2020/01/05', '00/01/2020', '12-05-2020', '2020-13-01', 'kemarin')
const badNumbers = texts('0', '-2', '1,5', '1.5', '12.34', '1.0000', '1e3', 'dua', '2 buah', '9007199254740993')

/** What a column of each kind can hold and should not. */
const badCells: { readonly [Kind in ColumnKind]: readonly Cell[] } = {
  day: [blank, ...badDays],
  'optional day': badDays,
  number: [blank, ...badNumbers],
  grams: texts('-5', '2,5', 'sekarung'),
  mark: [blank, ...texts('X', '?', '-', 'Belum')],
  'own code': [blank, nik],
  participant: [blank, nik, ...texts('ZZZ-404', 'Peserta Contoh')],
  product: [blank, nik, ...texts('ZZZ-404')],
  agency: [blank, nik, ...texts('ZZZ-404')],
  order: [blank, nik, ...texts('ZZZ-0404')],
  makers: [
    blank,
    nik,
    ...texts('ZZZ-404', 'ZZZ-404*2+ZZZ-405', 'A-1+', '+A-1', 'A-1*0', 'A-1*', '*2', 'A-1*2*3', 'A-1*-1', 'A-1*1,5'),
    ...texts('A-1, A-2', 'A-1 dan A-2'),
  ],
  text: [],
}

/** A mark that no attendance register knows. */
export const badAttendanceMarks = texts('X', '?', '-', 'HH', 'Hadir', '1')

/** The heading of a column that should be a date and is none. */
export const badHeadings = texts('31/02/2020', 'Minggu 3', 'Keterangan', '2020-02-30', '')

/** The row with a fault in one of its cells that can have one, now and then in two. */
export const spoil = (row: Row, columns: readonly Column[], random: Random): Row => {
  const places = columns.flatMap(([, kind], place) => (badCells[kind].length > 0 ? [place] : []))
  const chosen = random.shuffled(places).slice(0, random.chance(0.25) ? 2 : 1)
  return row.map((cell, place) => {
    const kind = columns[place]?.[1]
    return kind !== undefined && chosen.includes(place) ? random.pick(badCells[kind]) : cell
  })
}
