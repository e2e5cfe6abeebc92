import type { ReportTexts } from './texts.js'

/** The monthly report's texts in Indonesian. */
export const id: ReportTexts = {
  title: 'Laporan bulanan',
  programme: 'Program',
  month: 'Bulan',
  total: 'Jumlah',
  none: 'Tidak ada.',
  headings: { figure: 'Uraian', count: 'Jumlah', value: 'Nilai', rate: 'Persentase' },
  attendance: { attended: 'Datang (hadir dan terlambat)', marks: 'Semua tanda kehadiran' },
  csv: { section: 'Bagian', code: 'Kode', figure: 'Uraian', value: 'Nilai', report: 'Laporan' },
  sections: {
    sessions: { title: 'Sesi latihan', figures: { planned: 'Direncanakan', held: 'Dilaksanakan' } },
    participants: {
      title: 'Peserta',
      figures: {
        new: 'Pendaftaran baru',
        ended: 'Selesai atau keluar',
        enrolledAtEnd: 'Terdaftar pada akhir bulan',
        pausedAtEnd: 'Jeda pada akhir bulan',
        seen: 'Tercatat dalam daftar hadir',
      },
    },
    attendance: {
      title: 'Kehadiran',
      figures: {
        present: 'Hadir',
        late: 'Terlambat',
        excused: 'Izin',
        sick: 'Sakit',
        absent: 'Tanpa keterangan',
      },
    },
    production: {
      title: 'Barang yang dibuat',
      figures: { sku: 'Kode produk', a: 'Mutu A', b: 'Mutu B', reject: 'Tolak' },
    },
    orders: {
      title: 'Pesanan dan uang',
      figures: {
        placed: 'Pesanan masuk',
        placedValue: 'Nilai pesanan masuk',
        deliveredValue: 'Nilai barang dikirim',
        invoiced: 'Ditagih',
        paid: 'Diterima',
      },
    },
    stock: {
      title: 'Persediaan pada akhir bulan',
      figures: { sku: 'Kode produk', onHand: 'Di gudang', reserved: 'Sudah dipesan', backordered: 'Masih kurang' },
    },
    proceeds: {
      title: 'Pembagian hasil',
      figures: {
        shared: 'Hasil yang dibagikan',
        makers: 'Pembuat',
        materialsFund: 'Dana bahan',
        programmeFund: 'Dana program',
      },
    },
    earnings: {
      title: 'Pendapatan pembuat',
      figures: {
        participant: 'Kode peserta',
        credited: 'Hak bulan ini',
        paid: 'Dibayarkan',
        dueAtEnd: 'Belum dibayarkan',
      },
    },
    agencies: {
      title: 'Instansi yang memesan',
      figures: { code: 'Kode instansi', orders: 'Pesanan', value: 'Nilai' },
    },
  },
}
