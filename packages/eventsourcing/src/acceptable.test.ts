import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { acceptable, sameContent } from './acceptable.js'
import type { NewEvent } from './event.js'
import { dayOf } from './example.fixture.js'
import type { Json } from './json.js'
import type { Limits } from './store.js'

/** Node's own count. This package is compiled without Node's types, which keeps its sources from asking Node anything. */
declare const Buffer: { readonly byteLength: (text: string) => number }

const metadata = {
  commandId: 'command-1',
  correlationId: 'command-1',
  causationId: null,
  actor: { id: 'desk-1', role: 'teller' },
  programmeId: null,
  subjects: [],
  effectiveOn: dayOf('2020-08-17'),
  schemaVersion: 1,
}
const newEvent = (data: Json, id = 'id-1'): NewEvent => ({ id, type: 'SampleTaken', data, metadata })
const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value))
const around = bytes(metadata)

const wide: Limits = { eventBytes: 1e9, batchEvents: 1e9, batchBytes: 1e9, streamName: 1e9 }
const tooLarge = (limit: keyof Limits, allowed: number, actual: number) =>
  E.left({
    _tag: 'TooLarge',
    limit,
    allowed,
    actual,
    message: `The append is over the store's limit ${limit}: ${actual}, allowed are ${allowed}. Nothing was written.`,
  })

/** What is taken, as JSON texts. */
const writtenOf = (events: readonly NewEvent[]) =>
  E.right(
    events.map((event) => ({ event, data: JSON.stringify(event.data), metadata: JSON.stringify(event.metadata) })),
  )

describe('a limit is kept on both sides', () => {
  test('of the stream’s name, in UTF-16 code units', () => {
    const events = [newEvent({})]
    const name = `sample-${'🦀'.repeat(5)}`
    expect(acceptable({ ...wide, streamName: 17 }, name, events)).toEqual(writtenOf(events))
    expect(acceptable({ ...wide, streamName: 16 }, name, events)).toEqual(tooLarge('streamName', 16, 17))
  })

  test('of the events in one append', () => {
    const events = [newEvent(1, 'a'), newEvent(2, 'b'), newEvent(3, 'c')]
    expect(acceptable({ ...wide, batchEvents: 3 }, 'sample-1', events)).toEqual(writtenOf(events))
    expect(acceptable({ ...wide, batchEvents: 2 }, 'sample-1', events)).toEqual(tooLarge('batchEvents', 2, 3))
  })

  test('of one event, data and metadata together, in UTF-8 bytes', () => {
    const events = [newEvent({ text: 'é🦀' })]
    const size = around + bytes({ text: 'é🦀' })
    expect(acceptable({ ...wide, eventBytes: size }, 'sample-1', events)).toEqual(writtenOf(events))
    expect(acceptable({ ...wide, eventBytes: size - 1 }, 'sample-1', events)).toEqual(
      tooLarge('eventBytes', size - 1, size),
    )
  })

  test('of a text in a script of three bytes a letter', () => {
    const text = 'ꦱ'.repeat(5_000)
    const size = around + bytes(text)
    for (const limit of ['eventBytes', 'batchBytes'] as const) {
      expect(acceptable({ ...wide, [limit]: size }, 'sample-1', [newEvent(text)])).toEqual(writtenOf([newEvent(text)]))
      expect(acceptable({ ...wide, [limit]: size - 1 }, 'sample-1', [newEvent(text)])).toEqual(
        tooLarge(limit, size - 1, size),
      )
    }
  })

  test('of any event, not only the first', () => {
    const events = [newEvent('', 'a'), newEvent('x'.repeat(100), 'b'), newEvent('', 'c')]
    expect(acceptable({ ...wide, eventBytes: around + 101 }, 'sample-1', events)).toEqual(
      tooLarge('eventBytes', around + 101, around + 102),
    )
  })

  test('of all of one append, in UTF-8 bytes', () => {
    const events = [newEvent('é', 'a'), newEvent('🦀', 'b')]
    const size = 2 * around + bytes('é') + bytes('🦀')
    expect(acceptable({ ...wide, batchBytes: size }, 'sample-1', events)).toEqual(writtenOf(events))
    expect(acceptable({ ...wide, batchBytes: size - 1 }, 'sample-1', events)).toEqual(
      tooLarge('batchBytes', size - 1, size),
    )
  })
})

test('property: an event’s size is what its JSON takes in UTF-8, of any text, surrogates in pairs and alone', () => {
  const half = fc.constantFrom(
    '\ud800',
    '\udbff',
    '\udc00',
    '\udfff',
    '\ud83e\udd80',
    '\uffff',
    '\u0080',
    '\u07ff',
    '\u0800',
  )
  const text = fc
    .array(fc.oneof(half, fc.string({ unit: 'binary' }), fc.string()), { maxLength: 8 })
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(
      fc.oneof(
        text,
        fc.json({ stringUnit: 'binary' }).map((json): Json => JSON.parse(json)),
      ),
      (data) => {
        const size = around + bytes(data)
        expect(acceptable({ ...wide, eventBytes: 0 }, 'sample-1', [newEvent(data)])).toEqual(
          tooLarge('eventBytes', 0, size),
        )
        expect(acceptable({ ...wide, batchBytes: 0 }, 'sample-1', [newEvent(data)])).toEqual(
          tooLarge('batchBytes', 0, size),
        )
      },
    ),
    { numRuns: 500 },
  )
})

describe('a stream is named <category>-<id>', () => {
  const nameless = E.left({
    _tag: 'Unacceptable',
    message: 'A stream is named <category>-<id>, without blanks, like participant-7f…; nothing was written.',
  })
  const events = [newEvent({})]

  test.each([
    'sample-1',
    's-1',
    'sampleOf2-x',
    'sample-1-2',
    'sample--',
    'sample-é',
    'sample-🦀',
    'sample-$all',
    "sample-'",
  ])('%j is a name', (stream) => {
    expect(acceptable(wide, stream, events)).toEqual(writtenOf(events))
  })

  test.each([
    '',
    '-',
    'sample',
    'sample-',
    '-1',
    'Sample-1',
    '1sample-1',
    'sam_ple-1',
    'sämple-1',
    ' sample-1',
    'sample-1 ',
    'sample-a b',
    'sample-\t',
    'sample-1\n',
    '\nsample-1',
    'sample-\u00a0',
    'sample-\u2028',
    'sample-\0',
    'sample-a\0b',
    '$sample-1',
  ])('%j is none', (stream) => {
    expect(acceptable(wide, stream, events)).toEqual(nameless)
  })
})

describe('an append', () => {
  test('holds at least one event', () => {
    expect(acceptable(wide, 'sample-1', [])).toEqual(
      E.left({ _tag: 'Unacceptable', message: 'An append holds at least one event; nothing was written.' }),
    )
  })

  test('holds each id once', () => {
    expect(acceptable(wide, 'sample-1', [newEvent(1, 'a'), newEvent(2, 'b'), newEvent(3, 'a')])).toEqual(
      E.left({ _tag: 'Unacceptable', message: 'One id stands twice in the append; nothing was written.' }),
    )
  })

  test('comes with its JSON texts, in its order', () => {
    const events = [newEvent({ b: 1, a: [null, 'é'] }, 'b'), newEvent('x', 'a')]
    const taken = acceptable(wide, 'sample-1', events)
    expect(taken).toMatchObject(E.right([{ data: '{"b":1,"a":[null,"é"]}' }, { data: '"x"' }]))
    expect(taken).toEqual(writtenOf(events))
  })
})

describe('two events say the same', () => {
  const event = newEvent({ a: 1, b: { c: [1, { d: 2, e: 3 }], f: null } })

  test('whatever the order of their keys, at any depth', () => {
    const turned = { b: { f: null, c: [1, { e: 3, d: 2 }] }, a: 1 }
    const { schemaVersion, ...others } = metadata
    expect(sameContent(event, { ...event, data: turned, metadata: { schemaVersion, ...others } })).toBe(true)
  })

  test('whatever their ids are', () => {
    expect(sameContent(event, { ...event, id: 'id-2' } as NewEvent)).toBe(true)
  })

  test.each<[string, Partial<NewEvent>]>([
    ['another type', { type: 'SampleLost' }],
    ['other data', { data: { a: 1, b: { c: [1, { d: 2, e: 4 }], f: null } } }],
    ['a key less', { data: { b: { c: [1, { d: 2, e: 3 }], f: null } } }],
    ['a key more', { data: { a: 1, b: { c: [1, { d: 2, e: 3 }], f: null }, g: null } }],
    ['a key that is null instead of missing', { data: { a: 1, b: { c: [1, { d: 2, e: 3 }] } } }],
    ['a list in another order', { data: { a: 1, b: { c: [{ d: 2, e: 3 }, 1], f: null } } }],
    ['a text for a number', { data: { a: '1', b: { c: [1, { d: 2, e: 3 }], f: null } } }],
    ['other metadata', { metadata: { ...metadata, commandId: 'command-2' } }],
    ['metadata as data', { data: JSON.parse(JSON.stringify(metadata)) }],
  ])('but not with %s', (_, other) => {
    expect(sameContent(event, { ...event, ...other })).toBe(false)
  })

  test('not a list and an object of its places, nor nothing and an empty object', () => {
    expect(sameContent(newEvent(['a', 'b']), newEvent({ 0: 'a', 1: 'b' }))).toBe(false)
    expect(sameContent(newEvent(null), newEvent({}))).toBe(false)
    expect(sameContent(newEvent([]), newEvent({}))).toBe(false)
  })

  test('property: the same content, its keys put in another order, is the same; with one leaf changed it is not', () => {
    const turned = (value: Json): Json => {
      if (Array.isArray(value)) return value.map(turned)
      return typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, inner]) => [key, turned(inner)]),
          )
        : value
    }
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), (json) => {
        const value: Json = JSON.parse(json)
        expect(sameContent(newEvent(value), newEvent(turned(value)))).toBe(true)
        expect(sameContent(newEvent([value, 1]), newEvent([turned(value), 2]))).toBe(false)
      }),
    )
  })
})
