import { given } from '@perca/testing'
import { describe, test } from 'vitest'
import { day } from '../testing/day.fixture.js'
import { order } from './decider.js'
import type { OrderEvent } from './events.js'
import {
  AGENCY,
  accepted,
  delivered,
  has,
  january,
  lineId,
  OTHER_SKU,
  orderLine,
  PROGRAMME,
  paid,
  pieces,
  piecesBy,
  place,
  placed,
  SKU,
} from './sale.fixture.js'

const bags = orderLine(1, 3, 45_000)
const mats = orderLine(2, 2, 25_000, OTHER_SKU)

const added = (date: number, line: typeof bags): readonly OrderEvent[] => [
  { type: 'OrderLinesAdded', effectiveOn: january(date), data: { programmeId: PROGRAMME, lines: [line] } },
  accepted(january(date), [line]),
]

describe('an order is placed', () => {
  test('and taken on at once, with all its lines', () => {
    given(order, [])
      .when(place(1, january(3), [bags, mats]))
      .thenEvents(placed(1, january(3), [bags, mats]))
  })

  test('under the codes as catalogue and register spell them', () => {
    const asked = place(1, january(3), [{ ...bags, sku: 'kpr-tas' }])
    given(order, [])
      .when({ ...asked, agencyCode: 'kel-01', evidence: { skus: [SKU], agencyCode: AGENCY } })
      .thenEvents(placed(1, january(3), [bags]))
  })

  test('with the day that was promised and whom to ask', () => {
    const [written, taken] = placed(1, january(3), [bags])
    given(order, [])
      .when({ ...place(1, january(3), [bags]), contact: 'the clerk', promisedOn: day('2020-02-01') })
      .thenEvents([
        { ...written, data: { ...written.data, contact: 'the clerk' } },
        { ...taken, data: { ...taken.data, promisedOn: day('2020-02-01') } },
      ])
  })

  test('never without a line', () => {
    given(order, [])
      .when(place(1, january(3), []))
      .thenRefused('invalid-number', { number: 'PSN-1' })
  })

  test('never past counting', () => {
    const most = Number.MAX_SAFE_INTEGER
    given(order, [])
      .when(place(1, january(3), [orderLine(1, 1, most)]))
      .thenEvents(placed(1, january(3), [orderLine(1, 1, most)]))
    given(order, [])
      .when(place(1, january(3), [orderLine(1, 1, most), orderLine(2, 1, 1, OTHER_SKU)]))
      .thenRefused('invalid-number', { number: 'PSN-1' })
    given(order, placed(1, january(3), [orderLine(1, 1, most)]))
      .when(place(1, january(3), [orderLine(2, 1, 1, OTHER_SKU)]))
      .thenRefused('invalid-number', { number: 'PSN-1' })
  })
})

describe('lines that are written down later', () => {
  test('belong to the order of that number, date and agency', () => {
    given(order, placed(1, january(3), [bags]))
      .when(place(1, january(3), [mats]))
      .thenEvents(added(3, mats))
  })

  test('are refused under another date', () => {
    given(order, placed(1, january(3), [bags]))
      .when(place(1, january(4), [mats]))
      .thenRefused('duplicate-order', { number: 'PSN-1', placedOn: january(3), agencyCode: AGENCY })
  })

  test('are refused for another agency', () => {
    given(order, placed(1, january(3), [bags]))
      .when({ ...place(1, january(3), [mats]), evidence: { skus: [OTHER_SKU], agencyCode: 'KEL-02' } })
      .thenRefused('duplicate-order', { number: 'PSN-1', placedOn: january(3), agencyCode: AGENCY })
  })

  test('are refused in another programme', () => {
    given(order, placed(1, january(3), [bags]))
      .when({ ...place(1, january(3), [mats]), programmeId: 'blitar' })
      .thenRefused('duplicate-order', { number: 'PSN-1' })
  })

  test('are refused where the product stands in the order', () => {
    given(order, placed(1, january(3), [bags]))
      .when(place(1, january(3), [orderLine(3, 1, 45_000)]))
      .thenRefused('duplicate-line', { sku: SKU })
  })

  test('are refused where one comes under another line’s id', () => {
    given(order, placed(1, january(3), [bags]))
      .when(place(1, january(3), [orderLine(1, 1, 25_000, OTHER_SKU)]))
      .thenRefused('duplicate-line', { sku: OTHER_SKU, lineId: lineId(1) })
  })

  test('are still taken once the order is delivered, and not paid', () => {
    given(order, [
      ...placed(1, january(3), [bags]),
      has(1, january(3), [piecesBy(1, 3)]),
      ...delivered(january(9), [{ ...bags, batches: [pieces(1, 3)] }]),
    ])
      .when(place(1, january(3), [mats]))
      .thenEvents(added(3, mats))
  })
})

describe('one order’s lines', () => {
  test('are of one product each', () => {
    given(order, [])
      .when(place(1, january(3), [bags, orderLine(2, 1, 45_000)]))
      .thenRefused('duplicate-line', { sku: SKU })
  })

  test('bear one id each', () => {
    given(order, [])
      .when(place(1, january(3), [bags, orderLine(1, 1, 25_000, OTHER_SKU)]))
      .thenRefused('duplicate-line', { sku: OTHER_SKU, lineId: lineId(1) })
  })
})

test('nothing is added to an order that is shared; up to the last rupiah it may be', () => {
  const open: readonly OrderEvent[] = [
    ...placed(1, january(3), [bags]),
    has(1, january(3), [piecesBy(1, 3)]),
    ...delivered(january(9), [{ ...bags, batches: [pieces(1, 3)] }]),
  ]
  const closed: readonly OrderEvent[] = [
    ...open,
    paid(january(9), 135_000),
    { type: 'OrderCompleted', effectiveOn: january(9), data: { programmeId: PROGRAMME } },
  ]
  given(order, closed)
    .when(place(1, january(3), [mats]))
    .thenRefused('order-closed')
  given(order, [...open, paid(january(9), 134_999)])
    .when(place(1, january(3), [mats]))
    .thenEvents(added(3, mats))
})
