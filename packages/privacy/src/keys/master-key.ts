import { createHmac, createSecretKey, randomBytes } from 'node:crypto'
import type { Corrupt, Unavailable } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { decrypt, encrypt, ivLength, tagLength } from '../sealing/aes-gcm.js'

/**
 * What wraps the keys of subjects: a key of this process, or a key service that never lets its own out. An implementer MUST
 * bind what is wrapped to `context`, and answer `Corrupt` where either was changed; a retry after `Unavailable` is safe.
 */
export interface MasterKey {
  /** Tells master keys apart, says nothing of the key: it is stored beside what it wrapped. */
  readonly id: string
  readonly wrap: (secret: Uint8Array, context: Uint8Array) => TaskEither<Unavailable, Uint8Array>
  /** Left: `Corrupt`, this is not what was wrapped with this key in this context. The secret is the caller's, to overwrite. */
  readonly unwrap: (wrapped: Uint8Array, context: Uint8Array) => TaskEither<Unavailable | Corrupt, Buffer>
}

/** Bytes of a master key. */
export const masterLength = 32

const altered: Corrupt = {
  _tag: 'Corrupt',
  stream: null,
  revision: null,
  path: 'key',
  message: 'A wrapped key was altered, or belongs to another owner. Restore the keys from a backup.',
}

/**
 * A master key in this process: AES-256-GCM with a random vector each time (SP 800-38D, 8.2.2: good for 2^32 keys). What it
 * wraps is vector, enciphered bytes, tag.
 * @param bytes 32 random bytes; they are copied
 * @throws where there are not 32: a defect of who calls it
 */
export const localMaster = (bytes: Uint8Array): MasterKey => {
  if (bytes.length !== masterLength) throw new Error(`A master key has ${masterLength} bytes, not ${bytes.length}.`)
  const key = createSecretKey(bytes)
  const id = createHmac('sha256', key).update('perca master key id').digest('base64url').slice(0, 22)
  return {
    id,
    wrap: (secret, context) => async () => {
      const iv = randomBytes(ivLength)
      return E.right(Buffer.concat([iv, encrypt(key, iv, context, secret)]))
    },
    unwrap: (wrapped, context) => async () => {
      if (wrapped.length < ivLength + tagLength) return E.left(altered)
      const secret = decrypt(key, wrapped.subarray(0, ivLength), context, wrapped.subarray(ivLength))
      return secret === null ? E.left(altered) : E.right(secret)
    },
  }
}
