/** Puts an entry behind all that are dated on or before its own day. */
export const dated = <A>(list: readonly A[], entry: A, dayOf: (entry: A) => string): readonly A[] => {
  const place = list.findLastIndex((other) => dayOf(other) <= dayOf(entry)) + 1
  return [...list.slice(0, place), entry, ...list.slice(place)]
}
