import type { EventTexts } from './event-texts.js'

const dropped = {
  'agency-withdrew': 'tidak diperlukan lagi',
  'agency-budget': 'tidak ada anggaran',
  'no-capacity': 'kapasitas tidak cukup',
  'no-material': 'bahan tidak tersedia',
  'not-our-craft': 'bukan kerajinan kami',
  unstated: 'alasan tidak disebut',
} as const

const cameBack = {
  defect: 'ada cacat',
  'wrong-goods': 'salah barang',
  'not-needed': 'tidak diperlukan lagi',
  unstated: 'alasan tidak disebut',
} as const

const refunded = { 'goods-returned': 'barang dikembalikan', unstated: 'alasan tidak disebut' } as const

/** What happened to orders that did not simply go through, in Indonesian. */
export const salesInIndonesian = {
  OrderDeclined: ({ reason }) => `Pesanan ditolak: ${dropped[reason]}`,
  OrderCancelled: ({ reason }) => `Pesanan dibatalkan: ${dropped[reason]}`,
  LineClosedShort: ({ sku, closedQuantity, reason }, { number }) =>
    `${number(closedQuantity)} ${sku} tidak jadi dikirim: ${dropped[reason]}`,
  GoodsReturned: ({ lines, condition, reason }, { number }) =>
    `${lines.map(({ sku, quantity }) => `${number(quantity)} ${sku}`).join(', ')} dikembalikan, ${condition === 'damaged' ? 'rusak' : 'masih layak jual'}: ${cameBack[reason]}`,
  CreditNoteIssued: ({ amount }, { rupiah }) => `Nota kredit ${rupiah(amount)}`,
  TaxWithheld: ({ amount, slipRef }, { rupiah }) => `Pembeli memotong pajak ${rupiah(amount)}, bukti potong ${slipRef}`,
  PaymentRefunded: ({ amount, reason }, { rupiah }) => `Uang ${rupiah(amount)} dikembalikan: ${refunded[reason]}`,
  ProceedsReversed: ({ total, parts }, { rupiah }) =>
    `Bagi hasil ${rupiah(total)} ditarik kembali, ${rupiah(parts.makers)} di antaranya dari pembuat`,
} satisfies Partial<EventTexts>
