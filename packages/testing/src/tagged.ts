import type { SensitiveType } from '@perca/eventsourcing'
import type * as t from 'io-ts'

type Props = { readonly [name: string]: t.Mixed }

/** A codec made with io-ts' own building blocks, or with `sensitive`, told apart by its tag. */
export type Tagged =
  | t.NullType
  | t.UndefinedType
  | t.UnknownType
  | t.StringType
  | t.NumberType
  | t.BooleanType
  | t.LiteralType<string | number | boolean>
  | t.KeyofType<Record<string, unknown>>
  | t.RefinementType<t.Mixed>
  | t.ArrayType<t.Mixed>
  | t.ReadonlyArrayType<t.Mixed>
  | t.ReadonlyType<t.Mixed>
  | t.TupleType<t.Mixed[]>
  | t.InterfaceType<Props>
  | t.PartialType<Props>
  | t.ExactType<t.InterfaceType<Props>>
  | t.DictionaryType<t.Mixed, t.Mixed>
  | t.UnionType<t.Mixed[]>
  | t.IntersectionType<t.Mixed[]>
  | SensitiveType<unknown, unknown>

const TAGS: ReadonlySet<unknown> = new Set<Tagged['_tag']>([
  'NullType',
  'UndefinedType',
  'UnknownType',
  'StringType',
  'NumberType',
  'BooleanType',
  'LiteralType',
  'KeyofType',
  'RefinementType',
  'ArrayType',
  'ReadonlyArrayType',
  'ReadonlyType',
  'TupleType',
  'InterfaceType',
  'PartialType',
  'ExactType',
  'DictionaryType',
  'UnionType',
  'IntersectionType',
  'SensitiveType',
])

/** The codec by its tag; null where it has none that is known here, as a codec with a check of its own has. */
export const tagged = (codec: t.Mixed): Tagged | null =>
  // io-ts' classes are what their tags say.
  TAGS.has(Reflect.get(codec, '_tag')) ? (codec as unknown as Tagged) : null
