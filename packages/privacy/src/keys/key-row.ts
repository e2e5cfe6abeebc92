import type { Destroyed, KeyRecord } from './key-store.js'
import type { WrappedRow } from './wrapping.js'

/** A key as a database keeps it. */
export interface KeyRow extends WrappedRow {
  readonly number: number
  readonly madeAt: number
  /** When the keys of its owner were destroyed, in milliseconds since 1970; null, they were not. */
  readonly destroyedAt: number | null
}

/** What a database says of an owner: its key of today, where it has one. */
export interface OwnerRow {
  readonly destroyedAt: number | null
  readonly key: KeyRow | null
}

/** The class with which what tells who somebody is goes, and so their identity number. */
export const identityClass = 'personal'

/** Milliseconds since 1970 as a UTC instant. */
export const instant = (at: number): string => new Date(at).toISOString()

/** That a key was destroyed, at so many milliseconds since 1970. */
export const destroyed = (at: number): Destroyed => ({ _tag: 'Destroyed', at: instant(at) })

/** What is known of a key, without the key. */
export const recordOf = ({ id, owner, number, madeAt, destroyedAt }: KeyRow): KeyRecord => ({
  id,
  owner,
  number,
  madeAt: instant(madeAt),
  destroyedAt: destroyedAt === null ? null : instant(destroyedAt),
})
