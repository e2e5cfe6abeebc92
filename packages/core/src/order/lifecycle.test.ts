import { deciderOf, fold } from '@perca/eventsourcing'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { accept, ask, cancel, close, decline, refund, sendBack, withhold } from './after-sale.fixture.js'
import { type OrderCommand, order } from './decider.js'
import type { OrderEvent } from './events.js'
import { lives, ready, share } from './lives.fixture.js'
import {
  deliver,
  has,
  january,
  lineId,
  makerId,
  OTHER_SKU,
  orderId,
  orderLine,
  paid,
  pay,
  piecesBy,
  place,
  SKU,
  sourceId,
  terms,
} from './sale.fixture.js'

const commands: { readonly [name: string]: OrderCommand } = {
  'same product': place(1, january(3), [orderLine(2, 1, 50_000)]),
  'other product': place(1, january(3), [orderLine(2, 1, 25_000, OTHER_SKU)]),
  'deliver 1': deliver(1, january(9), [{ sku: SKU, quantity: 1 }], terms),
  'deliver 2': deliver(1, january(9), [{ sku: SKU, quantity: 2 }], terms),
  'pay half': pay(1, january(9), 50_000, terms),
  'pay all': pay(1, january(9), 100_000, terms),
  'ask for another product': ask(1, january(3), [orderLine(2, 1, 25_000, OTHER_SKU)]),
  accept: accept(1, january(9)),
  decline: decline(1, january(9)),
  cancel: cancel(1, january(9)),
  'close the line': close(1, january(9), 1),
  'send 1 back': sendBack(1, january(9), [{ line: 1, batch: null, quantity: 1 }]),
  'withhold half': withhold(1, january(9), 50_000),
  'refund half': refund(1, january(9), 50_000),
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
const shares = 'ProceedsShared OrderCompleted'
const closes = `PaymentReceived ${shares}`
const returns = 'GoodsReturned CreditNoteIssued'
const nothing = 'LineClosedShort OrderCompleted'

/** What a fact or a rule comes to, over and over. */
const times = (count: number, what: string): readonly string[] => Array.from({ length: count }, () => what)

const dropped = [
  'duplicate-line',
  ...times(3, 'order-closed'),
  ...times(2, 'over-payment'),
  ...times(5, 'order-closed'),
]
const over = ['duplicate-line', 'order-closed', ...times(2, 'over-delivery'), ...times(2, 'over-payment')]
const taken = ['OrderLinesAdded', ...times(2, 'order-accepted')]
const open = [...taken, 'OrderCancelled', nothing, 'over-return', 'over-payment', 'over-refund']
const gone = [...taken, 'order-delivered']

/** What each command comes to, in the order of `commands`, without the two copies: those are always taken. */
const table: { readonly [state: string]: readonly string[] } = {
  'not placed': [
    ...times(2, 'OrderPlaced OrderAccepted'),
    ...times(4, 'unknown-order'),
    'OrderPlaced',
    ...times(7, 'unknown-order'),
  ],
  requested: [
    ...['duplicate-line', more, ...times(2, 'insufficient-stock'), ...times(2, 'over-payment')],
    ...['OrderLinesAdded', 'OrderAccepted', 'OrderDeclined', 'OrderCancelled', nothing],
    ...['over-return', 'over-payment', 'over-refund'],
  ],
  declined: [...dropped, 'over-return', 'order-closed', 'over-refund'],
  cancelled: [...dropped, 'over-return', 'order-closed', 'over-refund'],
  waiting: ['duplicate-line', more, ...times(2, 'insufficient-stock'), ...times(2, 'over-payment'), ...open],
  'half there': ['duplicate-line', more, goes, 'insufficient-stock', ...times(2, 'over-payment'), ...open],
  ready: ['duplicate-line', more, goes, goes, ...times(2, 'over-payment'), ...open],
  'half delivered': [
    ...['duplicate-line', more, goes, 'over-delivery', 'PaymentReceived', 'over-payment'],
    ...[...gone, 'LineClosedShort', returns, 'TaxWithheld', 'over-refund'],
  ],
  'half delivered and paid for that': [
    ...['duplicate-line', more, goes, 'over-delivery', ...times(2, 'over-payment')],
    ...[...gone, `LineClosedShort ${shares}`, returns, 'over-payment', 'over-refund'],
  ],
  'half delivered and closed with that': [
    ...['duplicate-line', more, ...times(2, 'over-delivery'), closes, 'over-payment'],
    ...[...gone, 'line-complete', `${returns} OrderCompleted`, 'TaxWithheld OrderCompleted', 'over-refund'],
  ],
  delivered: [
    ...['duplicate-line', more, ...times(2, 'over-delivery'), 'PaymentReceived', closes],
    ...[...gone, 'line-complete', returns, 'TaxWithheld', 'over-refund'],
  ],
  'delivered and half paid': [
    ...['duplicate-line', more, ...times(2, 'over-delivery'), closes, 'over-payment'],
    ...[...gone, 'line-complete', `${returns} ${shares}`, `TaxWithheld ${shares}`, 'over-refund'],
  ],
  completed: [...over, ...times(5, 'order-closed'), `${returns} ProceedsReversed`, 'order-closed', 'over-refund'],
  'completed and half back': [
    ...[...over, ...times(5, 'order-closed'), `${returns} ProceedsReversed`, 'order-closed', 'PaymentRefunded'],
  ],
  'completed and all back': [...over, ...times(5, 'order-closed'), 'over-return', 'order-closed', 'PaymentRefunded'],
}

const outcome = (history: readonly OrderEvent[], command: OrderCommand): string => {
  const decider = deciderOf(order)
  const decision = decider.decide(command, fold(decider, history))
  return isLeft(decision) ? decision.left.rule : decision.right.map(({ type }) => type).join(' ')
}

describe.each(Object.entries(lives))('an order that is %s', (state, history) => {
  test('takes what it may and refuses the rest', () => {
    const expected = [...(table[state] ?? []), 'LineReserved', 'LineBackordered']
    expect(Object.entries(commands).map(([name, command]) => [name, outcome(history, command)])).toEqual(
      Object.keys(commands).map((name, column) => [name, expected[column]]),
    )
  })
})

test('the table has a row for every state and a column for every command', () => {
  expect(Object.keys(table).sort()).toEqual(Object.keys(lives).sort())
  expect(Object.values(table).map((row) => row.length + 2)).toEqual(
    Object.keys(table).map(() => Object.keys(commands).length),
  )
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
