import type { EventTexts } from './event-texts.js'

const grade = { A: 'mutu A', B: 'mutu B', reject: 'afkir' } as const

const source = { opening: 'stok awal', donated: 'sumbangan', transferred: 'pindahan dari tempat lain' } as const

const mistake = {
  miscounted: 'salah hitung',
  'wrong-grade': 'salah mutu',
  'wrong-makers': 'salah pembuat',
  'entered-twice': 'tercatat dua kali',
} as const

const release = { 'order-cancelled': 'pesanan dibatalkan', 'line-closed-short': 'sisa baris tidak dipenuhi' } as const

const writeOff = {
  damaged: 'rusak',
  lost: 'hilang',
  stolen: 'dicuri',
  spoiled: 'tidak layak lagi',
  counted: 'kurang saat stok opname',
} as const

const retirement = {
  unsold: 'tidak laku',
  'craft-ended': 'kerajinannya tidak diajarkan lagi',
  replaced: 'diganti produk lain',
  unsafe: 'tidak aman',
  'agency-decision': 'keputusan dinas',
} as const

const parting = {
  dissolved: 'instansi dibubarkan',
  merged: 'instansi digabung',
  'their-wish': 'atas keinginan instansi',
  'our-wish': 'atas keinginan program',
} as const

const piecesIn = (batches: readonly { readonly quantity: number }[]): number =>
  batches.reduce((sum, { quantity }) => sum + quantity, 0)

type Facts = { readonly quantity: number; readonly grade: keyof typeof grade } | null

const facts = (of: Facts, number: (value: number) => string): string =>
  of === null ? 'tidak ada' : `${number(of.quantity)}, ${grade[of.grade]}`

/** What happened to stock, materials, products and buyers beyond making and selling, in Indonesian. */
export const goodsInIndonesian = {
  StockReceived: (data, { number }) =>
    `${number(data.quantity)} ${data.sku} masuk stok, ${grade[data.grade]}: ${source[data.source]}`,
  ItemsMadeCorrected: ({ sku, was, now, reason }, { number }) =>
    `Hasil produksi ${sku} dikoreksi (${mistake[reason]}): semula ${facts(was, number)}; seharusnya ${facts(now, number)}`,
  ReservationReleased: ({ sku, batches, reason }, { number }) =>
    `${number(piecesIn(batches))} ${sku} batal disisihkan: ${release[reason]}`,
  StockReturned: (data, { number }) =>
    `${number(piecesIn(data.batches))} ${data.sku} kembali dari ${data.source === 'order' ? 'pembeli' : 'titip jual'}, ${data.condition === 'damaged' ? 'rusak' : 'masih layak jual'}`,
  StockWrittenOff: ({ sku, batches, reason }, { number }) =>
    `${number(piecesIn(batches))} ${sku} dihapus dari stok: ${writeOff[reason]}`,
  StockCounted: ({ sku, counted, expected }, { number }) =>
    `Stok opname ${sku}: ${number(counted)} dihitung, ${number(expected)} seharusnya`,
  GoodsGiven: ({ sku, batches }, { number }) => `${number(piecesIn(batches))} ${sku} diberikan sebagai hadiah`,
  StockConsigned: ({ sku, batches }, { number }) => `${number(piecesIn(batches))} ${sku} keluar untuk titip jual`,
  ProductRetired: ({ sku, reason }) => `Produk ${sku} keluar dari katalog: ${retirement[reason]}`,
  AgencyPartnershipEnded: ({ code, reason }) => `Kerja sama dengan instansi ${code} berakhir: ${parting[reason]}`,
  MaterialCounted: ({ materialId, counted, expected }, { number }) =>
    `Stok opname ${materialId}: ${number(counted)} g ditimbang, ${number(expected)} g seharusnya`,
} satisfies Partial<EventTexts>
