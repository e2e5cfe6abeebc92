import { given } from '@perca/testing'
import { describe, test } from 'vitest'
import { order } from './decider.js'
import type { OrderEvent } from './events.js'
import {
  deliver,
  delivered,
  deliveryId,
  has,
  january,
  madeBy,
  OTHER_SKU,
  orderLine,
  PROGRAMME,
  paid,
  pay,
  pieces,
  piecesBy,
  placed,
  SKU,
} from './sale.fixture.js'

const bags = orderLine(1, 5, 45_000)
const mats = orderLine(2, 2, 25_000, OTHER_SKU)
const ordered = placed(1, january(3), [bags, mats])
/** Five bags of two batches are there on the third and the eighth, one of the two mats on the third. */
const ready: readonly OrderEvent[] = [
  ...ordered,
  has(1, january(3), [piecesBy(1, 2)]),
  has(2, january(3), [piecesBy(3, 1)]),
  has(1, january(8), [piecesBy(2, 3, madeBy(2))]),
]
const gone = (
  line: typeof bags,
  quantity: number,
  batches: readonly { readonly batchId: string; readonly quantity: number }[],
) => ({
  ...line,
  quantity,
  batches,
})

describe('goods are handed over', () => {
  test('and invoiced as delivered, at the order’s price', () => {
    given(order, ready)
      .when(deliver(1, january(9), [{ sku: SKU, quantity: 2 }]))
      .thenEvents(delivered(january(9), [gone(bags, 2, [pieces(1, 2)])]))
  })

  test('of several products at once', () => {
    given(order, ready)
      .when(
        deliver(1, january(9), [
          { sku: SKU, quantity: 1 },
          { sku: OTHER_SKU, quantity: 1 },
        ]),
      )
      .thenEvents(delivered(january(9), [gone(bags, 1, [pieces(1, 1)]), gone(mats, 1, [pieces(3, 1)])]))
  })

  test('across batches, in the order in which they were reserved, part by part', () => {
    given(order, ready)
      .when(deliver(1, january(9), [{ sku: SKU, quantity: 3 }]))
      .thenEvents(delivered(january(9), [gone(bags, 3, [pieces(1, 2), pieces(2, 1)])]))
    given(order, [...ready, ...delivered(january(9), [gone(bags, 1, [pieces(1, 1)])])])
      .when(deliver(1, january(9), [{ sku: SKU, quantity: 3 }]))
      .thenEvents(delivered(january(9), [gone(bags, 3, [pieces(1, 1), pieces(2, 2)])]))
    given(order, [...ready, ...delivered(january(9), [gone(bags, 3, [pieces(1, 2), pieces(2, 1)])])])
      .when(deliver(1, january(9), [{ sku: SKU, quantity: 2 }]))
      .thenEvents(delivered(january(9), [gone(bags, 2, [pieces(2, 2)])]))
  })

  test('never of a batch that was not reserved by the day, whatever was written down first', () => {
    const late = [...ordered, has(1, january(9), [piecesBy(2, 1)]), has(1, january(3), [piecesBy(1, 1)])]
    given(order, late)
      .when(deliver(1, january(7), [{ sku: SKU, quantity: 1 }]))
      .thenEvents(delivered(january(7), [gone(bags, 1, [pieces(1, 1)])]))
    given(order, late)
      .when(deliver(1, january(9), [{ sku: SKU, quantity: 1 }]))
      .thenEvents(delivered(january(9), [gone(bags, 1, [pieces(1, 1)])]))
    given(order, [...late, ...delivered(january(7), [gone(bags, 1, [pieces(1, 1)])])])
      .when(deliver(1, january(9), [{ sku: SKU, quantity: 1 }]))
      .thenEvents(delivered(january(9), [gone(bags, 1, [pieces(2, 1)])]))
  })

  test('under the products’ codes as the catalogue spells them, each product once', () => {
    const asked = deliver(1, january(9), [
      { sku: 'kpr-tas', quantity: 2 },
      { sku: 'KPR-TAS', quantity: 1 },
    ])
    given(order, ready)
      .when({ ...asked, evidence: { skus: [SKU, SKU], sharing: null } })
      .thenEvents(delivered(january(9), [gone(bags, 3, [pieces(1, 2), pieces(2, 1)])]))
  })

  test('never nothing', () => {
    given(order, ready)
      .when(deliver(1, january(9), []))
      .thenRefused('invalid-number', { deliveryId: deliveryId(1) })
  })
})

describe('rule 7: no more is delivered than the order lacks', () => {
  const rest = [...ready, has(2, january(4), [piecesBy(4, 1)])]

  test('of a product', () => {
    given(order, rest)
      .when(deliver(1, january(9), [{ sku: OTHER_SKU, quantity: 3 }]))
      .thenRefused('over-delivery', { sku: OTHER_SKU, quantity: 3, lacks: 2 })
    given(order, rest)
      .when(deliver(1, january(9), [{ sku: OTHER_SKU, quantity: 2 }]))
      .thenEvents(delivered(january(9), [gone(mats, 2, [pieces(3, 1), pieces(4, 1)])]))
  })

  test('after what was delivered before', () => {
    given(order, [...rest, ...delivered(january(9), [gone(mats, 1, [pieces(3, 1)])])])
      .when(deliver(1, january(9), [{ sku: OTHER_SKU, quantity: 2 }]))
      .thenRefused('over-delivery', { quantity: 2, lacks: 1 })
  })

  test('of a product that is named twice: the sum counts', () => {
    given(order, rest)
      .when(
        deliver(1, january(9), [
          { sku: OTHER_SKU, quantity: 1 },
          { sku: OTHER_SKU, quantity: 2 },
        ]),
      )
      .thenRefused('over-delivery', { quantity: 3, lacks: 2 })
  })

  test('of a product that was not ordered: it lacks none', () => {
    given(order, ready)
      .when(deliver(1, january(9), [{ sku: 'KPR-TSU', quantity: 1 }]))
      .thenRefused('over-delivery', { sku: 'KPR-TSU', quantity: 1, lacks: 0 })
  })

  test('where it is both too much and not there, it is too much', () => {
    given(order, ready)
      .when(deliver(1, january(9), [{ sku: OTHER_SKU, quantity: 3 }]))
      .thenRefused('over-delivery', { lacks: 2 })
  })
})

describe('rule 7: no more is delivered than is reserved', () => {
  test('for the line', () => {
    given(order, ready)
      .when(deliver(1, january(9), [{ sku: OTHER_SKU, quantity: 2 }]))
      .thenRefused('insufficient-stock', { sku: OTHER_SKU, quantity: 2, reserved: 1, day: january(9) })
  })

  test('by the day of the delivery', () => {
    given(order, ready)
      .when(deliver(1, january(7), [{ sku: SKU, quantity: 3 }]))
      .thenRefused('insufficient-stock', { quantity: 3, reserved: 2, day: january(7) })
    given(order, ready)
      .when(deliver(1, january(8), [{ sku: SKU, quantity: 3 }]))
      .thenEvents(delivered(january(8), [gone(bags, 3, [pieces(1, 2), pieces(2, 1)])]))
  })

  test('before any was reserved', () => {
    given(order, [...ordered, has(1, january(8), [piecesBy(2, 3)])])
      .when(deliver(1, january(7), [{ sku: SKU, quantity: 1 }]))
      .thenRefused('insufficient-stock', { reserved: 0, day: january(7) })
  })

  test('less what left on a later day, where the delivery was written down late', () => {
    const later = [...ready, ...delivered(january(8), [gone(bags, 4, [pieces(1, 2), pieces(2, 2)])])]
    given(order, later)
      .when(deliver(1, january(7), [{ sku: SKU, quantity: 2 }]))
      .thenRefused('over-delivery', { lacks: 1 })
    given(order, [
      ...ordered,
      has(1, january(3), [piecesBy(1, 2)]),
      ...delivered(january(8), [gone(bags, 1, [pieces(1, 1)])]),
    ])
      .when(deliver(1, january(7), [{ sku: SKU, quantity: 2 }]))
      .thenRefused('insufficient-stock', { quantity: 2, reserved: 1, day: january(7) })
    given(order, later)
      .when(deliver(1, january(7), [{ sku: SKU, quantity: 1 }]))
      .thenEvents(delivered(january(7), [gone(bags, 1, [pieces(2, 1)])]))
  })
})

describe('rule 8: no more is paid than is invoiced and not yet paid', () => {
  const invoiced = (date: number, quantity: number) =>
    delivered(january(date), [gone(bags, quantity, [pieces(1, quantity)])])

  test('to the rupiah', () => {
    given(order, [...ready, ...invoiced(9, 2)])
      .when(pay(1, january(9), 90_001))
      .thenRefused('over-payment', { amount: 90_001, unpaid: 90_000, day: january(9) })
    given(order, [...ready, ...invoiced(9, 2)])
      .when(pay(1, january(9), 90_000))
      .thenEvents([paid(january(9), 90_000)])
  })

  test('after what was paid before', () => {
    given(order, [...ready, ...invoiced(9, 2), paid(january(10), 60_000)])
      .when(pay(1, january(11), 30_001))
      .thenRefused('over-payment', { unpaid: 30_000 })
  })

  test('nothing before the first invoice', () => {
    given(order, ready)
      .when(pay(1, january(9), 1))
      .thenRefused('over-payment', { unpaid: 0 })
    given(order, [...ready, ...invoiced(9, 2)])
      .when(pay(1, january(8), 1))
      .thenRefused('over-payment', { amount: 1, unpaid: 0, day: january(8) })
    given(order, [...ready, ...invoiced(9, 2)])
      .when(pay(1, january(9), 1))
      .thenEvents([paid(january(9), 1)])
  })

  test('and none that, dated back, would leave a later day short', () => {
    const later = [...ready, ...invoiced(5, 1), ...invoiced(10, 1), paid(january(10), 60_000)]
    given(order, later)
      .when(pay(1, january(7), 30_001))
      .thenRefused('over-payment', { amount: 30_001, unpaid: 30_000, day: january(7) })
    given(order, later)
      .when(pay(1, january(7), 30_000))
      .thenEvents([paid(january(7), 30_000)])
    given(order, [...ready, ...invoiced(5, 1), ...invoiced(10, 1)])
      .when(pay(1, january(7), 45_001))
      .thenRefused('over-payment', { unpaid: 45_000 })
  })
})

describe('an order is there from its own day, in its own programme', () => {
  const late = [...placed(1, january(8), [bags]), has(1, january(8), [piecesBy(1, 5)])]

  test('none is delivered to before, nor paid', () => {
    given(order, late)
      .when(deliver(1, january(7), [{ sku: SKU, quantity: 1 }]))
      .thenRefused('unknown-order', { day: january(7), placedOn: january(8) })
    given(order, late)
      .when(pay(1, january(7), 1))
      .thenRefused('unknown-order', { day: january(7), placedOn: january(8) })
    given(order, late)
      .when(deliver(1, january(8), [{ sku: SKU, quantity: 1 }]))
      .thenEvents(delivered(january(8), [gone(bags, 1, [pieces(1, 1)])]))
  })

  test('one that was never placed is unknown', () => {
    given(order, [])
      .when(deliver(1, january(7), [{ sku: SKU, quantity: 1 }]))
      .thenRefused('unknown-order', { placedOn: null })
    given(order, [])
      .when(pay(1, january(7), 1))
      .thenRefused('unknown-order', { placedOn: null })
  })

  test('another programme knows nothing of it', () => {
    given(order, late)
      .when({ ...deliver(1, january(9), [{ sku: SKU, quantity: 1 }]), programmeId: 'blitar' })
      .thenRefused('unknown-order', { programmeId: 'blitar' })
    given(order, late)
      .when({ ...deliver(1, january(9), [{ sku: SKU, quantity: 1 }]), programmeId: PROGRAMME })
      .thenEvents(delivered(january(9), [gone(bags, 1, [pieces(1, 1)])]))
  })
})
