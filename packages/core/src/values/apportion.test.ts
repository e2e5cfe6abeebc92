import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { apportion, type Fraction, plus } from './apportion.js'

const of = (numerator: number, denominator = 1): Fraction => ({
  numerator: BigInt(numerator),
  denominator: BigInt(denominator),
})

describe('whole rupiah are divided by weight', () => {
  test.each<[string, number, readonly Fraction[], readonly number[]]>([
    ['evenly', 90, [of(1), of(1), of(1)], [30, 30, 30]],
    ['what is left to the first of equals', 100, [of(1), of(1), of(1)], [34, 33, 33]],
    ['what is left to the first two of equals', 101, [of(1), of(1), of(1)], [34, 34, 33]],
    ['what is left to the largest fraction, not to the largest weight', 10, [of(7), of(2), of(2)], [6, 2, 2]],
    ['what is left to the largest fraction, wherever it stands', 100, [of(1), of(2), of(4)], [14, 29, 57]],
    ['by basis points', 100_001, [of(7_000, 10_000), of(2_000, 10_000), of(1_000, 10_000)], [70_001, 20_000, 10_000]],
    ['nothing to who has no weight', 7, [of(0), of(1), of(0)], [0, 7, 0]],
    ['nothing, where there is nothing', 0, [of(1), of(2)], [0, 0]],
    ['nothing, where nobody has a weight', 0, [of(0), of(0)], [0, 0]],
    ['among nobody', 0, [], []],
    ['one rupiah among many', 1, [of(1, 3), of(1, 3), of(1, 3)], [1, 0, 0]],
    ['by unlike fractions', 10, [of(1, 2), of(1, 3), of(1, 6)], [5, 3, 2]],
  ])('%s', (_, total, weights, shares) => {
    expect(apportion(total, weights)).toEqual(shares)
  })

  test('exactly, where a floating point number would not hold the product', () => {
    const total = Number.MAX_SAFE_INTEGER
    const weights = [of(total, 3), of(total - 1, 3)]
    expect(apportion(total, weights)).toEqual([4503599627370496, 4503599627370495])
  })
})

const fraction = fc
  .tuple(fc.bigInt({ min: 0n, max: 10_000n }), fc.bigInt({ min: 1n, max: 60n }))
  .map(([numerator, denominator]): Fraction => ({ numerator, denominator }))
const totals = fc.oneof(fc.nat(200), fc.maxSafeNat())
const weighted = fc
  .array(fraction, { minLength: 1, maxLength: 12 })
  .filter((weights) => weights.some(({ numerator }) => numerator > 0n))

test('law: the shares sum to the whole, and each is within a rupiah of its exact part', () => {
  fc.assert(
    fc.property(totals, weighted, (total, weights) => {
      const shares = apportion(total, weights)
      expect(shares.reduce((sum, share) => sum + BigInt(share), 0n)).toBe(BigInt(total))
      const whole = weights.reduce(plus, of(0))
      for (const [place, { numerator, denominator }] of weights.entries()) {
        // total * weight / whole, as one fraction: its floor and what is over.
        const above = BigInt(total) * numerator * whole.denominator
        const below = denominator * whole.numerator
        const extra = BigInt(shares[place] ?? -1) - above / below
        expect(extra === 0n || (extra === 1n && above % below > 0n)).toBe(true)
      }
    }),
  )
})

/** Divides one rupiah after the other: each to whoever is owed most of what is not yet whole. */
const byHand = (total: number, weights: readonly Fraction[]): readonly number[] => {
  const common = weights.reduce((product, { denominator }) => product * denominator, 1n)
  const scaled = weights.map(({ numerator, denominator }) => numerator * (common / denominator))
  const whole = scaled.reduce((sum, weight) => sum + weight, 0n)
  const shares = scaled.map((weight) => (BigInt(total) * weight) / whole)
  const over = scaled.map((weight, place) => BigInt(total) * weight - (shares[place] ?? 0n) * whole)
  for (let left = BigInt(total) - shares.reduce((sum, share) => sum + share, 0n); left > 0n; left--) {
    let best = 0
    for (const [place, rest] of over.entries()) if (rest > (over[best] ?? 0n)) best = place
    over[best] = -1n
    shares[best] = (shares[best] ?? 0n) + 1n
  }
  return shares.map(Number)
}

test('law: it is what dividing by hand gives, ties to who stands first', () => {
  fc.assert(
    fc.property(totals, weighted, (total, weights) => {
      expect(apportion(total, weights)).toEqual(byHand(total, weights))
    }),
  )
})

test('law: of equal weights the earlier never gets less', () => {
  fc.assert(
    fc.property(totals, fraction, fc.integer({ min: 1, max: 20 }), (total, weight, people) => {
      fc.pre(weight.numerator > 0n)
      const shares = apportion(
        total,
        Array.from({ length: people }, () => weight),
      )
      expect(shares).toEqual([...shares].sort((a, b) => b - a))
    }),
  )
})

test('fractions are added exactly and reduced', () => {
  expect(plus(of(1, 6), of(1, 3))).toEqual(of(1, 2))
  expect(plus(of(0, 5), of(0, 7))).toEqual(of(0, 1))
  expect(plus(of(2, 4), of(1, 2))).toEqual(of(1, 1))
})
