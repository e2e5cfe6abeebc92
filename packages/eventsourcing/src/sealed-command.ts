import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { AnyCommandEntry, Command } from './aggregate.js'
import { isSealed } from './sensitive.js'

const without = (props: t.Props, names: readonly string[]): t.Props =>
  Object.fromEntries(Object.entries(props).filter(([name]) => !names.includes(name)))

/** The codec of an object without some of its fields; null: it is no such codec. */
const codecWithout = (codec: t.Any, names: readonly string[]): t.Any | null => {
  if (codec instanceof t.ExactType) return codecWithout(codec.type, names)
  if (codec instanceof t.InterfaceType || codec instanceof t.StrictType) return t.type(without(codec.props, names))
  if (codec instanceof t.PartialType) return t.partial(without(codec.props, names))
  if (!(codec instanceof t.IntersectionType)) return null
  const members: readonly t.Any[] = codec.types
  const [first, second, ...more] = members.map((member) => codecWithout(member, names))
  if (!first || !second || more.includes(null)) return null
  return more.reduce<t.Any>(
    (all, member) => (member === null ? all : t.intersection([all, member])),
    t.intersection([first, second]),
  )
}

/**
 * Reads a command whose sealed fields stay as they are: whoever has no key, or whose keys were destroyed, can still say what was
 * asked. No decider needs what is in such a field.
 */
export const decodedButSealed = (
  codec: AnyCommandEntry['codec'],
  said: Readonly<Record<string, unknown>>,
): t.Validation<Command> => {
  const whole = codec.decode(said)
  const sealed = Object.keys(said).filter((name) => isSealed(said[name]))
  const open = E.isRight(whole) || sealed.length === 0 ? null : codecWithout(codec, sealed)
  if (open === null) return whole
  const kept = Object.fromEntries(sealed.map((name) => [name, said[name]]))
  // What is open was read by its codec; the type of a sealed field is the one thing that differs from the command's.
  return E.map((rest: object) => ({ ...rest, ...kept }) as unknown as Command)(open.decode(said))
}
