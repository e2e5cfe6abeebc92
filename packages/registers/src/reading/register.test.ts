import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { materials, payments, production, products } from './columns.js'
import { missingColumn, repeatedColumn } from './error.js'
import { entriesOf, type Register } from './register.js'
import { type Row, tableOf } from './table.js'

const header = ['Tanggal', 'Kode Produk', 'Pembuat', 'Jumlah', 'Mutu']

const rowsOf = (...rows: readonly (readonly string[])[]): readonly Row[] =>
  rows.map((cells, index) => ({ row: index + 1, cells }))

const read = <A>(register: Register<A>, ...rows: readonly (readonly string[])[]) => {
  const result = entriesOf(register, tableOf(`${register.name}.csv`, rowsOf(...rows)))
  if (E.isLeft(result)) throw new Error(result.left.message)
  return result.right
}

const faultsOf = <A>(register: Register<A>, ...rows: readonly (readonly string[])[]) =>
  read(register, ...rows).entries.map(({ value }) =>
    E.isLeft(value) ? [value.left.rule, value.left.heading] : 'taken',
  )

describe('a row', () => {
  test('is its values, its place, and itself as it stood', () => {
    const [entry] = read(production, header, ['16/01/2020', ' kpr-tas', 'P-024', '1.000', 'a ']).entries
    expect(entry).toEqual({
      file: 'produksi.csv',
      row: 2,
      column: null,
      at: null,
      header,
      cells: ['16/01/2020', ' kpr-tas', 'P-024', '1.000', 'a '],
      key: '["produksi","2020-01-16","KPR-TAS","P-024","1000","A"]',
      ordinal: 0,
      value: E.right({
        date: '2020-01-16',
        product: 'kpr-tas',
        makers: [{ code: 'P-024', parts: 1 }],
        quantity: 1000,
        grade: 'A',
      }),
    })
  })

  test('has its columns found by heading: in any order, case and spacing, others left alone', () => {
    const [entry] = read(
      production,
      ['No', ' MUTU', 'jumlah', 'Pembuat', 'KodeProduk', 'tanggal ', 'Catatan'],
      ['1', 'A', '1000', 'P-024', 'KPR-TAS', '2020-01-16', 'x'],
    ).entries
    expect(entry?.key).toBe('["produksi","2020-01-16","KPR-TAS","P-024","1000","A"]')
  })

  test('is refused for the first rule of date, number, mark, code, whatever the order of columns', () => {
    const broken = ['31/02/2020', '', '', '0', 'C']
    const mended = ['16/01/2020', 'KPR-TAS', 'P-024', '1', 'A']
    const upTo = (count: number): readonly string[] => {
      const order = [0, 3, 4, 1, 2].slice(0, count)
      return header.map((_, at) => (order.includes(at) ? mended[at] : broken[at]) ?? '')
    }
    expect(faultsOf(production, header, ...[0, 1, 2, 3, 4, 5].map(upTo))).toEqual([
      ['invalid-date', 'Tanggal'],
      ['invalid-number', 'Jumlah'],
      ['invalid-mark', 'Mutu'],
      ['invalid-code', 'Kode Produk'],
      ['invalid-code', 'Pembuat'],
      'taken',
    ])
  })

  test('that cannot be read is known by its texts as they stand', () => {
    const [entry] = read(production, header, [' 31/02/2020', 'kpr-tas', 'P-024', '-2', 'a']).entries
    expect(entry?.key).toBe('["produksi","31/02/2020","KPR-TAS","P-024","-2","A"]')
  })

  test('tells in its fault what the column must hold, and not what it holds', () => {
    const [entry] = read(production, header, ['16/01/2020', '3571990000000001', 'P-024', '1', 'A']).entries
    expect(entry?.value).toEqual(
      E.left({
        rule: 'invalid-code',
        heading: 'Kode Produk',
        message: 'Kode Produk must be a code such as P-001, neither blank nor a NIK',
      }),
    )
  })

  test('is one of several equal ones by how many stood before it', () => {
    const sixth = ['06/03/2020', '585.004']
    const { entries } = read(
      payments,
      ['No Pesanan', 'Tanggal', 'Jumlah', 'Cara'],
      ['PSN-1', ...sixth, 'Tunai'],
      ['PSN-2', ...sixth, 'Tunai'],
      ['psn-1', '6/3/2020', '585004', 'Tunai'],
      ['PSN-1', ...sixth, 'Transfer'],
      ['PSN-1', ...sixth, 'Tunai'],
    )
    expect(entries.map(({ ordinal }) => ordinal)).toEqual([0, 0, 1, 0, 2])
  })

  test('shares its header with the others of its file', () => {
    const row = ['KPR-TAS', 'Tas', 'jahit', '45.000']
    const [one, other] = read(products, ['Kode Produk', 'Nama', 'Kerajinan', 'Harga'], row, row).entries
    expect(one?.header).toBe(other?.header)
  })
})

test('material comes or goes: both columns 0 or blank is no amount, and counts before the code', () => {
  expect(
    faultsOf(
      materials,
      ['Tanggal', 'Bahan', 'Masuk (gram)', 'Keluar (gram)', 'Sumber'],
      ['09/01/2020', 'kain', '2.928', '0', ''],
      ['09/01/2020', 'kain', '', '10', ''],
      ['09/01/2020', 'kain', '2.928', '10', ''],
      ['09/01/2020', '', '', '0', ''],
      ['09/01/2020', 'kain', '-1', '10', ''],
      ['x', 'kain', '', '', ''],
    ),
  ).toEqual([
    'taken',
    'taken',
    'taken',
    ['invalid-number', 'Masuk (gram)'],
    ['invalid-number', 'Masuk (gram)'],
    ['invalid-date', 'Tanggal'],
  ])
})

describe('rows that sum up the others', () => {
  const row = ['16/01/2020', 'KPR-TAS', 'P-024', '3', 'A']
  const rows = (...last: readonly (readonly string[])[]) => {
    const { entries, totals } = read(production, header, row, ...last)
    return { rows: entries.map((entry) => entry.row), totals: totals.map((total) => total.row) }
  }

  test.each([
    [['Total', '', '', '3', '']],
    [['', '', 'JUMLAH:', '3', '']],
    [['', '', 'Grand  Total :', '3', '']],
    [['31/12/2020', 'Total keseluruhan', '', '3', '']],
    [['', 'KPR-TAS', 'Jml', '3', '']],
  ])('%j is left out at the end', (total) => {
    expect(rows(total)).toEqual({ rows: [2], totals: [3] })
  })

  test('are left out several at once, and only after the last row', () => {
    const total = ['Subtotal', '', '', '3', '']
    expect(rows(total, row, total, total)).toEqual({ rows: [2, 3, 4], totals: [5, 6] })
  })

  test.each([
    [['16/01/2020', 'KPR-TAS', 'P-024', 'total', 'A']],
    [['31/02/2020', 'KPR-TAS', 'P-024', 'total', 'A']],
    [['', 'KPR-TAS', 'P-024', 'total', 'A']],
    [['Totalnya', '', '', '3', '']],
  ])('%j is a row', (last) => {
    expect(rows(last)).toEqual({ rows: [2, 3], totals: [] })
  })
})

describe('a register', () => {
  test('without a column it must have is refused, with every heading that is missing', () => {
    expect(entriesOf(production, tableOf('Produksi.csv', rowsOf(['Tanggal', 'Jumlah', 'Mutu'])))).toEqual(
      E.left(missingColumn('Produksi.csv', ['Kode Produk', 'Pembuat'])),
    )
    expect(entriesOf(production, tableOf('produksi.csv', []))).toEqual(E.left(missingColumn('produksi.csv', header)))
  })

  test('with a column twice is refused, unless it is one that is not read', () => {
    expect(entriesOf(production, tableOf('produksi.csv', rowsOf([...header, 'JUMLAH '])))).toEqual(
      E.left(repeatedColumn('produksi.csv', 'Jumlah')),
    )
    expect(entriesOf(production, tableOf('produksi.csv', rowsOf(['', ...header, 'x', 'x', ''])))).toEqual(
      E.right({ entries: [], totals: [] }),
    )
  })
})
