import { given } from '@perca/testing'
import { describe, test } from 'vitest'
import { batchId, january, made, madeBy, make, makerId, piecesBy, promised, waits } from '../order/sale.fixture.js'
import { stock } from './decider.js'
import type { StockEvent } from './events.js'

describe('what is made goes into stock', () => {
  test('a batch is one event, with its makers and their parts', () => {
    const makers = [
      { participantId: makerId(1), parts: 2 },
      { participantId: makerId(2), parts: 1 },
    ]
    given(stock, [])
      .when(make(1, january(7), 5, { makers }))
      .thenEvents([made(1, january(7), 5, makers)])
  })

  test('the product is written as the catalogue spells it', () => {
    const asked = make(1, january(7), 5)
    given(stock, [])
      .when({ ...asked, sku: 'kpr-tas' })
      .thenEvents([made(1, january(7), 5)])
  })

  test('grade B is stock like grade A', () => {
    const first = made(1, january(7), 1)
    const batch: StockEvent = { ...first, data: { ...first.data, grade: 'B' } }
    given(stock, [waits(1, january(3), 1)])
      .when(make(1, january(7), 1, { grade: 'B' }))
      .thenEvents([batch, promised(1, january(7), [piecesBy(1, 1)], 'backorder')])
  })

  test('a reject is recorded and fills nothing', () => {
    const first = made(1, january(7), 5)
    given(stock, [waits(1, january(3), 5)])
      .when(make(1, january(7), 5, { grade: 'reject' }))
      .thenEvents([{ ...first, data: { ...first.data, grade: 'reject' } }])
  })

  test('a batch is written down once', () => {
    given(stock, [made(1, january(7), 5)])
      .when(make(1, january(8), 5))
      .thenRefused('already-recorded', { batchId: batchId(1) })
    given(stock, [made(1, january(7), 5)])
      .when(make(2, january(7), 5))
      .thenEvents([made(2, january(7), 5)])
  })

  test('a batch that nobody made is refused', () => {
    given(stock, [])
      .when(make(1, january(7), 5, { makers: [] }))
      .thenRefused('invalid-code', { batchId: batchId(1) })
    given(stock, [])
      .when(make(1, january(7), 5, { makers: madeBy(1) }))
      .thenEvents([made(1, january(7), 5)])
  })
})

describe('what is made fills who waits', () => {
  test('the oldest wait is filled first, and what is over fills the next', () => {
    given(stock, [waits(1, january(2), 3), waits(2, january(3), 4)])
      .when(make(1, january(7), 5))
      .thenEvents([
        made(1, january(7), 5),
        promised(1, january(7), [piecesBy(1, 3)], 'backorder'),
        promised(2, january(7), [piecesBy(1, 2)], 'backorder'),
      ])
  })

  test('of two that wait since the same day, the one written down first is filled first', () => {
    given(stock, [waits(2, january(3), 2), waits(1, january(3), 2)])
      .when(make(1, january(7), 2))
      .thenEvents([made(1, january(7), 2), promised(2, january(7), [piecesBy(1, 2)], 'backorder')])
  })

  test('who waits since an older day is filled first, also where that was written down later', () => {
    given(stock, [waits(2, january(3), 2), waits(1, january(2), 2)])
      .when(make(1, january(7), 3))
      .thenEvents([
        made(1, january(7), 3),
        promised(1, january(7), [piecesBy(1, 2)], 'backorder'),
        promised(2, january(7), [piecesBy(1, 1)], 'backorder'),
      ])
  })

  test('what is over fills nobody, once everybody has all', () => {
    given(stock, [
      waits(1, january(2), 3),
      made(1, january(4), 3),
      promised(1, january(4), [piecesBy(1, 3)], 'backorder'),
    ])
      .when(make(2, january(7), 5))
      .thenEvents([made(2, january(7), 5)])
  })

  test('a batch dated before the order that waits is promised on the order’s day, not before', () => {
    given(stock, [waits(1, january(9), 3)])
      .when(make(1, january(7), 5))
      .thenEvents([made(1, january(7), 5), promised(1, january(9), [piecesBy(1, 3)], 'backorder')])
  })

  test('a wait that was filled in part is filled up, and no more', () => {
    given(stock, [
      waits(1, january(2), 3),
      made(1, january(4), 1),
      promised(1, january(4), [piecesBy(1, 1)], 'backorder'),
    ])
      .when(make(2, january(7), 5))
      .thenEvents([made(2, january(7), 5), promised(1, january(7), [piecesBy(2, 2)], 'backorder')])
  })
})
