/** How many letters must be changed, added or taken away to make one word of another, whatever their case. */
const distance = (one: string, other: string): number => {
  const a = one.toLowerCase()
  const b = other.toLowerCase()
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/** The known words that a mistyped one most likely meant; all of them where none is like it. */
export const near = (word: string, known: readonly string[]): readonly string[] => {
  const close = known
    .map((candidate) => ({ candidate, away: distance(word, candidate) }))
    .filter(({ away }) => away <= Math.max(2, word.length / 3))
    .sort((a, b) => a.away - b.away)
    .map(({ candidate }) => candidate)
  return close.length === 0 ? [...known].sort() : close.slice(0, 3)
}
