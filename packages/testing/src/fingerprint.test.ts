import { Day, sensitive } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { expect, test } from 'vitest'
import { fingerprintOf } from './fingerprint.js'

const Code = new t.Type<string, string, unknown>('code', t.string.is, t.string.validate, t.identity)

test.each<[string, t.Mixed]>([
  ['code', Code],
  ['string that is Day', Day],
  ['{a: number, b: string}', t.type({ b: t.string, a: t.number })],
  ['exactly {a: boolean}', t.strict({ a: t.boolean })],
  ['{a?: unknown}', t.partial({ a: t.unknown })],
  ['({a: null} & {b?: undefined})', t.intersection([t.type({ a: t.null }), t.partial({ b: t.undefined })])],
  ['(code | null)', t.union([Code, t.null])],
  ['("absent" | "present")', t.keyof({ present: null, absent: null })],
  ['[[code]]', t.array(t.readonlyArray(Code))],
  ['[string, number]', t.tuple([t.string, t.number])],
  ['{[string]: number}', t.readonly(t.record(t.string, t.number))],
  ['{type: "Moved"}', t.type({ type: t.literal('Moved') })],
  ['health<(string | null)>', sensitive('health', t.union([t.string, t.null]))],
])('%s', (text, codec) => {
  expect(fingerprintOf(codec)).toBe(text)
})

test('it follows what is stored, not what an object is called or the order of its fields', () => {
  expect(fingerprintOf(t.type({ a: t.string, b: t.null }, 'One'))).toBe(
    fingerprintOf(t.type({ b: t.null, a: t.string }, 'Other')),
  )
})
