import { given } from '@perca/testing'
import { describe, test } from 'vitest'
import {
  batchId,
  dispatch,
  january,
  left,
  lineId,
  made,
  madeBy,
  pieces,
  piecesBy,
  promised,
  reserve,
  waits,
} from '../order/sale.fixture.js'
import { stock } from './decider.js'

describe('an order’s line is promised what there is', () => {
  test('the oldest batches first, in one promise, each with its makers', () => {
    given(stock, [made(1, january(3), 2, madeBy(1)), made(2, january(5), 4, madeBy(2))])
      .when(reserve(1, january(7), 5))
      .thenEvents([promised(1, january(7), [piecesBy(1, 2, madeBy(1)), piecesBy(2, 3, madeBy(2))])])
  })

  test('a batch written down late stands where its day puts it', () => {
    given(stock, [made(2, january(5), 4), made(1, january(3), 2)])
      .when(reserve(1, january(7), 3))
      .thenEvents([promised(1, january(7), [piecesBy(1, 2), piecesBy(2, 1)])])
  })

  test('of two batches of one day, the one written down first goes first', () => {
    given(stock, [made(2, january(5), 4), made(1, january(5), 2), made(3, january(4), 1)])
      .when(reserve(1, january(7), 6))
      .thenEvents([promised(1, january(7), [piecesBy(3, 1), piecesBy(2, 4), piecesBy(1, 1)])])
  })

  test('what was made on the day itself counts', () => {
    given(stock, [made(1, january(7), 2)])
      .when(reserve(1, january(7), 2))
      .thenEvents([promised(1, january(7), [piecesBy(1, 2)])])
  })

  test('what another line was promised is not promised again', () => {
    given(stock, [
      made(1, january(3), 2),
      made(2, january(3), 2),
      promised(1, january(4), [piecesBy(1, 2), piecesBy(2, 1)]),
    ])
      .when(reserve(2, january(7), 1))
      .thenEvents([promised(2, january(7), [piecesBy(2, 1)])])
  })

  test('rejects are never promised', () => {
    const batch = made(1, january(3), 2)
    given(stock, [{ ...batch, data: { ...batch.data, grade: 'reject' } }])
      .when(reserve(1, january(7), 1))
      .thenEvents([waits(1, january(7), 1)])
  })
})

describe('what is short waits', () => {
  test('all of it, where nothing is there', () => {
    given(stock, [])
      .when(reserve(1, january(7), 5))
      .thenEvents([waits(1, january(7), 5)])
  })

  test('the rest of it, where some is there', () => {
    given(stock, [made(1, january(3), 2)])
      .when(reserve(1, january(7), 5))
      .thenEvents([promised(1, january(7), [piecesBy(1, 2)]), waits(1, january(7), 3)])
  })

  test('nothing, where just enough is there', () => {
    given(stock, [made(1, january(3), 5)])
      .when(reserve(1, january(7), 5))
      .thenEvents([promised(1, january(7), [piecesBy(1, 5)])])
  })
})

describe('an order written down late', () => {
  test('waits from its own day, and gets what was made since on the days it was made', () => {
    given(stock, [made(1, january(3), 1), made(2, january(9), 2), made(3, january(12), 9)])
      .when(reserve(1, january(7), 5))
      .thenEvents([
        promised(1, january(7), [piecesBy(1, 1)]),
        waits(1, january(7), 4),
        promised(1, january(9), [piecesBy(2, 2)], 'backorder'),
        promised(1, january(12), [piecesBy(3, 2)], 'backorder'),
      ])
  })

  test('waits on where what was made since is not enough', () => {
    given(stock, [made(2, january(9), 2)])
      .when(reserve(1, january(7), 5))
      .thenEvents([waits(1, january(7), 5), promised(1, january(9), [piecesBy(2, 2)], 'backorder')])
  })

  test('gets nothing of what a later order was promised meanwhile', () => {
    given(stock, [made(1, january(3), 2), promised(2, january(9), [piecesBy(1, 2)])])
      .when(reserve(1, january(7), 1))
      .thenEvents([waits(1, january(7), 1)])
  })
})

describe('pieces leave with a delivery', () => {
  const ready = [
    made(1, january(3), 2),
    made(2, january(4), 3),
    promised(1, january(7), [piecesBy(1, 2), piecesBy(2, 1)]),
  ]

  test('those that the line was promised', () => {
    given(stock, ready)
      .when(dispatch(1, january(8), [pieces(1, 2), pieces(2, 1)]))
      .thenEvents([left(1, january(8), [pieces(1, 2), pieces(2, 1)])])
  })

  test('not one more of a batch than the line was promised of it', () => {
    given(stock, ready)
      .when(dispatch(1, january(8), [pieces(1, 2), pieces(2, 2)]))
      .thenRefused('insufficient-stock', { lineId: lineId(1), batchId: batchId(2), reserved: 1 })
  })

  test('a batch named twice counts with the sum', () => {
    given(stock, ready)
      .when(dispatch(1, january(8), [pieces(1, 1), pieces(1, 2)]))
      .thenRefused('insufficient-stock', { batchId: batchId(1), reserved: 2 })
    given(stock, ready)
      .when(dispatch(1, january(8), [pieces(1, 1), pieces(1, 1)]))
      .thenEvents([left(1, january(8), [pieces(1, 1), pieces(1, 1)])])
  })

  test('none that only lies there, or was promised to another line', () => {
    given(stock, [made(1, january(3), 2)])
      .when(dispatch(1, january(8), [pieces(1, 1)]))
      .thenRefused('insufficient-stock', { reserved: 0 })
    given(stock, ready)
      .when(dispatch(2, january(8), [pieces(1, 1)]))
      .thenRefused('insufficient-stock', { reserved: 0 })
  })

  test('none that has left already', () => {
    given(stock, [...ready, left(1, january(8), [pieces(1, 2)])])
      .when(dispatch(1, january(9), [pieces(1, 1)]))
      .thenRefused('insufficient-stock', { batchId: batchId(1), reserved: 0 })
    given(stock, [...ready, left(1, january(8), [pieces(1, 1)])])
      .when(dispatch(1, january(9), [pieces(1, 1)]))
      .thenEvents([left(1, january(9), [pieces(1, 1)])])
  })
})
