import type { SensitiveType } from '@perca/eventsourcing'
import type * as t from 'io-ts'

/** What a codec is made of, as far as its tags tell: what a reader of fields walks instead of io-ts' own classes. */
export type Shape =
  | { readonly kind: 'value'; readonly codec: t.Any }
  | { readonly kind: 'sensitive'; readonly codec: t.Any; readonly sensitivity: string; readonly inner: () => Shape }
  | { readonly kind: 'fields'; readonly codec: t.Any; readonly fields: readonly Field[] }
  | { readonly kind: 'list'; readonly codec: t.Any; readonly item: () => Shape }
  | { readonly kind: 'tuple'; readonly codec: t.Any; readonly items: readonly (() => Shape)[] }
  | { readonly kind: 'record'; readonly codec: t.Any; readonly item: () => Shape }
  | { readonly kind: 'either'; readonly codec: t.Any; readonly members: readonly (() => Shape)[] }
  | { readonly kind: 'all'; readonly codec: t.Any; readonly members: readonly (() => Shape)[] }

/** A named field. `optional`: it may be left out. */
export interface Field {
  readonly name: string
  readonly optional: boolean
  readonly shape: () => Shape
}

type Tagged =
  | t.InterfaceType<t.AnyProps>
  | t.PartialType<t.AnyProps>
  | t.StrictType<t.AnyProps>
  | t.ArrayType<t.Any>
  | t.ReadonlyArrayType<t.Any>
  | t.TupleType<t.Any[]>
  | t.DictionaryType<t.Any, t.Any>
  | t.UnionType<t.Any[]>
  | t.IntersectionType<t.Any[]>
  | t.ExactType<t.Any>
  | t.ReadonlyType<t.Any>
  | t.RefinementType<t.Any>
  | t.RecursiveType<t.Any>
  | SensitiveType<unknown, unknown>
  | { readonly _tag?: 'another' }

const fieldsOf = (props: t.AnyProps, optional: boolean): readonly Field[] =>
  Object.entries(props).map(([name, codec]) => ({ name, optional, shape: () => shapeOf(codec) }))

/**
 * What a codec is made of. A codec whose tag is not known, as of one written by hand, is a `value`. Members are given as
 * functions, for a codec may hold itself.
 */
export const shapeOf = (codec: t.Any): Shape => {
  // Every class of io-ts bears its tag; the type of "any codec" does not say so.
  const tagged = codec as unknown as Tagged
  switch (tagged._tag) {
    case 'SensitiveType':
      return { kind: 'sensitive', codec, sensitivity: tagged.sensitivity, inner: () => shapeOf(tagged.codec) }
    case 'InterfaceType':
    case 'StrictType':
      return { kind: 'fields', codec, fields: fieldsOf(tagged.props, false) }
    case 'PartialType':
      return { kind: 'fields', codec, fields: fieldsOf(tagged.props, true) }
    case 'ArrayType':
    case 'ReadonlyArrayType':
      return { kind: 'list', codec, item: () => shapeOf(tagged.type) }
    case 'TupleType':
      return { kind: 'tuple', codec, items: tagged.types.map((type) => () => shapeOf(type)) }
    case 'DictionaryType':
      return { kind: 'record', codec, item: () => shapeOf(tagged.codomain) }
    case 'UnionType':
      return { kind: 'either', codec, members: tagged.types.map((type) => () => shapeOf(type)) }
    case 'IntersectionType':
      return { kind: 'all', codec, members: tagged.types.map((type) => () => shapeOf(type)) }
    case 'ExactType':
    case 'ReadonlyType':
    case 'RefinementType':
    case 'RecursiveType': {
      const inner = shapeOf(tagged.type)
      // A refined text or number is a value under the refinement's own name.
      return inner.kind === 'value' ? { kind: 'value', codec } : inner
    }
    default:
      return { kind: 'value', codec }
  }
}
