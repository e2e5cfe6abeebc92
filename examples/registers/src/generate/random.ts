/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** From 0 on, below 1. */
  readonly next: () => number
  /** A whole number from the least to the most, both included. */
  readonly whole: (least: number, most: number) => number
  /** True that often: never at 0, always at 1. */
  readonly chance: (probability: number) => boolean
  /** One of a list, which must not be empty. */
  readonly pick: <Item>(list: readonly Item[]) => Item
  /** The list in another order. */
  readonly shuffled: <Item>(list: readonly Item[]) => Item[]
}

/** A source of its own for each seed and purpose: what one purpose draws does not disturb another. */
export const randomOf = (seed: number, purpose: string): Random => {
  let state = mix(seed | 0)
  for (const character of purpose) state = mix(state ^ (character.codePointAt(0) ?? 0))

  const next = () => {
    state = (state + 0x9e3779b9) | 0
    return (mix(state) >>> 0) / 0x1_0000_0000
  }
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  const pick = <Item>(list: readonly Item[]): Item => {
    const [item] = list.slice(whole(0, list.length - 1))
    if (item === undefined) throw new Error('There is nothing to pick from')
    return item
  }
  const shuffled = <Item>(list: readonly Item[]): Item[] =>
    list
      .map((item) => ({ item, place: next() }))
      .sort((a, b) => a.place - b.place)
      .map(({ item }) => item)
  return { next, whole, pick, shuffled, chance: (probability) => next() < probability }
}

/** Spreads every bit of 32 over all of them. */
const mix = (bits: number): number => {
  let mixed = bits | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
