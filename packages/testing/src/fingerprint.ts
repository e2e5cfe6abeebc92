import type * as t from 'io-ts'
import { tagged } from './tagged.js'

const fields = (props: { readonly [name: string]: t.Mixed }, mark: string): string =>
  Object.entries(props)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, codec]) => `${name}${mark}: ${fingerprintOf(codec)}`)
    .join(', ')

const alternatives = (texts: readonly string[]): string => `(${texts.join(' | ')})`

/**
 * What a codec takes and writes, as one line that stays the same until that changes: fields by name, codecs with a check of
 * their own by their name. What an object's codec is called, and in which order its fields stand, is left out: neither is stored.
 *
 * @example
 * fingerprintOf(t.type({ sku: Code, price: t.union([Rupiah, t.null]) }))
 * // {price: (whole rupiah, 1 or more | null), sku: code}
 */
export const fingerprintOf = (codec: t.Mixed): string => {
  const known = tagged(codec)
  if (known === null) return codec.name
  switch (known._tag) {
    case 'NullType':
    case 'UndefinedType':
    case 'UnknownType':
    case 'StringType':
    case 'NumberType':
    case 'BooleanType':
      return known.name
    case 'LiteralType':
      return JSON.stringify(known.value)
    case 'KeyofType':
      return alternatives(
        Object.keys(known.keys)
          .sort()
          .map((key) => JSON.stringify(key)),
      )
    case 'RefinementType':
      return `${fingerprintOf(known.type)} that is ${known.name}`
    case 'ArrayType':
    case 'ReadonlyArrayType':
      return `[${fingerprintOf(known.type)}]`
    case 'TupleType':
      return `[${known.types.map(fingerprintOf).join(', ')}]`
    case 'ReadonlyType':
      return fingerprintOf(known.type)
    case 'ExactType':
      return `exactly ${fingerprintOf(known.type)}`
    case 'InterfaceType':
      return `{${fields(known.props, '')}}`
    case 'PartialType':
      return `{${fields(known.props, '?')}}`
    case 'DictionaryType':
      return `{[${fingerprintOf(known.domain)}]: ${fingerprintOf(known.codomain)}}`
    case 'UnionType':
      return alternatives(known.types.map(fingerprintOf))
    case 'IntersectionType':
      return `(${known.types.map(fingerprintOf).join(' & ')})`
    case 'SensitiveType':
      return `${known.sensitivity}<${fingerprintOf(known.codec)}>`
  }
}
