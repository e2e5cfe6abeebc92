import type { StoreError } from '@perca/eventsourcing'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { KeyOwner, SubjectKey } from './subject-key.js'

/** The key is here. */
export interface Usable {
  readonly _tag: 'Usable'
  readonly key: SubjectKey
}
/** There was such a key; it was destroyed and never comes back. */
export interface Destroyed {
  readonly _tag: 'Destroyed'
  /** A UTC instant with milliseconds. */
  readonly at: string
}
/** This holder hands it to nobody who asks here: a process that runs without keys. */
export interface Withheld {
  readonly _tag: 'Withheld'
}
/** This holder never made such a key. */
export interface Unknown {
  readonly _tag: 'Unknown'
}

/** What became of a key that was asked for by its id. */
export type KeyState = Usable | Destroyed | Withheld | Unknown

/** What is known of a key, without the key. */
export interface KeyRecord {
  readonly id: string
  readonly owner: KeyOwner
  /** The owner's first key, its second, ...: the highest number seals. */
  readonly number: number
  readonly madeAt: string
  /** Null: it is still there. */
  readonly destroyedAt: string | null
}

/** A key as it leaves the holder: wrapped by a master key, of no use without that. */
export interface WrappedKey {
  readonly id: string
  readonly owner: KeyOwner
  readonly number: number
  readonly madeAt: string
  /** Which master key wrapped it. */
  readonly master: string
  /** base64url. */
  readonly wrapped: string
}

/** That the keys of an owner were destroyed: it outlives them, and every backup of them. */
export interface Tombstone {
  readonly owner: KeyOwner
  readonly at: string
}

/** All that is needed to have the keys again: no key in it can be used without its master key. */
export interface KeyBackup {
  readonly format: 'perca-keys-1'
  readonly keys: readonly WrappedKey[]
  readonly tombstones: readonly Tombstone[]
}

/** What became of a backup that was put back. */
export interface Restored {
  /** Keys that were missing and are here again. */
  readonly keys: number
  /** Keys that stay destroyed, because a tombstone says so. */
  readonly refused: number
  /** Owners whose keys were here and are destroyed now, because the backup's tombstones say so. */
  readonly destroyed: number
}

/** What became of the keys of an owner. */
export interface Destruction {
  /** When they were destroyed: the first time, also where it is asked again. */
  readonly at: string
  /** How many keys went this time. */
  readonly keys: number
}

/**
 * Holds the keys that seal: one at a time for each subject and class. It is kept apart from the event store, and so are its
 * backups. What an implementer MUST keep:
 *
 * 1. A key that was handed out to seal is on the disk before that, or what it sealed is lost.
 * 2. Of any number of callers who ask for an owner's first key at the same time, in any number of processes, all get the same.
 * 3. A destroyed owner has no key for ever: neither a new one, nor the old one, by whatever way it is put back.
 * 4. Where `destroy` says Right, no byte of the keys is left in what the holder keeps, wrapped or not; no process that asks
 *    from then on gets them from a cache.
 * 5. Keys are kept wrapped; an error's message holds no part of one.
 */
export interface KeyStore {
  /** For each owner, in this order, the key that seals today: made where there is none. */
  readonly obtain: (owners: readonly KeyOwner[]) => TaskEither<StoreError, readonly (Usable | Destroyed | Withheld)[]>
  /** For each id, in this order, the key, or why there is none. */
  readonly find: (ids: readonly string[]) => TaskEither<StoreError, readonly KeyState[]>
  /** Destroys every key of an owner, and writes down that they are. Asked again it does nothing more; also for an owner without keys. */
  readonly destroy: (owner: KeyOwner) => TaskEither<StoreError, Destruction>
  /** From now on the owner's fields are sealed with a new key; what the old ones sealed stays theirs. */
  readonly rotate: (owner: KeyOwner) => TaskEither<StoreError, Usable | Destroyed | Withheld>
  /** What is known of keys, in the order of their ids, behind `after` (null: from the beginning), at most `limit`. */
  readonly list: (after: string | null, limit: number) => TaskEither<StoreError, readonly KeyRecord[]>
  /** Whether, and when, the keys of these owners were destroyed: in this order; null, they were not. */
  readonly destroyedAt: (owners: readonly KeyOwner[]) => TaskEither<StoreError, readonly (string | null)[]>
  readonly close: () => TaskEither<StoreError, void>
}

/** A holder that keeps its keys wrapped by a master key, and can give and take them so. */
export interface KeptKeys extends KeyStore {
  /** Wraps every key that another master key wrapped with today's. Cut short, it goes on where it was. Gives how many it wrapped. */
  readonly rewrap: () => TaskEither<StoreError, number>
  readonly backup: () => TaskEither<StoreError, KeyBackup>
  /** Puts a backup back: its tombstones first, then what no tombstone holds back. Asked again it does nothing more. */
  readonly restore: (backup: KeyBackup) => TaskEither<StoreError, Restored>
}
