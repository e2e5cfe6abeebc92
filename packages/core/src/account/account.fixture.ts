import type { Day } from '@perca/eventsourcing'
import { august } from '../testing/day.fixture.js'
import type { CreditEarnings, ReverseEarnings } from './earning.js'
import type { AccountEvent } from './events.js'
import type { RecogniseHeir } from './heirs.js'
import type { PayEarnings, ReversePayout } from './payout.js'

// What the tests of an account speak of: one maker, days of one month.

export const uuid = (kind: number, number: number) =>
  `0000000${kind}-0000-4000-8000-${String(number).padStart(12, '0')}`
export const MAKER = uuid(1, 1)
/** The maker's other file. */
export const OTHER = uuid(1, 2)
export const heirId = (number: number) => uuid(5, number)
const payoutId = (number: number) => uuid(4, number)

const share = (amount: number, number = 1) => ({
  sharedEventId: uuid(2, number),
  source: { kind: 'order' as const, id: uuid(3, number) },
  amount,
})

/** Asks to credit a share. */
export const credit = (date: number, amount: number, number = 1): CreditEarnings => ({
  type: 'CreditEarnings',
  participantId: MAKER,
  effectiveOn: august(date),
  ...share(amount, number),
})
export const credited = (date: number, amount: number, number = 1): AccountEvent => ({
  type: 'EarningsCredited',
  effectiveOn: august(date),
  data: share(amount, number),
})

/** Asks for a payout: to the maker, or to an heir. */
export const pay = (
  date: number,
  amount: number,
  number = 1,
  known: { readonly paidByEvent?: string; readonly deceasedOn?: Day; readonly heir?: number } = {},
): PayEarnings => ({
  type: 'PayEarnings',
  participantId: MAKER,
  programmeId: 'kediri',
  payoutId: payoutId(number),
  amount,
  receiptRef: `KW-000${number}`,
  ...(known.heir === undefined ? {} : { heirId: heirId(known.heir) }),
  effectiveOn: august(date),
  evidence: { paidByEvent: known.paidByEvent ?? null, deceasedOn: known.deceasedOn ?? null },
})
export const paid = (date: number, amount: number, number = 1, heir?: number): AccountEvent => ({
  type: 'EarningsPaid',
  effectiveOn: august(date),
  data: {
    payoutId: payoutId(number),
    amount,
    receiptRef: `KW-000${number}`,
    to: heir === undefined ? { kind: 'participant' } : { kind: 'heir', heirId: heirId(heir) },
  },
})

/** Says that a payout came back. */
export const reversePayout = (date: number, number = 1): ReversePayout => ({
  type: 'ReversePayout',
  participantId: MAKER,
  programmeId: 'kediri',
  payoutId: payoutId(number),
  reason: 'receipt-void',
  effectiveOn: august(date),
})
export const payoutReversed = (date: number, amount: number, number = 1): AccountEvent => ({
  type: 'PayoutReversed',
  effectiveOn: august(date),
  data: { payoutId: payoutId(number), amount, reason: 'receipt-void' },
})

const reversal = { programmeId: 'kediri', sourceEventId: uuid(6, 1), orderId: uuid(3, 1) }

/** Asks back what a maker got of returned goods. */
export const reverse = (date: number, asked: number): ReverseEarnings => ({
  type: 'ReverseEarnings',
  participantId: MAKER,
  ...reversal,
  asked,
  effectiveOn: august(date),
})
export const reversed = (date: number, asked: number, taken: number): AccountEvent => ({
  type: 'EarningsReversed',
  effectiveOn: august(date),
  data: { ...reversal, asked, taken },
})

const nobody = { name: null, nik: null, relation: null }

/** Asks to recognise an heir for some basis points. */
export const recognise = (date: number, number: number, part: number): RecogniseHeir => ({
  type: 'RecogniseHeir',
  participantId: MAKER,
  programmeId: 'kediri',
  heirId: heirId(number),
  heir: nobody,
  documentRef: 'SKW-1',
  part,
  effectiveOn: august(date),
  evidence: { code: 'P-001' },
})
export const recognised = (date: number, number: number, part: number): AccountEvent => ({
  type: 'HeirRecognised',
  effectiveOn: august(date),
  data: { heirId: heirId(number), heir: nobody, documentRef: 'SKW-1', part },
})
