import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type AgencyRegisters, kediri2020, kediri2020Folder } from './agency-registers.js'
import type { MonthlyFigures } from './expected.js'
import { expectedOf } from './oracle.js'

test('the registers of Kediri, 2020, add up to what stands beside them', () => {
  const expected: unknown = JSON.parse(readFileSync(join(kediri2020Folder, 'expected.json'), 'utf8'))

  expect(expectedOf(kediri2020())).toEqual(expected)
})

const headings: { readonly [fileName: string]: string } = {
  'peserta.csv': 'Kode;Nama;NIK;Tanggal Lahir;JK;Kelurahan;Telepon;Rujukan;Tanggal Rujukan;Tanggal Persetujuan',
  'asesmen.csv': 'Tanggal;Kode;Hasil;Mampu Latihan;Berlaku Sampai;Petugas;Profesi',
  'pendaftaran.csv': 'Tanggal;Kode;Kegiatan;Keterangan',
  'produk.csv': 'Kode Produk;Nama;Kerajinan;Harga',
  'instansi.csv': 'Kode Instansi;Nama;Jenis',
  'produksi.csv': 'Tanggal;Kode Produk;Pembuat;Jumlah;Mutu',
  'bahan.csv': 'Tanggal;Bahan;Masuk (gram);Keluar (gram);Sumber',
  'pesanan.csv': 'No Pesanan;Tanggal;Kode Instansi;Kode Produk;Jumlah;Harga Satuan',
  'pengiriman.csv': 'No Pesanan;No BAST;Tanggal;Kode Produk;Jumlah',
  'pembayaran.csv': 'No Pesanan;Tanggal;Jumlah;Cara',
  'pembayaran-hasil.csv': 'Kode;Tanggal;Jumlah;No Kuitansi',
}

const usualRows: { readonly [fileName: string]: readonly string[] } = {
  'peserta.csv': [
    'A-1;Peserta Contoh 1;;01/02/1980;L;;;;01/01/2024;01/01/2024',
    'A-2;Peserta Contoh 2;;01/02/1980;P;;;;01/01/2024;01/01/2024',
    'A-3;Peserta Contoh 3;;01/02/1980;P;;;;01/01/2024;',
  ],
  'asesmen.csv': ['01/01/2024;A-1;Stabil;Ya;31/01/2024;;', '01/01/2024;A-2;Stabil;Ya;15/01/2024;;'],
  'pendaftaran.csv': ['02/01/2024;A-1;Daftar;', '02/01/2024;A-2;Daftar;'],
  'daftar-hadir-2024-01.csv': ['Kode;02/01/2024', 'A-1;H'],
  'produk.csv': ['TAS;Tas;jahit;100', 'BRS;Bros;tangan;50'],
  'instansi.csv': ['K-1;Kantor 1;OPD', 'K-2;Kantor 2;OPD'],
}

/**
 * January 2024, sessions on Tuesdays and Thursdays, the 9th a holiday; A-1 and A-2 run from the 2nd on.
 * The rows given stand instead of the usual ones, under the register's heading (attendance gives its own).
 */
const agency = (rows: { readonly [fileName: string]: readonly string[] } = {}): AgencyRegisters => {
  const texts = Object.entries({ ...usualRows, ...rows }).map(([fileName, lines]) => {
    const heading = headings[fileName]
    return [fileName, [...(heading === undefined ? [] : [heading]), ...lines].join('\n')] as const
  })
  const programme = {
    programme: 'contoh',
    startedOn: '2024-01-01',
    schedule: { rule: 'FREQ=WEEKLY;BYDAY=TU,TH' },
    holidays: [{ date: '2024-01-09', name: 'Libur' }],
    proceeds: { makersShare: 7000, materialsFund: 2000, programmeFund: 1000 },
  }
  return { ...Object.fromEntries(texts), 'program.json': JSON.stringify(programme) }
}

const january = (registers: AgencyRegisters): MonthlyFigures => {
  const figures = expectedOf(registers).months['2024-01']
  if (figures === undefined) throw new Error('January is missing')
  return figures
}

/** Refusals as `file:row rule`, an attendance cell's with its heading. */
const refused = (registers: AgencyRegisters): string[] =>
  expectedOf(registers).rejects.map(
    ({ file, row, rule, column }) =>
      `${file.replace('.csv', '')}:${row}${column === undefined ? '' : ` ${column}`} ${rule}`,
  )

test('registers without a fault have nothing refused', () => {
  expect(refused(agency())).toEqual([])
  expect(january(agency()).sessions).toEqual({ planned: 8, held: 1 })
})

test('an unstable assessment pauses a running enrolment although a stable one of the same date is in force', () => {
  const registers = agency({
    'asesmen.csv': [
      '01/01/2024;A-1;Stabil;Ya;31/01/2024;;',
      '03/01/2024;A-1;Stabil;Tidak;31/01/2024;;',
      '03/01/2024;A-1;Stabil;Ya;31/01/2024;;',
    ],
    'pendaftaran.csv': ['02/01/2024;A-1;Daftar;', '05/01/2024;A-1;Lanjut;', '05/01/2024;A-1;Lanjut;'],
    'daftar-hadir-2024-01.csv': ['Kode;02/01/2024;04/01/2024;11/01/2024', 'A-1;H;H;H'],
  })

  expect(refused(registers)).toEqual(['daftar-hadir-2024-01:2 04/01/2024 enrolment-paused', 'pendaftaran:4 not-paused'])
})

test('an assessment lasts through its last day, and its end keeps nobody from being excused', () => {
  const registers = agency({
    'asesmen.csv': ['01/01/2024;A-1;Stabil;Ya;16/01/2024;;'],
    'pendaftaran.csv': ['02/01/2024;A-1;Daftar;'],
    'daftar-hadir-2024-01.csv': ['Kode;16/01/2024;18/01/2024;23/01/2024', 'A-1;H;T;I'],
  })

  expect(refused(registers)).toEqual(['daftar-hadir-2024-01:2 18/01/2024 assessment-expired'])
  expect(january(registers).attendance).toEqual({ present: 1, late: 0, excused: 1, sick: 0, absent: 0 })
})

test('acts of one day are judged one after the other, and a mark of that day after all of them', () => {
  const registers = agency({
    'pendaftaran.csv': [
      '02/01/2024;A-1;Jeda;',
      '02/01/2024;A-1;Daftar;',
      '02/01/2024;A-1;Daftar;',
      '02/01/2024;A-1;Selesai;',
      '02/01/2024;A-1;Jeda;',
      '02/01/2024;A-3;Daftar;',
    ],
  })

  expect(refused(registers)).toEqual([
    'daftar-hadir-2024-01:2 02/01/2024 enrolment-ended',
    'pendaftaran:2 not-enrolled',
    'pendaftaran:4 already-enrolled',
    'pendaftaran:6 enrolment-ended',
    'pendaftaran:7 consent-missing',
  ])
  expect(january(registers).participants).toEqual({ new: 1, ended: 1, enrolledAtEnd: 0, pausedAtEnd: 0, seen: 0 })
})

test('every marked cell is refused alone, by the first rule that fails', () => {
  const registers = agency({
    'daftar-hadir-2024-01.csv': [
      'Kode;02/01/2024;09/01/2024;10/01/2024;Minggu 3;02/01/2024',
      'A-1;h;H;H;;S',
      'ZZZ;H;;;X;',
      ';;X;;;H',
      'A-3;;;;;A',
    ],
  })

  expect(refused(registers)).toEqual([
    'daftar-hadir-2024-01:2 02/01/2024 already-recorded',
    'daftar-hadir-2024-01:2 09/01/2024 holiday',
    'daftar-hadir-2024-01:2 10/01/2024 not-scheduled',
    'daftar-hadir-2024-01:3 02/01/2024 unknown-participant',
    'daftar-hadir-2024-01:3 Minggu 3 invalid-date',
    'daftar-hadir-2024-01:4 02/01/2024 invalid-code',
    'daftar-hadir-2024-01:4 09/01/2024 invalid-mark',
    'daftar-hadir-2024-01:5 02/01/2024 not-enrolled',
  ])
})

test('an order reserves all its lines where its first row stands', () => {
  const registers = agency({
    'produksi.csv': ['02/01/2024;TAS;A-1;1;A', '02/01/2024;BRS;A-1;1;A'],
    'pesanan.csv': [
      'N-1;03/01/2024;K-1;TAS;1;100',
      'N-2;03/01/2024;K-1;BRS;1;50',
      'N-1;03/01/2024;K-1;BRS;1;50',
      'N-1;03/01/2024;K-2;TAS;1;100',
      'N-1;04/01/2024;K-1;TAS;1;100',
      'N-2;03/01/2024;K-1;BRS;9;50',
    ],
    'pengiriman.csv': [
      'N-2;B-1;03/01/2024;BRS;1',
      'N-1;B-1;02/01/2024;BRS;1',
      'N-1;B-1;03/01/2024;BRS;1',
      'N-2;B-1;04/01/2024;TAS;1',
    ],
  })

  expect(refused(registers)).toEqual([
    'pengiriman:2 insufficient-stock',
    'pengiriman:3 unknown-order',
    'pengiriman:5 over-delivery',
    'pesanan:5 duplicate-order',
    'pesanan:6 duplicate-order',
    'pesanan:7 duplicate-line',
  ])
  expect(january(registers).stock).toEqual([
    { sku: 'BRS', onHand: 0, reserved: 0, backordered: 1 },
    { sku: 'TAS', onHand: 1, reserved: 1, backordered: 0 },
  ])
})

test('a settled order is shared by largest remainder, the makers by what they made of the items delivered', () => {
  // 701 to share: 490.7, 140.2 and 70.1 -> 491, 140, 70.
  const registers = agency({
    'produksi.csv': [
      '02/01/2024;TAS;A-1*2+A-2;1;A',
      '02/01/2024;BRS;A-1;1;B',
      '02/01/2024;BRS;A-2;1;Tolak',
      '03/01/2024;BRS;A-2;5;A',
    ],
    'pesanan.csv': ['N-1;02/01/2024;K-1;TAS;1;101', 'N-1;02/01/2024;K-1;BRS;6;100'],
    'pengiriman.csv': ['N-1;B-1;03/01/2024;TAS;1', 'N-1;B-1;04/01/2024;BRS;6'],
    'pembayaran.csv': ['N-1;02/01/2024;101;', 'N-1;03/01/2024;101;', 'N-1;05/01/2024;601;', 'N-1;05/01/2024;600;'],
    'pembayaran-hasil.csv': [
      'A-1;05/01/2024;118;K-1',
      'A-1;05/01/2024;100;K-1',
      'A-1;06/01/2024;17;K-1',
      'a-1;06/01/2024;17;K-2',
    ],
  })

  expect(refused(registers)).toEqual([
    'pembayaran-hasil:2 over-payout',
    'pembayaran-hasil:4 duplicate-receipt',
    'pembayaran:2 over-payment',
    'pembayaran:4 over-payment',
  ])
  expect(january(registers).proceeds).toEqual({ shared: 701, makers: 491, materialsFund: 140, programmeFund: 70 })
  // A-1: 491 x (202/3 + 100) / 701 = 117.2 -> 117; A-2: 491 x (101/3 + 500) / 701 = 373.8 -> 374.
  expect(january(registers).earnings).toEqual([
    { participant: 'A-1', credited: 117, paid: 117, dueAtEnd: 0 },
    { participant: 'A-2', credited: 374, paid: 0, dueAtEnd: 374 },
  ])
})

test('the first fault of a row is named in the order of the rules', () => {
  const registers = agency({
    'produksi.csv': [
      '31/02/2024;;;0;C',
      '02/01/2024;;;0;C',
      '02/01/2024;;;1;C',
      '02/01/2024;;A-1;1;A',
      '02/01/2024;TAS;A-1, A-2;1;A',
      '02/01/2024;TAS;9999990101900001;1;A',
      '02/01/2024;ZZZ;A-1+A-9;1;A',
      '02/01/2024;ZZZ;A-1;1;A',
    ],
    'bahan.csv': ['02/01/2024;kain;;1.000;', '02/01/2024;kain;0;;', '02/01/2024;;5;;', '02/01/2024;kain;-5;5;'],
  })

  expect(refused(registers)).toEqual([
    'bahan:3 invalid-number',
    'bahan:4 invalid-code',
    'bahan:5 invalid-number',
    'produksi:2 invalid-date',
    'produksi:3 invalid-number',
    'produksi:4 invalid-mark',
    'produksi:5 invalid-code',
    'produksi:6 invalid-code',
    'produksi:7 invalid-code',
    'produksi:8 unknown-participant',
    'produksi:9 unknown-product',
  ])
})

test('of two rows of one code the upper one that can be read stands, whatever its date', () => {
  const registers = agency({
    'peserta.csv': [
      'A-1;;;01/02/1980;X;;;;01/01/2024;01/01/2024',
      'A-1;;;01/02/1980;L;;;;03/01/2024;02/01/2024',
      'a-1;;;01/02/1980;L;;;;01/01/2024;',
      'A-2;;;01/02/1980;L;;;;01/01/2024;01/01/2024',
    ],
  })

  expect(refused(registers)).toEqual(['peserta:2 invalid-mark', 'peserta:4 duplicate-code'])
})

test('empty rows and the totals at the end are neither taken in nor refused, and a row that is one counts', () => {
  const registers = agency({
    'produksi.csv': [
      '02/01/2024;TAS;A-1;1;A',
      ';;;;',
      '',
      'Subtotal;;;1;',
      '02/01/2024;TAS;A-1;2;A',
      'Total;;;3;',
      ';;;;',
    ],
    'pendaftaran.csv': ['02/01/2024;A-2;Daftar;', '02/01/2024;A-1;Daftar;jumlah'],
    'daftar-hadir-2024-01.csv': ['Kode;02/01/2024', 'A-1;H', 'Jumlah;1'],
  })

  expect(refused(registers)).toEqual(['produksi:5 invalid-date'])
  expect(january(registers).production).toEqual([{ sku: 'TAS', a: 3, b: 0, reject: 0 }])
  expect(january(registers).participants.new).toBe(2)
})
