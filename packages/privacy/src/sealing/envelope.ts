/** A sealed value as it is stored, taken apart. docs/reference/sealed-envelope.md describes it byte by byte. */
export interface Envelope {
  /** The id of the key that sealed it: 16 bytes in base64url, 22 letters. */
  readonly keyId: string
  /** 12 bytes. */
  readonly iv: Buffer
  /** What AES-256-GCM gave, with the tag of 16 bytes behind it. */
  readonly sealed: Buffer
}

/** Why a text is no envelope: it is none, or a later Perca wrote it. */
export type NoEnvelope = 'malformed' | 'newer'

const form = /^1\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{16})\.([A-Za-z0-9_-]{64,})$/

/**
 * Whether the bits of the last letter that stand for nothing are 0: else another text had the same bytes, and a flipped bit
 * would go unseen.
 */
const isOnlySpelling = (text: string): boolean => {
  const last = text.at(-1) ?? ''
  switch (text.length % 4) {
    case 0:
      return true
    case 2:
      return 'AQgw'.includes(last)
    case 3:
      return 'AEIMQUYcgkosw048'.includes(last)
    default:
      return false
  }
}

/** The text that goes into the log. */
export const envelopeText = ({ keyId, iv, sealed }: Envelope): string =>
  `1.${keyId}.${iv.toString('base64url')}.${sealed.toString('base64url')}`

/** Takes an envelope apart; says why it can't where it can't. Nothing is deciphered here. */
export const readEnvelope = (text: string): Envelope | NoEnvelope => {
  const [, keyId, ivText, sealedText] = form.exec(text) ?? []
  if (keyId === undefined || ivText === undefined || sealedText === undefined) {
    return /^[1-9]\d*\./.test(text) && !text.startsWith('1.') ? 'newer' : 'malformed'
  }
  if (!isOnlySpelling(keyId) || !isOnlySpelling(sealedText)) return 'malformed'
  return { keyId, iv: Buffer.from(ivText, 'base64url'), sealed: Buffer.from(sealedText, 'base64url') }
}
