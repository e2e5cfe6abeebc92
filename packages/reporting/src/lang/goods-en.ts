import type { EventTexts } from './event-texts.js'

const grade = { A: 'grade A', B: 'grade B', reject: 'rejects' } as const

const source = { opening: 'opening stock', donated: 'donated', transferred: 'from another place' } as const

/** A code, as words. */
const words = (code: string): string => code.replaceAll('-', ' ')

const piecesIn = (batches: readonly { readonly quantity: number }[]): number =>
  batches.reduce((sum, { quantity }) => sum + quantity, 0)

type Facts = { readonly quantity: number; readonly grade: keyof typeof grade } | null

const facts = (of: Facts, number: (value: number) => string): string =>
  of === null ? 'none' : `${number(of.quantity)}, ${grade[of.grade]}`

/** What happened to stock, materials, products and buyers beyond making and selling, in English. */
export const goodsInEnglish = {
  StockReceived: (data, { number }) =>
    `${number(data.quantity)} ${data.sku} received into stock, ${grade[data.grade]}: ${source[data.source]}`,
  ItemsMadeCorrected: ({ sku, was, now, reason }, { number }) =>
    `A batch of ${sku} corrected (${words(reason)}): was ${facts(was, number)}; is ${facts(now, number)}`,
  ReservationReleased: ({ sku, batches, reason }, { number }) =>
    `${number(piecesIn(batches))} ${sku} no longer reserved: ${words(reason)}`,
  StockReturned: (data, { number }) =>
    `${number(piecesIn(data.batches))} ${data.sku} came back from ${data.source === 'order' ? 'a buyer' : 'consignment'}, ${data.condition}`,
  StockWrittenOff: ({ sku, batches, reason }, { number }) =>
    `${number(piecesIn(batches))} ${sku} written off: ${reason === 'counted' ? 'missing at a count' : reason}`,
  StockCounted: ({ sku, counted, expected }, { number }) =>
    `${number(counted)} ${sku} counted, ${number(expected)} expected`,
  GoodsGiven: ({ sku, batches }, { number }) => `${number(piecesIn(batches))} ${sku} given away`,
  StockConsigned: ({ sku, batches }, { number }) => `${number(piecesIn(batches))} ${sku} left on consignment`,
  ProductRetired: ({ sku, reason }) => `Product ${sku} left the catalogue: ${words(reason)}`,
  AgencyPartnershipEnded: ({ code, reason }) => `Partnership with agency ${code} ended: ${words(reason)}`,
  MaterialCounted: ({ materialId, counted, expected }, { number }) =>
    `${number(counted)} g of ${materialId} counted, ${number(expected)} g expected`,
} satisfies Partial<EventTexts>
