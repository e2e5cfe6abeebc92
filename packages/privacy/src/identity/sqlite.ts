import { type KeyObject, timingSafeEqual } from 'node:crypto'
import type { StoreError } from '@perca/eventsourcing'
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import * as E from 'fp-ts/lib/Either.js'
import { attempted, emptyLog, type KeyFile, transaction } from '../keys/sqlite/connection.js'
import type { Masters, WrappedRow } from '../keys/wrapping.js'
import { digitsOf, type IdentityEntry, type IdentityIndex } from './identity-index.js'
import { digestOf, freshIndexKey, indexKeyAnew, indexKeyIn, indexKeyRow } from './index-key.js'

/** By which an entry is looked up: 12 bits of the hash, and always two bytes long, so that a row keeps its size. */
const bucketOf = (digest: Buffer): number => 0x1000 + (digest.readUInt16BE(0) >> 4)

/** The bucket of an entry that was dropped. */
const dropped = 0x2000

/** Statements of the index; transactions are the caller's. */
const statements = (db: DatabaseSyncInstance) => {
  const inBucket = db.prepare('SELECT subject, digest FROM identity WHERE bucket = ?')
  const insert = db.prepare('INSERT INTO identity (subject, bucket, digest) VALUES (?, ?, ?)')
  const wipe = db.prepare(
    'UPDATE identity SET bucket = ?, digest = zeroblob(length(digest)) WHERE subject = ? AND bucket <> ?',
  )
  const erased = db.prepare("SELECT 1 FROM owner WHERE subject = ? AND class = 'personal' AND destroyed_at IS NOT NULL")
  return {
    subjectsOf: (digest: Buffer): readonly string[] =>
      inBucket
        .all(bucketOf(digest))
        .filter(([, stored]: readonly [string, Uint8Array]) => timingSafeEqual(stored, digest))
        .map(([subject]: readonly [string, Uint8Array]) => subject),
    enter: (subject: string, digest: Buffer): void => {
      insert.run(subject, bucketOf(digest), digest)
    },
    /** Overwrites the subject's entries where they stand. */
    drop: (subject: string): void => {
      wipe.run(dropped, subject, dropped)
    },
    isErased: (subject: string): boolean => erased.get(subject) !== undefined,
  }
}

/** The index's key as the file keeps it; undefined, it has none yet. */
const standing = (connection: KeyFile): Promise<E.Either<StoreError, WrappedRow | undefined>> =>
  attempted(connection, () => {
    const row: readonly [string, Uint8Array] | undefined = connection.db
      .prepare('SELECT master, wrapped FROM index_key')
      .get()
    return row && indexKeyRow(...row)
  })

/** The index's key from the file; made where there is none. */
const indexKey = async (connection: KeyFile, masters: Masters): Promise<E.Either<StoreError, KeyObject>> => {
  const found = await standing(connection)
  if (E.isLeft(found)) return found
  if (found.right !== undefined) return indexKeyIn(masters, found.right)
  const row = await freshIndexKey(masters)
  if (E.isLeft(row)) return row
  const made = await transaction(connection, () =>
    connection.db
      .prepare('INSERT OR IGNORE INTO index_key (one, master, wrapped) VALUES (1, ?, ?)')
      .run(row.right.master, row.right.wrapped),
  )
  return E.isLeft(made) ? made : indexKey(connection, masters)
}

/** Wraps the index's key with today's master key, where another one wrapped it. */
export const rewrapIndexKey = async (connection: KeyFile, masters: Masters): Promise<E.Either<StoreError, void>> => {
  const found = await standing(connection)
  if (E.isLeft(found)) return found
  const row = found.right === undefined ? E.right(null) : await indexKeyAnew(masters, found.right)
  if (E.isLeft(row)) return row
  if (row.right === null) return E.right(undefined)
  const { master, wrapped } = row.right
  return transaction(connection, () => {
    connection.db.prepare('UPDATE index_key SET master = ?, wrapped = ?').run(master, wrapped)
  })
}

/** The index in the file of keys, and what destroying somebody's keys does to it. */
export const identitiesIn = (
  connection: KeyFile,
  masters: Masters,
): { readonly index: IdentityIndex; readonly drop: (subject: string) => void } => {
  const entries = statements(connection.db)
  let key: KeyObject | undefined

  const digest = async (digits: string): Promise<E.Either<StoreError, Buffer>> => {
    if (key === undefined) {
      const made = await indexKey(connection, masters)
      if (E.isLeft(made)) return made
      key = made.right
    }
    return E.right(digestOf(key, digits))
  }

  const enter = async (subject: string, identityNumber: string): Promise<E.Either<StoreError, IdentityEntry>> => {
    const digits = digitsOf(identityNumber)
    if (digits === null) return E.right({ _tag: 'NoIdentityNumber' })
    const hash = await digest(digits)
    if (E.isLeft(hash)) return hash
    return transaction(connection, () => {
      if (entries.isErased(subject)) return { _tag: 'Erased' }
      const there = entries.subjectsOf(hash.right)
      if (!there.includes(subject)) {
        entries.drop(subject)
        entries.enter(subject, hash.right)
      }
      return { _tag: 'Entered', same: there.filter((other) => other !== subject) }
    })
  }

  const find = async (identityNumber: string): Promise<E.Either<StoreError, readonly string[]>> => {
    const digits = digitsOf(identityNumber)
    if (digits === null) return E.right([])
    const hash = await digest(digits)
    return E.isLeft(hash) ? hash : attempted(connection, () => entries.subjectsOf(hash.right))
  }

  const remove = async (subject: string): Promise<E.Either<StoreError, void>> => {
    const gone = await transaction(connection, () => entries.drop(subject))
    return E.isLeft(gone) ? gone : emptyLog(connection)
  }

  return {
    index: {
      enter: (subject, identityNumber) => () => enter(subject, identityNumber),
      find: (identityNumber) => () => find(identityNumber),
      remove: (subject) => () => remove(subject),
    },
    drop: entries.drop,
  }
}
