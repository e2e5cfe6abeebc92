import { deciderOf, fold } from '@perca/eventsourcing'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { type OrderCommand, order } from './decider.js'
import type { OrderEvent } from './events.js'
import {
  deliver,
  delivered,
  has,
  january,
  lineId,
  makerId,
  OTHER_SKU,
  orderId,
  orderLine,
  PROGRAMME,
  paid,
  pay,
  pieces,
  piecesBy,
  place,
  placed,
  SKU,
  sourceId,
  terms,
} from './sale.fixture.js'

const bags = orderLine(1, 2, 50_000)
const gone = (quantity: number) => delivered(january(5), [{ ...bags, quantity, batches: [pieces(1, quantity)] }])
const ordered = placed(1, january(3), [bags])
const ready: readonly OrderEvent[] = [...ordered, has(1, january(3), [piecesBy(1, 2)])]
const share: OrderEvent = {
  type: 'ProceedsShared',
  effectiveOn: january(9),
  data: {
    programmeId: PROGRAMME,
    total: 100_000,
    rule: terms.rule,
    parts: { makers: 70_000, materialsFund: 20_000, programmeFund: 10_000 },
    shares: [{ participantId: makerId(1), code: 'P-001', amount: 70_000 }],
  },
}

/** An order's life, day by day to the ninth. */
const states: { readonly [name: string]: readonly OrderEvent[] } = {
  'not placed': [],
  waiting: [
    ...ordered,
    {
      type: 'LineBackordered',
      effectiveOn: january(3),
      data: { lineId: lineId(1), quantity: 2, sourceEventId: sourceId(1) },
    },
  ],
  'half there': [...ordered, has(1, january(3), [piecesBy(1, 1)])],
  ready,
  'half delivered': [...ready, ...gone(1)],
  'half delivered and paid for that': [...ready, ...gone(1), paid(january(6), 50_000)],
  delivered: [...ready, ...gone(2)],
  'delivered and half paid': [...ready, ...gone(2), paid(january(6), 50_000)],
  completed: [
    ...ready,
    ...gone(2),
    paid(january(9), 100_000),
    share,
    { type: 'OrderCompleted', effectiveOn: january(9), data: { programmeId: PROGRAMME } },
  ],
}

const commands: { readonly [name: string]: OrderCommand } = {
  'same product': place(1, january(3), [orderLine(2, 1, 50_000)]),
  'other product': place(1, january(3), [orderLine(2, 1, 25_000, OTHER_SKU)]),
  'deliver 1': deliver(1, january(9), [{ sku: SKU, quantity: 1 }], terms),
  'deliver 2': deliver(1, january(9), [{ sku: SKU, quantity: 2 }], terms),
  'pay half': pay(1, january(9), 50_000, terms),
  'pay all': pay(1, january(9), 100_000, terms),
  'copy a promise': {
    type: 'NoteReserved',
    orderId: orderId(1),
    lineId: lineId(1),
    batches: [piecesBy(2, 1)],
    sourceEventId: sourceId(2),
    effectiveOn: january(9),
  },
  'copy a wait': {
    type: 'NoteBackordered',
    orderId: orderId(1),
    lineId: lineId(1),
    quantity: 1,
    sourceEventId: sourceId(2),
    effectiveOn: january(9),
  },
}

const more = 'OrderLinesAdded OrderAccepted'
const goes = 'OrderDelivered InvoiceIssued'
const closes = 'PaymentReceived ProceedsShared OrderCompleted'

/** What each command comes to, in the order of `commands`, without the two copies: those are always taken. */
const table: { readonly [state: string]: readonly string[] } = {
  'not placed': [
    'OrderPlaced OrderAccepted',
    'OrderPlaced OrderAccepted',
    'unknown-order',
    'unknown-order',
    'unknown-order',
    'unknown-order',
  ],
  waiting: ['duplicate-line', more, 'insufficient-stock', 'insufficient-stock', 'over-payment', 'over-payment'],
  'half there': ['duplicate-line', more, goes, 'insufficient-stock', 'over-payment', 'over-payment'],
  ready: ['duplicate-line', more, goes, goes, 'over-payment', 'over-payment'],
  'half delivered': ['duplicate-line', more, goes, 'over-delivery', 'PaymentReceived', 'over-payment'],
  'half delivered and paid for that': ['duplicate-line', more, goes, 'over-delivery', 'over-payment', 'over-payment'],
  delivered: ['duplicate-line', more, 'over-delivery', 'over-delivery', 'PaymentReceived', closes],
  'delivered and half paid': ['duplicate-line', more, 'over-delivery', 'over-delivery', closes, 'over-payment'],
  completed: ['duplicate-line', 'order-closed', 'over-delivery', 'over-delivery', 'over-payment', 'over-payment'],
}

const outcome = (history: readonly OrderEvent[], command: OrderCommand): string => {
  const decider = deciderOf(order)
  const decision = decider.decide(command, fold(decider, history))
  return isLeft(decision) ? decision.left.rule : decision.right.map(({ type }) => type).join(' ')
}

describe.each(Object.entries(states))('an order that is %s', (state, history) => {
  test('takes what it may and refuses the rest', () => {
    const expected = [...(table[state] ?? []), 'LineReserved', 'LineBackordered']
    expect(Object.entries(commands).map(([name, command]) => [name, outcome(history, command)])).toEqual(
      Object.keys(commands).map((name, column) => [name, expected[column]]),
    )
  })
})

test('copies say what their source said, and which it was', () => {
  const decider = deciderOf(order)
  const { 'copy a promise': promise, 'copy a wait': wait } = commands
  if (promise === undefined || wait === undefined) throw new Error('the table has no copies')
  expect(decider.decide(promise, fold(decider, ready))).toEqual({
    _tag: 'Right',
    right: [
      {
        type: 'LineReserved',
        effectiveOn: january(9),
        data: { lineId: lineId(1), batches: [piecesBy(2, 1)], sourceEventId: sourceId(2) },
      },
    ],
  })
  expect(decider.decide(wait, fold(decider, ready))).toEqual({
    _tag: 'Right',
    right: [
      {
        type: 'LineBackordered',
        effectiveOn: january(9),
        data: { lineId: lineId(1), quantity: 1, sourceEventId: sourceId(2) },
      },
    ],
  })
})

test('an order’s makers are those of its pieces and of its shares, each once', () => {
  const twice = [...piecesBy(1, 1).makers, { participantId: makerId(2), parts: 1 }]
  expect(order.subjects(has(1, january(3), [piecesBy(1, 1, twice), piecesBy(2, 1)]), orderId(1))).toEqual([
    makerId(1),
    makerId(2),
  ])
  expect(order.subjects(share, orderId(1))).toEqual([makerId(1)])
  expect(order.subjects(paid(january(3), 1), orderId(1))).toEqual([])
})
