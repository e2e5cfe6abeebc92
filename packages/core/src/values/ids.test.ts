import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { Code, FIRST_BOOK, ProgrammeId, SessionId, Slug, streamId, Uuid } from './ids.js'

const takes = (codec: t.Type<string, string, unknown>, value: unknown): boolean =>
  E.isRight(codec.decode(value)) && codec.is(value)

const LONG = 'x'.repeat(64)
const NIK = '3571991708750001'

describe.each<[string, t.Type<string, string, unknown>, readonly unknown[], readonly unknown[]]>([
  [
    'a UUID',
    Uuid,
    ['00000000-0000-4000-8000-000000000000', 'fedcba98-7654-8210-9abc-def012345678'],
    [
      '',
      null,
      'FEDCBA98-7654-8210-9abc-def012345678',
      '0000000000004000800000000000000',
      '00000000-0000-4000-8000-00000000000g',
    ],
  ],
  [
    'a programme',
    ProgrammeId,
    ['kediri', 'kota-kediri-2', '2020', 'x'.repeat(40)],
    ['', 'Kediri', '-kediri', 'kota.kediri', 'kota kediri', 'x'.repeat(41), 7],
  ],
  [
    'a code',
    Code,
    ['P-001', 'p 001', '7', LONG, '𝟙'.repeat(32), 'Ä/ß.?', NIK.slice(1), `${NIK}0`, `P${NIK.slice(1)}`],
    ['', ' ', ' P-001', 'P-001 ', `${LONG}x`, NIK, 7, null, '\ud800', 'P\udc00', '\udc00\ud800'],
  ],
  [
    'a short code',
    Slug,
    ['anyam', 'Pekerja sosial', NIK, LONG],
    ['', ' anyam', 'anyam\n', `${LONG}x`, undefined, '\ud83d'],
  ],
  [
    'a session',
    SessionId,
    ['kediri.2020-08-18', 'kediri.2020-08-18.2'],
    ['kediri', 'kediri.2020-8-18', 'kediri.2020-08-18.', 'Kediri.2020-08-18', 'kediri.2020-08-18.2.2', 18],
  ],
])('%s', (_, codec, taken, refused) => {
  test.each(taken.map((value) => [value]))('may be %j', (value) => {
    expect(takes(codec, value)).toBe(true)
    expect(codec.decode(value)).toEqual(E.right(value))
  })

  test.each(refused.map((value) => [value]))('is not %j', (value) => {
    expect(takes(codec, value)).toBe(false)
    expect(codec.is(value)).toBe(false)
  })
})

test('law: no code is a NIK', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{16}$/), (nik) => {
      expect(takes(Code, nik)).toBe(false)
    }),
  )
})

describe('a stream’s id', () => {
  test.each([
    [streamId('kediri'), 'kediri'],
    [streamId('kediri', 'kpr-tas', FIRST_BOOK), 'kediri.KPR-TAS.1'],
    [streamId('kediri', 'a.b'), 'kediri.A%2EB'],
    [streamId('kediri', 'a b/ä%'), 'kediri.A%20B%2F%C3%84%25'],
  ])('is %s', (id, expected) => {
    expect(id).toBe(expected)
  })

  const part = fc
    .oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
      fc.string({ unit: fc.constantFrom('a', 'A', '.', '%', '2', 'E', ' ', '-'), minLength: 1, maxLength: 5 }),
    )
    .filter(Code.is)
  const named = fc.tuple(fc.constantFrom('kediri', 'kediri-1'), fc.array(part, { maxLength: 3 }))

  test('law: two ids are one only where programme and codes are, up to case', () => {
    fc.assert(
      fc.property(named, named, ([programmeA, a], [programmeB, b]) => {
        const same =
          programmeA === programmeB &&
          JSON.stringify(a.map((code) => code.toUpperCase())) === JSON.stringify(b.map((code) => code.toUpperCase()))
        expect(streamId(programmeA, ...a) === streamId(programmeB, ...b)).toBe(same)
      }),
      { numRuns: 1_000 },
    )
  })

  test('law: the case of a code does not matter', () => {
    fc.assert(
      fc.property(named, ([programmeId, codes]) => {
        expect(streamId(programmeId, ...codes.map((code) => code.toUpperCase()))).toBe(streamId(programmeId, ...codes))
      }),
    )
  })

  test('law: it can name a stream, and its parts can be told apart', () => {
    fc.assert(
      fc.property(named, ([programmeId, codes]) => {
        const id = streamId(programmeId, ...codes)
        expect(id).toMatch(/^[!-~]+$/)
        expect(id.split('.').map(decodeURIComponent)).toEqual([programmeId, ...codes.map((code) => code.toUpperCase())])
      }),
    )
  })
})
