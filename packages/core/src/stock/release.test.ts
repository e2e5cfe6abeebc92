import { given } from '@perca/testing'
import { describe, test } from 'vitest'
import { january, left, made, madeBy, pieces, piecesBy, promised, reserve, waits } from '../order/sale.fixture.js'
import { stock } from './decider.js'
import { release, released } from './stock.fixture.js'

describe('rule 6: what is freed fills the oldest backorder', () => {
  test('a line gives up what has not left, and its waiting', () => {
    given(stock, [
      made(1, january(3), 3),
      promised(1, january(4), [piecesBy(1, 3)]),
      waits(1, january(4), 2),
      left(1, january(5), [pieces(1, 1)]),
    ])
      .when(release(1, january(6)))
      .thenEvents([released(1, january(6), [piecesBy(1, 2)], 2)])
  })

  test('the freed pieces go to who waits longest, with their makers', () => {
    given(stock, [
      made(1, january(3), 2, madeBy(1)),
      made(2, january(3), 2, madeBy(2)),
      promised(1, january(4), [piecesBy(1, 2, madeBy(1)), piecesBy(2, 2, madeBy(2))]),
      waits(3, january(7), 2),
      waits(2, january(5), 3),
    ])
      .when(release(1, january(6)))
      .thenEvents([
        released(1, january(6), [piecesBy(1, 2, madeBy(1)), piecesBy(2, 2, madeBy(2))]),
        promised(2, january(6), [piecesBy(1, 2, madeBy(1)), piecesBy(2, 1, madeBy(2))], 'backorder'),
        promised(3, january(7), [piecesBy(2, 1, madeBy(2))], 'backorder'),
      ])
  })

  test('the line that gives up is not served by what it gave up', () => {
    given(stock, [
      made(1, january(3), 1),
      promised(1, january(4), [piecesBy(1, 1)]),
      waits(1, january(4), 5),
      waits(2, january(5), 1),
    ])
      .when(release(1, january(6)))
      .thenEvents([
        released(1, january(6), [piecesBy(1, 1)], 5),
        promised(2, january(6), [piecesBy(1, 1)], 'backorder'),
      ])
  })

  test('freed pieces are as old as their batch: they go before younger ones', () => {
    given(stock, [
      made(1, january(3), 2),
      promised(1, january(4), [piecesBy(1, 2)]),
      made(2, january(5), 2),
      released(1, january(6), [piecesBy(1, 2)]),
    ])
      .when(reserve(2, january(6), 3))
      .thenEvents([promised(2, january(6), [piecesBy(1, 2), piecesBy(2, 1)])])
  })

  test('an order dated before they were freed gets them on the day they were, not before', () => {
    given(stock, [
      made(1, january(3), 1),
      promised(1, january(4), [piecesBy(1, 1)]),
      made(2, january(5), 1),
      released(1, january(9), [piecesBy(1, 1)]),
    ])
      .when(reserve(2, january(5), 2))
      .thenEvents([
        promised(2, january(5), [piecesBy(2, 1)]),
        waits(2, january(5), 1),
        promised(2, january(9), [piecesBy(1, 1)], 'backorder'),
      ])
  })

  test('a cancellation written down late frees what was promised since on the day it was promised', () => {
    given(stock, [
      made(1, january(3), 1),
      promised(1, january(4), [piecesBy(1, 1)]),
      waits(1, january(4), 2),
      made(2, january(9), 1),
      promised(1, january(9), [piecesBy(2, 1)], 'backorder'),
    ])
      .when(release(1, january(6)))
      .thenEvents([released(1, january(6), [piecesBy(1, 1)], 1), released(1, january(9), [piecesBy(2, 1)])])
  })

  test('twice is once', () => {
    given(stock, [made(1, january(3), 1), promised(1, january(4), [piecesBy(1, 1)]), released(1, january(5), [])])
      .when(release(1, january(6)))
      .thenNothing()
  })

  test('a line that had nothing yet is promised nothing from then on; another is', () => {
    given(stock, [])
      .when(release(1, january(6)))
      .thenEvents([released(1, january(6), [])])
    const history = [made(1, january(3), 1), released(1, january(6), [])]
    given(stock, history)
      .when(reserve(1, january(4), 1))
      .thenNothing()
    given(stock, history)
      .when(reserve(2, january(4), 1))
      .thenEvents([promised(2, january(4), [piecesBy(1, 1)])])
  })
})
