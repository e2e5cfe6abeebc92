import type { AccountEvent, ConsignmentEvent, FundEvent } from '@perca/core'
import type { EventTexts } from './event-texts.js'

const source = { order: 'pesanan yang dibagi hasilnya', consignment: 'penjualan titipan', gift: 'suvenir' } as const

const payoutReversal = {
  'receipt-void': 'kuitansi batal',
  'money-returned': 'uang kembali',
  'wrong-person': 'salah penerima',
  'wrong-amount': 'salah jumlah',
} as const

const fund = { materials: 'dana bahan', programme: 'dana program' } as const

const purpose = {
  materials: 'bahan',
  equipment: 'peralatan',
  transport: 'transportasi',
  food: 'konsumsi',
  training: 'pelatihan',
  gift: 'suvenir',
  other: 'keperluan lain',
} as const

const loss = {
  'proceeds-reversed': 'bagiannya dari barang yang dikembalikan',
  'earnings-shortfall': 'bagian pembuat dari barang yang dikembalikan, yang sudah dibayarkan',
} as const

const pieces = (lines: readonly { readonly quantity: number }[]): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0)

/** Apa yang terjadi dengan uang, dalam bahasa Indonesia. */
export const moneyInIndonesian: Pick<EventTexts, (AccountEvent | ConsignmentEvent | FundEvent)['type']> = {
  EarningsCredited: ({ amount, source: { kind } }, { rupiah }) => `Memperoleh ${rupiah(amount)} dari ${source[kind]}`,
  EarningsPaid: ({ amount, receiptRef, to }, { rupiah }) =>
    to.kind === 'heir'
      ? `Ahli waris menerima ${rupiah(amount)}, kuitansi ${receiptRef}`
      : `Dibayar ${rupiah(amount)}, kuitansi ${receiptRef}`,
  EarningsReversed: ({ asked, taken }, { rupiah }) =>
    `${rupiah(taken)} dari ${rupiah(asked)} ditarik kembali karena barang dikembalikan`,
  PayoutReversed: ({ amount, reason }, { rupiah }) =>
    `Pembayaran ${rupiah(amount)} dibatalkan: ${payoutReversal[reason]}`,
  HeirRecognised: ({ part, documentRef }) =>
    `Ahli waris diakui atas ${String(part / 100).replace('.', ',')}%, dokumen ${documentRef}`,
  BalanceMoved: ({ direction, amount, undoes }, { rupiah }) =>
    `${rupiah(amount)} dipindahkan ${direction === 'in' ? 'dari' : 'ke'} rekening berkas lainnya${undoes ? ' karena penggabungan dibatalkan' : ''}`,
  FundCredited: ({ fund: name, amount }, { rupiah }) => `${rupiah(amount)} dari penjualan masuk ke ${fund[name]}`,
  FundSpent: ({ fund: name, amount, purpose: spent, receiptRef }, { rupiah }) =>
    `${rupiah(amount)} dari ${fund[name]} dikeluarkan untuk ${purpose[spent]}${receiptRef === null ? '' : `, kuitansi ${receiptRef}`}`,
  LossAbsorbed: ({ fund: name, amount, reason }, { rupiah }) =>
    `${rupiah(amount)} ditanggung ${fund[name]}: ${loss[reason]}`,
  DonationReceived: ({ fund: name, amount }, { rupiah }) => `Donasi ${rupiah(amount)} diterima untuk ${fund[name]}`,
  ConsignmentPlaced: ({ agencyCode, lines }, { number }) =>
    `${number(pieces(lines))} barang dititipjualkan di ${agencyCode}, ${lines.length} baris`,
  ConsignmentSold: ({ lines }, { number }) => `${number(pieces(lines))} barang titipan terjual`,
  ConsignmentReturned: ({ lines }, { number }) =>
    `${number(pieces(lines.flatMap(({ batches }) => batches)))} barang titipan dikembalikan`,
  ConsignmentSettled: ({ total, shares }, { rupiah }) =>
    `${rupiah(total)} setoran titip jual diterima dan dibagi kepada ${shares.length} pembuat`,
}
