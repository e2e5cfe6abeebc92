import { expect, test } from 'vitest'
import { deliver, january, make, OTHER_SKU, orderLine, PROGRAMME, piecesBy, place, SKU } from '../order/sale.fixture.js'
import { openWorkshop, right } from '../policies/workshop.fixture.js'
import { consign, correct, facts, give, giveBack, receive, release, writeOff } from '../stock/stock.fixture.js'
import { day } from '../testing/day.fixture.js'
import { rowKey } from './keys.js'
import { stockMonths } from './stock.js'

const none = { a: 0, b: 0, reject: 0, onHand: 0, reserved: 0, backordered: 0 }
const row = (month: string, sku: string, figures: object) =>
  [rowKey(PROGRAMME, month, sku), { programmeId: PROGRAMME, month, sku, ...none, ...figures }] as const

const year = async () => {
  const workshop = await openWorkshop()
  await workshop.done(
    make(1, january(3), 4),
    make(2, january(4), 2, { grade: 'B' }),
    make(3, january(4), 3, { grade: 'reject' }),
    place(1, january(7), [orderLine(1, 9, 50_000)]),
    deliver(1, january(9), [{ sku: SKU, quantity: 5 }]),
    make(4, day('2020-02-04'), 2),
  )
  return workshop
}

test('what was made, and how stock moved, is summed by month, in pieces', async () => {
  const { rows } = await year()
  expect(await rows(stockMonths)).toEqual(
    new Map([
      row('2020-01', SKU, { a: 4, b: 2, reject: 3, onHand: 1, reserved: 1, backordered: 3 }),
      row('2020-01', OTHER_SKU, {}),
      row('2020-02', SKU, { a: 2, onHand: 2, reserved: 2, backordered: -2 }),
    ]),
  )
})

test('as of a day, what was made and moved up to it counts', async () => {
  const { rows } = await year()
  const figures = async (asOf: string) => {
    const held = (await rows(stockMonths, { asOf })).get(rowKey(PROGRAMME, '2020-01', SKU))
    return held === undefined ? null : [held.onHand, held.reserved, held.backordered]
  }
  expect(await figures('2019-12-31')).toBeNull()
  expect(await figures('2020-01-03')).toEqual([4, 0, 0])
  expect(await figures('2020-01-07')).toEqual([6, 6, 3])
  expect(await figures('2020-01-09')).toEqual([1, 1, 3])
})

test('what comes and goes in other ways counts in its month, too', async () => {
  const workshop = await openWorkshop()
  const { done, send } = workshop
  const as = { role: 'policy' }
  await done(make(1, january(3), 4), receive(2, january(4), 5), place(1, january(7), [orderLine(1, 12, 50_000)]))
  right(await send({ ...release(1, january(8)), programmeId: PROGRAMME }, as))
  right(await send(give(january(9), [piecesBy(1, 1)]), as))
  right(await send(consign(january(9), [piecesBy(2, 3, [])]), as))
  right(await send(giveBack(day('2020-02-03'), [piecesBy(2, 2, [])]), as))
  right(await send(giveBack(day('2020-02-03'), [piecesBy(2, 1, [])], 'damaged'), as))
  right(await send(writeOff(day('2020-02-04'), 2), { role: 'coordinator' }))
  await done(correct(1, day('2020-03-02'), facts(3, { grade: 'B' })))
  expect(await workshop.rows(stockMonths)).toEqual(
    new Map([
      row('2020-01', SKU, { a: 4, onHand: 5 }),
      row('2020-01', OTHER_SKU, {}),
      row('2020-02', SKU, {}),
      row('2020-03', SKU, { a: -4, b: 3, onHand: -1 }),
    ]),
  )
})
