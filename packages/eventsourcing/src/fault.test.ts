import fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { Day } from './day.js'
import { type Fault, faults, faultText } from './fault.js'
import { sensitive } from './sensitive.js'

const faultsOf = (codec: t.Mixed, value: unknown): readonly Fault[] => {
  const decoded = codec.decode(value)
  return isLeft(decoded) ? faults(decoded.left) : []
}

const Line = t.type({ quantity: t.number, note: t.union([t.string, t.null]) })
const both = t.intersection([t.type({ a: t.string }), t.partial({ b: t.number })])
const either = t.union([t.string, t.null])
const kinds = t.union([
  t.type({ kind: t.literal('cash'), coins: t.number }),
  t.type({ kind: t.literal('card'), last: t.array(t.string) }),
])

describe('a fault tells where a value was refused, and what was expected there', () => {
  test.each<[string, t.Mixed, unknown, readonly Fault[]]>([
    ['at the root', t.string, 7, [{ path: '', expected: 'string' }]],
    ['of a missing field', Line, { note: null }, [{ path: 'quantity', expected: 'number' }]],
    [
      'deep inside',
      t.type({ lines: t.array(Line) }),
      {
        lines: [
          { quantity: 1, note: null },
          { quantity: 'x', note: 3 },
        ],
      },
      [
        { path: 'lines[1].quantity', expected: 'number' },
        { path: 'lines[1].note', expected: '(string | null)' },
      ],
    ],
    ['in a list', t.array(Day), ['2020-08-17', '2020-02-30'], [{ path: '[1]', expected: 'Day' }]],
    ['in a list of lists', t.array(t.array(t.number)), [[1], [2, 'x']], [{ path: '[1][1]', expected: 'number' }]],
    ['in a tuple', t.tuple([t.string, t.number]), ['a', 'b'], [{ path: '[1]', expected: 'number' }]],
    ['in a record', t.record(t.string, t.number), { some: 'x' }, [{ path: 'some', expected: 'number' }]],
    [
      'of a list that is none',
      t.type({ lines: t.array(Line) }),
      { lines: {} },
      [{ path: 'lines', expected: `Array<${Line.name}>` }],
    ],
  ])('%s', (_, codec, value, expected) => {
    expect(faultsOf(codec, value)).toEqual(expected)
  })

  test('of a union, all of it: any member would have done', () => {
    expect(faultsOf(t.type({ kind: t.union([t.literal('A'), t.literal('B')]) }), { kind: 'C' })).toEqual([
      { path: 'kind', expected: '("A" | "B")' },
    ])
    expect(faultsOf(t.keyof({ A: null, B: null }), 'C')).toEqual([{ path: '', expected: '"A" | "B"' }])
  })

  test('of a union whose members are told apart by a field, within the member that is meant', () => {
    expect(faultsOf(t.type({ paid: kinds }), { paid: { kind: 'card', last: ['1', 2] } })).toEqual([
      { path: 'paid.last[1]', expected: 'string' },
    ])
    expect(faultsOf(t.type({ paid: kinds }), { paid: { kind: 'shell' } })).toEqual([
      { path: 'paid', expected: kinds.name },
    ])
  })

  test('of a union of which no member fits, with each place that did not', () => {
    const codec = t.type({ held: t.union([t.null, t.type({ a: t.number })]) })
    expect(faultsOf(codec, { held: { a: 'x' } })).toEqual([
      { path: 'held', expected: '(null | { a: number })' },
      { path: 'held.a', expected: 'number' },
    ])
  })

  test('of an intersection, once, whichever of its members refused', () => {
    expect(faultsOf(both, { b: 'x' })).toEqual([
      { path: 'a', expected: 'string' },
      { path: 'b', expected: 'number' },
    ])
    expect(faultsOf(t.type({ both }), { both: 7 })).toEqual([{ path: 'both', expected: both.name }])
    const twice = t.intersection([t.type({ a: t.string }), t.type({ a: t.number })])
    expect(faultsOf(twice, {})).toEqual([{ path: 'a', expected: 'string' }])
  })
})

describe('the members of a union or an intersection are no step of the path, whatever wraps it', () => {
  interface Tree {
    readonly held: string | null
    readonly below: Tree[]
  }
  const Tree: t.Type<Tree> = t.recursion('Tree', () => t.type({ held: either, below: t.array(Tree) }))
  const NotEmpty = t.brand(
    either,
    (s): s is t.Branded<string | null, { readonly NotEmpty: symbol }> => s !== '',
    'NotEmpty',
  )

  test.each<[string, t.Mixed, unknown, readonly Fault[]]>([
    ['exact', t.exact(both), { a: 1 }, [{ path: 'a', expected: 'string' }]],
    ['read-only', t.type({ held: t.readonly(both) }), { held: { a: 1 } }, [{ path: 'held.a', expected: 'string' }]],
    ['a brand', t.type({ held: NotEmpty }), { held: 7 }, [{ path: 'held', expected: 'NotEmpty' }]],
    [
      'a sensitive field',
      t.type({ held: sensitive('health', either) }),
      { held: 7 },
      [{ path: 'held', expected: 'health (string | null)' }],
    ],
    [
      'a sensitive object',
      t.type({ held: sensitive('health', both) }),
      { held: { a: 1 } },
      [{ path: 'held.a', expected: 'string' }],
    ],
    [
      'a recursion',
      Tree,
      { held: null, below: [{ held: 7, below: [] }] },
      [{ path: 'below[0].held', expected: '(string | null)' }],
    ],
    [
      'another intersection',
      t.intersection([both, t.type({ c: t.boolean })]),
      { a: 'x', b: 'x', c: true },
      [{ path: 'b', expected: 'number' }],
    ],
    ['a list', t.array(either), [null, 7], [{ path: '[1]', expected: '(string | null)' }]],
  ])('%s', (_, codec, value, expected) => {
    expect(faultsOf(codec, value)).toEqual(expected)
  })
})

test('a report that names no place at all is one of the root', () => {
  expect(faults([{ value: 7, context: [] }])).toEqual([{ path: '', expected: 'a value' }])
})

test('one sentence tells them all', () => {
  expect(faultText(faultsOf(t.type({ lines: t.array(Line), day: Day }), { lines: [{ quantity: 'x' }], day: 7 }))).toBe(
    'lines[0].quantity: expected number; lines[0].note: expected (string | null); day: expected Day',
  )
  expect(faultText(faultsOf(t.string, 7))).toBe('the value: expected string')
  expect(faultText([])).toBe('')
})

const codecs: t.Mixed[] = [
  t.type({ a: t.string, b: t.array(t.type({ c: t.number, d: Day })), e: either, f: kinds, g: both }),
  t.exact(both),
  t.array(kinds),
  t.union([t.literal('A'), t.type({ a: t.number })]),
  sensitive('personal', t.type({ a: t.boolean })),
  t.tuple([t.number, Day]),
  Day,
]

test('property: no value stands in a fault or its text', () => {
  const secret = fc.string({ minLength: 3, maxLength: 9, unit: 'grapheme' }).map((text) => `§${text}§`)
  const leaf = fc.oneof(secret, fc.integer({ min: 1_000_000, max: 9_999_999 }), fc.constant(null))
  // Objects with the codecs' own keys, so that values are refused at every depth.
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.record(
        Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'kind', 'coins'].map((key) => [key, tie('value')])),
        {
          requiredKeys: [],
        },
      ),
    ),
  }))
  fc.assert(
    fc.property(fc.constantFrom(...codecs), value, (codec, refused) => {
      const found = faultsOf(codec, refused)
      expect(`${JSON.stringify(found)} ${faultText(found)}`).not.toMatch(/§|\d{7}/)
    }),
    { numRuns: 1_000 },
  )
})
