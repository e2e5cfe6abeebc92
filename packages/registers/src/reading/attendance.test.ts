import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { attendanceOf } from './attendance.js'
import { missingColumn } from './error.js'
import { tableOf } from './table.js'

const read = (...rows: readonly (readonly string[])[]) => {
  const result = attendanceOf(
    'daftar-hadir-2020-08',
    tableOf(
      'daftar-hadir-2020-08.csv',
      rows.map((cells, index) => ({ row: index + 1, cells })),
    ),
  )
  if (E.isLeft(result)) throw new Error(result.left.message)
  return result.right
}

const brief = (...rows: readonly (readonly string[])[]) =>
  read(...rows).entries.map(({ row, column, value }) => [
    row,
    column,
    E.isLeft(value) ? value.left.rule : value.right.mark,
  ])

describe('an attendance register', () => {
  const header = ['Kode', '04/08/2020', '6/8/2020']

  test('gives an entry for each marked cell, and none for a blank one', () => {
    const { entries } = read(header, ['P-001', '', 'h'], ['P-002', 'T', ' I '])
    expect(entries[0]).toEqual({
      file: 'daftar-hadir-2020-08.csv',
      row: 2,
      column: '6/8/2020',
      at: 2,
      header,
      cells: ['P-001', '', 'h'],
      key: '["daftar-hadir-2020-08","P-001","2020-08-06","H"]',
      ordinal: 0,
      value: E.right({ code: 'P-001', date: '2020-08-06', mark: 'H' }),
    })
    expect(brief(header, ['P-001', '', 'h'], ['P-002', 'T', ' I '])).toEqual([
      [2, '6/8/2020', 'H'],
      [3, '04/08/2020', 'T'],
      [3, '6/8/2020', 'I'],
    ])
    expect(entries[1]?.cells).toBe(entries[2]?.cells)
  })

  test("refuses each marked cell for its column's date, its mark or its row's code, the first of them", () => {
    expect(
      brief(['Kode', '31/02/2020', '06/08/2020'], ['P-001', 'x', 'x'], ['', 'H', 'H'], ['3571990000000001', '', 'x']),
    ).toEqual([
      [2, '31/02/2020', 'invalid-date'],
      [2, '06/08/2020', 'invalid-mark'],
      [3, '31/02/2020', 'invalid-date'],
      [3, '06/08/2020', 'invalid-code'],
      [4, '06/08/2020', 'invalid-mark'],
    ])
  })

  test('takes marks under a heading that is missing for marks of no day', () => {
    expect(brief(['Kode', '04/08/2020', ''], ['P-001', 'H', 'H', 'x'])).toEqual([
      [2, '04/08/2020', 'H'],
      [2, '', 'invalid-date'],
      [2, '', 'invalid-date'],
    ])
  })

  test('leaves columns in words alone, but for what can only be a mark', () => {
    const header = ['No', 'Nama', 'Kode', 'Selasa', 'Alasan']
    expect(brief(header, ['1', 'x y', 'P-001', 'h', 'H'], ['2', 'x', 'P-002', 'libur', ''])).toEqual([
      [2, 'Selasa', 'invalid-date'],
    ])
  })

  test('counts equal marks of one file, in two columns of one day too', () => {
    const { entries } = read(['Kode', '04/08/2020', '4/8/2020'], ['P-001', 'H', 'H'], ['p-001', 'h', 'A'])
    expect(entries.map(({ ordinal }) => ordinal)).toEqual([0, 1, 2, 0])
  })

  test('leaves out a last row of totals', () => {
    expect(read(header, ['P-001', 'H', 'H'], ['Jumlah', '1', '1'])).toMatchObject({
      entries: [{ row: 2 }, { row: 2 }],
      totals: [{ file: 'daftar-hadir-2020-08.csv', row: 3 }],
    })
  })

  test('must have a column Kode', () => {
    expect(attendanceOf('daftar-hadir-2020-08', tableOf('a.csv', [{ row: 1, cells: ['Nama', '04/08/2020'] }]))).toEqual(
      E.left(missingColumn('a.csv', ['Kode'])),
    )
  })
})
