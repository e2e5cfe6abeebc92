import { expect, test } from 'vitest'
import { placeOf, readSheet } from './sheet.js'

test('the delimiter is the one under which the known columns appear', () => {
  expect(readSheet('Kode;Nama, lengkap\nP-1;x', ['Kode', 'Nama']).headings).toEqual(['Kode', 'Nama, lengkap'])
  expect(readSheet('Kode,Nama; lengkap,Harga\nP-1,x,2', ['Kode', 'Harga']).rows).toEqual([
    { row: 2, cells: ['P-1', 'x', '2'] },
  ])
})

test('a mark, quotes, line breaks of any kind and inside quotes are read, and rows are counted by record', () => {
  const sheet = readSheet('\uFEFFKode;Nama\r\nP-1;"satu ""dua""\r\ntiga; empat"\r\n;\n\nP-2;"x"\rP-3', ['Kode', 'Nama'])

  expect(sheet.headings).toEqual(['Kode', 'Nama'])
  expect(sheet.rows).toEqual([
    { row: 2, cells: ['P-1', 'satu "dua"\r\ntiga; empat'] },
    { row: 5, cells: ['P-2', 'x'] },
    { row: 6, cells: ['P-3'] },
  ])
})

test('a column is found wherever it stands', () => {
  const sheet = readSheet('No; TANGGAL ;Kode', ['Kode', 'Tanggal'])

  expect([placeOf(sheet, 'Kode'), placeOf(sheet, 'Tanggal'), placeOf(sheet, 'Jumlah')]).toEqual([2, 1, -1])
})
