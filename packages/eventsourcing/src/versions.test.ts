import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { Day } from './day.js'
import type { StoredEvent } from './event.js'
import { dayOf } from './example.fixture.js'
import type { Json } from './json.js'
import { storedEvent, storedMetadata } from './log.fixture.js'
import { decodeEvent, type EventOf, encodeData, eventType, pastVersion, typeNamed, versionOf } from './versions.js'

/** Three versions: a price in coins; then with a currency; then as a list of parts, one of them the price. */
const First = t.strict({ price: t.number })
const Second = t.strict({ price: t.number, currency: t.string })
const Third = t.strict({ parts: t.array(t.strict({ amount: t.number, currency: t.string })) })

const types = {
  Priced: eventType(Third, [
    pastVersion(First, ({ price }) => ({ price, currency: 'IDR' })),
    pastVersion(Second, ({ price, currency }) => ({ parts: [{ amount: price, currency }] })),
  ]),
  Moved: eventType(t.strict({ to: Day, note: t.union([t.string, t.null]) })),
  Listed: eventType(t.array(t.strict({ sku: t.string }))),
}
type Priceless = EventOf<typeof types>

const written = (type: string, data: Json, schemaVersion: Json = 1): StoredEvent =>
  storedEvent({ type, data, metadata: storedMetadata({ schemaVersion }), revision: 3 })

const dataOf = (stored: StoredEvent) =>
  E.map(({ event }: { readonly event: Priceless }) => event.data)(decodeEvent<Priceless>(types, stored))

/** Where a stored event of `sample-1` at revision 3 can't be read. */
const corrupt = (type: string, path: string, message: string) =>
  E.left({
    _tag: 'Corrupt',
    stream: 'sample-1',
    revision: 3,
    path,
    message: `sample-1 revision 3 (${type}): ${message}`,
  })

describe('a stored event comes as today’s version', () => {
  const today = E.right({ parts: [{ amount: 5, currency: 'IDR' }] })

  test.each<[number, Json]>([
    [1, { price: 5 }],
    [2, { price: 5, currency: 'IDR' }],
    [3, { parts: [{ amount: 5, currency: 'IDR' }] }],
  ])('where version %i wrote it', (version, data) => {
    expect(dataOf(written('Priced', data, version))).toEqual(today)
  })

  test('through every version between, in their order', () => {
    const letters = eventType(t.strict({ letters: t.string }), [
      pastVersion(t.strict({ letters: t.string }), ({ letters }) => ({ letters: `${letters}b` })),
      pastVersion(t.strict({ letters: t.string }), ({ letters }) => ({ letters: `${letters}c` })),
      pastVersion(t.strict({ letters: t.string }), ({ letters }) => ({ letters: `${letters}d` })),
    ])
    const read = [1, 2, 3, 4].map((version) =>
      decodeEvent<EventOf<{ Spelt: typeof letters }>>({ Spelt: letters }, written('Spelt', { letters: 'a' }, version)),
    )
    expect(read).toMatchObject(['abcd', 'acd', 'ad', 'a'].map((letters) => E.right({ event: { data: { letters } } })))
  })

  test('with everything that was recorded beside it', () => {
    const stored = written('Moved', { to: '2020-09-01', note: null })
    expect(decodeEvent<Priceless>(types, stored)).toEqual(
      E.right({
        event: { type: 'Moved', effectiveOn: '2020-08-17', data: { to: '2020-09-01', note: null } },
        id: stored.id,
        stream: 'sample-1',
        revision: 3,
        position: '1',
        recordedAt: '2020-08-17T02:00:00.000Z',
        metadata: stored.metadata,
      }),
    )
  })

  test('and without what no codec names', () => {
    expect(dataOf(written('Priced', { price: 5, secret: 'x' }))).toEqual(today)
  })
})

describe('a stored event that can’t be read is Corrupt, with its place', () => {
  test.each<[string, number, Json, string, string]>([
    ['what version 1 wrote is no version 1', 1, { price: 'x' }, 'data.price', 'price: expected number'],
    ['what version 2 wrote is no version 2', 2, { price: 5 }, 'data.currency', 'currency: expected string'],
    [
      'what version 3 wrote is no version 3',
      3,
      { parts: [{ amount: 5 }] },
      'data.parts[0].currency',
      'parts[0].currency: expected string',
    ],
    ['it has no data', 3, null, 'data', `the value: expected ${Third.name}`],
    [
      'it is in two places',
      3,
      { parts: [{}] },
      'data.parts[0].amount',
      'parts[0].amount: expected number; parts[0].currency: expected string',
    ],
  ])('where %s', (_, version, data, path, message) => {
    expect(dataOf(written('Priced', data, version))).toEqual(corrupt('Priced', path, `data can't be read: ${message}`))
  })

  test('where the data is a list', () => {
    expect(dataOf(written('Listed', [{ sku: 'a' }, {}]))).toEqual(
      corrupt('Listed', 'data[1].sku', "data can't be read: [1].sku: expected string"),
    )
  })

  test('where an upcaster makes what the next version refuses', () => {
    const wrong = {
      Priced: eventType(Third, [pastVersion(First, () => ({ price: 5 })), pastVersion(Second, () => ({}))]),
    }
    expect(decodeEvent<EventOf<typeof wrong>>(wrong, written('Priced', { price: 5 }))).toEqual(
      corrupt('Priced', 'data.currency', "data can't be read: currency: expected string"),
    )
    expect(decodeEvent<EventOf<typeof wrong>>(wrong, written('Priced', { price: 5, currency: 'IDR' }, 2))).toEqual(
      corrupt('Priced', 'data.parts', `data can't be read: parts: expected ${Third.type.props.parts.name}`),
    )
  })

  test.each([0, 4, 99, -1, 1.5, Number.NaN])('where version %d wrote it, which is none', (version) => {
    expect(dataOf(written('Priced', { price: 5 }, version))).toEqual(
      corrupt('Priced', 'metadata.schemaVersion', `version ${version} is not known here; a newer Perca wrote it`),
    )
  })

  test.each<[string, string, Json]>([
    ['schemaVersion', 'number', '1'],
    ['effectiveOn', 'Day', '2020-02-30'],
    ['subjects', 'ReadonlyArray<string>', null],
    ['actor.role', 'string', { id: 'desk-1' }],
    ['causationId', '(string | null)', 7],
  ])('where its metadata have no %s', (path, expected, value) => {
    const metadata = storedMetadata({ [path.split('.')[0] ?? '']: value })
    expect(
      decodeEvent<Priceless>(types, storedEvent({ type: 'Priced', data: { price: 5 }, metadata, revision: 3 })),
    ).toEqual(corrupt('Priced', `metadata.${path}`, `metadata can't be read: ${path}: expected ${expected}`))
  })

  test('where it has no metadata', () => {
    expect(decodeEvent<Priceless>(types, storedEvent({ type: 'Priced', metadata: null, revision: 3 }))).toEqual(
      corrupt('Priced', 'metadata', "metadata can't be read: the value: expected Metadata"),
    )
  })

  test.each(['priced', 'Priced ', '', 'toString', 'constructor', 'hasOwnProperty', '__proto__'])(
    'where its type is %j, which the table does not hold itself',
    (type) => {
      expect(decodeEvent<Priceless>(types, written(type, { price: 5 }))).toEqual(
        corrupt(type, 'type', 'no such event is known here'),
      )
      expect(typeNamed<Priceless>(types, type)).toBeUndefined()
    },
  )

  test('property: no value of the data or the metadata stands in the message', () => {
    const secret = fc.string({ minLength: 1 }).map((text) => `§${text}§`)
    const anything = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        secret,
        fc.array(tie('value')),
        fc.record({ price: tie('value'), parts: tie('value') }),
      ),
    })).value
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 3), anything, fc.boolean(), (version, value, inMetadata) => {
        // The arbitrary makes nothing but texts, lists and objects.
        const json = value as Json
        const stored = inMetadata
          ? storedEvent({ type: 'Priced', data: { price: 5 }, metadata: storedMetadata({ actor: json }) })
          : written('Priced', json, version)
        const read = decodeEvent<Priceless>(types, stored)
        // Now and then chance makes an event that is sound: today's version has but a list of parts.
        fc.pre(E.isLeft(read))
        expect(read).toMatchObject(E.left({ _tag: 'Corrupt' }))
        expect(JSON.stringify(read)).not.toContain('§')
      }),
    )
  })
})

describe('encode', () => {
  const coin = fc.record({ amount: fc.integer(), currency: fc.string({ unit: 'binary' }) }, { noNullPrototype: true })
  const events: fc.Arbitrary<Priceless> = fc.oneof(
    fc.array(coin).map((parts) => ({ type: 'Priced' as const, effectiveOn: dayOf('2020-08-17'), data: { parts } })),
    fc.option(fc.string({ unit: 'binary' })).map((note) => ({
      type: 'Moved' as const,
      effectiveOn: dayOf('2020-08-17'),
      data: { to: dayOf('2020-09-01'), note },
    })),
  )

  test('law: what is written is read back the same', () => {
    fc.assert(
      fc.property(events, (event) => {
        const data = JSON.parse(JSON.stringify(encodeData<Priceless>(types, event)))
        const stored = written(event.type, data, versionOf(types[event.type]))
        expect(decodeEvent<Priceless>(types, stored)).toMatchObject(E.right({ event }))
      }),
    )
  })

  test('writes JSON of today’s codec, where that is not the value itself', () => {
    const Trimmed = new t.Type<{ readonly text: string }, string, unknown>(
      'text',
      t.type({ text: t.string }).is,
      (value, context) => (typeof value === 'string' ? t.success({ text: value }) : t.failure(value, context)),
      ({ text }) => text,
    )
    const table = { Said: eventType(t.strict({ word: Trimmed })) }
    type Said = EventOf<typeof table>
    const event: Said = { type: 'Said', effectiveOn: dayOf('2020-08-17'), data: { word: { text: 'yes' } } }
    expect(encodeData(table, event)).toEqual({ word: 'yes' })
    expect(decodeEvent<Said>(table, written('Said', { word: 'yes' }))).toMatchObject(E.right({ event }))
  })
})

test('an event of no name in the table is a defect of the program', () => {
  const lost = { type: 'toString', effectiveOn: dayOf('2020-08-17'), data: {} }
  expect(() => encodeData<{ type: string; effectiveOn: Day; data: unknown }>({}, lost)).toThrow(
    'toString is no event of this table',
  )
})

test('today’s version is one more than there are past ones', () => {
  expect([types.Priced, types.Moved].map(versionOf)).toEqual([3, 1])
})

test('types: the events of a table are told apart by their names', () => {
  expectTypeOf<Priceless['type']>().toEqualTypeOf<'Priced' | 'Moved' | 'Listed'>()
  expectTypeOf<Extract<Priceless, { type: 'Moved' }>['data']>().toEqualTypeOf<{ to: Day; note: string | null }>()
  expectTypeOf(encodeData<Priceless>)
    .parameter(1)
    .toEqualTypeOf<Priceless>()
  // @ts-expect-error a past version whose upcaster takes other data than its codec reads
  pastVersion(First, ({ currency }: { currency: string }) => ({ currency }))
})
