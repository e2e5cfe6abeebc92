/** A non-negative fraction, exactly. */
export interface Fraction {
  readonly numerator: bigint
  readonly denominator: bigint
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b))

/** a + b, reduced. */
export const plus = (a: Fraction, b: Fraction): Fraction => {
  const numerator = a.numerator * b.denominator + b.numerator * a.denominator
  const denominator = a.denominator * b.denominator
  const divisor = gcd(numerator, denominator)
  return { numerator: numerator / divisor, denominator: denominator / divisor }
}

/**
 * Divides whole rupiah by weight, by largest remainder: every share is rounded down, and what is left goes one rupiah each
 * to the largest fractions; of equal fractions, to the one that stands first.
 *
 * Rule 9. The shares sum to `total` exactly.
 * @param total whole rupiah, 0 or more
 * @param weights in the order in which ties are settled; not all zero unless `total` is
 */
export const apportion = (total: number, weights: readonly Fraction[]): readonly number[] => {
  const common = weights.reduce((lcm, { denominator }) => (lcm / gcd(lcm, denominator)) * denominator, 1n)
  const scaled = weights.map(({ numerator, denominator }) => numerator * (common / denominator))
  const sum = scaled.reduce((a, b) => a + b, 0n)
  if (sum === 0n) return weights.map(() => 0)
  const parts = scaled.map((weight, place) => ({
    place,
    share: (BigInt(total) * weight) / sum,
    left: (BigInt(total) * weight) % sum,
  }))
  const given = parts.reduce((a, { share }) => a + share, 0n)
  const lucky = new Set(
    [...parts]
      .sort((a, b) => (a.left === b.left ? a.place - b.place : a.left < b.left ? 1 : -1))
      .slice(0, Number(BigInt(total) - given))
      .map(({ place }) => place),
  )
  return parts.map(({ place, share }) => Number(share) + (lucky.has(place) ? 1 : 0))
}
