import { expect, test } from 'vitest'
import { emptyMonth, kediriAugust } from './reports.arbitrary.js'
import { monthlyReportTable } from './table.js'

const plain = { colour: false, width: 100 }

/** The lines of a section: those after its title, up to the next blank line, without the frame. */
const section = (text: string, title: string): string[] => {
  const lines = text.split('\n')
  const from = lines.indexOf(title)
  expect(from, `a section "${title}"`).toBeGreaterThan(0)
  const to = lines.indexOf('', from)
  return lines
    .slice(from + 1, to === -1 ? undefined : to)
    .filter((line) => line.startsWith('│'))
    .map((line) =>
      line
        .slice(1, -1)
        .split('│')
        .map((cell) => cell.trim())
        .join(' | '),
    )
}

test('August 2020 of Kediri in Indonesian', () => {
  const text = monthlyReportTable(kediriAugust, 'id', plain)
  expect(text.split('\n').slice(0, 2)).toEqual(['Laporan bulanan Agustus 2020', 'Program kediri'])
  expect(section(text, 'Sesi latihan')).toEqual([
    'Uraian | Jumlah | Persentase',
    'Direncanakan | 7 | ',
    'Dilaksanakan | 7 | 100,0% (n = 7)',
  ])
  expect(section(text, 'Peserta')).toEqual([
    'Uraian | Jumlah',
    'Pendaftaran baru | 0',
    'Selesai atau keluar | 0',
    'Terdaftar pada akhir bulan | 19',
    'Jeda pada akhir bulan | 4',
    'Tercatat dalam daftar hadir | 20',
  ])
  expect(section(text, 'Kehadiran')).toEqual([
    'Uraian | Jumlah | Persentase',
    'Hadir | 96 | 71,1% (n = 135)',
    'Terlambat | 5 | 3,7% (n = 135)',
    'Izin | 12 | 8,9% (n = 135)',
    'Sakit | 11 | 8,1% (n = 135)',
    'Tanpa keterangan | 11 | 8,1% (n = 135)',
    'Datang (hadir dan terlambat) | 101 | 74,8% (n = 135)',
    'Semua tanda kehadiran | 135 | ',
  ])
  expect(section(text, 'Pesanan dan uang')).toEqual([
    'Uraian | Nilai',
    'Pesanan masuk | 7',
    'Nilai pesanan masuk | Rp980.002',
    'Nilai barang dikirim | Rp2.460.002',
    'Ditagih | Rp2.460.002',
    'Diterima | Rp2.960.014',
  ])
  expect(section(text, 'Pembagian hasil')).toEqual([
    'Uraian | Nilai',
    'Pembuat | Rp2.072.010',
    'Dana bahan | Rp592.002',
    'Dana program | Rp296.002',
    'Hasil yang dibagikan | Rp2.960.014',
  ])
  const earnings = section(text, 'Pendapatan pembuat')
  expect(earnings[0]).toBe('Kode peserta | Hak bulan ini | Dibayarkan | Belum dibayarkan')
  expect(earnings).toContain('P-011 | Rp42.000 | Rp0 | Rp122.500')
  expect(earnings.at(-1)).toBe('Jumlah | Rp2.072.010 | Rp2.284.987 | Rp262.501')
  expect(earnings).toHaveLength(24)
})

test('August 2020 of Kediri in English', () => {
  const text = monthlyReportTable(kediriAugust, 'en', plain)
  expect(text.split('\n').slice(0, 2)).toEqual(['Monthly report August 2020', 'Programme kediri'])
  expect(section(text, 'Items made')).toEqual([
    'Product | Grade A | Grade B | Rejected | Total',
    'KPR-BRS | 10 | 0 | 0 | 10',
    'KPR-KST | 33 | 5 | 0 | 38',
    'KPR-SRB | 12 | 3 | 3 | 18',
    'KPR-TAP | 14 | 1 | 0 | 15',
    'KPR-TAS | 18 | 1 | 6 | 25',
    'KPR-TSU | 7 | 0 | 4 | 11',
    'Total | 94 | 10 | 13 | 117',
  ])
  expect(section(text, 'Stock at the end of the month')).toEqual([
    'Product | On hand | Reserved | Backordered',
    'KPR-BRS | 56 | 0 | 0',
    'KPR-KST | 29 | 0 | 0',
    'KPR-SRB | 23 | 10 | 0',
    'KPR-TAP | 47 | 0 | 0',
    'KPR-TAS | 4 | 3 | 0',
    'KPR-TSU | 0 | 0 | 24',
    'Total | 159 | 13 | 24',
  ])
  expect(section(text, 'Agencies that ordered')).toEqual([
    'Agency | Orders | Value',
    'KEL-03 | 1 | Rp120,002',
    'KEL-05 | 1 | Rp50,000',
    'KEL-14 | 1 | Rp140,000',
    'KEL-17 | 1 | Rp210,000',
    'OPD-DIN-SOS | 1 | Rp110,000',
    'OPD-DISDIK | 1 | Rp140,000',
    'UMUM-01 | 1 | Rp210,000',
    'Total | 7 | Rp980,002',
  ])
})

test('a month in which nothing happened has blank rates and says that there is nothing', () => {
  const text = monthlyReportTable(emptyMonth, 'en', plain)
  expect(section(text, 'Training sessions')).toEqual(['Figure | Number | Rate', 'Planned | 0 | ', 'Held | 0 | '])
  expect(section(text, 'Attendance').filter((line) => line.includes('%'))).toEqual([])
  expect(text).toContain("Makers' earnings\nNone.")
  expect(monthlyReportTable(emptyMonth, 'id', plain)).toContain('Barang yang dibuat\nTidak ada.')
})

test('titles are bold where colours are allowed, and only there', () => {
  expect(monthlyReportTable(emptyMonth, 'en', { colour: true, width: 100 })).toContain(
    '\u001b[1mMonthly report January 2020\u001b[22m',
  )
  expect(monthlyReportTable(kediriAugust, 'id', plain)).not.toContain('\u001b')
})

test('the report keeps to the width of the terminal', () => {
  for (const line of monthlyReportTable(kediriAugust, 'id', { colour: false, width: 48 }).split('\n')) {
    expect(line.length).toBeLessThanOrEqual(48)
  }
})
