import fc from 'fast-check'
import type * as t from 'io-ts'
import { tagged } from './tagged.js'

/** Arbitraries of codecs that only their name tells apart, by that name: `{ [Day.name]: days }`. They win over the walk. */
export type NamedArbitraries = { readonly [codecName: string]: fc.Arbitrary<unknown> }

/** How many values in a row a codec may refuse before its arbitrary is given up. */
const PATIENCE = 10_000

/** Only what the codec takes. @throws where it takes next to nothing of what is made for it */
const accepted = (codec: t.Mixed, made: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => {
  let refused = 0
  return made.filter((value) => {
    refused = codec.is(value) ? 0 : refused + 1
    if (refused > PATIENCE) {
      throw new Error(`"${codec.name}" takes none of ${PATIENCE} values made for it: name an arbitrary for it.`)
    }
    return refused === 0
  })
}

/** Numbers that JSON can say: no NaN, no infinity, and no zero below zero. */
const jsonNumbers = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map((number) => (number === 0 ? 0 : number))

const record = (props: { readonly [name: string]: t.Mixed }, named: NamedArbitraries, path: string) =>
  Object.fromEntries(Object.entries(props).map(([name, codec]) => [name, walk(codec, named, `${path}.${name}`)]))

const walk = (codec: t.Mixed, named: NamedArbitraries, path: string): fc.Arbitrary<unknown> => {
  const own = Object.hasOwn(named, codec.name) ? named[codec.name] : undefined
  if (own !== undefined) return own
  const known = tagged(codec)
  if (known === null) {
    throw new Error(`${path}: the codec "${codec.name}" can't be looked into: name an arbitrary for it.`)
  }
  switch (known._tag) {
    case 'NullType':
      return fc.constant(null)
    case 'UndefinedType':
      return fc.constant(undefined)
    case 'UnknownType':
      return fc.json().map((text): unknown => JSON.parse(text))
    case 'StringType':
      return fc.string({ unit: 'binary' })
    case 'NumberType':
      return jsonNumbers
    case 'BooleanType':
      return fc.boolean()
    case 'LiteralType':
      return fc.constant(known.value)
    case 'KeyofType':
      return fc.constantFrom(...Object.keys(known.keys))
    case 'RefinementType':
      return accepted(known, walk(known.type, named, path))
    case 'ArrayType':
    case 'ReadonlyArrayType':
      return fc.array(walk(known.type, named, `${path}[]`), { maxLength: 4 })
    case 'TupleType':
      return fc.tuple(...known.types.map((type, place) => walk(type, named, `${path}[${place}]`)))
    case 'ReadonlyType':
    case 'ExactType':
      return walk(known.type, named, path)
    case 'InterfaceType':
      return fc.record(record(known.props, named, path), { noNullPrototype: true })
    case 'PartialType':
      // A field is there or is not; it is never there as undefined, which JSON could not say.
      return fc.record(record(known.props, named, path), { requiredKeys: [], noNullPrototype: true })
    case 'DictionaryType':
      return fc
        .array(fc.tuple(walk(known.domain, named, `${path} key`), walk(known.codomain, named, `${path}{}`)), {
          maxLength: 4,
        })
        .map((entries) => Object.fromEntries(entries))
    case 'UnionType':
      return fc.oneof(...known.types.map((type) => walk(type, named, path)))
    case 'IntersectionType':
      return accepted(
        known,
        fc.tuple(...known.types.map((type) => walk(type, named, path))).map((parts) => Object.assign({}, ...parts)),
      )
    case 'SensitiveType':
      return fc.oneof(
        { weight: 3, arbitrary: walk(known.codec, named, path) },
        { weight: 1, arbitrary: fc.record({ sealed: fc.string() }, { noNullPrototype: true }) },
      )
  }
}

/**
 * Values that a codec takes, found by walking it. A sensitive field comes in the clear and sealed.
 * @param named arbitraries of codecs with a check of their own, by their name
 * @throws where a codec has a check of its own and no arbitrary is named for it: the message says which and where
 *
 * @example
 * arbitraryOf(t.strict({ day: Day, note: t.union([t.string, t.null]) }), { [Day.name]: fc.constantFrom('2020-08-18') })
 */
export const arbitraryOf = <A>(codec: t.Type<A, unknown, unknown>, named: NamedArbitraries = {}): fc.Arbitrary<A> =>
  // What the walk makes is what the codec takes; that is tested on every kind of codec.
  walk(codec, named, codec.name) as fc.Arbitrary<A>
