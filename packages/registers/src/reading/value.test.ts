import fc from 'fast-check'
import * as O from 'fp-ts/lib/Option.js'
import { describe, expect, test } from 'vitest'
import { amount, amountOrNone, code, day, dayOrBlank, digits, makers, mark, text } from './value.js'

const read = <A>(
  column: { readonly read: (text: string) => O.Option<{ value: A; canonical: string }> },
  cell: string,
) => O.toUndefined(column.read(cell))

describe('a day', () => {
  const column = day('Tanggal')

  test.each([
    ['07/08/2020', '2020-08-07'],
    ['7/8/2020', '2020-08-07'],
    ['2020-08-07', '2020-08-07'],
    ['29/02/2020', '2020-02-29'],
    ['31/12/2020', '2020-12-31'],
  ])('%s is %s', (cell, iso) => {
    expect(read(column, cell)).toEqual({ value: iso, canonical: iso })
  })

  test.each([
    '',
    '29/02/2021',
    '31/04/2020',
    '2020-02-30',
    '00/01/2020',
    '12/31/2020',
    '7-8-2020',
    '07/08/20',
    '2020-8-7',
    '7 Agustus 2020',
    '2020-08-07T00:00:00',
    '44050',
    '001/01/2020',
  ])('%s is none', (cell) => {
    expect(read(column, cell)).toBeUndefined()
  })

  test('may be blank where the register says so, and only there', () => {
    expect(read(dayOrBlank('Tanggal Persetujuan'), '')).toEqual({ value: null, canonical: '' })
    expect(read(dayOrBlank('Tanggal Persetujuan'), '31/02/2020')).toBeUndefined()
  })

  test('is the same however it is written', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }),
        (date) => {
          const iso = date.toISOString().slice(0, 10)
          const [year, month, dayOfMonth] = [iso.slice(0, 4), iso.slice(5, 7), iso.slice(8)]
          for (const cell of [
            iso,
            `${dayOfMonth}/${month}/${year}`,
            `${Number(dayOfMonth)}/${Number(month)}/${year}`,
          ]) {
            expect(read(column, cell)).toEqual({ value: iso, canonical: iso })
          }
        },
      ),
    )
  })
})

describe('a number', () => {
  const column = amount('Jumlah')

  test('is the same with points between thousands and without', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (value) => {
        const grouped = String(value).replace(/\B(?=(\d{3})+$)/g, '.')
        for (const cell of [String(value), grouped]) {
          expect(read(column, cell)).toEqual({ value, canonical: String(value) })
        }
      }),
    )
  })

  test.each([
    '',
    '0',
    '0.000',
    '-2',
    '+2',
    '1,5',
    '1.5',
    '1.23',
    '1.2345',
    '12.34.567',
    '1 000',
    'Rp1.000',
    '1e3',
    '٣',
    '9007199254740992',
    'dua',
  ])('%s is none', (cell) => {
    expect(read(column, cell)).toBeUndefined()
  })

  test('may be 0 or blank where another column carries the amount', () => {
    const either = amountOrNone('Masuk (gram)')
    expect(read(either, '')).toEqual({ value: 0, canonical: '0' })
    expect(read(either, '0')).toEqual({ value: 0, canonical: '0' })
    expect(read(either, '2.928')).toEqual({ value: 2928, canonical: '2928' })
    expect(read(either, '-1')).toBeUndefined()
  })
})

test('a mark is known whatever its case, and nothing else is', () => {
  const column = mark('Hasil', ['Stabil', 'Tidak stabil'])
  for (const cell of ['Tidak stabil', 'tidak stabil', 'TIDAK STABIL']) {
    expect(read(column, cell)).toEqual({ value: 'Tidak stabil', canonical: 'TIDAK STABIL' })
  }
  for (const cell of ['', 'tidak', 'stabill']) expect(read(column, cell)).toBeUndefined()
})

test('a code keeps its spelling, and is one key whatever its case', () => {
  expect(read(code('Kode'), 'p-001')).toEqual({ value: 'p-001', canonical: 'P-001' })
})

test('a code is neither blank nor 16 digits', () => {
  expect(read(code('Kode'), '')).toBeUndefined()
  expect(read(code('Kode'), '3571990000000001')).toBeUndefined()
  expect(read(code('Kode'), '357199000000001')).toEqual({ value: '357199000000001', canonical: '357199000000001' })
})

describe('makers', () => {
  const column = makers('Pembuat')

  test.each([
    ['P-001', [{ code: 'P-001', parts: 1 }], 'P-001'],
    [
      'P-001*2+P-004',
      [
        { code: 'P-001', parts: 2 },
        { code: 'P-004', parts: 1 },
      ],
      'P-001*2+P-004',
    ],
    [
      'p-001 * 2 + P-004*1',
      [
        { code: 'p-001', parts: 2 },
        { code: 'P-004', parts: 1 },
      ],
      'P-001*2+P-004',
    ],
  ])('%s', (cell, value, canonical) => {
    expect(read(column, cell)).toEqual({ value, canonical })
  })

  test.each([
    '',
    '+',
    'P-001+',
    '+P-001',
    'P-001*',
    'P-001*0',
    'P-001*-1',
    'P-001*1,5',
    'P-001*2*3',
    '*2',
    'P-001, P-002',
    'P-001 P-002',
    'P-001;P-002',
    'P-001+3571990000000001',
    'P-001*99999999999999999',
  ])('%s is of another form', (cell) => {
    expect(read(column, cell)).toBeUndefined()
  })
})

test('a text is taken as it is; a line break in it is one key whoever wrote it', () => {
  expect(read(text('Keterangan'), 'a\r\nb')).toEqual({ value: 'a\r\nb', canonical: 'a\nb' })
  expect(read(text('Keterangan'), '')).toEqual({ value: '', canonical: '' })
  expect(read(digits('NIK'), 'not a NIK')).toEqual({ value: 'not a NIK', canonical: 'not a NIK' })
})
