import type { AccountEvent, ConsignmentEvent, FundEvent } from '@perca/core'
import type { EventTexts } from './event-texts.js'

const source = { order: 'a shared order', consignment: 'goods sold on consignment', gift: 'a gift' } as const

const payoutReversal = {
  'receipt-void': 'receipt void',
  'money-returned': 'money returned',
  'wrong-person': 'paid to the wrong person',
  'wrong-amount': 'wrong amount',
} as const

const fund = { materials: 'materials fund', programme: 'programme fund' } as const

const purpose = {
  materials: 'materials',
  equipment: 'equipment',
  transport: 'transport',
  food: 'food',
  training: 'training',
  gift: 'a gift',
  other: 'other things',
} as const

const loss = {
  'proceeds-reversed': 'its part of returned goods',
  'earnings-shortfall': 'what a maker was paid already of returned goods',
} as const

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

const pieces = (lines: readonly { readonly quantity: number }[]): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0)

/** What happened to money, in English: accounts, funds, consignments. */
export const moneyInEnglish: Pick<EventTexts, (AccountEvent | ConsignmentEvent | FundEvent)['type']> = {
  EarningsCredited: ({ amount, source: { kind } }, { rupiah }) => `Earned ${rupiah(amount)} from ${source[kind]}`,
  EarningsPaid: ({ amount, receiptRef, to }, { rupiah }) =>
    to.kind === 'heir'
      ? `An heir was paid ${rupiah(amount)}, receipt ${receiptRef}`
      : `Was paid ${rupiah(amount)}, receipt ${receiptRef}`,
  EarningsReversed: ({ asked, taken }, { rupiah }) =>
    `${rupiah(taken)} of ${rupiah(asked)} taken back for returned goods`,
  PayoutReversed: ({ amount, reason }, { rupiah }) => `Payout of ${rupiah(amount)} reversed: ${payoutReversal[reason]}`,
  HeirRecognised: ({ part, documentRef }) => `An heir recognised for ${part / 100}%, document ${documentRef}`,
  BalanceMoved: ({ direction, amount, undoes }, { rupiah }) =>
    `${rupiah(amount)} moved ${direction === 'in' ? 'from' : 'to'} the account of their other file${undoes ? ', as the merge was undone' : ''}`,
  FundCredited: ({ fund: name, amount }, { rupiah }) => `${rupiah(amount)} of a sale to the ${fund[name]}`,
  FundSpent: ({ fund: name, amount, purpose: spent, receiptRef }, { rupiah }) =>
    `${rupiah(amount)} of the ${fund[name]} spent on ${purpose[spent]}${receiptRef === null ? '' : `, receipt ${receiptRef}`}`,
  LossAbsorbed: ({ fund: name, amount, reason }, { rupiah }) =>
    `The ${fund[name]} bore ${rupiah(amount)}: ${loss[reason]}`,
  DonationReceived: ({ fund: name, amount }, { rupiah }) => `${rupiah(amount)} donated to the ${fund[name]}`,
  ConsignmentPlaced: ({ agencyCode, lines }, { number }) =>
    `${number(pieces(lines))} items handed to ${agencyCode} on consignment, ${counted(lines.length, 'line')}`,
  ConsignmentSold: ({ lines }, { number }) => `${number(pieces(lines))} consigned items sold`,
  ConsignmentReturned: ({ lines }, { number }) =>
    `${number(pieces(lines.flatMap(({ batches }) => batches)))} consigned items came back`,
  ConsignmentSettled: ({ total, shares }, { rupiah }) =>
    `${rupiah(total)} settled for consigned goods, shared with ${counted(shares.length, 'maker')}`,
}
