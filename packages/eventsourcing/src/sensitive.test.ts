import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { Day } from './day.js'
import { dayOf } from './example.fixture.js'
import { isSealed, Sealed, SensitiveType, sensitive } from './sensitive.js'

/** A codec whose JSON is not its value, so that encoding shows. */
const Trimmed = new t.Type<{ readonly trimmed: string }, string, unknown>(
  'trimmed text',
  (value): value is { readonly trimmed: string } => t.type({ trimmed: t.string }).is(value),
  (value, context) => (typeof value === 'string' ? t.success({ trimmed: value.trim() }) : t.failure(value, context)),
  ({ trimmed }) => trimmed,
)
const Note = sensitive('health', Trimmed)
const sealed = { sealed: 'c2VhbGVk' }

describe('a sensitive field', () => {
  test('is read in the clear and sealed', () => {
    expect(Note.decode(' well ')).toEqual(E.right({ trimmed: 'well' }))
    expect(Note.decode(sealed)).toEqual(E.right(sealed))
  })

  test('is written as its own codec writes it in the clear, and as it is where it is sealed', () => {
    expect(Note.encode({ trimmed: 'well' })).toBe('well')
    expect(Note.encode(sealed)).toEqual(sealed)
  })

  test('refuses what is neither, in the place where it stands', () => {
    const decoded = t.type({ note: Note }).decode({ note: 7 })
    expect(decoded).toMatchObject(E.left([{ context: [{ key: '' }, { key: 'note' }] }]))
    for (const neither of [7, null, undefined, {}, { sealed: 7 }, { Sealed: 'x' }, ['sealed']]) {
      expect([Note.is(neither), Note.decode(neither)._tag]).toEqual([false, 'Left'])
    }
  })

  test('is both kinds of value', () => {
    expect([Note.is({ trimmed: 'well' }), Note.is(sealed), Note.is('well')]).toEqual([true, true, false])
  })

  test('drops what stands beside a seal: it would be kept in the clear', () => {
    expect(Note.decode({ ...sealed, trimmed: 'in the clear' })).toEqual(E.right(sealed))
  })

  test('names its keys, its own codec and both in one', () => {
    expect(Note).toBeInstanceOf(SensitiveType)
    expect([Note.sensitivity, Note.codec, Note.name]).toEqual(['health', Trimmed, 'health trimmed text'])
  })
})

test('property: what is written is read back the same, in the clear and sealed, in any class and codec', () => {
  const Person = t.strict({
    text: sensitive('personal', t.string),
    day: sensitive('health', Day),
    list: sensitive('x', t.array(t.number)),
  })
  const seal = fc.string().map((text) => ({ sealed: text }))
  fc.assert(
    fc.property(
      fc.record({
        text: fc.oneof(fc.string({ unit: 'binary' }), seal),
        day: fc.oneof(fc.constant(dayOf('2020-08-17')), seal),
        list: fc.oneof(fc.array(fc.integer()), seal),
      }),
      (value) => {
        const json: unknown = JSON.parse(JSON.stringify(Person.encode(value)))
        expect(Person.decode(json)).toEqual(E.right(value))
      },
    ),
  )
})

test('a field is sealed where it has the form of a seal', () => {
  expect([isSealed(sealed), Sealed.is(sealed)]).toEqual([true, true])
  expect(['c2VhbGVk', { sealed: null }, null, undefined, {}, []].map(isSealed)).toEqual(Array(6).fill(false))
})
