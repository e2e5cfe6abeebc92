import { fold } from '@perca/eventsourcing'
import { expect, test } from 'vitest'
import {
  batchId,
  january,
  left,
  lineId,
  made,
  madeBy,
  makerId,
  orderId,
  pieces,
  piecesBy,
  promised,
  waits,
} from '../order/sale.fixture.js'
import { stock } from './decider.js'
import type { StockEvent } from './events.js'
import { evolve, initialState } from './state.js'
import * as say from './stock.fixture.js'

const after = (...events: readonly StockEvent[]) => fold({ initialState, evolve }, events)

const opened = (...events: readonly StockEvent[]) => {
  const { free, queue, reserved } = after(...events)
  return {
    free: free.toArray().map(({ batchId: batch, on, quantity }) => [batch, on, quantity]),
    queue: queue.toArray().map(({ orderId: order, on, quantity }) => [order, on, quantity]),
    reserved: Object.fromEntries(
      reserved.map((held) => held.toArray().map(({ batchId: batch, quantity }) => ({ batchId: batch, quantity }))),
    ),
  }
}

test('free pieces stand by the day they were made; of one day, as they were written down', () => {
  const { free } = opened(
    made(1, january(7), 1),
    made(2, january(9), 1),
    made(3, january(7), 1),
    made(4, january(3), 1),
  )
  expect(free).toEqual([
    [batchId(4), january(3), 1],
    [batchId(1), january(7), 1],
    [batchId(3), january(7), 1],
    [batchId(2), january(9), 1],
  ])
})

test('what is promised is free no longer, and what waited for it waits for so much less', () => {
  expect(
    opened(made(1, january(3), 5), waits(1, january(2), 3), promised(1, january(3), [piecesBy(1, 2)], 'backorder')),
  ).toEqual({
    free: [[batchId(1), january(3), 3]],
    queue: [[orderId(1), january(2), 1]],
    reserved: { [`${orderId(1)}.${lineId(1)}`]: [pieces(1, 2)] },
  })
})

test('a promise made at once takes nothing from the queue', () => {
  const { queue } = opened(waits(1, january(2), 3), made(1, january(1), 1), promised(1, january(2), [piecesBy(1, 1)]))
  expect(queue).toEqual([[orderId(1), january(2), 3]])
})

test('a batch that is promised to the last piece, a wait that is filled and a promise that has left are forgotten', () => {
  const all = opened(
    made(1, january(3), 5),
    waits(1, january(2), 5),
    promised(1, january(3), [piecesBy(1, 5)], 'backorder'),
    left(1, january(4), [pieces(1, 5)]),
  )
  expect(all).toEqual({ free: [], queue: [], reserved: {} })
})

test('an entry in the midst of others is taken out, and the others keep their order', () => {
  const { free } = opened(
    made(1, january(1), 1),
    made(2, january(2), 1),
    made(3, january(3), 1),
    promised(1, january(4), [piecesBy(2, 1)]),
  )
  expect(free.map(([batch]) => batch)).toEqual([batchId(1), batchId(3)])
})

test('pieces of which stock knows nothing change nothing', () => {
  expect(
    opened(made(1, january(1), 1), promised(1, january(4), [piecesBy(9, 1)]), left(2, january(5), [pieces(8, 1)])),
  ).toEqual({
    free: [[batchId(1), january(1), 1]],
    queue: [],
    reserved: { [`${orderId(1)}.${lineId(1)}`]: [pieces(9, 1)] },
  })
})

test('what is left of a promise stays in the order in which it was promised', () => {
  const { reserved } = opened(
    made(1, january(1), 2, madeBy(1)),
    made(2, january(2), 2, madeBy(2)),
    promised(1, january(3), [piecesBy(1, 2), piecesBy(2, 2)]),
    left(1, january(4), [pieces(1, 2), pieces(2, 1)]),
  )
  expect(reserved).toEqual({ [`${orderId(1)}.${lineId(1)}`]: [pieces(2, 1)] })
})

test('a rejected batch is known, and nothing of it is free', () => {
  const batch = made(1, january(1), 2)
  const state = after(made(2, january(1), 1))
  const { batches, ...others } = evolve(state, { ...batch, data: { ...batch.data, grade: 'reject' } })
  expect(others).toEqual({
    free: state.free,
    queue: state.queue,
    reserved: state.reserved,
    released: state.released,
    moved: state.moved,
  })
  expect(batches.get(batchId(1))).toEqual({
    on: january(1),
    grade: 'reject',
    quantity: 2,
    makers: madeBy(1),
    made: true,
    out: 0,
  })
})

test('a batch and a promise tell of their makers, each once; a wait and a dispatch tell of nobody', () => {
  const both = [...madeBy(1), ...madeBy(2), ...madeBy(1)]
  const id = 'kediri.KPR-TAS.1'
  expect(stock.subjects(made(1, january(1), 1, both), id)).toEqual([makerId(1), makerId(2)])
  expect(stock.subjects(promised(1, january(1), [piecesBy(1, 1, both), piecesBy(2, 1, madeBy(3))]), id)).toEqual(
    [1, 2, 3].map(makerId),
  )
  expect(stock.subjects(waits(1, january(1), 1), id)).toEqual([])
  expect(stock.subjects(left(1, january(1), [pieces(1, 1)]), id)).toEqual([])
})

test('whatever names pieces tells of those who made them; a correction of both, the makers it had and has', () => {
  const id = 'kediri.KPR-TAS.1'
  const parts = [piecesBy(1, 1, madeBy(1)), piecesBy(2, 1, madeBy(2))]
  const both = [1, 2].map(makerId)
  for (const event of [
    say.released(1, january(1), parts),
    say.returned(january(1), parts),
    say.writtenOff(january(1), parts),
    say.given(january(1), parts),
    say.consigned(january(1), parts),
    say.corrected(1, january(1), say.facts(1), say.facts(1, { makers: madeBy(2) })),
    say.received(1, january(1), 1, { makers: [...madeBy(1), ...madeBy(2)] }),
  ]) {
    expect(stock.subjects(event, id)).toEqual(both)
  }
  expect(stock.subjects(say.corrected(1, january(1), null, null), id)).toEqual([])
  expect(stock.subjects(say.received(1, january(1), 1), id)).toEqual([])
  expect(stock.subjects(say.counted(january(1), 1, 1), id)).toEqual([])
})

test('a correction of a batch that is not known changes nothing', () => {
  const state = after(made(2, january(1), 1))
  expect(evolve(state, say.corrected(1, january(1), say.facts(1), null))).toBe(state)
})
