import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { memoryStore } from '@perca/store-memory'
import { expect, test } from 'vitest'
import { memoryKeys } from '../keys/memory.js'
import { subjectKey } from '../keys/subject-key.js'
import { envelopeText, readEnvelope } from './envelope.js'
import { percaMarks } from './perca-marks.js'
import { bindingOf, pathOf } from './place.js'
import { seal } from './seal.js'
import { done, fieldOf, logOf, referred, siti, sitisData } from './sealed.fixture.js'
import { sealed } from './store.js'

const script = fileURLToPath(new URL('../../scripts/open-envelope.mjs', import.meta.url))
const page = fileURLToPath(new URL('../../../../docs/reference/sealed-envelope.md', import.meta.url))

const opened = (key: string, place: readonly string[], envelope: string): string =>
  execFileSync(process.execPath, [script, key, ...place], { input: envelope, encoding: 'utf8' }).trim()

const bytes = (from: number, count: number): Buffer => Buffer.from(Array.from({ length: count }, (_, n) => from + n))

test('a sealed field of a log is opened by a script that knows nothing of Perca, for its own place only', async () => {
  const inner = memoryStore()
  const keys = memoryKeys()
  const stream = `participant-${siti}`
  const event = referred()
  await done(sealed(inner, keys, percaMarks).append(stream, 'noStream', [event]))
  const [stored] = await logOf(inner)
  const envelope = String(fieldOf(fieldOf(stored?.data, 'person'), 'sealed'))
  const [state] = await done(keys.obtain([{ subject: siti, class: 'personal' }]))
  if (state?._tag !== 'Usable') throw new Error('expected a key')
  const key = state.key.cipher.export().toString('base64url')
  const place = [stream, event.id, event.type, '/person']
  expect(JSON.parse(opened(key, place, envelope))).toEqual(sitisData)
  for (const at of place.keys()) {
    const elsewhere = place.map((part, index) => (index === at ? `${part}x` : part))
    expect(spawnSync(process.execPath, [script, key, ...elsewhere], { input: envelope }).status).toBe(1)
  }
})

test('the worked example of the reference is what this version seals, byte by byte', () => {
  const id = bytes(0xf0, 16).toString('base64url')
  const key = subjectKey(id, { subject: siti, class: 'personal' }, bytes(0, 64))
  const place = {
    stream: `participant-${siti}`,
    event: '01716baf-9000-8882-8d69-a604dc03b1b4',
    type: 'ParticipantReferred',
    pointer: '/reference',
  }
  const envelope = seal(key, place, 'Surat 7')
  const text = readFileSync(page, 'utf8')
  const parts = readEnvelope(envelope)
  if (typeof parts === 'string') throw new Error('expected an envelope')
  const hex = bindingOf(id, place).toString('hex')
  for (const shown of [envelope, id, parts.iv.toString('hex'), parts.sealed.toString('hex'), hex]) {
    expect(text.replace(/\n {4}/g, '')).toContain(shown)
  }
  expect(opened(bytes(0, 32).toString('base64url'), Object.values(place), envelope)).toBe('"Surat 7"')
})

test('an envelope has one spelling: written as it was read, and what says the same otherwise is none', () => {
  const envelope = { keyId: bytes(0, 16).toString('base64url'), iv: bytes(0, 12), sealed: bytes(0, 49) }
  const text = envelopeText(envelope)
  expect(readEnvelope(text)).toEqual(envelope)
  const [version, keyId = '', iv = '', sealedText = ''] = text.split('.')
  // The last letter of 16 or 49 bytes has bits that stand for nothing: set, they would be another spelling.
  for (const other of [
    [version, `${keyId.slice(0, -1)}x`, iv, sealedText],
    [version, keyId, iv, `${sealedText.slice(0, -1)}B`],
    [version, keyId, iv, `${sealedText}=`],
    [version, keyId, iv, sealedText, ''],
    [` ${version}`, keyId, iv, sealedText],
    [version, keyId, iv, sealedText.slice(0, 60)],
  ]) {
    expect(readEnvelope(other.join('.'))).toBe('malformed')
  }
  expect(readEnvelope(`12.${keyId}`)).toBe('newer')
})

test('a place in an event is named to people as the errors of a store name it', () => {
  expect(pathOf('/lines/0/a~1b~0c')).toBe('data.lines[0].a/b~c')
  expect(pathOf('')).toBe('data')
})
