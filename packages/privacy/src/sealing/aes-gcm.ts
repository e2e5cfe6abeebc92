import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto'

const cipher = 'aes-256-gcm'

/** Bytes of an initialisation vector, as SP 800-38D recommends them. */
export const ivLength = 12
/** Bytes of a tag: the longest there is. */
export const tagLength = 16

/**
 * AES-256-GCM (NIST SP 800-38D). Never twice with the same key and `iv` for other plain text or other `bound` data.
 * @returns the enciphered bytes with the tag of 16 bytes behind them
 */
export const encrypt = (key: KeyObject, iv: Uint8Array, bound: Uint8Array, plain: Uint8Array): Buffer => {
  const encipher = createCipheriv(cipher, key, iv, { authTagLength: tagLength })
  encipher.setAAD(bound)
  const body = encipher.update(plain)
  // GCM is a stream: `update` gives all of it, `final` only makes the tag.
  encipher.final()
  return Buffer.concat([body, encipher.getAuthTag()])
}

/** The plain bytes; null where key, vector, bound data or a bit of the rest is another than when it was enciphered. */
export const decrypt = (key: KeyObject, iv: Uint8Array, bound: Uint8Array, sealed: Uint8Array): Buffer | null => {
  if (sealed.length < tagLength) return null
  const at = sealed.length - tagLength
  const decipher = createDecipheriv(cipher, key, iv, { authTagLength: tagLength })
  decipher.setAAD(bound)
  decipher.setAuthTag(sealed.subarray(at))
  const body = decipher.update(sealed.subarray(0, at))
  try {
    decipher.final()
    return body
  } catch {
    // The one thing `final` throws for: the tag does not fit. What `update` gave is dropped unseen.
    return null
  }
}
