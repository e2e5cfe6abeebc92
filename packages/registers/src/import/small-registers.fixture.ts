import type { AgencyRegisters } from '@perca/example-registers'

/** Rows for registers, by the file's name without `.csv`; of an attendance register also its headings, first. */
export interface Rows {
  readonly [register: string]: readonly string[]
}

const programme = {
  programme: 'kediri',
  name: 'Pelatihan perca',
  agency: 'Dinas Contoh',
  timezone: 'Asia/Jakarta',
  startedOn: '2020-01-01',
  schedule: { rule: 'FREQ=WEEKLY;BYDAY=TU,TH', startsAt: '09:00', duration: 180, venue: 'Aula', capacity: 40 },
  holidays: [{ date: '2020-01-23', name: 'Hari libur' }],
  crafts: [{ craftId: 'jahit', name: 'Jahit' }],
  proceeds: { makersShare: 7000, materialsFund: 2000, programmeFund: 1000 },
}

const headings: Rows = {
  peserta: ['Kode;Nama;NIK;Tanggal Lahir;JK;Kelurahan;Telepon;Rujukan;Tanggal Rujukan;Tanggal Persetujuan'],
  asesmen: ['Tanggal;Kode;Hasil;Mampu Latihan;Berlaku Sampai;Petugas;Profesi'],
  pendaftaran: ['Tanggal;Kode;Kegiatan;Keterangan'],
  produk: ['Kode Produk;Nama;Kerajinan;Harga'],
  instansi: ['Kode Instansi;Nama;Jenis'],
  produksi: ['Tanggal;Kode Produk;Pembuat;Jumlah;Mutu'],
  bahan: ['Tanggal;Bahan;Masuk (gram);Keluar (gram);Sumber'],
  pesanan: ['No Pesanan;Tanggal;Kode Instansi;Kode Produk;Jumlah;Harga Satuan'],
  pengiriman: ['No Pesanan;No BAST;Tanggal;Kode Produk;Jumlah'],
  pembayaran: ['No Pesanan;Tanggal;Jumlah;Cara'],
  'pembayaran-hasil': ['Kode;Tanggal;Jumlah;No Kuitansi'],
}

/**
 * January of a small agency; sessions on Tuesdays and Thursdays, none on the 23rd. P-001 is enrolled and fit to 30 June,
 * P-002 fit but without consent. Of 10 bags PSN-1 reserved 5: 3 are delivered, 10.000 of them unpaid. PSN-2 is delivered,
 * paid and shared: P-001 got 14.000 for it, and has 10.000 still to come.
 */
const january: Rows = {
  peserta: [
    'P-001;Nama Satu;9999990101900001;01/01/1990;L;Kampung;080000000001;Puskesmas;02/01/2020;02/01/2020',
    'P-002;Nama Dua;9999994101900002;01/01/1990;P;Kampung;080000000002;Puskesmas;02/01/2020;',
  ],
  asesmen: [
    '02/01/2020;P-001;Stabil;Ya;30/06/2020;PTG-01;Perawat',
    '02/01/2020;P-002;Stabil;Ya;30/06/2020;PTG-01;Perawat',
  ],
  pendaftaran: ['02/01/2020;P-001;Daftar;'],
  produk: ['TAS;Tas perca;jahit;10.000', 'DOMPET;Dompet perca;jahit;5.000'],
  instansi: ['KEL-01;Kelurahan Satu;Kelurahan', 'KEL-02;Kelurahan Dua;Kelurahan'],
  produksi: ['07/01/2020;TAS;P-001;10;A'],
  bahan: ['07/01/2020;kain-perca;1.000;0;Donasi'],
  pesanan: ['PSN-1;08/01/2020;KEL-01;TAS;5;10.000', 'PSN-2;08/01/2020;KEL-01;TAS;2;10.000'],
  pengiriman: ['PSN-1;BAST-1;09/01/2020;TAS;3', 'PSN-2;BAST-2;09/01/2020;TAS;2'],
  pembayaran: ['PSN-1;10/01/2020;20.000;Tunai', 'PSN-2;10/01/2020;20.000;Tunai'],
  'pembayaran-hasil': ['P-001;11/01/2020;4.000;KW-1'],
}

const text = (lines: readonly string[]): string => `\uFEFF${lines.join('\r\n')}\r\n`

/** The small agency's registers, with more rows under its own. In a register of its own row 2 is the first of these. */
export const january2020 = (...more: readonly Rows[]): AgencyRegisters => {
  const registers = [headings, january, ...more]
  const names = new Set(registers.flatMap((rows) => Object.keys(rows)))
  return {
    'program.json': JSON.stringify(programme),
    ...Object.fromEntries(
      [...names].map((name) => [`${name}.csv`, text(registers.flatMap((rows) => rows[name] ?? []))]),
    ),
  }
}
