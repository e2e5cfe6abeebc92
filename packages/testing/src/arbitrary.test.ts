import { Day, type Sealed, sensitive } from '@perca/eventsourcing'
import fc from 'fast-check'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { arbitraryOf, type NamedArbitraries } from './arbitrary.js'

const Even = new t.Type<number, number, unknown>(
  'even',
  (value): value is number => typeof value === 'number' && value % 2 === 0,
  (value, context) => (typeof value === 'number' && value % 2 === 0 ? t.success(value) : t.failure(value, context)),
  t.identity,
)
const named: NamedArbitraries = {
  [Even.name]: fc.constantFrom(0, 2, 4),
  [Day.name]: fc.constantFrom('2020-08-17', '2020-08-18'),
}

const kinds: { readonly [kind: string]: t.Mixed } = {
  interface: t.type({ a: t.string, b: t.type({ c: t.number }) }),
  strict: t.strict({ a: t.boolean }),
  partial: t.partial({ a: t.string, b: t.number }),
  exact: t.exact(t.intersection([t.type({ a: t.string }), t.partial({ b: t.number })])),
  intersection: t.intersection([t.type({ a: t.string }), t.type({ b: t.number })]),
  union: t.union([t.literal('A'), t.number, t.null]),
  literal: t.literal(7),
  keyof: t.keyof({ present: null, late: null }),
  array: t.array(t.string),
  'read-only array': t.readonlyArray(t.boolean),
  'read-only': t.readonly(t.type({ a: t.string })),
  tuple: t.tuple([t.string, t.number]),
  record: t.record(t.string, t.number),
  string: t.string,
  number: t.number,
  boolean: t.boolean,
  null: t.null,
  undefined: t.undefined,
  unknown: t.unknown,
  brand: Day,
  refinement: t.brand(t.number, (n): n is t.Branded<number, { readonly Positive: symbol }> => n > 0, 'Positive'),
  'codec of its own': Even,
  sensitive: sensitive('personal', t.type({ name: t.string })),
}

describe('every value of an arbitrary is one that its codec takes and gives back from JSON', () => {
  test.each(Object.entries(kinds))('%s', (_, codec) => {
    fc.assert(
      fc.property(arbitraryOf(t.type({ held: codec }), named), (value) => {
        const json: unknown = JSON.parse(JSON.stringify(t.type({ held: codec }).encode(value)))
        expect(t.type({ held: codec }).decode(json)).toEqual({ _tag: 'Right', right: value })
      }),
    )
  })
})

const seen = <A>(codec: t.Type<A, unknown, unknown>): readonly A[] =>
  fc.sample(arbitraryOf(codec, named), { numRuns: 300, seed: 1 })

test('every member of a union, every key and both forms of a sensitive field turn up', () => {
  expect(new Set(seen(t.union([t.literal('A'), t.literal('B'), t.null])))).toEqual(new Set(['A', 'B', null]))
  expect(new Set(seen(t.keyof({ x: null, y: null })))).toEqual(new Set(['x', 'y']))
  const Secret = sensitive('health', t.literal('clear'))
  const isSealed = (value: t.TypeOf<typeof Secret>): value is Sealed => value !== 'clear'
  expect(new Set(seen(Secret).map(isSealed))).toEqual(new Set([true, false]))
})

test('a field that may be absent is there or is absent, never undefined', () => {
  const values = seen(t.partial({ a: t.literal(1) }))
  expect(new Set(values.map((value) => JSON.stringify(Object.entries(value))))).toEqual(new Set(['[]', '[["a",1]]']))
})

test('a named arbitrary wins over the walk', () => {
  expect(new Set(seen(t.array(Day)).flat())).toEqual(new Set(['2020-08-17', '2020-08-18']))
})

test('a codec of its own without a named arbitrary is told with its name and its place', () => {
  const Held = t.type({ lines: t.array(t.type({ quantity: Even })) }, 'Held')
  expect(() => arbitraryOf(Held)).toThrow('Held.lines[].quantity: the codec "even" can\'t be looked into')
})

test('a check that next to nothing passes is told instead of tried for ever', () => {
  expect(() => fc.sample(arbitraryOf(Day), 1)).toThrow('"Day" takes none of 10000 values made for it')
})
