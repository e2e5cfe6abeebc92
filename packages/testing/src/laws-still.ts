const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

const isIterable = (value: object): value is Iterable<unknown> => Symbol.iterator in value

/**
 * Freezes plain objects and arrays all the way down, also those that stand in a persistent collection: whoever changes one
 * then throws. Collections themselves are left alone, since they keep notes of their own.
 */
export const frozen = <A>(value: A): A => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  if (Array.isArray(value) || isPlain(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) frozen(inner)
  } else if (isIterable(value)) {
    for (const inner of value) frozen(inner)
  }
  return value
}

const plain = (value: unknown): unknown => {
  if (value === undefined) return { absent: true }
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(plain)
  if (!isPlain(value) && isIterable(value)) return [...value].map(plain)
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, plain(inner)]),
  )
}

/**
 * All that a state says, as text: two states of one text are the same. Takes plain values and iterable collections; what a
 * collection holds counts in the order in which it gives it.
 */
export const textOf = (value: unknown): string => JSON.stringify(plain(value))
