import { type RowOf, register } from './register.js'
import { amount, amountOrNone, code, day, dayOrBlank, digits, makers, mark, personal, text } from './value.js'

const participantColumns = {
  code: code('Kode'),
  name: personal(text('Nama')),
  nik: personal(digits('NIK')),
  bornOn: personal(day('Tanggal Lahir')),
  sex: personal(mark('JK', ['L', 'P'])),
  ward: personal(text('Kelurahan')),
  phone: personal(digits('Telepon')),
  referredBy: text('Rujukan'),
  referredOn: day('Tanggal Rujukan'),
  consentedOn: dayOrBlank('Tanggal Persetujuan'),
}
/**
 * A row of peserta: who was referred, when, and the day of their consent to training (null: none given).
 * `name`, `nik`, `bornOn`, `ward` and `phone` are personal data. `sex`: L male, P female.
 */
export type ParticipantRow = RowOf<typeof participantColumns>
export const participants = register('peserta', participantColumns)

const assessmentColumns = {
  date: day('Tanggal'),
  code: code('Kode'),
  outcome: mark('Hasil', ['Stabil', 'Tidak stabil']),
  ableToTrain: mark('Mampu Latihan', ['Ya', 'Tidak']),
  validUntil: day('Berlaku Sampai'),
  assessor: text('Petugas'),
  profession: text('Profesi'),
}
/** A row of asesmen: a health finding about a participant. `validUntil` is the last day it holds. */
export type AssessmentRow = RowOf<typeof assessmentColumns>
export const assessments = register('asesmen', assessmentColumns)

const enrolmentColumns = {
  date: day('Tanggal'),
  code: code('Kode'),
  act: mark('Kegiatan', ['Daftar', 'Jeda', 'Lanjut', 'Selesai']),
  note: text('Keterangan'),
}
/** A row of pendaftaran: Daftar enrols, Jeda pauses, Lanjut resumes, Selesai ends. */
export type EnrolmentRow = RowOf<typeof enrolmentColumns>
export const enrolments = register('pendaftaran', enrolmentColumns)

const productColumns = {
  code: code('Kode Produk'),
  name: text('Nama'),
  craft: text('Kerajinan'),
  price: amount('Harga'),
}
/** A row of produk: `price` in rupiah. */
export type ProductRow = RowOf<typeof productColumns>
export const products = register('produk', productColumns)

const agencyColumns = { code: code('Kode Instansi'), name: text('Nama'), kind: text('Jenis') }
/** A row of instansi: an agency that orders. */
export type AgencyRow = RowOf<typeof agencyColumns>
export const agencies = register('instansi', agencyColumns)

const productionColumns = {
  date: day('Tanggal'),
  product: code('Kode Produk'),
  makers: makers('Pembuat'),
  quantity: amount('Jumlah'),
  grade: mark('Mutu', ['A', 'B', 'Tolak']),
}
/** A row of produksi: items made in one go. Tolak is made and rejected. */
export type ProductionRow = RowOf<typeof productionColumns>
export const production = register('produksi', productionColumns)

const materialColumns = {
  date: day('Tanggal'),
  material: code('Bahan'),
  received: amountOrNone('Masuk (gram)'),
  issued: amountOrNone('Keluar (gram)'),
  source: text('Sumber'),
}
/** A row of bahan: grams received and grams issued, one of them above 0. */
export type MaterialRow = RowOf<typeof materialColumns>
export const materials = register('bahan', materialColumns, [
  {
    columns: ['received', 'issued'],
    holds: (grams) => grams.some((amountOfOne) => amountOfOne !== 0),
    fault: {
      rule: 'invalid-number',
      heading: 'Masuk (gram)',
      message: 'Masuk (gram) or Keluar (gram) must be above 0',
    },
  },
])

const orderColumns = {
  order: code('No Pesanan'),
  date: day('Tanggal'),
  agency: code('Kode Instansi'),
  product: code('Kode Produk'),
  quantity: amount('Jumlah'),
  unitPrice: amount('Harga Satuan'),
}
/** A row of pesanan: one line of an order. `unitPrice` in rupiah an item. */
export type OrderRow = RowOf<typeof orderColumns>
export const orders = register('pesanan', orderColumns)

const deliveryColumns = {
  order: code('No Pesanan'),
  handover: text('No BAST'),
  date: day('Tanggal'),
  product: code('Kode Produk'),
  quantity: amount('Jumlah'),
}
/** A row of pengiriman: items of one product handed over. `handover` is the number of the handover paper. */
export type DeliveryRow = RowOf<typeof deliveryColumns>
export const deliveries = register('pengiriman', deliveryColumns)

const paymentColumns = {
  order: code('No Pesanan'),
  date: day('Tanggal'),
  amount: amount('Jumlah'),
  method: text('Cara'),
}
/** A row of pembayaran: rupiah received for an order. */
export type PaymentRow = RowOf<typeof paymentColumns>
export const payments = register('pembayaran', paymentColumns)

const payoutColumns = {
  code: code('Kode'),
  date: day('Tanggal'),
  amount: amount('Jumlah'),
  receipt: code('No Kuitansi'),
}
/** A row of pembayaran-hasil: rupiah paid out to a maker, and the receipt's number. */
export type PayoutRow = RowOf<typeof payoutColumns>
export const payouts = register('pembayaran-hasil', payoutColumns)
