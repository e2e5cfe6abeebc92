import { given } from '@perca/testing'
import { describe, test } from 'vitest'
import { batchId, january, left, made, madeBy, pieces, piecesBy, promised, waits } from '../order/sale.fixture.js'
import { stock } from './decider.js'
import { correct, corrected, facts, received, released } from './stock.fixture.js'

describe('a batch that was written down wrongly', () => {
  test('pieces that are too many go, as long as they lie there free', () => {
    given(stock, [made(1, january(3), 5), promised(1, january(4), [piecesBy(1, 2)])])
      .when(correct(1, january(5), facts(2)))
      .thenEvents([corrected(1, january(5), facts(5), facts(2))])
  })

  test('not one more than is free', () => {
    given(stock, [made(1, january(3), 5), promised(1, january(4), [piecesBy(1, 2)])])
      .when(correct(1, january(5), facts(1)))
      .thenRefused('insufficient-stock', { batchId: batchId(1), day: january(5), asked: 4, free: 3 })
  })

  test('what was promised in between is not free on the day before, though it is given up since', () => {
    const history = [
      made(1, january(3), 5),
      promised(1, january(4), [piecesBy(1, 5)]),
      released(1, january(9), [piecesBy(1, 5)]),
    ]
    given(stock, history)
      .when(correct(1, january(8), facts(4)))
      .thenRefused('insufficient-stock', { day: january(8), asked: 1, free: 0 })
    given(stock, history)
      .when(correct(1, january(9), facts(4)))
      .thenEvents([corrected(1, january(9), facts(5), facts(4))])
  })

  test('pieces that lacked fill who waits longest, from the correction’s day on', () => {
    given(stock, [
      made(1, january(3), 1),
      promised(1, january(3), [piecesBy(1, 1)]),
      waits(2, january(4), 2),
      waits(3, january(8), 2),
    ])
      .when(correct(1, january(7), facts(4)))
      .thenEvents([
        corrected(1, january(7), facts(1), facts(4)),
        promised(2, january(7), [piecesBy(1, 2)], 'backorder'),
        promised(3, january(8), [piecesBy(1, 1)], 'backorder'),
      ])
  })

  test('a reject that is good after all goes into stock, and a good one that is a reject leaves it', () => {
    const reject = made(1, january(3), 3)
    given(stock, [{ ...reject, data: { ...reject.data, grade: 'reject' } }, waits(1, january(2), 1)])
      .when(correct(1, january(3), facts(3, { grade: 'B' })))
      .thenEvents([
        corrected(1, january(3), facts(3, { grade: 'reject' }), facts(3, { grade: 'B' })),
        promised(1, january(3), [piecesBy(1, 1)], 'backorder'),
      ])
    given(stock, [made(1, january(3), 3), promised(1, january(4), [piecesBy(1, 1)])])
      .when(correct(1, january(5), facts(3, { grade: 'reject' })))
      .thenRefused('insufficient-stock', { asked: 3, free: 2 })
  })

  test('another grade for as many pieces moves nothing, also where they have left', () => {
    given(stock, [
      made(1, january(3), 1),
      promised(1, january(4), [piecesBy(1, 1)]),
      left(1, january(5), [pieces(1, 1)]),
    ])
      .when(correct(1, january(3), facts(1, { grade: 'B' })))
      .thenEvents([corrected(1, january(3), facts(1), facts(1, { grade: 'B' }))])
  })

  test('a batch that was entered twice was never made; it can be given back', () => {
    given(stock, [made(1, january(3), 5)])
      .when(correct(1, january(3), null))
      .thenEvents([corrected(1, january(3), facts(5), null)])
    given(stock, [made(1, january(3), 5), corrected(1, january(3), facts(5), null)])
      .when(correct(1, january(4), facts(2)))
      .thenEvents([corrected(1, january(4), null, facts(2))])
  })

  test('makers are corrected before anything of the batch is promised, not after', () => {
    const others = facts(5, { makers: madeBy(2) })
    given(stock, [made(1, january(3), 5)])
      .when(correct(1, january(3), others))
      .thenEvents([corrected(1, january(3), facts(5), others)])
    given(stock, [made(1, january(3), 5), promised(1, january(4), [piecesBy(1, 1)])])
      .when(correct(1, january(4), others))
      .thenRefused('insufficient-stock', { batchId: batchId(1), day: january(4), asked: 5, free: 4 })
  })

  test('a correction that says what stands already is nothing', () => {
    given(stock, [made(1, january(3), 5)])
      .when(correct(1, january(3), facts(5)))
      .thenNothing()
    given(stock, [made(1, january(3), 5), corrected(1, january(3), facts(5), null)])
      .when(correct(1, january(3), null))
      .thenNothing()
  })

  test('a correction does not count before the batch’s own day', () => {
    given(stock, [made(1, january(3), 5)])
      .when(correct(1, january(2), facts(4)))
      .thenRefused('invalid-date', { batchId: batchId(1), day: january(2), madeOn: january(3) })
  })

  test('a batch without makers is no correction', () => {
    given(stock, [made(1, january(3), 5)])
      .when(correct(1, january(3), facts(5, { makers: [] })))
      .thenRefused('invalid-code', { batchId: batchId(1) })
  })

  test('what nobody made here is not corrected as made', () => {
    given(stock, [received(1, january(3), 5)])
      .when(correct(1, january(3), facts(5)))
      .thenRefused('unknown-batch', { batchId: batchId(1) })
    given(stock, [])
      .when(correct(1, january(3), facts(5)))
      .thenRefused('unknown-batch', { batchId: batchId(1) })
  })
})
