import { fold } from '@perca/eventsourcing'
import { given } from '@perca/testing'
import { describe, expect, test } from 'vitest'
import { batchId, january, left, made, madeBy, pieces, piecesBy, promised, waits } from '../order/sale.fixture.js'
import { stock } from './decider.js'
import { oldestFree } from './rules.js'
import * as say from './stock.fixture.js'

const shelf = [
  made(1, january(3), 2),
  made(2, january(5), 4, madeBy(2)),
  promised(1, january(6), [piecesBy(1, 1)]),
] as const

describe.each([
  ['a gift', say.give, say.given],
  ['a consignment', say.consign, say.consigned],
])('%s takes pieces that are free', (_, ask, happened) => {
  test('the named pieces, by the named makers', () => {
    const parts = [piecesBy(1, 1), piecesBy(2, 4, madeBy(2))]
    given(stock, shelf)
      .when(ask(january(6), parts))
      .thenEvents([happened(january(6), parts)])
  })

  test('rule 6: not what is promised', () => {
    given(stock, shelf)
      .when(ask(january(6), [piecesBy(1, 2)]))
      .thenRefused('insufficient-stock', { batchId: batchId(1), day: january(6), asked: 2, free: 1 })
  })

  test('not what is not there yet on that day', () => {
    given(stock, shelf)
      .when(ask(january(4), [piecesBy(2, 1, madeBy(2))]))
      .thenRefused('insufficient-stock', { batchId: batchId(2), day: january(4), asked: 1, free: 0 })
  })

  test('a batch named twice counts with the sum', () => {
    given(stock, shelf)
      .when(ask(january(6), [piecesBy(1, 1), piecesBy(1, 1)]))
      .thenRefused('insufficient-stock', { asked: 2, free: 1 })
  })

  test('not pieces whose makers are others than was thought', () => {
    given(stock, shelf)
      .when(ask(january(6), [piecesBy(1, 1, madeBy(2))]))
      .thenRefused('insufficient-stock', { batchId: batchId(1), asked: 1, free: 1 })
    given(stock, shelf)
      .when(ask(january(6), [piecesBy(1, 1, [...madeBy(1), ...madeBy(2)])]))
      .thenRefused('insufficient-stock', { batchId: batchId(1) })
  })

  test('not what went the same way already', () => {
    given(stock, [...shelf, happened(january(6), [piecesBy(1, 1)])])
      .when(ask(january(7), [piecesBy(1, 1)]))
      .thenRefused('insufficient-stock', { asked: 1, free: 0 })
  })
})

describe('a write-off', () => {
  test('takes the oldest free pieces where no batch is named', () => {
    given(stock, shelf)
      .when(say.writeOff(january(6), 3))
      .thenEvents([say.writtenOff(january(6), [piecesBy(1, 1), piecesBy(2, 2, madeBy(2))])])
  })

  test('takes the named batch', () => {
    given(stock, shelf)
      .when(say.writeOff(january(6), 4, 2))
      .thenEvents([say.writtenOff(january(6), [piecesBy(2, 4, madeBy(2))])])
  })

  test('not one more than is free', () => {
    given(stock, shelf)
      .when(say.writeOff(january(6), 5, 2))
      .thenRefused('insufficient-stock', { batchId: batchId(2), day: january(6), asked: 5, free: 4 })
    given(stock, shelf)
      .when(say.writeOff(january(6), 6))
      .thenRefused('insufficient-stock', { batchId: null, asked: 6, free: 5 })
  })
})

describe('rule 6: what is returned fills the oldest backorder', () => {
  const sold = [made(1, january(3), 3), promised(1, january(4), [piecesBy(1, 3)]), left(1, january(5), [pieces(1, 3)])]

  test('pieces that can be sold again are free from that day on, as old as their batch', () => {
    given(stock, sold)
      .when(say.giveBack(january(8), [piecesBy(1, 3)]))
      .thenEvents([say.returned(january(8), [piecesBy(1, 3)])])
    const state = fold(stock, [...sold, made(2, january(6), 1), say.returned(january(8), [piecesBy(1, 3)])])
    expect(oldestFree(state, january(7), 9)).toEqual([piecesBy(2, 1)])
    expect(oldestFree(state, january(8), 2)).toEqual([piecesBy(1, 2)])
    expect(oldestFree(state, january(8), 9)).toEqual([piecesBy(1, 3), piecesBy(2, 1)])
  })

  test('they go to who waits longest', () => {
    given(stock, [...sold, waits(2, january(6), 2), waits(3, january(9), 2)])
      .when(say.giveBack(january(8), [piecesBy(1, 3)]))
      .thenEvents([
        say.returned(january(8), [piecesBy(1, 3)]),
        promised(2, january(8), [piecesBy(1, 2)], 'backorder'),
        promised(3, january(9), [piecesBy(1, 1)], 'backorder'),
      ])
  })

  test('damaged ones go to nobody', () => {
    given(stock, [...sold, waits(2, january(6), 2)])
      .when(say.giveBack(january(8), [piecesBy(1, 3)], 'damaged'))
      .thenEvents([say.returned(january(8), [piecesBy(1, 3)], 'damaged')])
    const state = fold(stock, [...sold, say.returned(january(8), [piecesBy(1, 3)], 'damaged')])
    expect(oldestFree(state, january(9), 9)).toEqual([])
  })

  test('nothing comes back that never left, or came back already', () => {
    given(stock, sold)
      .when(say.giveBack(january(8), [piecesBy(1, 2), piecesBy(1, 2)]))
      .thenRefused('insufficient-stock', { batchId: batchId(1), returned: 4, left: 3 })
    given(stock, [...sold, say.returned(january(8), [piecesBy(1, 3)], 'damaged')])
      .when(say.giveBack(january(9), [piecesBy(1, 1)]))
      .thenRefused('insufficient-stock', { returned: 1, left: 0 })
    given(stock, [made(1, january(3), 3), say.consigned(january(4), [piecesBy(1, 2)])])
      .when(say.giveBack(january(9), [piecesBy(1, 2)]))
      .thenEvents([say.returned(january(9), [piecesBy(1, 2)])])
  })
})

describe('pieces that came from elsewhere', () => {
  test('join the stock without makers, and fill who waits', () => {
    given(stock, [waits(1, january(2), 2)])
      .when(say.receive(1, january(3), 5))
      .thenEvents([say.received(1, january(3), 5), promised(1, january(3), [piecesBy(1, 2, [])], 'backorder')])
  })

  test('rejects fill nobody', () => {
    given(stock, [waits(1, january(2), 2)])
      .when(say.receive(1, january(3), 5, { grade: 'reject' }))
      .thenEvents([say.received(1, january(3), 5, { grade: 'reject' })])
  })

  test('a batch is written down once', () => {
    given(stock, [say.received(1, january(3), 5)])
      .when(say.receive(1, january(4), 5))
      .thenRefused('already-recorded', { batchId: batchId(1) })
  })
})

describe('a count of the shelves', () => {
  test('says what should be there on that day, free or promised, and moves nothing', () => {
    const history = [...shelf, left(1, january(8), [pieces(1, 1)])]
    given(stock, history)
      .when(say.count(january(7), 6))
      .thenEvents([say.counted(january(7), 6, 6)])
    given(stock, history)
      .when(say.count(january(8), 4))
      .thenEvents([say.counted(january(8), 4, 5)])
    const state = fold(stock, history)
    expect(stock.evolve(state, say.counted(january(8), 4, 5))).toBe(state)
  })

  test('what was written off, given, consigned, returned or corrected counts from its day on', () => {
    given(stock, [
      made(1, january(3), 9),
      say.writtenOff(january(4), [piecesBy(1, 1)]),
      say.given(january(5), [piecesBy(1, 2)]),
      say.consigned(january(6), [piecesBy(1, 3)]),
      say.returned(january(7), [piecesBy(1, 1)]),
      say.returned(january(7), [piecesBy(1, 1)], 'damaged'),
      say.corrected(1, january(8), say.facts(9), say.facts(8)),
      say.received(2, january(9), 7),
    ])
      .when(say.count(january(8), 0))
      .thenEvents([say.counted(january(8), 0, 3)])
  })
})
