import { given } from '@perca/testing'
import { describe, test } from 'vitest'
import { accept, ask, asked, cancel, cancelled, close, closedShort, decline, declined } from './after-sale.fixture.js'
import { order } from './decider.js'
import type { OrderEvent } from './events.js'
import {
  accepted,
  deliver,
  delivered,
  has,
  january,
  lineId,
  madeBy,
  makerId,
  OTHER_SKU,
  orderLine,
  PROGRAMME,
  paid,
  pay,
  pieces,
  piecesBy,
  place,
  placed,
  SKU,
  terms,
} from './sale.fixture.js'

const bags = orderLine(1, 3, 50_000)
const mats = orderLine(2, 2, 25_000, OTHER_SKU)
const linesAdded: OrderEvent = {
  type: 'OrderLinesAdded',
  effectiveOn: january(3),
  data: { programmeId: PROGRAMME, lines: [mats] },
}
const requested: readonly OrderEvent[] = [asked(1, january(3), [bags, mats])]
const ordered: readonly OrderEvent[] = placed(1, january(3), [bags, mats])
const ready: readonly OrderEvent[] = [
  ...ordered,
  has(1, january(3), [piecesBy(1, 3)]),
  has(2, january(3), [piecesBy(2, 2, madeBy(2))]),
]
const gone = (on: number, quantity: number) =>
  delivered(january(on), [{ ...bags, quantity, batches: [pieces(1, quantity)] }])

describe('an order that is asked for', () => {
  test('is written down, and nothing is promised', () => {
    given(order, [])
      .when(ask(1, january(3), [bags, mats]))
      .thenEvents([asked(1, january(3), [bags, mats])])
  })

  test('takes further lines, which wait for the answer too', () => {
    given(order, [asked(1, january(3), [bags])])
      .when(ask(1, january(3), [mats]))
      .thenEvents([linesAdded])
    given(order, [asked(1, january(3), [bags])])
      .when(ask(1, january(3), [bags]))
      .thenRefused('duplicate-line', { sku: SKU })
  })

  test('is accepted whole, with the day that is promised', () => {
    const [, { data }] = placed(1, january(5), [bags, mats])
    given(order, requested)
      .when(accept(1, january(5), january(20)))
      .thenEvents([{ type: 'OrderAccepted', effectiveOn: january(5), data: { ...data, promisedOn: january(20) } }])
  })

  test('is accepted once, and further lines of it by themselves', () => {
    given(order, [...requested, accepted(january(5), [bags, mats])])
      .when(accept(1, january(6)))
      .thenRefused('order-accepted', { lines: [lineId(1), lineId(2)] })
    given(order, [...placed(1, january(3), [bags]), linesAdded])
      .when(accept(1, january(6)))
      .thenEvents([accepted(january(6), [mats])])
  })

  test('is accepted without what was closed meanwhile', () => {
    given(order, [...requested, closedShort(january(4), mats, 2)])
      .when(accept(1, january(5)))
      .thenEvents([accepted(january(5), [bags])])
  })

  test('is declined, and that is that', () => {
    given(order, requested)
      .when(decline(1, january(5)))
      .thenEvents([declined(january(5))])
    for (const command of [
      accept(1, january(6)),
      decline(1, january(6)),
      cancel(1, january(6)),
      close(1, january(6), 1),
    ]) {
      given(order, [...requested, declined(january(5))])
        .when(command)
        .thenRefused('order-closed', { closedAs: 'declined', closedOn: january(5) })
    }
  })

  test('is not declined once a line of it is taken on', () => {
    given(order, ordered)
      .when(decline(1, january(5)))
      .thenRefused('order-accepted', { lines: [lineId(1), lineId(2)] })
    given(order, [...placed(1, january(3), [bags]), linesAdded])
      .when(decline(1, january(5)))
      .thenRefused('order-accepted', { lines: [lineId(1)] })
  })

  test('is answered on its day, not before it, and in its own programme', () => {
    for (const answer of [accept, decline]) {
      given(order, requested)
        .when(answer(1, january(2)))
        .thenRefused('unknown-order', { day: january(2), placedOn: january(3) })
      given(order, requested)
        .when({ ...answer(1, january(3)), programmeId: 'blitar' })
        .thenRefused('unknown-order', { programmeId: 'blitar' })
    }
    given(order, requested)
      .when(accept(1, january(3)))
      .thenEvents([accepted(january(3), [bags, mats])])
  })
})

describe('rule 12: an order is called off', () => {
  test('with every line that it had taken on', () => {
    given(order, ready)
      .when(cancel(1, january(5)))
      .thenEvents([cancelled(january(5), [bags, mats])])
    given(order, [...placed(1, january(3), [bags]), linesAdded])
      .when(cancel(1, january(5)))
      .thenEvents([cancelled(january(5), [bags])])
    given(order, [...ready, closedShort(january(4), mats, 2)])
      .when(cancel(1, january(5)))
      .thenEvents([cancelled(january(5), [bags])])
  })

  test('only while nothing has gone out', () => {
    given(order, [...ready, ...gone(4, 1)])
      .when(cancel(1, january(5)))
      .thenRefused('order-delivered', { lines: [lineId(1)] })
  })

  test('once; then it takes nothing any more', () => {
    const over = [...ready, cancelled(january(5), [bags, mats])]
    const late = [
      cancel(1, january(6)),
      close(1, january(6), 1),
      decline(1, january(6)),
      accept(1, january(6)),
      deliver(1, january(4), [{ sku: SKU, quantity: 1 }]),
      place(1, january(3), [orderLine(3, 1, 5_000, 'KPR-TSU')]),
      ask(1, january(3), [orderLine(3, 1, 5_000, 'KPR-TSU')]),
    ]
    for (const command of late) {
      given(order, over)
        .when(command)
        .thenRefused('order-closed', { closedAs: 'cancelled', closedOn: january(5) })
    }
    given(order, over)
      .when(pay(1, january(6), 1))
      .thenRefused('over-payment', { unpaid: 0 })
  })

  test('not once it is completed', () => {
    given(order, [
      ...placed(1, january(3), [bags]),
      closedShort(january(4), bags, 3),
      { type: 'OrderCompleted', effectiveOn: january(4), data: { programmeId: PROGRAMME } },
    ])
      .when(cancel(1, january(6)))
      .thenRefused('order-closed', { closedAs: 'completed' })
  })
})

describe('rule 12: a line is closed short', () => {
  test('with what went out of it: the rest is not owed any more', () => {
    given(order, [...ready, ...gone(4, 1)])
      .when(close(1, january(5), 1))
      .thenEvents([closedShort(january(5), bags, 2)])
    given(order, [...ready, ...gone(4, 1), closedShort(january(5), bags, 2)])
      .when(deliver(1, january(6), [{ sku: SKU, quantity: 1 }]))
      .thenRefused('over-delivery', { sku: SKU, lacks: 0 })
    given(order, [...ready, ...gone(4, 1)])
      .when(deliver(1, january(6), [{ sku: SKU, quantity: 1 }]))
      .thenEvents(gone(6, 1))
  })

  test('not once it lacks nothing', () => {
    given(order, [...ready, ...gone(4, 3)])
      .when(close(1, january(5), 1))
      .thenRefused('line-complete', { lineId: lineId(1), closed: 0 })
    given(order, [...ready, ...gone(4, 1), closedShort(january(5), bags, 2)])
      .when(close(1, january(5), 1))
      .thenRefused('line-complete', { lineId: lineId(1), closed: 2 })
  })

  test('if it is one of the order’s', () => {
    given(order, ready)
      .when(close(1, january(5), 3))
      .thenRefused('unknown-line', { lineId: lineId(3) })
    given(order, ready)
      .when({ ...close(1, january(5), 1), programmeId: 'blitar' })
      .thenRefused('unknown-order', { programmeId: 'blitar' })
  })

  test('and completes the order where all else is delivered and paid: makers of what went get paid', () => {
    given(order, [...ready, ...gone(4, 1), closedShort(january(5), mats, 2), paid(january(6), 50_000)])
      .when(close(1, january(7), 1))
      .thenEvents([
        closedShort(january(7), bags, 2),
        {
          type: 'ProceedsShared',
          effectiveOn: january(7),
          data: {
            programmeId: PROGRAMME,
            total: 50_000,
            rule: terms.rule,
            parts: { makers: 35_000, materialsFund: 10_000, programmeFund: 5_000 },
            shares: [{ participantId: makerId(1), code: 'P-001', amount: 35_000 }],
          },
        },
        { type: 'OrderCompleted', effectiveOn: january(7), data: { programmeId: PROGRAMME } },
      ])
    given(order, [...ready, ...gone(4, 1), closedShort(january(5), mats, 2), paid(january(6), 49_999)])
      .when(close(1, january(7), 1))
      .thenEvents([closedShort(january(7), bags, 2)])
  })

  test('before the last payment, which then completes the order; on the later of the two days', () => {
    const closing = [...ready, ...gone(4, 1), closedShort(january(8), mats, 2), closedShort(january(5), bags, 2)]
    const decision = [
      paid(january(7), 50_000),
      {
        type: 'ProceedsShared' as const,
        effectiveOn: january(8),
        data: {
          programmeId: PROGRAMME,
          total: 50_000,
          rule: terms.rule,
          parts: { makers: 35_000, materialsFund: 10_000, programmeFund: 5_000 },
          shares: [{ participantId: makerId(1), code: 'P-001', amount: 35_000 }],
        },
      },
      { type: 'OrderCompleted' as const, effectiveOn: january(8), data: { programmeId: PROGRAMME } },
    ]
    given(order, closing)
      .when(pay(1, january(7), 50_000, terms))
      .thenEvents(decision)
  })

  test('and shares nothing where nothing went out at all', () => {
    given(order, [...ready, closedShort(january(5), mats, 2)])
      .when(close(1, january(7), 1, null))
      .thenEvents([
        closedShort(january(7), bags, 3),
        { type: 'OrderCompleted', effectiveOn: january(7), data: { programmeId: PROGRAMME } },
      ])
  })
})
