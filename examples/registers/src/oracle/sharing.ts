/**
 * Splits a total (rupiah) by weights, exactly: every share rounded down, what is left one rupiah each to the largest
 * fractions, the earlier of two equal ones first. The weights' sum must be above zero; the shares' sum is the total.
 */
export const shareOut = (total: bigint, weights: readonly bigint[]): bigint[] => {
  const sum = weights.reduce((so, weight) => so + weight, 0n)
  const shares = weights.map((weight) => (total * weight) / sum)
  let left = total - shares.reduce((so, share) => so + share, 0n)
  const byFraction = weights
    .map((weight, index) => ({ index, fraction: (total * weight) % sum }))
    .sort((a, b) => (a.fraction === b.fraction ? a.index - b.index : a.fraction > b.fraction ? -1 : 1))
  for (const { index } of byFraction) {
    if (left === 0n) break
    shares[index] = (shares[index] ?? 0n) + 1n
    left -= 1n
  }
  return shares
}

/** The least whole number that both divide. */
export const leastCommonMultiple = (a: bigint, b: bigint): bigint => (a / greatestCommonDivisor(a, b)) * b

const greatestCommonDivisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : greatestCommonDivisor(b, a % b))
