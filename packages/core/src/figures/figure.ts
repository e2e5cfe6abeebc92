/** A part of a whole in basis points, rounded, and what the whole was. Null where there was nothing to count. */
export interface Rate {
  readonly bp: number | null
  readonly n: number
}

/** @returns basis points of `part` in `whole`, half up; null where the whole is 0 */
export const rate = (part: number, whole: number): Rate => ({
  bp: whole === 0 ? null : Math.round((part * 10_000) / whole),
  n: whole,
})

/** Under how many a figure could tell of one person. */
const HIDDEN_UNDER = 10

/** A figure as it may leave the agency: null where fewer than ten stand behind it. */
export const published = <Figure extends { readonly n: number }>(figure: Figure): Figure | null =>
  figure.n < HIDDEN_UNDER ? null : figure

/** The middle of numbers, of an even count halfway between the middle two; null of none. */
export const medianOf = (numbers: readonly number[]): number | null => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2
}
