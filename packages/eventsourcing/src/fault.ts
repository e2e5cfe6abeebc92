import type * as t from 'io-ts'

/**
 * Where an input fails its codec, and what was expected there. The value itself is left out, because it
 * may be about a person.
 */
export interface Fault {
  /** JSON path from the input's root: `lines[0].quantity`; empty at the root. */
  readonly path: string
  /** The name of the codec that refused: `Day`, `"A" | "B"`. */
  readonly expected: string
}

const step = (key: string): string => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`)

/**
 * Turns io-ts' report into places a person can find.
 * @returns one fault a refused value, without repeats: the members of an intersection report one place once.
 */
export const faults = (errors: t.Errors): readonly Fault[] => {
  const seen = new Map<string, Fault>()
  for (const error of errors) {
    const named = error.context.filter((entry, index) => {
      const parent = index === 0 ? undefined : error.context[index - 1]
      const tag = parent === undefined ? undefined : Reflect.get(parent.type, '_tag')
      return index > 0 && tag !== 'IntersectionType' && tag !== 'UnionType'
    })
    const path = named.map((entry) => step(entry.key)).join('').replace(/^\./, '')
    const last = error.context[error.context.length - 1]
    if (!seen.has(path)) seen.set(path, { path, expected: last === undefined ? 'a value' : last.type.name })
  }
  return [...seen.values()]
}

/** One sentence for a log or a person: `lines[0].quantity: expected Quantity; note: expected string`. */
export const faultText = (list: readonly Fault[]): string =>
  list.map(({ path, expected }) => `${path === '' ? 'the value' : path}: expected ${expected}`).join('; ')
