import { type Corrupt, isSealed, type Json, type StoredEvent } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { memoryKeys } from '../keys/memory.js'
import { newKeyId, newSecret, type SubjectKey, subjectKey } from '../keys/subject-key.js'
import { readEnvelope } from './envelope.js'
import { percaMarks } from './perca-marks.js'
import type { Place } from './place.js'
import { seal, unseal } from './seal.js'
import { assessed, copyOf, done, fieldOf, referred, refused, siti, withField } from './sealed.fixture.js'
import { sealed } from './store.js'

const newKey = (): SubjectKey => subjectKey(newKeyId(), { subject: siti, class: 'personal' }, newSecret())

/** Any JSON that text can be parsed into: all of Unicode, and names that JavaScript treats in a way of its own. */
const json: fc.Arbitrary<Json> = fc
  .oneof(
    fc.json({ stringUnit: 'binary', maxDepth: 4 }),
    fc.constantFrom('{"__proto__":{"a":1},"2":1,"1":2}', String.raw`"\ud800"`, '-0', '5e-324', '""', 'null', '"  "'),
  )
  .map((text) => JSON.parse(text))

const place: fc.Arbitrary<Place> = fc.record({
  stream: fc.string(),
  event: fc.uuid(),
  type: fc.string(),
  pointer: fc.string(),
})

const openedIn = (key: SubjectKey, where: Place, text: string): Json | 'no envelope' | 'forged' => {
  const envelope = readEnvelope(text)
  if (typeof envelope === 'string') return 'no envelope'
  const result = unseal(key, where, envelope)
  return result._tag === 'Opened' ? result.value : 'forged'
}

test('law: whatever is sealed is opened as it was, and sealed again it is the same text', () => {
  const key = newKey()
  fc.assert(
    fc.property(place, json, (where, value) => {
      const text = seal(key, where, value)
      // -0 is 0 in JSON text.
      expect(openedIn(key, where, text)).toEqual(JSON.parse(JSON.stringify(value)))
      expect(seal(key, where, JSON.parse(JSON.stringify(value)))).toBe(text)
    }),
  )
})

test('law: in another place, or with another key, nothing is opened', () => {
  const key = newKey()
  fc.assert(
    fc.property(place, place, json, (here, there, value) => {
      const text = seal(key, here, value)
      for (const part of ['stream', 'event', 'type', 'pointer'] as const) {
        const moved = { ...here, [part]: there[part] }
        fc.pre(moved[part] !== here[part])
        expect(openedIn(key, moved, text)).toBe('forged')
      }
      expect(openedIn({ ...newKey(), id: key.id }, here, text)).toBe('forged')
    }),
  )
})

test('places that come to the same letters when they are put together are different places', () => {
  const key = newKey()
  const text = seal(key, { stream: 'a-b', event: 'c', type: 'd', pointer: '/e' }, 'x')
  expect(openedIn(key, { stream: 'a-', event: 'bc', type: 'd', pointer: '/e' }, text)).toBe('forged')
})

test('one vector never serves two values or two places: 20,000 under one key are all different', () => {
  const key = newKey()
  const vectors = new Set<string>()
  for (let n = 0; n < 10_000; n += 1) {
    const where = { stream: 'participant-1', event: 'e', type: 'T', pointer: '/note' }
    vectors.add(seal(key, where, n).split('.')[2] ?? '')
    vectors.add(seal(key, { ...where, pointer: `/notes/${n}` }, 0).split('.')[2] ?? '')
  }
  expect(vectors.size).toBe(20_000)
})

/** A sealed log of two events of one person, and what is read of it once one field was changed. */
const changedLog = async (
  field: 'person' | 'findings',
  change: (text: string, other: string) => string,
  instead?: (event: StoredEvent, keys: readonly SubjectKey[]) => Json,
) => {
  const inner = memoryStore()
  const keys = memoryKeys()
  const stream = `participant-${siti}`
  await done(sealed(inner, keys, percaMarks).append(stream, 'noStream', [referred(), assessed()]))
  const stored = await done(inner.readStream(stream, 0, 10))
  const textOf = (event: StoredEvent | undefined, name: string): string => {
    const value = fieldOf(event?.data, name)
    return isSealed(value) ? value.sealed : ''
  }
  const texts = { person: textOf(stored[0], 'person'), findings: textOf(stored[1], 'findings') }
  const other = texts[field === 'person' ? 'findings' : 'person']
  const forged = memoryStore()
  const revision = field === 'person' ? 0 : 1
  const owners = ['personal', 'health'].map((sensitivity) => ({ subject: siti, class: sensitivity }))
  const held = (await done(keys.obtain(owners))).flatMap((state) => (state._tag === 'Usable' ? [state.key] : []))
  const events = stored.map((event, index) => {
    if (index !== revision) return copyOf(event)
    return withField(
      copyOf(event),
      field,
      instead !== undefined ? instead(event, held) : { sealed: change(texts[field], other) },
    )
  })
  await done(forged.append(stream, 'noStream', events))
  return {
    reader: sealed(forged, keys, percaMarks),
    text: texts[field],
    place: { stream, revision, path: `data.${field}` },
  }
}

const isAt = (error: unknown, at: Pick<Corrupt, 'stream' | 'revision' | 'path'>): void => {
  expect(error).toMatchObject({ _tag: 'Corrupt', ...at })
  expect(JSON.stringify(error)).not.toMatch(/Siti|gelisah|1\.[\w-]{22}\./)
}

test('law: any bit that is flipped in a sealed value gives Corrupt with its place, never a value', async () => {
  const { text } = await changedLog('person', (same) => same)
  const bits = fc.record({
    field: fc.constantFrom('person', 'findings'),
    at: fc.nat({ max: text.length - 1 }),
    bit: fc.nat(7),
  })
  await fc.assert(
    fc.asyncProperty(bits, async ({ field, at, bit }) => {
      const flipped = await changedLog(field === 'person' ? 'person' : 'findings', (whole) => {
        const bytes = Buffer.from(whole, 'latin1')
        const place = at % bytes.length
        bytes[place] = (bytes[place] ?? 0) ^ (1 << bit)
        return bytes.toString('latin1')
      })
      isAt(await refused(flipped.reader.readAll(null, 10)), flipped.place)
      isAt(await refused(flipped.reader.readStream(flipped.place.stream, 0, 10)), flipped.place)
    }),
    { numRuns: 200 },
  )
})

test('every single letter of a sealed value counts: changed to any other of base64url, it is Corrupt', async () => {
  const key = newKey()
  const where = { stream: 'participant-1', event: 'e', type: 'T', pointer: '/note' }
  for (const value of ['x', 'y'.repeat(33), 'z'.repeat(64)]) {
    const text = seal(key, where, value)
    for (let at = 0; at < text.length; at += 1) {
      for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=') {
        const changed = `${text.slice(0, at)}${letter}${text.slice(at + 1)}`
        if (changed !== text) expect(['no envelope', 'forged']).toContain(openedIn(key, where, changed))
      }
    }
  }
})

test('law: cut off anywhere, filled up, or put in the place of another: Corrupt with its place', async () => {
  const { text } = await changedLog('findings', (same) => same)
  for (let length = 0; length < text.length; length += 7) {
    const cut = await changedLog('findings', (whole) => whole.slice(0, length))
    isAt(await refused(cut.reader.readAll(null, 10)), cut.place)
  }
  for (const change of [
    (whole: string) => `${whole}A`,
    (whole: string) => `${whole} `,
    (_: string, other: string) => other,
  ]) {
    const changed = await changedLog('findings', change)
    isAt(await refused(changed.reader.readAll(null, 10)), changed.place)
  }
})

test("a sealed value under another key's id is Corrupt; under an id that was never made it is too, or stays sealed where so asked", async () => {
  const swapped = await changedLog('findings', (whole, other) =>
    [whole.split('.')[0], other.split('.')[1], ...whole.split('.').slice(2)].join('.'),
  )
  isAt(await refused(swapped.reader.readAll(null, 10)), swapped.place)
  const unknown = await changedLog('findings', (whole) => {
    const [version, , ...rest] = whole.split('.')
    return [version, newKeyId(), ...rest].join('.')
  })
  const error = await refused(unknown.reader.readAll(null, 10))
  isAt(error, unknown.place)
  expect(error.message).toContain('old backup')
})

test('a value that a newer Perca sealed is told apart from a damaged one', async () => {
  const { reader, place: at } = await changedLog('findings', (whole) => `2${whole.slice(1)}`)
  const error = await refused(reader.readAll(null, 10))
  isAt(error, at)
  expect(error.message).toContain('newer')
})

test('what was emptied, or put in the clear, in the place of a sealed value is Corrupt with its place', async () => {
  for (const value of [null, 'tenang', {}, { sealed: null }, []] satisfies Json[]) {
    const { reader, place: at } = await changedLog(
      'findings',
      (same) => same,
      () => value,
    )
    isAt(await refused(reader.readAll(null, 10)), at)
  }
})

test('a value under a key of another class is Corrupt: who may open the one class sees nothing of the other', async () => {
  const { reader, place: at } = await changedLog(
    'findings',
    (same) => same,
    (event, keys) => {
      const key = keys.find((each) => each.owner.class === 'personal')
      if (key === undefined) throw new Error('expected a key')
      const where = { stream: `participant-${siti}`, event: event.id, type: event.type, pointer: '/findings' }
      return { sealed: seal(key, where, 'gelisah') }
    },
  )
  isAt(await refused(reader.readAll(null, 10)), at)
})
