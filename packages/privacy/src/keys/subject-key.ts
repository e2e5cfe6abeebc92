import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'

/** Whose key, and for which class of fields: `personal`, `health`. */
export interface KeyOwner {
  /** The uuid of a person, or `event:<uuid>` for a field that tells of nobody with a uuid. See `ownerOf`. */
  readonly subject: string
  readonly class: string
}

/** A key that seals, as a process holds it: never as text, never in a log. */
export interface SubjectKey {
  /** 16 random bytes in base64url. */
  readonly id: string
  readonly owner: KeyOwner
  /** Enciphers: AES-256. */
  readonly cipher: KeyObject
  /** Makes initialisation vectors: HMAC-SHA-256. Another key than `cipher`, so that neither says anything of the other. */
  readonly vectors: KeyObject
}

/** What is kept of a key, wrapped: 32 bytes for `cipher`, then 32 for `vectors`. */
export const secretLength = 64

/** A new key's id. */
export const newKeyId = (): string => randomBytes(16).toString('base64url')

/** A new key's secret. */
export const newSecret = (): Buffer => randomBytes(secretLength)

/** The key that a secret makes. The secret is overwritten: the key objects hold it from here on. */
export const subjectKey = (id: string, owner: KeyOwner, secret: Buffer): SubjectKey => {
  const cipher = createSecretKey(secret.subarray(0, 32))
  const vectors = createSecretKey(secret.subarray(32, secretLength))
  secret.fill(0)
  return { id, owner, cipher, vectors }
}
