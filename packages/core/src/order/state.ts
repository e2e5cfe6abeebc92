import type { Day } from '@perca/eventsourcing'
import type { ReservedPart } from '../stock/events.js'
import type { Line, OrderEvent } from './events.js'

/** Pieces on a day. */
interface Dated {
  readonly on: Day
  readonly quantity: number
}

/** A line, what was reserved for it, in order, and what of that was delivered: always the first pieces. */
export interface OpenLine extends Line {
  readonly reserved: readonly (ReservedPart & { readonly on: Day })[]
  readonly deliveries: readonly Dated[]
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
  /** Invoices, and, negative, payments, in rupiah. */
  readonly owed: readonly { readonly on: Day; readonly amount: number }[]
  readonly paid: number
  readonly completed: boolean
}

/** No order stands under this id. */
export const initialState: OrderState = { placed: null, lines: [], owed: [], paid: 0, completed: false }

const opened = (lines: readonly Line[]): readonly OpenLine[] =>
  lines.map((line) => ({ ...line, reserved: [], deliveries: [] }))

const withLine = (state: OrderState, lineId: string, change: (line: OpenLine) => OpenLine): OrderState => ({
  ...state,
  lines: state.lines.map((line) => (line.lineId === lineId ? change(line) : line)),
})

/** Pieces of a line that were delivered. */
export const deliveredOf = (line: OpenLine): number => line.deliveries.reduce((sum, { quantity }) => sum + quantity, 0)

/** The order's value in rupiah. */
export const orderValue = (lines: readonly Line[]): number =>
  lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0)

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
    case 'LineReserved':
      return withLine(state, event.data.lineId, (line) => ({
        ...line,
        reserved: [...line.reserved, ...event.data.batches.map((part) => ({ ...part, on }))],
      }))
    case 'OrderDelivered':
      return event.data.lines.reduce(
        (so, { lineId, quantity }) =>
          withLine(so, lineId, (line) => ({ ...line, deliveries: [...line.deliveries, { on, quantity }] })),
        state,
      )
    case 'InvoiceIssued':
      return { ...state, owed: [...state.owed, { on, amount: event.data.amount }] }
    case 'PaymentReceived':
      return {
        ...state,
        owed: [...state.owed, { on, amount: -event.data.amount }],
        paid: state.paid + event.data.amount,
      }
    case 'OrderCompleted':
      return { ...state, completed: true }
    case 'OrderAccepted':
    case 'LineBackordered':
    case 'ProceedsShared':
      return state
  }
}
