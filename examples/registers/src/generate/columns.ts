/** What a column holds. `own` kinds name a thing for the first time, others refer to it. */
export type ColumnKind =
  | 'day'
  | 'optional day'
  | 'number'
  | 'grams'
  | 'mark'
  | 'own code'
  | 'participant'
  | 'product'
  | 'agency'
  | 'order'
  | 'makers'
  | 'text'

export type Column = readonly [heading: string, kind: ColumnKind]

/** The registers' columns as an agency keeps them. Attendance is apart: its columns are its dates. */
export const columnsOf = {
  'peserta.csv': [
    ['Kode', 'own code'],
    ['Nama', 'text'],
    ['NIK', 'text'],
    ['Tanggal Lahir', 'day'],
    ['JK', 'mark'],
    ['Kelurahan', 'text'],
    ['Telepon', 'text'],
    ['Rujukan', 'text'],
    ['Tanggal Rujukan', 'day'],
    ['Tanggal Persetujuan', 'optional day'],
  ],
  'asesmen.csv': [
    ['Tanggal', 'day'],
    ['Kode', 'participant'],
    ['Hasil', 'mark'],
    ['Mampu Latihan', 'mark'],
    ['Berlaku Sampai', 'day'],
    ['Petugas', 'text'],
    ['Profesi', 'text'],
  ],
  'pendaftaran.csv': [
    ['Tanggal', 'day'],
    ['Kode', 'participant'],
    ['Kegiatan', 'mark'],
    ['Keterangan', 'text'],
  ],
  'produk.csv': [
    ['Kode Produk', 'own code'],
    ['Nama', 'text'],
    ['Kerajinan', 'text'],
    ['Harga', 'number'],
  ],
  'instansi.csv': [
    ['Kode Instansi', 'own code'],
    ['Nama', 'text'],
    ['Jenis', 'text'],
  ],
  'produksi.csv': [
    ['Tanggal', 'day'],
    ['Kode Produk', 'product'],
    ['Pembuat', 'makers'],
    ['Jumlah', 'number'],
    ['Mutu', 'mark'],
  ],
  'bahan.csv': [
    ['Tanggal', 'day'],
    ['Bahan', 'own code'],
    ['Masuk (gram)', 'grams'],
    ['Keluar (gram)', 'grams'],
    ['Sumber', 'text'],
  ],
  'pesanan.csv': [
    ['No Pesanan', 'own code'],
    ['Tanggal', 'day'],
    ['Kode Instansi', 'agency'],
    ['Kode Produk', 'product'],
    ['Jumlah', 'number'],
    ['Harga Satuan', 'number'],
  ],
  'pengiriman.csv': [
    ['No Pesanan', 'order'],
    ['No BAST', 'text'],
    ['Tanggal', 'day'],
    ['Kode Produk', 'product'],
    ['Jumlah', 'number'],
  ],
  'pembayaran.csv': [
    ['No Pesanan', 'order'],
    ['Tanggal', 'day'],
    ['Jumlah', 'number'],
    ['Cara', 'text'],
  ],
  'pembayaran-hasil.csv': [
    ['Kode', 'participant'],
    ['Tanggal', 'day'],
    ['Jumlah', 'number'],
    ['No Kuitansi', 'own code'],
  ],
} as const satisfies { readonly [file: string]: readonly Column[] }

export type RegisterFile = keyof typeof columnsOf

export const registerFiles = Object.keys(columnsOf) as readonly RegisterFile[]
