import { type Day, type Event, type EventTypes, eventType, type Sensitive, sensitive } from '@perca/eventsourcing'
import fc from 'fast-check'
import * as t from 'io-ts'
import { expect, test } from 'vitest'
import { withoutSensitive } from './redaction.js'

const personal = <A, O>(codec: t.Type<A, O, unknown>) => sensitive('personal', codec)
const health = <A, O>(codec: t.Type<A, O, unknown>) => sensitive('health', codec)

const shown = <A>(codec: t.Type<A, unknown, unknown>, data: A) => {
  // A table of one event, its data's type forgotten as `anyAggregate` forgets it.
  const types = { Noted: eventType(codec) } as unknown as EventTypes<Event>
  return withoutSensitive(types, { type: 'Noted', effectiveOn: '2020-08-12' as Day, data })
}

test('a sensitive field is replaced by its class, in the clear and sealed alike', () => {
  const codec = t.strict({ code: t.string, name: personal(t.string), findings: health(t.string) })
  expect(shown(codec, { code: 'P-001', name: 'secret', findings: { sealed: 'a1b2' } })).toEqual({
    code: 'P-001',
    name: '(personal)',
    findings: '(health)',
  })
})

test('a sensitive object goes as a whole', () => {
  const codec = t.strict({ person: personal(t.strict({ name: t.string, born: t.string })) })
  expect(shown(codec, { person: { name: 'secret', born: 'secret' } })).toEqual({ person: '(personal)' })
})

test('sensitive fields are found in arrays, tuples and records', () => {
  const note = t.type({ on: t.string, text: health(t.string) })
  const codec = t.type({
    list: t.array(note),
    fixed: t.readonlyArray(note),
    pair: t.tuple([t.number, personal(t.string)]),
    byName: t.record(t.string, note),
  })
  const one = { on: '2020-08-12', text: 'secret' }
  const kept = { on: '2020-08-12', text: '(health)' }
  expect(shown(codec, { list: [one, one], fixed: [one], pair: [7, 'secret'], byName: { a: one } })).toEqual({
    list: [kept, kept],
    fixed: [kept],
    pair: [7, '(personal)'],
    byName: { a: kept },
  })
})

test('sensitive fields are found under exact, partial, readonly, intersection, refinement and recursion', () => {
  interface Tree {
    readonly name: Sensitive<string>
    readonly under: readonly Tree[]
  }
  const tree: t.Type<Tree, unknown, unknown> = t.recursion<Tree, unknown, unknown>('Tree', () =>
    t.type({ name: personal(t.string), under: t.readonlyArray(tree) }),
  )
  const codec = t.exact(
    t.intersection([
      t.type({ id: t.number, tree }),
      t.partial({ phone: personal(t.string), remark: t.string }),
      t.type({
        pinned: t.readonly(t.type({ note: health(t.string) })),
        whole: t.refinement(t.type({ note: health(t.string) }), () => true, 'Whole'),
      }),
    ]),
  )
  const data = {
    id: 1,
    tree: { name: 'secret', under: [{ name: 'secret', under: [] }] },
    phone: 'secret',
    pinned: { note: 'secret' },
    whole: { note: 'secret' },
  }
  expect(shown(codec, data)).toEqual({
    id: 1,
    tree: { name: '(personal)', under: [{ name: '(personal)', under: [] }] },
    phone: '(personal)',
    pinned: { note: '(health)' },
    whole: { note: '(health)' },
  })
})

test('a union shows what the member that fits shows; where several fit, what one hides stays hidden', () => {
  const codec = t.type({
    by: t.union([
      t.type({ kind: t.literal('self') }),
      t.type({ kind: t.literal('guardian'), name: personal(t.string) }),
    ]),
    note: t.union([t.null, health(t.string)]),
    unclear: t.union([t.type({ text: t.string }), t.type({ text: personal(t.string) })]),
  })
  expect(
    shown(codec, { by: { kind: 'guardian', name: 'secret' }, note: 'secret', unclear: { text: 'secret' } }),
  ).toEqual({
    by: { kind: 'guardian', name: '(personal)' },
    note: '(health)',
    unclear: { text: '(personal)' },
  })
  expect(shown(codec, { by: { kind: 'self' }, note: null, unclear: { text: 'secret' } })).toEqual({
    by: { kind: 'self' },
    note: null,
    unclear: { text: '(personal)' },
  })
})

test('what no codec describes is not shown', () => {
  const opaque = new t.Type<object, object, unknown>(
    'opaque',
    (value): value is object => true,
    t.success as never,
    (value) => value,
  )
  expect(shown(t.type({ any: t.unknown, opaque }), { any: { name: 'secret' }, opaque: { name: 'secret' } })).toEqual({
    any: '(unread)',
    opaque: '(unread)',
  })
  // `t.type` keeps keys that it does not name; a reader does not.
  expect(shown(t.type({ code: t.string }), Object.assign({ code: 'P-001' }, { name: 'secret' }))).toEqual({
    code: 'P-001',
  })
  expect(withoutSensitive({}, { type: 'Unknown', effectiveOn: '2020-08-12' as Day, data: { name: 'secret' } })).toBe(
    '(unread)',
  )
})

test('values are shown as their codecs write them', () => {
  const hundredths = new t.Type<number, string, unknown>(
    'hundredths',
    t.number.is,
    (value, context) => t.number.validate(value, context),
    (value) => (value / 100).toFixed(2),
  )
  expect(
    shown(t.type({ weight: hundredths, flag: t.boolean, none: t.null }), { weight: 150, flag: true, none: null }),
  ).toEqual({
    weight: '1.50',
    flag: true,
    none: null,
  })
})

test('law: however deep a secret stands, it is never shown, and what is no secret always is', () => {
  const wrap: readonly ((codec: t.Mixed) => t.Mixed)[] = [
    (codec) => t.array(codec),
    (codec) => t.type({ inner: codec }),
    (codec) => t.exact(t.partial({ inner: codec })),
    (codec) => t.union([t.null, codec]),
    (codec) => t.record(t.string, codec),
    (codec) => t.readonly(t.intersection([t.type({ inner: codec }), t.partial({ other: t.string })])),
    (codec) => t.refinement(t.tuple([codec]), () => true, 'Refined'),
  ]
  const value: readonly ((inner: unknown) => unknown)[] = [
    (inner) => [inner],
    (inner) => ({ inner }),
    (inner) => ({ inner }),
    (inner) => inner,
    (inner) => ({ key: inner }),
    (inner) => ({ inner }),
    (inner) => [inner],
  ]
  const leaf: t.Mixed = t.type({ secret: personal(t.string), open: t.string })
  fc.assert(
    fc.property(fc.array(fc.nat(wrap.length - 1), { maxLength: 6 }), (path) => {
      const codec = path.reduce<t.Mixed>((inner, step) => wrap[step]?.(inner) ?? inner, leaf)
      const data = path.reduce<unknown>((inner, step) => value[step]?.(inner) ?? inner, {
        secret: 'HIDE-ME',
        open: 'SHOW-ME',
      })
      const text = JSON.stringify(shown(codec, data))
      expect(text).not.toContain('HIDE-ME')
      expect(text).toContain('(personal)')
      expect(text).toContain('SHOW-ME')
    }),
  )
})
