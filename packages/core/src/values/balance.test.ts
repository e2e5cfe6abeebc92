import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Entry, leastFrom } from './balance.js'

const on = (date: number): string => `2020-08-${String(date).padStart(2, '0')}`
const entry = (date: number, amount: number): Entry => ({ on: on(date), amount })

test.each<[string, readonly Entry[], number, number]>([
  ['nothing was ever written down', [], 5, 0],
  ['all came before', [entry(1, 70), entry(5, -20)], 5, 50],
  ['a later payout takes its part', [entry(1, 70), entry(9, -50)], 5, 20],
  ['a later payout that a later credit covers takes none', [entry(1, 70), entry(8, 60), entry(9, -50)], 5, 70],
  ['a later credit does not count', [entry(1, 70), entry(6, 30)], 5, 70],
  ['a credit and a payout of one later day are one', [entry(1, 10), entry(9, -50), entry(9, 60)], 5, 10],
  ['the order in which it was written down is none', [entry(9, -50), entry(1, 70), entry(7, -10)], 5, 10],
  ['it was overdrawn', [entry(9, -50)], 5, -50],
])('what is left where %s', (_, entries, date, least) => {
  expect(leastFrom(on(date), entries)).toBe(least)
})

test('law: it is the least of the balances of that day and every later one', () => {
  const entries = fc.array(
    fc.record({ date: fc.integer({ min: 1, max: 12 }), amount: fc.integer({ min: -100, max: 100 }) }),
    { maxLength: 30 },
  )
  fc.assert(
    fc.property(entries, fc.integer({ min: 1, max: 12 }), (list, from) => {
      const balances = Array.from({ length: 13 - from }, (_, place) =>
        list.reduce((sum, { date, amount }) => sum + (date <= from + place ? amount : 0), 0),
      )
      expect(
        leastFrom(
          on(from),
          list.map(({ date, amount }) => entry(date, amount)),
        ),
      ).toBe(Math.min(...balances))
    }),
  )
})
