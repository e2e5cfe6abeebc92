// Opens one sealed value. Knows nothing of Perca: written from docs/reference/sealed-envelope.md alone, for whoever writes
// the same in another language.
//
//   node open-envelope.mjs <key> <stream> <event id> <event type> <JSON pointer> < envelope
//
// <key>: the first 32 bytes of the subject key, in base64url. Prints the value as JSON; ends with 1 where it can't be opened.

import { createDecipheriv } from 'node:crypto'
import { readFileSync } from 'node:fs'

const fail = (why) => {
  process.stderr.write(`${why}\n`)
  process.exit(1)
}

const [key = '', ...place] = process.argv.slice(2)
if (place.length !== 4) fail('open-envelope.mjs <key> <stream> <event id> <event type> <JSON pointer> < envelope')

const [version, keyId, iv, sealed, ...more] = readFileSync(0, 'utf8').trim().split('.')
if (version !== '1' || sealed === undefined || more.length > 0) fail('This is no envelope of version 1.')

// The additional data: a label, then each part behind its length in four bytes.
const bound = [Buffer.from('perca-sealed-1')]
for (const part of [keyId, ...place]) {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(Buffer.byteLength(part))
  bound.push(length, Buffer.from(part))
}

const bytes = Buffer.from(sealed, 'base64url')
const cipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), Buffer.from(iv, 'base64url'))
cipher.setAAD(Buffer.concat(bound))
cipher.setAuthTag(bytes.subarray(-16))
try {
  const text = Buffer.concat([cipher.update(bytes.subarray(0, -16)), cipher.final()]).toString('utf8')
  process.stdout.write(`${JSON.stringify(JSON.parse(text))}\n`)
} catch {
  fail('It was not sealed for this place with this key.')
}
