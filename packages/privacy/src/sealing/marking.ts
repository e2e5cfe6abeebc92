import { SensitiveType } from '@perca/eventsourcing'
import type * as t from 'io-ts'

/** What a codec says of a value: seal it, look inside, or leave it as it is. */
export type Marking =
  | { readonly kind: 'sealed'; readonly class: string }
  | { readonly kind: 'within'; readonly fields: ReadonlyMap<string, Marking>; readonly each: Marking | null }
  | { readonly kind: 'clear' }
  /** Null or undefined: a member of a union that holds nothing, and so may be sealed with the others. */
  | { readonly kind: 'nothing' }

/** True where something in it is to be sealed. */
export const hasMark = (marking: Marking): boolean =>
  marking.kind === 'sealed' ||
  (marking.kind === 'within' &&
    ([...marking.fields.values()].some(hasMark) || (marking.each !== null && hasMark(marking.each))))

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
  | t.NullType
  | t.UndefinedType
  | { readonly _tag?: 'another' }

const unclear = (what: string): Error =>
  new Error(`${what}: its codec leaves open whether a field is to be sealed. Mark it in every member, or in none.`)

const merged = (a: Marking, b: Marking, what: string): Marking => {
  if (a.kind === 'nothing') return b
  if (b.kind === 'nothing') return a
  if (a.kind === 'sealed' || b.kind === 'sealed') {
    if (a.kind === 'sealed' && b.kind === 'sealed' && a.class === b.class) return a
    throw unclear(what)
  }
  // A value that is no object and no list has nothing inside: what is said of objects does not touch it.
  if (a.kind === 'clear') return b
  if (b.kind === 'clear') return a
  const fields = new Map(a.fields)
  for (const [name, marking] of b.fields) {
    const other = fields.get(name)
    fields.set(name, other === undefined ? marking : merged(other, marking, `${what}, ${name}`))
  }
  return { kind: 'within', fields, each: eachOf(a, b, what) }
}

type Within = Extract<Marking, { kind: 'within' }>

/** A list beside named fields, or a record beside them, is told apart by nothing: only where neither is marked it's no matter. */
const eachOf = (a: Within, b: Within, what: string): Marking | null => {
  if (a.each !== null && b.each !== null) return merged(a.each, b.each, `${what}, *`)
  if ((a.each !== null && b.fields.size > 0) || (b.each !== null && a.fields.size > 0)) {
    if (hasMark(a) || hasMark(b)) throw unclear(what)
  }
  return a.each ?? b.each
}

const fieldsOf = (props: t.AnyProps, what: string): Marking => ({
  kind: 'within',
  fields: new Map(Object.entries(props).map(([name, codec]) => [name, markingOf(codec, `${what}, ${name}`)])),
  each: null,
})

const everyOf = (codec: t.Any, what: string): Marking => ({
  kind: 'within',
  fields: new Map(),
  each: markingOf(codec, `${what}, *`),
})

/**
 * What a codec marks. A codec whose tag is not known, as of one written by hand, marks nothing inside.
 * @param what names the event and field in the error
 * @throws where members of a union or an intersection do not agree on what is to be sealed, or a codec holds itself
 */
export const markingOf = (codec: t.Any, what: string): Marking => {
  if (codec instanceof SensitiveType) return { kind: 'sealed', class: codec.sensitivity }
  // Every class of io-ts bears its tag; the type of "any codec" does not say so.
  const tagged = codec as unknown as Tagged
  switch (tagged._tag) {
    case 'InterfaceType':
    case 'StrictType':
    case 'PartialType':
      return fieldsOf(tagged.props, what)
    case 'ArrayType':
    case 'ReadonlyArrayType':
      return everyOf(tagged.type, what)
    case 'DictionaryType':
      return everyOf(tagged.codomain, what)
    case 'TupleType':
      return fieldsOf(Object.fromEntries(tagged.types.map((type, index) => [String(index), type])), what)
    case 'UnionType':
    case 'IntersectionType':
      return tagged.types
        .map((type) => markingOf(type, what))
        .reduce((a, b) => merged(a, b, what), { kind: 'nothing' } satisfies Marking)
    case 'ExactType':
    case 'ReadonlyType':
    case 'RefinementType':
      return markingOf(tagged.type, what)
    case 'NullType':
    case 'UndefinedType':
      return { kind: 'nothing' }
    case 'RecursiveType':
      throw new Error(
        `${what}: a codec that holds itself can't be sealed yet. Write it out to the depth that is needed.`,
      )
    default:
      return { kind: 'clear' }
  }
}

/** The same without what has no mark in it: what is walked through for every event that is written or read. */
export const pruned = (marking: Marking): Marking => {
  if (!hasMark(marking)) return { kind: 'clear' }
  if (marking.kind !== 'within') return marking
  const fields = [...marking.fields].filter(([, inner]) => hasMark(inner))
  return {
    kind: 'within',
    fields: new Map(fields.map(([name, inner]) => [name, pruned(inner)])),
    each: marking.each === null || !hasMark(marking.each) ? null : pruned(marking.each),
  }
}
