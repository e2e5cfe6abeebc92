import type { EventTexts } from './event-texts.js'

const dropped = {
  'agency-withdrew': 'no longer needed',
  'agency-budget': 'no budget',
  'no-capacity': 'no capacity',
  'no-material': 'no material',
  'not-our-craft': 'not one of our crafts',
  unstated: 'reason not stated',
} as const

const cameBack = {
  defect: 'a defect',
  'wrong-goods': 'the wrong goods',
  'not-needed': 'no longer needed',
  unstated: 'reason not stated',
} as const

const refunded = { 'goods-returned': 'goods came back', unstated: 'reason not stated' } as const

/** What happened to orders that did not simply go through, in English. */
export const salesInEnglish = {
  OrderDeclined: ({ reason }) => `Order declined: ${dropped[reason]}`,
  OrderCancelled: ({ reason }) => `Order cancelled: ${dropped[reason]}`,
  LineClosedShort: ({ sku, closedQuantity, reason }, { number }) =>
    `${number(closedQuantity)} ${sku} not to be delivered any more: ${dropped[reason]}`,
  GoodsReturned: ({ lines, condition, reason }, { number }) =>
    `${lines.map(({ sku, quantity }) => `${number(quantity)} ${sku}`).join(', ')} came back, ${condition}: ${cameBack[reason]}`,
  CreditNoteIssued: ({ amount }, { rupiah }) => `Credit note of ${rupiah(amount)}`,
  TaxWithheld: ({ amount, slipRef }, { rupiah }) => `The buyer kept ${rupiah(amount)} of tax back, slip ${slipRef}`,
  PaymentRefunded: ({ amount, reason }, { rupiah }) => `Gave ${rupiah(amount)} back: ${refunded[reason]}`,
  ProceedsReversed: ({ total, parts }, { rupiah }) =>
    `${rupiah(total)} of what was shared taken back, ${rupiah(parts.makers)} of it from makers`,
} satisfies Partial<EventTexts>
