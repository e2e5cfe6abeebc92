import { type Change, projection } from '@perca/eventsourcing'
import * as t from 'io-ts'
import type { OrderEvent } from '../order/events.js'
import { monthOf, rowKey } from './keys.js'

const amounts = {
  placed: t.number,
  placedValue: t.number,
  declined: t.number,
  cancelled: t.number,
  deliveredValue: t.number,
  closedValue: t.number,
  returnedValue: t.number,
  invoiced: t.number,
  credited: t.number,
  paid: t.number,
  withheld: t.number,
  refunded: t.number,
  shared: t.number,
  makers: t.number,
  materialsFund: t.number,
  programmeFund: t.number,
  reversed: t.number,
}
const OrderMonthRow = t.type({
  kind: t.literal('month'),
  programmeId: t.string,
  month: t.string,
  /** The agency's code: a row for each agency of whose orders something happened in the month. */
  agencyCode: t.string,
  ...amounts,
})
/**
 * What one month brought of one agency's orders, in rupiah; `placed`, `declined` and `cancelled` in orders. Nothing is netted:
 * what came back, was credited, given back or taken back stands in columns of its own. `makers` and the funds are of what was
 * shared in the month.
 */
export type OrderMonthRow = t.TypeOf<typeof OrderMonthRow>

const OrderLineRow = t.type({
  lineId: t.string,
  sku: t.string,
  /** Rupiah a piece. */
  unitPrice: t.number,
  /** Pieces; those that came back count as delivered, too. */
  ordered: t.number,
  delivered: t.number,
  closed: t.number,
  returned: t.number,
  /** By when it was to be complete; null: no day was promised. */
  promisedOn: t.union([t.string, t.null]),
  /** The day of its last delivery, and the day on which it was closed short; null: there was none. */
  lastDeliveredOn: t.union([t.string, t.null]),
  closedOn: t.union([t.string, t.null]),
})
const OrderRow = t.type({
  kind: t.literal('order'),
  programmeId: t.string,
  agencyCode: t.string,
  number: t.string,
  placedOn: t.string,
  standing: t.keyof({ requested: null, accepted: null, declined: null, cancelled: null, completed: null }),
  lines: t.readonlyArray(OrderLineRow),
  /** Rupiah: owed is `invoiced - credited - paid - withheld + refunded`. */
  invoiced: t.number,
  credited: t.number,
  paid: t.number,
  withheld: t.number,
  refunded: t.number,
  shared: t.number,
  reversed: t.number,
})
/** One order as it stands: its lines in pieces, its money in rupiah. */
export type OrderRow = t.TypeOf<typeof OrderRow>
type OrderLineRow = t.TypeOf<typeof OrderLineRow>

type Amounts = Pick<OrderMonthRow, keyof typeof amounts>
type Row = OrderMonthRow | OrderRow
type Get = (key: string) => Row | undefined

const AMOUNTS = Object.keys(amounts) as readonly (keyof Amounts)[] // the keys of that very object

const none: Amounts = {
  placed: 0,
  placedValue: 0,
  declined: 0,
  cancelled: 0,
  deliveredValue: 0,
  closedValue: 0,
  returnedValue: 0,
  invoiced: 0,
  credited: 0,
  paid: 0,
  withheld: 0,
  refunded: 0,
  shared: 0,
  makers: 0,
  materialsFund: 0,
  programmeFund: 0,
  reversed: 0,
}

/** What the month of a day has of an agency's orders, with these amounts more. */
const added = (
  get: Get,
  { programmeId, agencyCode }: OrderRow,
  on: string,
  by: Partial<Amounts>,
): readonly Change<Row>[] => {
  const month = monthOf(on)
  const key = rowKey(programmeId, month, agencyCode)
  const held = get(key)
  const before = held?.kind === 'month' ? held : { kind: 'month' as const, programmeId, month, agencyCode, ...none }
  const sums = Object.fromEntries(AMOUNTS.map((name) => [name, before[name] + (by[name] ?? 0)]))
  // Each of the amounts again, under its own name.
  return [{ put: key, row: { ...before, ...(sums as Amounts) } }]
}

const value = (lines: readonly { readonly quantity: number; readonly unitPrice: number }[]): number =>
  lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0)

type PlacedLine = {
  readonly lineId: string
  readonly sku: string
  readonly quantity: number
  readonly unitPrice: number
}

const opened = (lines: readonly PlacedLine[]): readonly OrderLineRow[] =>
  lines.map(({ lineId, sku, quantity, unitPrice }) => ({
    lineId,
    sku,
    unitPrice,
    ordered: quantity,
    delivered: 0,
    closed: 0,
    returned: 0,
    promisedOn: null,
    lastDeliveredOn: null,
    closedOn: null,
  }))

/** Changes the lines that an event names, each by what it says of it. */
const withLines = <Said extends { readonly lineId: string }>(
  order: OrderRow,
  said: readonly Said[],
  change: (line: OrderLineRow, said: Said) => Partial<OrderLineRow>,
): OrderRow => ({
  ...order,
  lines: order.lines.map((line) => {
    const of = said.find(({ lineId }) => lineId === line.lineId)
    return of === undefined ? line : { ...line, ...change(line, of) }
  }),
})

const laterOf = (day: string | null, other: string): string => (day !== null && day > other ? day : other)

interface Recorded {
  readonly stream: string
  readonly event: { readonly effectiveOn: string }
}

/** The order as the event left it, and what it brought the month. Of an order that is not there nothing is told. */
const told = (
  { stream, event }: Recorded,
  get: Get,
  by: Partial<Amounts>,
  change: (order: OrderRow) => OrderRow,
): readonly Change<Row>[] => {
  const order = get(stream)
  if (order?.kind !== 'order') return []
  const months = Object.keys(by).length === 0 ? [] : added(get, order, event.effectiveOn, by)
  return [{ put: stream, row: change(order) }, ...months]
}

/** Money of an order: the same amount in the order and in the month. */
const money = (
  recorded: Recorded,
  get: Get,
  name: 'invoiced' | 'credited' | 'paid' | 'withheld' | 'refunded',
  amount: number,
): readonly Change<Row>[] =>
  told(recorded, get, { [name]: amount }, (order) => ({ ...order, [name]: order[name] + amount }))

/**
 * Each order as it stands, under its stream's name, and what each month brought of orders, deliveries, money and sharing, by
 * agency.
 */
export const orderMonths = projection<Row, OrderEvent>({
  name: 'order-months',
  version: 2,
  row: t.union([OrderMonthRow, OrderRow]),
  on: {
    OrderPlaced: ({ event, stream }, get) => {
      const { programmeId, agencyCode, number, lines } = event.data
      const order: OrderRow = {
        kind: 'order',
        programmeId,
        agencyCode,
        number,
        placedOn: event.effectiveOn,
        standing: 'requested',
        lines: opened(lines),
        invoiced: 0,
        credited: 0,
        paid: 0,
        withheld: 0,
        refunded: 0,
        shared: 0,
        reversed: 0,
      }
      return [
        { put: stream, row: order },
        ...added(get, order, event.effectiveOn, { placed: 1, placedValue: value(lines) }),
      ]
    },
    OrderLinesAdded: (recorded, get) => {
      const { lines } = recorded.event.data
      return told(recorded, get, { placedValue: value(lines) }, (order) => ({
        ...order,
        lines: [...order.lines, ...opened(lines)],
      }))
    },
    OrderAccepted: (recorded, get) => {
      const { lines, promisedOn } = recorded.event.data
      return told(recorded, get, {}, (order) => ({
        ...withLines(order, lines, () => ({ promisedOn })),
        standing: 'accepted',
      }))
    },
    OrderDeclined: (recorded, get) =>
      told(recorded, get, { declined: 1 }, (order) => ({ ...order, standing: 'declined' })),
    OrderCancelled: (recorded, get) =>
      told(recorded, get, { cancelled: 1 }, (order) => ({ ...order, standing: 'cancelled' })),
    LineClosedShort: (recorded, get) => {
      const { event, stream } = recorded
      const { lineId, closedQuantity } = event.data
      const order = get(stream)
      const line = order?.kind === 'order' ? order.lines.find((of) => of.lineId === lineId) : undefined
      return told(recorded, get, { closedValue: closedQuantity * (line?.unitPrice ?? 0) }, (of) =>
        withLines(of, [event.data], () => ({ closed: closedQuantity, closedOn: event.effectiveOn })),
      )
    },
    OrderDelivered: (recorded, get) => {
      const { data, effectiveOn } = recorded.event
      return told(recorded, get, { deliveredValue: value(data.lines) }, (order) =>
        withLines(order, data.lines, ({ delivered, lastDeliveredOn }, { quantity }) => ({
          delivered: delivered + quantity,
          lastDeliveredOn: laterOf(lastDeliveredOn, effectiveOn),
        })),
      )
    },
    GoodsReturned: (recorded, get) => {
      const { lines } = recorded.event.data
      return told(recorded, get, { returnedValue: value(lines) }, (order) =>
        withLines(order, lines, ({ returned }, { quantity }) => ({ returned: returned + quantity })),
      )
    },
    InvoiceIssued: (recorded, get) => money(recorded, get, 'invoiced', recorded.event.data.amount),
    CreditNoteIssued: (recorded, get) => money(recorded, get, 'credited', recorded.event.data.amount),
    PaymentReceived: (recorded, get) => money(recorded, get, 'paid', recorded.event.data.amount),
    TaxWithheld: (recorded, get) => money(recorded, get, 'withheld', recorded.event.data.amount),
    PaymentRefunded: (recorded, get) => money(recorded, get, 'refunded', recorded.event.data.amount),
    ProceedsShared: (recorded, get) => {
      const { total, parts } = recorded.event.data
      return told(recorded, get, { shared: total, ...parts }, (order) => ({ ...order, shared: order.shared + total }))
    },
    ProceedsReversed: (recorded, get) => {
      const { total } = recorded.event.data
      return told(recorded, get, { reversed: total }, (order) => ({ ...order, reversed: order.reversed + total }))
    },
    OrderCompleted: (recorded, get) => told(recorded, get, {}, (order) => ({ ...order, standing: 'completed' })),
  },
})
