import type { Day } from '@perca/eventsourcing'
import type { BatchPart, ReservedPart } from '../stock/events.js'
import type { Entry } from '../values/balance.js'
import type { Line, OrderEvent, OrderEventOf } from './events.js'

/** Pieces on a day, and of which batches. */
interface Moved {
  readonly on: Day
  readonly quantity: number
  readonly batches: readonly BatchPart[]
}

/** A line, what was reserved for it, in order, and what of that was delivered (always the first pieces) and came back. */
export interface OpenLine extends Line {
  /** The programme took it on. */
  readonly accepted: boolean
  readonly reserved: readonly (ReservedPart & { readonly on: Day })[]
  readonly deliveries: readonly Moved[]
  readonly returns: readonly Moved[]
  /** The pieces that it is not owed any more. */
  readonly closed: { readonly on: Day; readonly quantity: number } | null
}

/** An order's sharing, and what of it nobody gave back yet, in rupiah. */
export interface Shared {
  readonly on: Day
  /** The value of the pieces whose proceeds were shared, and what was shared of it. */
  readonly value: number
  readonly total: number
  readonly rule: OrderEventOf<'ProceedsShared'>['data']['rule']
  readonly left: {
    /** By code, as they were shared. */
    readonly makers: OrderEventOf<'ProceedsShared'>['data']['shares']
    readonly materialsFund: number
    readonly programmeFund: number
  }
}

/** What decisions need of an order, dated, so that any day can be judged. Nothing personal. */
export interface OrderState {
  readonly placed: {
    readonly programmeId: string
    readonly number: string
    readonly agencyCode: string
    readonly on: Day
  } | null
  readonly lines: readonly OpenLine[]
  /** Invoices and refunds, and, negative, payments, tax withheld and credit notes, in rupiah. */
  readonly owed: readonly (Entry & { readonly on: Day })[]
  /** Ids of the payments. */
  readonly payments: readonly string[]
  /** What came in of them, what was given back, and what the buyer kept back as tax, in rupiah. */
  readonly paid: number
  readonly refunded: number
  readonly withheld: number
  readonly shared: Shared | null
  readonly completed: boolean
  /** It comes to nothing: it was declined, or called off. */
  readonly dropped: { readonly as: 'declined' | 'cancelled'; readonly on: Day } | null
}

/** No order stands under this id. */
export const initialState: OrderState = {
  placed: null,
  lines: [],
  owed: [],
  payments: [],
  paid: 0,
  refunded: 0,
  withheld: 0,
  shared: null,
  completed: false,
  dropped: null,
}

const opened = (lines: readonly Line[]): readonly OpenLine[] =>
  lines.map((line) => ({ ...line, accepted: false, reserved: [], deliveries: [], returns: [], closed: null }))

const withLine = (state: OrderState, lineId: string, change: (line: OpenLine) => OpenLine): OrderState => ({
  ...state,
  lines: state.lines.map((line) => (line.lineId === lineId ? change(line) : line)),
})

const pieces = (moved: readonly Moved[]): number => moved.reduce((sum, { quantity }) => sum + quantity, 0)

/** Pieces of a line that were delivered, also those that came back since. */
export const deliveredOf = (line: OpenLine): number => pieces(line.deliveries)

/** Pieces that a line still lacks: ordered, neither delivered nor closed. What came back is not lacking again. */
export const lackingOf = (line: OpenLine): number => line.quantity - (line.closed?.quantity ?? 0) - deliveredOf(line)

/** The value of what was ordered, in rupiah. */
export const orderValue = (lines: readonly Line[]): number =>
  lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0)

/** The value of what the agency was given and did not give back, in rupiah. */
export const keptValue = (lines: readonly OpenLine[]): number =>
  lines.reduce((sum, line) => sum + (deliveredOf(line) - pieces(line.returns)) * line.unitPrice, 0)

/** What is invoiced and not paid, in rupiah, whatever the day; negative where more was paid than is owed after a return. */
export const owedOf = ({ owed }: OrderState): number => owed.reduce((sum, { amount }) => sum + amount, 0)

/** What of the sharing nobody gave back, in rupiah. */
export const leftOf = (shared: Shared): number =>
  shared.left.makers.reduce((sum, { amount }) => sum + amount, shared.left.materialsFund + shared.left.programmeFund)

const owing = (state: OrderState, on: Day, amount: number): OrderState => ({
  ...state,
  owed: [...state.owed, { on, amount }],
})

const reversed = (shared: Shared, { parts, shares }: OrderEventOf<'ProceedsReversed'>['data']): Shared => {
  const taken = new Map(shares.map(({ participantId, amount }) => [participantId, amount]))
  return {
    ...shared,
    left: {
      makers: shared.left.makers.map((maker) => ({
        ...maker,
        amount: maker.amount - (taken.get(maker.participantId) ?? 0),
      })),
      materialsFund: shared.left.materialsFund - parts.materialsFund,
      programmeFund: shared.left.programmeFund - parts.programmeFund,
    },
  }
}

/** The order after one event more. */
export const evolve = (state: OrderState, event: OrderEvent): OrderState => {
  const on = event.effectiveOn
  switch (event.type) {
    case 'OrderPlaced': {
      const { programmeId, number, agencyCode, lines } = event.data
      return { ...state, placed: { programmeId, number, agencyCode, on }, lines: opened(lines) }
    }
    case 'OrderLinesAdded':
      return { ...state, lines: [...state.lines, ...opened(event.data.lines)] }
    case 'OrderAccepted':
      return event.data.lines.reduce(
        (so, { lineId }) => withLine(so, lineId, (line) => ({ ...line, accepted: true })),
        state,
      )
    case 'OrderDeclined':
      return { ...state, dropped: { as: 'declined', on } }
    case 'OrderCancelled':
      return { ...state, dropped: { as: 'cancelled', on } }
    case 'LineReserved':
      return withLine(state, event.data.lineId, (line) => ({
        ...line,
        reserved: [...line.reserved, ...event.data.batches.map((part) => ({ ...part, on }))],
      }))
    case 'LineClosedShort':
      return withLine(state, event.data.lineId, (line) => ({
        ...line,
        closed: { on, quantity: event.data.closedQuantity },
      }))
    case 'OrderDelivered':
      return event.data.lines.reduce(
        (so, { lineId, quantity, batches }) =>
          withLine(so, lineId, (line) => ({ ...line, deliveries: [...line.deliveries, { on, quantity, batches }] })),
        state,
      )
    case 'GoodsReturned':
      return event.data.lines.reduce(
        (so, { lineId, quantity, batches: parts }) =>
          withLine(so, lineId, (line) => {
            const batches = parts.map(({ batchId, quantity: part }) => ({ batchId, quantity: part }))
            return { ...line, returns: [...line.returns, { on, quantity, batches }] }
          }),
        state,
      )
    case 'InvoiceIssued':
      return owing(state, on, event.data.amount)
    case 'CreditNoteIssued':
      return owing(state, on, -event.data.amount)
    case 'PaymentReceived': {
      const { paymentId, amount } = event.data
      const payments = [...state.payments, paymentId]
      return owing({ ...state, payments, paid: state.paid + amount }, on, -amount)
    }
    case 'TaxWithheld':
      return owing({ ...state, withheld: state.withheld + event.data.amount }, on, -event.data.amount)
    case 'PaymentRefunded':
      return owing({ ...state, refunded: state.refunded + event.data.amount }, on, event.data.amount)
    case 'ProceedsShared': {
      const { total, rule, parts, shares } = event.data
      const left = { makers: shares, materialsFund: parts.materialsFund, programmeFund: parts.programmeFund }
      return { ...state, shared: { on, value: keptValue(state.lines), total, rule, left } }
    }
    case 'ProceedsReversed':
      return state.shared === null ? state : { ...state, shared: reversed(state.shared, event.data) }
    case 'OrderCompleted':
      return { ...state, completed: true }
    case 'LineBackordered':
      return state
  }
}
