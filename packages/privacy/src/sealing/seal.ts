import { createHmac } from 'node:crypto'
import { canonicalJson, type Json } from '@perca/eventsourcing'
import type { SubjectKey } from '../keys/subject-key.js'
import { decrypt, encrypt, ivLength } from './aes-gcm.js'
import { type Envelope, envelopeText } from './envelope.js'
import { bindingOf, type Place } from './place.js'

/**
 * Plain text is filled up to a multiple of so many bytes: how long a value is says little of it, and nothing of a null. What has
 * several parts, as who somebody is, is filled up further: which of them are known must not show.
 */
const blockOf = (value: Json): number => (typeof value === 'object' && value !== null ? 256 : 32)

/** JSON text, filled up with blanks behind it, which every reader of JSON skips. */
const padded = (value: Json): Buffer => {
  const text = Buffer.from(canonicalJson(value), 'utf8')
  const block = blockOf(value)
  const filled = Buffer.alloc(Math.ceil(text.length / block) * block, ' ')
  text.copy(filled)
  return filled
}

/**
 * Seals a value for one place: the text of its envelope. The same value in the same place under the same key gives the
 * same text, so that an append sent again is the same append (promise 3 of the store port).
 *
 * The initialisation vector is the first 96 bits of HMAC-SHA-256 over the place and the plain text, under a key of its own.
 * GCM breaks where one vector serves two plain texts under one key. Here a vector is a function of all that it enciphers and
 * of what that is bound to: it repeats where everything repeats, and then the result is the same bytes, which tell nothing
 * new. Two different values share one by chance only: for n values under one key with a probability of n² / 2^97, below
 * 2^-56 for a million fields of one person, where SP 800-38D (8.3) asks for 2^-32. What repeats is visible as such only in a
 * retry, as the event's id is part of the place.
 */
export const seal = (key: SubjectKey, place: Place, value: Json): string => {
  const bound = bindingOf(key.id, place)
  const plain = padded(value)
  const iv = createHmac('sha256', key.vectors).update(bound).update(plain).digest().subarray(0, ivLength)
  return envelopeText({ keyId: key.id, iv, sealed: encrypt(key.cipher, iv, bound, plain) })
}

/** A value that was sealed: as `Opened`, or `Forged`, where it is not what this key sealed for this place. */
export type Unsealed = { readonly _tag: 'Opened'; readonly value: Json } | { readonly _tag: 'Forged' }

/** Opens an envelope with the key that it names, in the place where it was found. */
export const unseal = (key: SubjectKey, place: Place, { keyId, iv, sealed }: Envelope): Unsealed => {
  const plain = decrypt(key.cipher, iv, bindingOf(keyId, place), sealed)
  if (plain === null) return { _tag: 'Forged' }
  try {
    // JSON.parse gives JSON; only a holder of the key could have sealed anything else.
    return { _tag: 'Opened', value: JSON.parse(plain.toString('utf8')) as Json }
  } catch {
    return { _tag: 'Forged' }
  }
}
