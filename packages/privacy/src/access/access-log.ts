import { createHash } from 'node:crypto'
import type { StoreError } from '@perca/eventsourcing'
import { canonicalJson } from '@perca/eventsourcing'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'

/** That somebody's sealed data were opened: written before they are handed out. Holds no data itself. */
export interface Access {
  /** A UTC instant with milliseconds. */
  readonly at: string
  /** Who looked: an id, never a name. */
  readonly actor: string
  /** In which role. */
  readonly role: string
  /** What for, coded: `request`, `care`, `payment`. */
  readonly purpose: string
  /** Whose data: the subject of the key. */
  readonly subject: string
  /** `personal`, `health`. */
  readonly class: string
}

/** An entry as it stands in the log. */
export interface AccessEntry extends Access {
  /** From 1, without gaps. */
  readonly number: number
  /** SHA-256 over the entry before and this one, in hexadecimal digits: see `entryHash`. */
  readonly hash: string
}

/** What a check of the chain found. */
export type AccessVerdict =
  | { readonly _tag: 'Whole'; readonly entries: number; readonly head: string }
  /** At this entry the chain does not fit: something was changed, taken out or put in. */
  | { readonly _tag: 'Broken'; readonly number: number }

/**
 * The log of who opened whose data, apart from the event log. What an implementer MUST keep: an entry is on the disk before
 * `record` says so; entries form one chain, whoever writes; nothing is ever changed.
 */
export interface AccessLog {
  readonly record: (accesses: readonly Access[]) => TaskEither<StoreError, void>
  /** The accesses to the data of a subject, oldest first. */
  readonly of: (subject: string) => TaskEither<StoreError, readonly AccessEntry[]>
  /** Goes through the whole chain. Keep `head` elsewhere: a chain that was cut off at its end is whole in itself. */
  readonly verify: () => TaskEither<StoreError, AccessVerdict>
  readonly close: () => TaskEither<StoreError, void>
}

/** The hash before the first entry. */
export const firstHash = '0'.repeat(64)

/**
 * The hash of an entry: SHA-256 over the hash before it, a line feed, and the entry as JSON of the list `[number, at, actor, role,
 * purpose, subject, class]` without blanks.
 */
export const entryHash = (before: string, number: number, access: Access): string => {
  const { at, actor, role, purpose, subject, class: of } = access
  return createHash('sha256')
    .update(`${before}\n${canonicalJson([number, at, actor, role, purpose, subject, of])}`)
    .digest('hex')
}
