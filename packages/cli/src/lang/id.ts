import { orList } from '../or-list.js'
import type { CliTexts } from './texts.js'

const atauList = (words: readonly string[]): string => orList(words, 'atau')

const rowsOf = (rows: readonly number[]): string =>
  rows.length > 10 ? `baris ${rows.slice(0, 10).join(', ')} dan ${rows.length - 10} lagi` : `baris ${rows.join(', ')}`

/** What `perca` says, in Indonesian. */
export const id: CliTexts = {
  interrupted: 'Dihentikan. Yang sudah dikerjakan tersimpan utuh; aman dijalankan lagi (safe to run again).',
  noStore: (store) =>
    `Belum ada penyimpanan ${store}. \`perca import <folder>\` membuatnya; --store atau PERCA_STORE memilih yang lain.`,
  noProgramme: 'Belum ada program di dalam penyimpanan. Impor dahulu: `perca import <folder>`.',
  whichProgramme: (known) => `Ada lebih dari satu program: pilih --programme ${atauList(known)}.`,
  unknownProgramme: (asked, known) =>
    `--programme ${asked}: tidak ada program bernama itu. Pilihannya ${atauList(known)}.`,
  unknownParticipant: (code) =>
    `Tidak ada peserta dengan kode ${code}. Kode peserta tertulis di peserta.csv, misalnya P-001.`,
  unknownType: (asked, near) => `--type ${asked}: tidak ada peristiwa itu. Pilihannya ${atauList(near)}.`,
  monthMissing: '--month belum ada: sebutkan bulannya, misalnya --month 2020-08.',
  reading: 'Membaca catatan',
  import: {
    working: 'Mengimpor',
    title: (programme) => `Impor ke program ${programme}`,
    register: 'Berkas',
    rows: 'Baris',
    accepted: 'Diterima',
    known: 'Sudah ada',
    refused: 'Ditolak',
    total: 'Jumlah',
    events: (count) => `${count} peristiwa dicatat.`,
    nothingNew: 'Tidak ada yang baru: semuanya sudah tercatat.',
    noneRefused: 'Tidak ada yang ditolak.',
    refusedTitle: 'Yang ditolak, dan cara memperbaikinya',
    rule: 'Aturan',
    count: 'Baris',
    advice: 'Cara memperbaiki',
    refusedTo: (folder, next) =>
      `Baris yang ditolak ada di ${folder}, beserta sebabnya di kolom Alasan. Perbaiki di sana, lalu:\n  ${next}`,
    ignored: (files) => `Tidak dibaca, karena bukan nama register: ${files.join(', ')}.`,
    totalRow: (file, row) => `${file}, baris ${row} adalah baris jumlah dan tidak diambil.`,
    doubts: {
      'digits-lost': (file, heading, rows) =>
        `${file}, ${heading}: angka tersimpan sebagai bilangan dan mungkin ada digit yang hilang. Cocokkan dengan berkas asli: ${rowsOf(rows)}.`,
      'formula-without-value': (file, heading, rows) =>
        `${file}, ${heading}: rumus belum dihitung dan terbaca kosong. Buka dan simpan lagi buku kerjanya: ${rowsOf(rows)}.`,
    },
    unsettled: (policy, message) => `Akibat dari baris-baris ini belum semuanya tercatat (${policy}): ${message}`,
  },
  rules: {
    'invalid-date': 'Tanggal tidak terbaca: tulis seperti 31/12/2020.',
    'invalid-number': 'Angka tidak terbaca, atau tidak lebih dari nol: tulis bilangan bulat, misalnya 1.234.567.',
    'invalid-mark': 'Tanda atau kata bukan salah satu pilihan: lihat kolom Alasan.',
    'invalid-code': 'Kode kosong atau berisi NIK: tulis kode peserta atau produk yang benar.',
    'unknown-participant': 'Tidak ada peserta berkode ini: perbaiki kodenya, atau tambahkan orangnya di peserta.csv.',
    'unknown-product': 'Tidak ada produk berkode ini: perbaiki kodenya, atau tambahkan di produk.csv.',
    'unknown-agency': 'Tidak ada instansi berkode ini: perbaiki kodenya, atau tambahkan di instansi.csv.',
    'unknown-order': 'Tidak ada pesanan itu pada hari tersebut: perbaiki nomor atau tanggalnya.',
    'duplicate-code': 'Kode ini sudah dipakai: beri kode lain pada baris kedua.',
    'duplicate-order': 'Nomor pesanan sudah dipakai dengan tanggal atau instansi lain: beri nomor lain.',
    'duplicate-line': 'Produk sudah ada dalam pesanan ini: gabungkan jumlahnya dalam satu baris.',
    'duplicate-receipt': 'Nomor kuitansi sudah dipakai: perbaiki nomornya.',
    holiday: 'Hari itu libur: perbaiki tanggal kolomnya.',
    'not-scheduled': 'Tidak ada jadwal sesi pada hari itu: perbaiki tanggal kolomnya.',
    'not-enrolled': 'Peserta belum terdaftar pada hari itu: perbaiki tanggalnya, atau daftarkan dahulu.',
    'enrolment-ended': 'Peserta sudah selesai pada hari itu: perbaiki tanggalnya, atau daftarkan kembali.',
    'assessment-missing': 'Belum ada asesmen yang berlaku pada hari itu: tambahkan di asesmen.csv.',
    'assessment-unstable': 'Asesmen menyatakan tidak stabil atau belum mampu berlatih: perlu asesmen baru.',
    'assessment-expired': 'Masa berlaku asesmen sudah habis pada hari itu: perlu asesmen baru.',
    'enrolment-paused': 'Peserta sedang jeda pada hari itu: catat Lanjut dahulu, atau perbaiki tanggalnya.',
    'not-paused': 'Peserta tidak sedang jeda, jadi tidak dapat Lanjut: perbaiki tanggalnya, atau hapus barisnya.',
    'already-recorded': 'Sudah ada tanda untuk sesi ini: hapus tanda yang kedua.',
    'already-enrolled': 'Peserta sudah terdaftar: hapus barisnya.',
    'consent-missing': 'Belum ada persetujuan pada hari itu: isi tanggalnya di peserta.csv.',
    'over-delivery': 'Yang dikirim melebihi sisa pesanan: perbaiki jumlahnya.',
    'insufficient-stock': 'Yang dikirim melebihi barang yang disisihkan: catat produksinya dahulu.',
    'over-payment':
      'Pembayaran melebihi tagihan yang belum dibayar: perbaiki nilainya, atau catat pengirimannya dahulu.',
    'over-payout': 'Pembayaran melebihi hak pembuat: perbaiki nilainya.',
  },
  otherRule: 'Lihat kolom Alasan pada baris yang ditolak.',
  event: {
    position: 'Nomor',
    day: 'Tanggal',
    recorded: 'Dicatat',
    stream: 'Aliran',
    type: 'Peristiwa',
    what: 'Yang terjadi',
    revision: 'Revisi',
    actor: 'Pelaku',
    role: 'Peran',
    causedBy: 'Akibat dari',
    data: 'Data',
  },
  roles: {
    coordinator: 'koordinator',
    registrar: 'petugas register',
    assessor: 'penilai',
    facilitator: 'fasilitator',
    storekeeper: 'petugas gudang',
    treasurer: 'bendahara',
    policy: 'otomatis',
  },
  history: (code, count) => `${code}: ${count} peristiwa, dari yang terlama`,
  noEvents: 'Tidak ada peristiwa.',
  store: {
    store: 'Penyimpanan',
    events: 'Peristiwa',
    streams: 'Aliran',
    head: 'Nomor terakhir',
    schema: 'Skema',
    none: 'tidak ada',
  },
  reports: { name: 'Laporan', tells: 'Isinya', monthly: 'Satu bulan program: `--month 2020-08`' },
  catalogue: {
    event: 'Peristiwa',
    version: 'Versi',
    field: 'Isian',
    type: 'Jenis',
    marks: 'Tanda',
    command: 'Perintah',
    roles: 'Peran',
    optional: 'boleh kosong',
    personal: 'pribadi',
    health: 'kesehatan',
  },
}
