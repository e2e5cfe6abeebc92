import { projection } from '@perca/eventsourcing'
import * as t from 'io-ts'
import type { OrderEvent } from '../order/events.js'
import { monthOf, rowKey } from './keys.js'

const amounts = {
  placed: t.number,
  placedValue: t.number,
  deliveredValue: t.number,
  invoiced: t.number,
  paid: t.number,
  shared: t.number,
  makers: t.number,
  materialsFund: t.number,
  programmeFund: t.number,
}
const OrderMonthRow = t.type({
  kind: t.literal('month'),
  programmeId: t.string,
  month: t.string,
  /** The agency's code: a row for each agency that ordered, was delivered to or paid in the month. */
  agencyCode: t.string,
  ...amounts,
})
const OrderRow = t.type({ kind: t.literal('order'), programmeId: t.string, agencyCode: t.string })
/** What one month brought of one agency's orders; `placed` in orders, everything else in rupiah. */
export type OrderMonthRow = t.TypeOf<typeof OrderMonthRow>

type Amounts = Pick<OrderMonthRow, keyof typeof amounts>
type Row = OrderMonthRow | t.TypeOf<typeof OrderRow>

const none: Amounts = {
  placed: 0,
  placedValue: 0,
  deliveredValue: 0,
  invoiced: 0,
  paid: 0,
  shared: 0,
  makers: 0,
  materialsFund: 0,
  programmeFund: 0,
}

/** What each month brought of orders, deliveries, money and sharing, by agency, in rupiah; and whose each order is. */
export const orderMonths = projection<Row, OrderEvent>({
  name: 'order-months',
  version: 1,
  row: t.union([OrderMonthRow, OrderRow]),
  on: {
    OrderPlaced: ({ event, stream }, get) => {
      const { programmeId, agencyCode, lines } = event.data
      const order = { kind: 'order' as const, programmeId, agencyCode }
      return [
        { put: stream, row: order },
        ...added(get, order, event.effectiveOn, { placed: 1, placedValue: value(lines) }),
      ]
    },
    OrderLinesAdded: ({ event, stream }, get) =>
      added(get, get(stream), event.effectiveOn, { placedValue: value(event.data.lines) }),
    OrderDelivered: ({ event, stream }, get) =>
      added(get, get(stream), event.effectiveOn, { deliveredValue: value(event.data.lines) }),
    InvoiceIssued: ({ event, stream }, get) =>
      added(get, get(stream), event.effectiveOn, { invoiced: event.data.amount }),
    PaymentReceived: ({ event, stream }, get) =>
      added(get, get(stream), event.effectiveOn, { paid: event.data.amount }),
    ProceedsShared: ({ event, stream }, get) => {
      const { total, parts } = event.data
      return added(get, get(stream), event.effectiveOn, { shared: total, ...parts })
    },
  },
})

function value(lines: readonly { readonly quantity: number; readonly unitPrice: number }[]): number {
  return lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0)
}

function added(get: (key: string) => Row | undefined, order: Row | undefined, on: string, by: Partial<Amounts>) {
  if (order === undefined) return []
  const { programmeId, agencyCode } = order
  const month = monthOf(on)
  const key = rowKey(programmeId, month, agencyCode)
  const held = get(key)
  const before = held?.kind === 'month' ? held : { kind: 'month' as const, programmeId, month, agencyCode, ...none }
  const after: OrderMonthRow = {
    ...before,
    placed: before.placed + (by.placed ?? 0),
    placedValue: before.placedValue + (by.placedValue ?? 0),
    deliveredValue: before.deliveredValue + (by.deliveredValue ?? 0),
    invoiced: before.invoiced + (by.invoiced ?? 0),
    paid: before.paid + (by.paid ?? 0),
    shared: before.shared + (by.shared ?? 0),
    makers: before.makers + (by.makers ?? 0),
    materialsFund: before.materialsFund + (by.materialsFund ?? 0),
    programmeFund: before.programmeFund + (by.programmeFund ?? 0),
  }
  return [{ put: key, row: after }]
}
