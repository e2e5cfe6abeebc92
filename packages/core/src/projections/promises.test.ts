import { expect, test } from 'vitest'
import { onTimeDelivery } from '../figures/on-time-delivery.js'
import { day } from '../testing/day.fixture.js'
import type { Written } from './people.fixture.js'
import { rowsOf } from './people.fixture.js'
import { promises } from './promises.js'

const on = (date: number) => day(`2020-03-${String(date).padStart(2, '0')}`)
const order = (type: string, date: number, data: object, writtenOn?: string): Written => ({
  stream: 'order-1',
  event: { type, effectiveOn: on(date), data: { programmeId: 'kediri', ...data } },
  ...(writtenOn === undefined ? {} : { writtenOn }),
})
const accepted = (date: number, lines: readonly string[], promisedOn: string | null) =>
  order('OrderAccepted', date, { lines: lines.map((lineId) => ({ lineId, sku: 'KPR', quantity: 10 })), promisedOn })
const delivered = (date: number, lines: readonly (readonly [string, number])[], writtenOn?: string) =>
  order('OrderDelivered', date, { lines: lines.map(([lineId, quantity]) => ({ lineId, quantity })) }, writtenOn)

const kept = (log: readonly Written[], horizon = {}) =>
  onTimeDelivery(rowsOf(promises, log, horizon), 'kediri', { from: '2020-03-01', to: '2020-03-31' })

test('each line is followed from its promise to its last piece', () => {
  const log = [
    accepted(1, ['a', 'b'], '2020-03-10'),
    accepted(3, ['c'], '2020-03-20'),
    accepted(3, ['d'], null),
    delivered(9, [
      ['a', 4],
      ['b', 9],
      ['a', 6],
    ]),
    delivered(11, [
      ['b', 1],
      ['d', 10],
      ['unknown', 1],
    ]),
    order('LineClosedShort', 15, { lineId: 'c', sku: 'KPR', closedQuantity: 10, reason: 'no-material' }),
  ]
  expect(kept(log)).toEqual({ bp: 5_000, n: 2 })
  expect(rowsOf(promises, log).get(JSON.stringify(['order-1', 'b']))).toEqual({
    programmeId: 'kediri',
    promisedOn: '2020-03-10',
    quantity: 10,
    delivered: [
      { on: '2020-03-09', quantity: 9 },
      { on: '2020-03-11', quantity: 1 },
    ],
    dropped: [],
  })
})

test('an order that is called off is owed no more', () => {
  const cancelled = order('OrderCancelled', 8, { lines: [{ lineId: 'a', sku: 'KPR' }], reason: 'agency-withdrew' })
  expect(kept([accepted(1, ['a', 'b'], '2020-03-10'), cancelled])).toEqual({ bp: 0, n: 1 })
})

test('as of a day, and as it was known', () => {
  const log = [accepted(1, ['a'], '2020-03-10'), delivered(9, [['a', 10]], '2020-03-12')]
  expect(kept(log)).toEqual({ bp: 10_000, n: 1 })
  expect(kept(log, { asOf: '2020-03-08' })).toEqual({ bp: 0, n: 1 })
  expect(kept(log, { knownAt: '2020-03-11T00:00:00.000Z' })).toEqual({ bp: 0, n: 1 })
})
