/** What was added to (or, negative, taken from) a balance, and from which day on. */
export interface Entry {
  readonly on: string
  readonly amount: number
}

/**
 * The least that a balance holds on `day` or on any day after it: what may still be taken on `day` without leaving that
 * day, or a later one already written down, short.
 */
export const leastFrom = (day: string, entries: Iterable<Entry>): number => {
  const later = new Map<string, number>()
  let balance = 0
  for (const { on, amount } of entries) {
    if (on <= day) balance += amount
    else later.set(on, (later.get(on) ?? 0) + amount)
  }
  let least = balance
  for (const [, amount] of [...later].sort(([a], [b]) => (a < b ? -1 : 1))) {
    balance += amount
    least = Math.min(least, balance)
  }
  return least
}
