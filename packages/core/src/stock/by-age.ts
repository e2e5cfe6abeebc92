import type { List } from 'immutable'

// Lists by age, in which things happen at the ends: what is new comes last, what is old is taken, and freed, first. An end is
// reached without copying the rest; only what happens in the midst of a long list copies it.

/** From how far off an end a place is the midst. */
const NEAR = 64

/** Puts an entry before the one at this place. */
const insertedAt = <A>(list: List<A>, place: number, entry: A): List<A> => {
  const behind = list.size - place
  if (place > NEAR && behind > NEAR) return list.insert(place, entry)
  return place <= behind
    ? list.skip(place).unshift(...list.take(place), entry)
    : list.take(place).push(entry, ...list.skip(place))
}

/** Takes the entry at this place out. */
const removedAt = <A>(list: List<A>, place: number): List<A> => {
  const behind = list.size - place - 1
  if (place > NEAR && behind > NEAR) return list.delete(place)
  return place <= behind
    ? list.skip(place + 1).unshift(...list.take(place))
    : list.take(place).push(...list.skip(place + 1))
}

/** The place behind all that are as old or older. */
const placeOf = <A extends { readonly on: string }>(list: List<A>, on: string): number => {
  let low = 0
  let high = list.size
  while (low < high) {
    const middle = (low + high) >>> 1
    const entry = list.get(middle)
    if (entry !== undefined && entry.on <= on) low = middle + 1
    else high = middle
  }
  return low
}

/** Puts an entry behind all that are as old or older. */
export const byAge = <A extends { readonly on: string }>(list: List<A>, entry: A): List<A> => {
  const last = list.last()
  return last === undefined || last.on <= entry.on ? list.push(entry) : insertedAt(list, placeOf(list, entry.on), entry)
}

/** Takes pieces from the first entries that fit; an entry without pieces goes. What is taken stands near the front. */
export const take = <A extends { readonly quantity: number }>(
  list: List<A>,
  fits: (entry: A) => boolean,
  quantity: number,
): List<A> => {
  let rest = list
  let left = quantity
  while (left > 0) {
    const place = rest.findIndex(fits)
    const entry = rest.get(place)
    if (place === -1 || entry === undefined) break
    const taken = Math.min(left, entry.quantity)
    left -= taken
    if (entry.quantity > taken) rest = rest.set(place, { ...entry, quantity: entry.quantity - taken })
    else rest = removedAt(rest, place)
  }
  return rest
}
