import type { StoreError } from '@perca/eventsourcing'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'

/** What came of entering an identity number. */
export type IdentityEntry =
  /** It stands there now. `same`: the other subjects under whom the same number stands; none, as a rule. */
  | { readonly _tag: 'Entered'; readonly same: readonly string[] }
  /** It has not 16 digits, so that it would find nobody: nothing was entered. */
  | { readonly _tag: 'NoIdentityNumber' }
  /** The subject's personal data were erased: nothing was entered. */
  | { readonly _tag: 'Erased' }

/**
 * Finds who bears the same identity number (NIK) without holding one: only its keyed hash, under a key of its own, outside
 * the log. That two files bear the same number is a finding; a person decides whether they are one person's (rule 18).
 * An implementer MUST drop a subject's entry where the subject's `personal` keys are destroyed, so that nothing is left of it.
 */
export interface IdentityIndex {
  /** Enters the number of a subject in the place of the one that stood there. Blanks, dots and hyphens in it don't count. */
  readonly enter: (subject: string, identityNumber: string) => TaskEither<StoreError, IdentityEntry>
  /** The subjects under whom this number stands. */
  readonly find: (identityNumber: string) => TaskEither<StoreError, readonly string[]>
  /** Drops the subject's entry; no error where there is none. */
  readonly remove: (subject: string) => TaskEither<StoreError, void>
}

/** The 16 digits of an identity number as somebody wrote it; null where it has others. */
export const digitsOf = (identityNumber: string): string | null => {
  const digits = identityNumber.replace(/[\s.-]/g, '')
  return /^\d{16}$/.test(digits) ? digits : null
}
