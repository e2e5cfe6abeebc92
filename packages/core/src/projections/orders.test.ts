import { liveRows } from '@perca/eventsourcing'
import { expect, test } from 'vitest'
import { accept, ask, cancel, close, decline, refund, sendBack, withhold } from '../order/after-sale.fixture.js'
import {
  deliver,
  january,
  make,
  OTHER_SKU,
  orderId,
  orderLine,
  PROGRAMME,
  paid,
  pay,
  place,
  SKU,
  uuid,
} from '../order/sale.fixture.js'
import { openWorkshop, right } from '../policies/workshop.fixture.js'
import { day } from '../testing/day.fixture.js'
import { orderMonths } from './orders.js'

const council = {
  type: 'PartnerAgency',
  programmeId: PROGRAMME,
  code: 'DPRD',
  name: 'DPRD',
  kind: 'council',
  effectiveOn: january(1),
}
const february = (date: number) => day(`2020-02-0${date}`)

const year = async () => {
  const workshop = await openWorkshop()
  await workshop.done(
    council,
    make(1, january(3), 9),
    make(2, january(3), 9, { sku: OTHER_SKU }),
    place(1, january(5), [orderLine(1, 2, 50_000)]),
    place(1, january(5), [orderLine(2, 1, 20_000, OTHER_SKU)]),
    { ...place(2, january(6), [orderLine(3, 1, 50_000)]), agencyCode: 'dprd' },
    deliver(1, january(9), [{ sku: SKU, quantity: 1 }]),
    pay(1, january(9), 30_000),
    {
      ...deliver(1, february(4), [
        { sku: SKU, quantity: 1 },
        { sku: OTHER_SKU, quantity: 1 },
      ]),
      deliveryId: uuid(6, 2),
    },
    pay(1, february(6), 90_000),
  )
  return workshop
}

const none = {
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
const months = (rows: ReadonlyMap<string, { readonly kind: string }>) =>
  [...rows.values()].filter(({ kind }) => kind === 'month')
const month = (name: string, agencyCode: string, amounts: object) => ({
  kind: 'month',
  programmeId: PROGRAMME,
  month: name,
  agencyCode,
  ...none,
  ...amounts,
})

test('orders, deliveries, money and sharing are summed by month and agency, in rupiah', async () => {
  const { rows } = await year()
  expect(months(await rows(orderMonths))).toEqual([
    month('2020-01', 'KEL-01', {
      placed: 1,
      placedValue: 120_000,
      deliveredValue: 50_000,
      invoiced: 50_000,
      paid: 30_000,
    }),
    month('2020-01', 'DPRD', { placed: 1, placedValue: 50_000 }),
    month('2020-02', 'KEL-01', {
      deliveredValue: 70_000,
      invoiced: 70_000,
      paid: 90_000,
      shared: 120_000,
      makers: 84_000,
      materialsFund: 24_000,
      programmeFund: 12_000,
    }),
  ])
})

const money = { invoiced: 0, credited: 0, paid: 0, withheld: 0, refunded: 0, shared: 0, reversed: 0 }
const line = (of: ReturnType<typeof orderLine>, said: object) => ({
  lineId: of.lineId,
  sku: of.sku,
  unitPrice: of.unitPrice,
  ordered: of.quantity,
  delivered: 0,
  closed: 0,
  returned: 0,
  promisedOn: null,
  lastDeliveredOn: null,
  closedOn: null,
  ...said,
})
const orderRow = (order: number, placedOn: string, said: object) => ({
  kind: 'order',
  programmeId: PROGRAMME,
  agencyCode: 'KEL-01',
  number: `PSN-${order}`,
  placedOn,
  standing: 'accepted',
  ...money,
  ...said,
})

test('each order is there as it stands', async () => {
  const { rows } = await year()
  const orders = await rows(orderMonths)
  expect(orders.get(`order-${orderId(1)}`)).toEqual(
    orderRow(1, '2020-01-05', {
      standing: 'completed',
      lines: [
        line(orderLine(1, 2, 50_000), { delivered: 2, lastDeliveredOn: '2020-02-04' }),
        line(orderLine(2, 1, 20_000, OTHER_SKU), { delivered: 1, lastDeliveredOn: '2020-02-04' }),
      ],
      invoiced: 120_000,
      paid: 120_000,
      shared: 120_000,
    }),
  )
  expect(orders.get(`order-${orderId(2)}`)).toEqual(
    orderRow(2, '2020-01-06', { agencyCode: 'DPRD', lines: [line(orderLine(3, 1, 50_000), {})] }),
  )
})

test('an order that does not simply go through: asked for, promised, sent back, taxed, closed short, given back', async () => {
  const { done, rows, send } = await openWorkshop()
  const bags = orderLine(1, 3, 50_000)
  await done(
    make(1, january(3), 3),
    ask(1, january(5), [bags]),
    accept(1, january(6), january(20)),
    deliver(1, january(9), [{ sku: SKU, quantity: 1 }]),
    { ...deliver(1, january(8), [{ sku: SKU, quantity: 1 }]), deliveryId: uuid(6, 2) },
    sendBack(1, january(10), [{ line: 1, batch: null, quantity: 1 }]),
    withhold(1, january(11), 1_000),
    pay(1, january(11), 49_000),
    close(1, february(3), 1),
    sendBack(1, february(4), [{ line: 1, batch: null, quantity: 1 }], undefined, 2),
  )
  right(await send(refund(1, february(5), 49_000), { role: 'coordinator' }))
  const all = await rows(orderMonths)
  expect(all.get(`order-${orderId(1)}`)).toEqual(
    orderRow(1, '2020-01-05', {
      standing: 'completed',
      lines: [
        line(bags, {
          delivered: 2,
          closed: 1,
          returned: 2,
          promisedOn: '2020-01-20',
          lastDeliveredOn: '2020-01-09',
          closedOn: '2020-02-03',
        }),
      ],
      invoiced: 100_000,
      credited: 100_000,
      paid: 49_000,
      withheld: 1_000,
      refunded: 49_000,
      shared: 49_000,
      reversed: 49_000,
    }),
  )
  expect(months(all)).toEqual([
    month('2020-01', 'KEL-01', {
      placed: 1,
      placedValue: 150_000,
      deliveredValue: 100_000,
      returnedValue: 50_000,
      invoiced: 100_000,
      credited: 50_000,
      paid: 49_000,
      withheld: 1_000,
    }),
    month('2020-02', 'KEL-01', {
      closedValue: 50_000,
      returnedValue: 50_000,
      credited: 50_000,
      refunded: 49_000,
      shared: 49_000,
      makers: 34_300,
      materialsFund: 9_800,
      programmeFund: 4_900,
      reversed: 49_000,
    }),
  ])
})

test('an order that comes to nothing says how', async () => {
  const { done, rows } = await openWorkshop()
  await done(ask(1, january(5), [orderLine(1, 1, 50_000)]), decline(1, january(6)))
  await done(place(2, january(5), [orderLine(2, 1, 50_000)]), cancel(2, january(6)))
  const all = await rows(orderMonths)
  expect([1, 2].map((order) => all.get(`order-${orderId(order)}`))).toMatchObject([
    { standing: 'declined' },
    { standing: 'cancelled' },
  ])
  expect(months(all)).toEqual([
    month('2020-01', 'KEL-01', { placed: 2, placedValue: 100_000, declined: 1, cancelled: 1 }),
  ])
})

test('as of a day, what came up to it counts', async () => {
  const { rows } = await year()
  expect(months(await rows(orderMonths, { asOf: '2020-01-04' }))).toEqual([])
  expect(months(await rows(orderMonths, { asOf: '2020-01-05' }))).toEqual([
    month('2020-01', 'KEL-01', { placed: 1, placedValue: 120_000 }),
  ])
  expect(months(await rows(orderMonths, { asOf: '2020-02-05' })).slice(2)).toEqual([
    month('2020-02', 'KEL-01', { deliveredValue: 70_000, invoiced: 70_000 }),
  ])
})

test('money of an order of which nothing else counts is nobody’s', async () => {
  const { log } = await openWorkshop()
  const [first] = await log()
  if (first === undefined) throw new Error('the log is empty')
  const live = liveRows(orderMonths)
  live.take({ ...first, stream: `order-${orderId(9)}`, event: paid(january(9), 1) })
  expect(live.rows).toEqual(new Map())
})
