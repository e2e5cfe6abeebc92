import { readFileSync } from 'node:fs'
import { aggregates } from '@perca/core'
import { checkedText, Day, Instant, sensitive, wholeNumber } from '@perca/eventsourcing'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { catalogueOf } from './catalogue.js'
import { jsonSchemaOf } from './json-schema.js'

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true })
formats.default(ajv)
ajv.addKeyword('x-sensitivity')

const takes = (codec: t.Mixed) => {
  const validate = ajv.compile(Object(jsonSchemaOf(codec)))
  return (value: unknown): boolean => validate(value)
}

const Line = t.type({ sku: t.string, quantity: wholeNumber('pieces, 1 or more', 1) })

describe('the schema takes what the codec takes, and nothing that it refuses', () => {
  test.each<readonly [string, t.Mixed, readonly unknown[], readonly unknown[]]>([
    ['a text', t.string, ['', 'a'], [1, null]],
    ['a number', t.number, [1, 0.5], ['1']],
    ['yes or no', t.boolean, [true], ['true']],
    ['nothing', t.null, [null], [0]],
    ['a literal', t.literal('open'), ['open'], ['shut']],
    ['one of some words', t.keyof({ A: null, B: null }), ['A', 'B'], ['C', 1]],
    ['a whole number from a least on', wholeNumber('grams, 1 or more', 1), [1, 7], [0, 1.5, '1']],
    [
      'a text with a check',
      checkedText('two letters', (text) => /^[a-z]{2}$/.test(text), { pattern: '^[a-z]{2}$' }),
      ['ab'],
      ['a', 7],
    ],
    ['a day', Day, ['2020-08-17'], ['2020-02-30', '17/08/2020', 20200817]],
    ['an instant', Instant, ['2020-08-17T02:00:00.000Z'], ['2020-08-17', '2020-08-17T02:00:00.000+07:00']],
    [
      'a list',
      t.readonlyArray(Line),
      [[], [{ sku: 'a', quantity: 1 }]],
      [{}, [{ sku: 'a' }], [{ sku: 'a', quantity: 0 }]],
    ],
    ['a pair', t.tuple([t.string, t.number]), [['a', 1]], [['a'], ['a', 1, 2], [1, 'a']]],
    ['a record', t.record(t.string, t.number), [{}, { a: 1 }], [{ a: 'b' }, []]],
    ['a field that may be left out', t.partial({ note: t.string }), [{}, { note: 'a' }], [{ note: 1 }]],
    ['one thing or another', t.union([t.string, t.null]), ['a', null], [1]],
    [
      'both',
      t.intersection([t.type({ a: t.string }), t.type({ b: t.number })]),
      [{ a: 'a', b: 1 }],
      [{ a: 'a' }, { b: 1 }],
    ],
    [
      'a sealed field',
      t.type({ name: sensitive('personal', t.string) }),
      [{ name: 'a' }, { name: { sealed: 'x' } }],
      [{ name: 1 }, {}],
    ],
    ['exactly some fields', t.strict({ a: t.string }), [{ a: 'a' }], [{}]],
  ])('%s', (_, codec, taken, refused) => {
    const accepts = takes(codec)
    expect([taken.map(accepts), refused.map(accepts)]).toEqual([taken.map(() => true), refused.map(() => false)])
    expect([taken.map(codec.is), refused.map(codec.is)]).toEqual([taken.map(() => true), refused.map(() => false)])
  })
})

test('a sensitive field bears its class', () => {
  expect(jsonSchemaOf(sensitive('health', t.string))).toMatchObject({ 'x-sensitivity': 'health' })
})

test('a codec that holds itself has a schema that ends', () => {
  interface Tree {
    readonly under: readonly Tree[]
  }
  const Tree: t.Type<Tree> = t.recursion('Tree', () => t.type({ under: t.readonlyArray(Tree) }))
  expect(takes(Tree)({ under: [{ under: [] }] })).toBe(true)
  expect(takes(Tree)({ under: 1 })).toBe(false)
})

describe.each(catalogueOf(aggregates))('$category', ({ category, events }) => {
  test.each(events)('whatever was stored of $type meets the schema of its version', ({ type, versions }) => {
    for (const { schema, version } of versions) {
      const golden = new URL(`../../core/src/${category}/golden/${type}.v${version}.json`, import.meta.url)
      const validate = ajv.compile(Object(schema))
      validate(JSON.parse(readFileSync(golden, 'utf8')).stored.data)
      expect(validate.errors).toBeNull()
    }
  })
})
