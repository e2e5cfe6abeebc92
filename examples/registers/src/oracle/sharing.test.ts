import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { leastCommonMultiple, shareOut } from './sharing.js'

test('what is left goes to the largest fractions, of equal ones to the first', () => {
  expect(shareOut(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n])
  expect(shareOut(701n, [7000n, 2000n, 1000n])).toEqual([491n, 140n, 70n])
  expect(shareOut(5n, [1n, 3n, 1n, 3n])).toEqual([1n, 2n, 0n, 2n])
})

test('law: the shares sum to the total, and none is a rupiah off its exact part', () => {
  const weights = fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }), { minLength: 1, maxLength: 20 })
  const totals = fc.bigInt({ min: 0n, max: 10n ** 12n })
  return fc.assert(
    fc.property(totals, weights, (total, each) => {
      const sum = each.reduce((so, weight) => so + weight, 0n)
      const shares = shareOut(total, each)

      expect(shares.reduce((so, share) => so + share, 0n)).toBe(total)
      shares.forEach((share, index) => {
        const off = share * sum - total * (each[index] ?? 0n)
        expect(off < sum && -off < sum).toBe(true)
      })
    }),
  )
})

test('the least common multiple is what both divide', () => {
  expect(leastCommonMultiple(4n, 6n)).toBe(12n)
  expect(leastCommonMultiple(7n, 1n)).toBe(7n)
})
