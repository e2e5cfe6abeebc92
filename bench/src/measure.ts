/** The middle of some figures, with the lowest and the highest. */
export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

export const spread = (figures: readonly number[]): Spread => {
  const sorted = [...figures].sort((a, b) => a - b)
  return {
    median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
    min: sorted[0] ?? Number.NaN,
    max: sorted[sorted.length - 1] ?? Number.NaN,
  }
}

/** What is measured: does the work, tells how many events that were. */
export type Work = () => Promise<number>

/**
 * Measures works by turns, so that what else the machine does falls on all of them alike.
 * @returns events a second of each, one figure a round
 */
export const byTurns = async <Name extends string>(
  rounds: number,
  works: Readonly<Record<Name, Work>>,
): Promise<Readonly<Record<Name, readonly number[]>>> => {
  const figures: Record<string, number[]> = Object.fromEntries(Object.keys(works).map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [name, work] of Object.entries<Work>(works)) {
      const started = performance.now()
      const events = await work()
      figures[name]?.push((events / (performance.now() - started)) * 1000)
    }
  }
  // It holds every name of `works`, by its first line.
  return figures as Record<Name, readonly number[]>
}

const digits = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

/** `12,345 (11,000..13,000)` */
export const rateText = (figures: readonly number[]): string => {
  const { median, min, max } = spread(figures)
  return `${digits.format(median)} (${digits.format(min)}..${digits.format(max)})`
}

/** `1.92 (1.85..2.40) s` */
export const spreadText = (figures: readonly number[], unit: string): string => {
  const { median, min, max } = spread(figures)
  return `${median.toFixed(2)} (${min.toFixed(2)}..${max.toFixed(2)}) ${unit}`
}

/**
 * How many times the one is the other: the median of the ratios within each round, because a round's figures share what
 * the machine did meanwhile.
 */
export const ratio = (one: readonly number[], other: readonly number[]): number =>
  Math.round(spread(one.map((figure, round) => figure / (other[round] ?? Number.NaN))).median * 100) / 100

/** Prints a figure against its goal. */
export const judge = (what: string, figure: number, goal: number): void =>
  console.log(`${figure >= goal ? 'pass' : 'FAIL'}  ${what}: ${figure} (goal ${goal})`)
