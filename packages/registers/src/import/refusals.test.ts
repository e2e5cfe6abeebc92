import type { RefusalName } from '@perca/example-registers'
import { expect, test } from 'vitest'
import { domainOn, importFiles, refusalsOf } from './agency.fixture.js'
import { january2020, type Rows } from './small-registers.fixture.js'

/** A row that must be refused, and one just beside it that must be taken. */
interface Pair {
  /** What stands in the registers besides, and is taken. */
  readonly given?: Rows
  readonly refused: Rows
  readonly taken: Rows
}

const peserta = (row: string): Rows => ({ peserta: [row] })
const asesmen = (row: string): Rows => ({ asesmen: [row] })
const pendaftaran = (row: string): Rows => ({ pendaftaran: [row] })
const produksi = (row: string): Rows => ({ produksi: [row] })
const bahan = (row: string): Rows => ({ bahan: [row] })
const pesanan = (row: string): Rows => ({ pesanan: [row] })
const pengiriman = (row: string): Rows => ({ pengiriman: [row] })
const pembayaran = (row: string): Rows => ({ pembayaran: [row] })
const payout = (row: string): Rows => ({ 'pembayaran-hasil': [row] })
/** An attendance register of one session. */
const marks = (day: string, ...rows: readonly string[]): Rows => ({
  [`daftar-hadir-2020-${day.slice(3, 5)}`]: [`Kode;${day}`, ...rows],
})
/** One more row in the attendance register of the 21st. */
const mark = (row: string): Rows => ({ 'daftar-hadir-2020-01': [row] })
/** P-003, who consents on the 6th, and is not assessed yet. */
const newcomer = 'P-003;Nama Tiga;9999990101900003;01/01/1990;L;Kampung;080000000003;Keluarga;06/01/2020;06/01/2020'

const pairs: { readonly [Rule in RefusalName]: readonly [Pair, ...Pair[]] } = {
  'invalid-date': [
    { refused: produksi('31/01/2020/;TAS;P-001;1;A'), taken: produksi('31/01/2020;TAS;P-001;1;A') },
    {
      refused: asesmen('29/02/2021;P-001;Stabil;Ya;30/06/2021;;'),
      taken: asesmen('28/02/2021;P-001;Stabil;Ya;30/06/2021;;'),
    },
    { refused: marks('32/01/2020', 'P-001;H'), taken: marks('30/01/2020', 'P-001;H') },
  ],
  'invalid-number': [
    { refused: produksi('14/01/2020;TAS;P-001;0;A'), taken: produksi('14/01/2020;TAS;P-001;1;A') },
    { refused: pembayaran('PSN-1;11/01/2020;1,5;Tunai'), taken: pembayaran('PSN-1;11/01/2020;1.500;Tunai') },
    { refused: bahan('14/01/2020;kain-perca;0;;'), taken: bahan('14/01/2020;kain-perca;;1;') },
  ],
  'invalid-mark': [
    { refused: marks('21/01/2020', 'P-001;X'), taken: marks('21/01/2020', 'P-001;h') },
    { refused: produksi('14/01/2020;TAS;P-001;1;C'), taken: produksi('14/01/2020;TAS;P-001;1;tolak') },
  ],
  'invalid-code': [
    { refused: produksi('14/01/2020;TAS;P-001*0;1;A'), taken: produksi('14/01/2020;TAS;P-001*2+P-002;1;A') },
    {
      refused: peserta(newcomer.replace('P-003', '9999990101900003')),
      taken: peserta(newcomer.replace('P-003', '999999010190000')),
    },
  ],
  'unknown-participant': [
    {
      refused: asesmen('14/01/2020;P-009;Stabil;Ya;30/06/2020;;'),
      taken: asesmen('14/01/2020;p-002;Stabil;Ya;30/06/2020;;'),
    },
    { refused: produksi('14/01/2020;TAS;P-001+P-009;1;A'), taken: produksi('14/01/2020;TAS;P-001+p-002;1;A') },
    { refused: marks('23/01/2020', 'P-009;H'), taken: marks('21/01/2020', 'p-001;H') },
  ],
  'unknown-product': [
    { refused: produksi('14/01/2020;TOPI;P-001;1;A'), taken: produksi('14/01/2020;tas;P-001;1;A') },
    { refused: pengiriman('PSN-1;;10/01/2020;TOPI;1'), taken: pengiriman('PSN-1;;10/01/2020;tas;1') },
  ],
  'unknown-agency': [
    {
      refused: pesanan('PSN-3;14/01/2020;KEL-09;TAS;1;10.000'),
      taken: pesanan('PSN-3;14/01/2020;kel-02;TAS;1;10.000'),
    },
  ],
  'unknown-order': [
    { refused: pengiriman('PSN-1;;07/01/2020;TAS;1'), taken: pengiriman('PSN-1;;08/01/2020;TAS;1') },
    { refused: pembayaran('PSN-11;11/01/2020;1.000;Tunai'), taken: pembayaran('psn-1;11/01/2020;1.000;Tunai') },
  ],
  'duplicate-code': [
    { refused: peserta(newcomer.replace('P-003', 'p-001')), taken: peserta(newcomer) },
    { refused: { produk: ['tas;Tas lain;jahit;9.000'] }, taken: { produk: ['TAS-2;Tas lain;jahit;9.000'] } },
    {
      refused: { instansi: ['KEL-01;Kelurahan Satu;Kelurahan'] },
      taken: { instansi: ['KEL-03;Kelurahan Satu;Kelurahan'] },
    },
  ],
  'duplicate-order': [
    {
      refused: pesanan('PSN-1;09/01/2020;KEL-01;DOMPET;1;5.000'),
      taken: pesanan('PSN-1;08/01/2020;KEL-01;DOMPET;1;5.000'),
    },
    {
      refused: pesanan('PSN-1;08/01/2020;KEL-02;DOMPET;1;5.000'),
      taken: pesanan('PSN-3;08/01/2020;KEL-02;DOMPET;1;5.000'),
    },
  ],
  'duplicate-line': [
    {
      refused: pesanan('PSN-1;08/01/2020;KEL-01;tas;1;9.000'),
      taken: pesanan('PSN-1;08/01/2020;KEL-01;DOMPET;1;9.000'),
    },
  ],
  'duplicate-receipt': [
    { refused: payout('P-001;12/01/2020;1.000;kw-1'), taken: payout('P-001;12/01/2020;1.000;KW-2') },
  ],
  holiday: [{ refused: marks('23/01/2020', 'P-001;H'), taken: marks('21/01/2020', 'P-001;H') }],
  'not-scheduled': [{ refused: marks('22/01/2020', 'P-001;A'), taken: marks('21/01/2020', 'P-001;A') }],
  'not-enrolled': [
    {
      given: {
        peserta: [newcomer],
        asesmen: ['09/01/2020;P-003;Stabil;Ya;30/06/2020;;'],
        pendaftaran: ['09/01/2020;P-003;Daftar;'],
      },
      refused: marks('07/01/2020', 'P-003;H'),
      taken: marks('09/01/2020', 'P-003;H'),
    },
    { refused: pendaftaran('14/01/2020;P-002;Selesai;'), taken: pendaftaran('14/01/2020;P-001;Selesai;') },
  ],
  'enrolment-ended': [
    {
      given: pendaftaran('16/01/2020;P-001;Selesai;Lulus'),
      refused: marks('16/01/2020', 'P-001;H'),
      taken: marks('14/01/2020', 'P-001;H'),
    },
    {
      given: pendaftaran('16/01/2020;P-001;Selesai;Lulus'),
      refused: pendaftaran('16/01/2020;P-001;Jeda;'),
      taken: pendaftaran('15/01/2020;P-001;Jeda;'),
    },
  ],
  'assessment-missing': [
    {
      given: { peserta: [newcomer], asesmen: ['10/01/2020;P-003;Stabil;Ya;30/06/2020;;'] },
      refused: pendaftaran('09/01/2020;P-003;Daftar;'),
      taken: pendaftaran('10/01/2020;P-003;Daftar;'),
    },
  ],
  'assessment-unstable': [
    {
      given: asesmen('16/01/2020;P-001;Stabil;Tidak;30/06/2020;;'),
      refused: marks('16/01/2020', 'P-001;H'),
      taken: marks('14/01/2020', 'P-001;H'),
    },
    {
      given: { asesmen: ['14/01/2020;P-001;Tidak stabil;Ya;30/06/2020;;', '16/01/2020;P-001;Stabil;Ya;30/06/2020;;'] },
      refused: pendaftaran('15/01/2020;P-001;Lanjut;'),
      taken: pendaftaran('16/01/2020;P-001;Lanjut;'),
    },
  ],
  'assessment-expired': [
    { refused: marks('02/07/2020', 'P-001;T'), taken: marks('30/06/2020', 'P-001;T') },
    { refused: marks('02/07/2020', 'P-001;T'), taken: marks('02/07/2020', 'P-001;S') },
  ],
  'enrolment-paused': [
    {
      given: pendaftaran('16/01/2020;P-001;Jeda;Sakit'),
      refused: marks('16/01/2020', 'P-001;S'),
      taken: marks('14/01/2020', 'P-001;S'),
    },
    {
      given: asesmen('16/01/2020;P-001;Tidak stabil;Ya;30/06/2020;;'),
      refused: pendaftaran('16/01/2020;P-001;Jeda;'),
      taken: pendaftaran('15/01/2020;P-001;Jeda;'),
    },
  ],
  'already-recorded': [
    {
      given: {
        peserta: [newcomer],
        asesmen: ['09/01/2020;P-003;Stabil;Ya;30/06/2020;;'],
        pendaftaran: ['09/01/2020;P-003;Daftar;'],
        ...marks('21/01/2020', 'P-001;H'),
      },
      refused: mark('p-001;A'),
      taken: mark('P-003;A'),
    },
  ],
  'consent-missing': [
    { refused: pendaftaran('14/01/2020;P-002;Daftar;'), taken: pendaftaran('14/01/2020;P-001;Selesai;') },
    {
      given: { peserta: [newcomer], asesmen: ['03/01/2020;P-003;Stabil;Ya;30/06/2020;;'] },
      refused: pendaftaran('05/01/2020;P-003;Daftar;'),
      taken: pendaftaran('06/01/2020;P-003;Daftar;'),
    },
  ],
  'already-enrolled': [
    {
      given: pendaftaran('16/01/2020;P-001;Selesai;'),
      refused: pendaftaran('15/01/2020;P-001;Daftar;'),
      taken: pendaftaran('16/01/2020;P-001;Daftar;'),
    },
    {
      given: pendaftaran('16/01/2020;P-001;Jeda;'),
      refused: pendaftaran('17/01/2020;P-001;Daftar;'),
      taken: pendaftaran('17/01/2020;P-001;Lanjut;'),
    },
  ],
  'not-paused': [
    {
      given: pendaftaran('16/01/2020;P-001;Jeda;'),
      refused: pendaftaran('15/01/2020;P-001;Lanjut;'),
      taken: pendaftaran('16/01/2020;P-001;Lanjut;'),
    },
  ],
  'over-delivery': [
    { refused: pengiriman('PSN-1;;10/01/2020;TAS;3'), taken: pengiriman('PSN-1;;10/01/2020;TAS;2') },
    { refused: pengiriman('PSN-1;;10/01/2020;DOMPET;1'), taken: pengiriman('PSN-1;;10/01/2020;TAS;1') },
  ],
  'insufficient-stock': [
    {
      given: pesanan('PSN-3;14/01/2020;KEL-01;TAS;5;10.000'),
      refused: pengiriman('PSN-3;;14/01/2020;TAS;4'),
      taken: pengiriman('PSN-3;;14/01/2020;TAS;3'),
    },
  ],
  'over-payment': [
    { refused: pembayaran('PSN-1;11/01/2020;10.001;Tunai'), taken: pembayaran('PSN-1;11/01/2020;10.000;Tunai') },
  ],
  'over-payout': [
    { refused: payout('P-001;12/01/2020;10.001;KW-2'), taken: payout('P-001;12/01/2020;10.000;KW-2') },
    { refused: payout('P-001;09/01/2020;1;KW-2'), taken: payout('P-001;10/01/2020;1;KW-2') },
  ],
}

const cases = Object.entries(pairs).flatMap(([rule, all]) => all.map((pair, index) => [rule, index + 1, pair] as const))

/** What is refused of January with these rows: file, row and rule. */
const refusedOf = async (...rows: readonly Rows[]) =>
  refusalsOf(await importFiles(domainOn(), january2020(...rows))).map(({ file, rule }) => ({ file, rule }))

test('the registers beside which the rows stand are taken as they are', async () => {
  expect(await refusedOf()).toEqual([])
})

test.each(cases)('%s %i: the row is refused by that name, the one beside it is taken', async (rule, _, pair) => {
  const { given = {}, refused, taken } = pair
  const [register] = Object.keys(refused)
  expect(await refusedOf(given, refused)).toEqual([{ file: `${register}.csv`, rule }])
  expect(await refusedOf(given, taken)).toEqual([])
})
