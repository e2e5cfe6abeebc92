import type * as t from 'io-ts'

/**
 * Where an input fails its codec, and what was expected there. The value itself is left out, because it
 * may be about a person.
 */
export interface Fault {
  /** JSON path from the input's root: `lines[0].quantity`; empty at the root. */
  readonly path: string
  /** The name of the codec that stands there: `Day`, `("A" | "B")`. Of a union it is the whole, since any member would do. */
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
    // A member of a union or an intersection is given the very value of the whole, a field or an element never is.
    const places = error.context.filter(
      ({ actual }, index) => index === 0 || !Object.is(actual, error.context[index - 1]?.actual),
    )
    const path = places
      .slice(1)
      .map(({ key }) => step(key))
      .join('')
      .replace(/^\./, '')
    if (!seen.has(path)) seen.set(path, { path, expected: places.at(-1)?.type.name ?? 'a value' })
  }
  return [...seen.values()]
}

/** One sentence for a log or a person: `lines[0].quantity: expected Quantity; note: expected string`. */
export const faultText = (list: readonly Fault[]): string =>
  list.map(({ path, expected }) => `${path === '' ? 'the value' : path}: expected ${expected}`).join('; ')
