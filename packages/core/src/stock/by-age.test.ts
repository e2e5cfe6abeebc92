import fc from 'fast-check'
import { List } from 'immutable'
import { expect, test } from 'vitest'
import { byAge, take } from './by-age.js'

interface Entry {
  readonly on: string
  readonly id: number
  readonly quantity: number
}

const dayOf = (n: number): string => String(n).padStart(4, '0')
const entries = (most: number) =>
  fc
    .array(fc.tuple(fc.nat(most), fc.integer({ min: 1, max: 3 })), { maxLength: 400, size: 'max' })
    .map((drawn) => drawn.map(([on, quantity], id): Entry => ({ on: dayOf(on), id, quantity })))

const listOf = (all: readonly Entry[]): List<Entry> => all.reduce(byAge, List<Entry>())

test('law: entries stand by their days; of one day, as they came, wherever they fall', () => {
  fc.assert(
    fc.property(fc.oneof(entries(3), entries(500)), (all) => {
      const sorted = [...all].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.id - b.id))
      expect(listOf(all).toArray()).toEqual(sorted)
    }),
  )
})

test('law: pieces are taken from the first that fit, and the others keep their places', () => {
  fc.assert(
    fc.property(entries(500), fc.nat(6), fc.integer({ min: 2, max: 200 }), (all, wanted, every) => {
      const list = listOf(all)
      const fits = ({ id }: Entry) => id % every === 1
      let left = wanted
      const expected = list.toArray().flatMap((entry) => {
        const taken = fits(entry) ? Math.min(left, entry.quantity) : 0
        left -= taken
        return entry.quantity === taken ? [] : [{ ...entry, quantity: entry.quantity - taken }]
      })
      expect(take(list, fits, wanted).toArray()).toEqual(expected)
    }),
  )
})
