import { type Change, type Event, projection, type RecordedEvent } from '@perca/eventsourcing'
import * as t from 'io-ts'
import type { AccountEvent } from '../account/events.js'
import type { ConsignmentEvent } from '../consignment/events.js'
import type { FundEvent } from '../fund/events.js'
import type { OrderEvent } from '../order/events.js'
import { idInStream } from '../values/ids.js'
import { rowKey } from './keys.js'

const LedgerRow = t.type({
  programmeId: t.string,
  /** The ledger account, such as `cash` or `payable.<participant>`. */
  account: t.string,
  /** Rupiah, all that was ever entered on each side. */
  debit: t.number,
  credit: t.number,
})
/** One account of a programme's double-entry ledger. Amounts in rupiah. */
export type LedgerRow = t.TypeOf<typeof LedgerRow>

type Get = (key: string) => LedgerRow | undefined

/** An amount on one side of one account: debit above nothing, credit below. */
type Line = readonly [account: string, amount: number]

const CASH = 'cash'
const TAX = 'tax-withheld'
const TAX_OF_SALES = 'tax-of-sales'
const receivable = (stream: string) => `receivable.${stream}`
const unshared = (stream: string) => `unshared.${stream}`
const transit = (eventId: string) => `transit.${eventId}`
/** The ledger's account of what is due to a maker. */
export const payable = (participantId: string): string => `payable.${participantId}`
/** The ledger's account of a fund. */
export const fundAccount = (fund: string): string => `fund.${fund}`

/** Accounts of one sale or one movement, which go from the ledger once they are even. The others stay, also when even. */
const closes = (account: string): boolean => /^(receivable|unshared|transit)\./.test(account)

const maker = (stream: string) => payable(idInStream(stream))

/** Moves an amount: `to` is debited, `from` credited. */
const move = (to: string, from: string, amount: number): readonly Line[] => [
  [to, amount],
  [from, -amount],
]

/** Enters lines, which must be even, into the programme's accounts. */
const entered = (
  { metadata }: RecordedEvent<Event>,
  get: Get,
  lines: readonly Line[],
): readonly Change<LedgerRow>[] => {
  const programmeId = metadata.programmeId ?? ''
  const rows = new Map<string, LedgerRow>()
  for (const [account, amount] of lines) {
    const key = rowKey(programmeId, account)
    const row = rows.get(key) ?? get(key) ?? { programmeId, account, debit: 0, credit: 0 }
    rows.set(key, { ...row, debit: row.debit + Math.max(amount, 0), credit: row.credit + Math.max(-amount, 0) })
  }
  return [...rows].flatMap(([key, row]): readonly Change<LedgerRow>[] => {
    if (row.debit !== row.credit || !closes(row.account)) return [{ put: key, row }]
    return get(key) === undefined ? [] : [{ remove: key }]
  })
}

/**
 * The programme's money as double entry: every event that moves value debits as much as it credits, so that no rupiah appears
 * or vanishes, at any position of the log. `receivable` and `unshared` are kept by order or consignment; `transit` by the event
 * that sent money on its way, and is even once policies have settled.
 *
 * | event | debit | credit |
 * | --- | --- | --- |
 * | InvoiceIssued, ConsignmentSold | receivable | unshared |
 * | CreditNoteIssued | unshared | receivable |
 * | PaymentReceived | cash | receivable |
 * | PaymentRefunded | receivable | cash |
 * | TaxWithheld | tax-withheld; unshared | receivable; tax-of-sales |
 * | ProceedsShared | unshared | transit of it |
 * | ConsignmentSettled | cash; unshared | receivable; transit of it |
 * | EarningsCredited | transit of the sharing or gift | payable of the maker |
 * | FundCredited | transit of the sharing | fund |
 * | EarningsPaid | payable | cash |
 * | PayoutReversed | cash | payable |
 * | ProceedsReversed | transit of it | unshared |
 * | EarningsReversed | payable: taken; transit of it: the rest | transit of the ProceedsReversed |
 * | LossAbsorbed | fund | transit of its source |
 * | FundSpent | fund | cash; of a gift: transit of it |
 * | DonationReceived | cash | fund |
 * | BalanceMoved out; in | payable; transit of the `out` | transit of it; payable |
 *
 * What stands in `payable` of a maker, over all programmes, is what is due to them; in `fund`, what the fund holds.
 */
export const ledger = projection<LedgerRow, OrderEvent | ConsignmentEvent | AccountEvent | FundEvent>({
  name: 'ledger',
  version: 1,
  row: LedgerRow,
  on: {
    InvoiceIssued: (recorded, get) => {
      const { stream, event } = recorded
      return entered(recorded, get, move(receivable(stream), unshared(stream), event.data.amount))
    },
    CreditNoteIssued: (recorded, get) => {
      const { stream, event } = recorded
      return entered(recorded, get, move(unshared(stream), receivable(stream), event.data.amount))
    },
    PaymentReceived: (recorded, get) =>
      entered(recorded, get, move(CASH, receivable(recorded.stream), recorded.event.data.amount)),
    PaymentRefunded: (recorded, get) =>
      entered(recorded, get, move(receivable(recorded.stream), CASH, recorded.event.data.amount)),
    TaxWithheld: (recorded, get) => {
      const { stream, event } = recorded
      const { amount } = event.data
      return entered(recorded, get, [
        ...move(TAX, receivable(stream), amount),
        ...move(unshared(stream), TAX_OF_SALES, amount),
      ])
    },
    ProceedsShared: (recorded, get) =>
      entered(recorded, get, move(unshared(recorded.stream), transit(recorded.id), recorded.event.data.total)),
    ProceedsReversed: (recorded, get) =>
      entered(recorded, get, move(transit(recorded.id), unshared(recorded.stream), recorded.event.data.total)),
    ConsignmentSold: (recorded, get) => {
      const { stream, event } = recorded
      const value = event.data.lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0)
      return entered(recorded, get, move(receivable(stream), unshared(stream), value))
    },
    ConsignmentSettled: (recorded, get) => {
      const { stream, id, event } = recorded
      const { total } = event.data
      return entered(recorded, get, [
        ...move(CASH, receivable(stream), total),
        ...move(unshared(stream), transit(id), total),
      ])
    },
    EarningsCredited: (recorded, get) => {
      const { sharedEventId, amount } = recorded.event.data
      return entered(recorded, get, move(transit(sharedEventId), maker(recorded.stream), amount))
    },
    EarningsPaid: (recorded, get) =>
      entered(recorded, get, move(maker(recorded.stream), CASH, recorded.event.data.amount)),
    PayoutReversed: (recorded, get) =>
      entered(recorded, get, move(CASH, maker(recorded.stream), recorded.event.data.amount)),
    EarningsReversed: (recorded, get) => {
      const { sourceEventId, asked, taken } = recorded.event.data
      return entered(recorded, get, [
        [maker(recorded.stream), taken],
        [transit(recorded.id), asked - taken],
        [transit(sourceEventId), -asked],
      ])
    },
    BalanceMoved: (recorded, get) => {
      const { direction, amount, sourceEventId } = recorded.event.data
      const own = maker(recorded.stream)
      return entered(
        recorded,
        get,
        direction === 'out' ? move(own, transit(recorded.id), amount) : move(transit(sourceEventId), own, amount),
      )
    },
    FundCredited: (recorded, get) => {
      const { fund, sourceEventId, amount } = recorded.event.data
      return entered(recorded, get, move(transit(sourceEventId), fundAccount(fund), amount))
    },
    FundSpent: (recorded, get) => {
      const { fund, amount, gift } = recorded.event.data
      return entered(recorded, get, move(fundAccount(fund), gift === null ? CASH : transit(recorded.id), amount))
    },
    LossAbsorbed: (recorded, get) => {
      const { fund, sourceEventId, amount } = recorded.event.data
      return entered(recorded, get, move(fundAccount(fund), transit(sourceEventId), amount))
    },
    DonationReceived: (recorded, get) => {
      const { fund, amount } = recorded.event.data
      return entered(recorded, get, move(CASH, fundAccount(fund), amount))
    },
  },
})

/** By how much the debits of these accounts exceed their credits, in rupiah: 0 over a whole ledger, at every position. */
export const imbalance = (rows: Iterable<LedgerRow>): number => {
  let sum = 0
  for (const { debit, credit } of rows) sum += debit - credit
  return sum
}

/** What an account holds for somebody, in rupiah, over all programmes: credits less debits. */
export const held = (rows: Iterable<LedgerRow>, account: string): number => {
  let sum = 0
  for (const row of rows) if (row.account === account) sum += row.credit - row.debit
  return sum
}

/** The accounts of what is on its way: none once policies have settled. */
export const inTransit = (rows: Iterable<LedgerRow>): readonly LedgerRow[] =>
  [...rows].filter(({ account }) => account.startsWith('transit.'))
