import { liveRows } from '@perca/eventsourcing'
import { expect, test } from 'vitest'
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
import { openWorkshop } from '../policies/workshop.fixture.js'
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
  deliveredValue: 0,
  invoiced: 0,
  paid: 0,
  shared: 0,
  makers: 0,
  materialsFund: 0,
  programmeFund: 0,
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

test('whose each order is, is kept beside', async () => {
  const { rows } = await year()
  expect((await rows(orderMonths)).get(`order-${orderId(2)}`)).toEqual({
    kind: 'order',
    programmeId: PROGRAMME,
    agencyCode: 'DPRD',
  })
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
