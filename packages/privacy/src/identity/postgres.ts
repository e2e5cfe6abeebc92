import type { KeyObject } from 'node:crypto'
import type { StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { ClientBase } from 'pg'
import { identityClass } from '../keys/key-row.js'
import { askOn, type KeyTables, onConnection, transaction } from '../keys/postgres/ask.js'
import { lockOwners } from '../keys/postgres/rows.js'
import type { Masters, WrappedRow } from '../keys/wrapping.js'
import { digitsOf, type IdentityEntry, type IdentityIndex } from './identity-index.js'
import { digestOf, freshIndexKey, indexKeyAnew, indexKeyIn, indexKeyRow } from './index-key.js'

/** The index's key as its table keeps it; undefined, there is none yet. */
const standing = async (tables: KeyTables): Promise<E.Either<StoreError, WrappedRow | undefined>> =>
  onConnection(tables, async (client) => {
    const [row] = await askOn(client, `SELECT master, wrapped FROM ${tables.schema}.index_key`)
    return row && indexKeyRow(String(row[0]), row[1] instanceof Uint8Array ? row[1] : new Uint8Array())
  })

/** The index's key from its table; made where there is none: of several processes one makes it. */
const indexKey = async (tables: KeyTables, masters: Masters): Promise<E.Either<StoreError, KeyObject>> => {
  const found = await standing(tables)
  if (E.isLeft(found)) return found
  if (found.right !== undefined) return indexKeyIn(masters, found.right)
  const row = await freshIndexKey(masters)
  if (E.isLeft(row)) return row
  const made = await transaction(tables, (client) =>
    askOn(
      client,
      `INSERT INTO ${tables.schema}.index_key (one, master, wrapped) VALUES (1, $1, $2) ON CONFLICT DO NOTHING`,
      [row.right.master, row.right.wrapped],
    ),
  )
  return E.isLeft(made) ? made : indexKey(tables, masters)
}

/** Wraps the index's key with today's master key, where another one wrapped it. */
export const rewrapIndexKey = async (tables: KeyTables, masters: Masters): Promise<E.Either<StoreError, void>> => {
  const found = await standing(tables)
  if (E.isLeft(found)) return found
  const row = found.right === undefined ? E.right(null) : await indexKeyAnew(masters, found.right)
  if (E.isLeft(row)) return row
  if (row.right === null) return E.right(undefined)
  const { master, wrapped } = row.right
  return transaction(tables, async (client) => {
    await askOn(client, `UPDATE ${tables.schema}.index_key SET master = $1, wrapped = $2`, [master, wrapped])
  })
}

/** Forgets somebody's identity number; the transaction is the caller's. */
export const forgetIdentity = async (client: ClientBase, schema: string, subject: string): Promise<void> => {
  await askOn(client, `DELETE FROM ${schema}.identity WHERE subject = $1`, [subject])
}

/** The index in the database of keys. */
export const identitiesIn = (tables: KeyTables, masters: Masters): IdentityIndex => {
  const { schema } = tables
  let key: KeyObject | undefined

  const digest = async (digits: string): Promise<E.Either<StoreError, Buffer>> => {
    if (key === undefined) {
      const made = await indexKey(tables, masters)
      if (E.isLeft(made)) return made
      key = made.right
    }
    return E.right(digestOf(key, digits))
  }

  const subjectsOf = async (client: ClientBase, hash: Buffer): Promise<readonly string[]> =>
    (
      await askOn(client, `SELECT subject FROM ${schema}.identity WHERE digest = $1 ORDER BY subject COLLATE "C"`, [
        hash,
      ])
    ).map(([subject]) => String(subject))

  const enter = async (subject: string, identityNumber: string): Promise<E.Either<StoreError, IdentityEntry>> => {
    const digits = digitsOf(identityNumber)
    if (digits === null) return E.right({ _tag: 'NoIdentityNumber' })
    const hash = await digest(digits)
    if (E.isLeft(hash)) return hash
    return transaction(tables, async (client): Promise<IdentityEntry> => {
      // Two who enter one number at the same time must see each other.
      await askOn(client, 'SELECT pg_advisory_xact_lock($1)', [hash.right.readInt32BE(0)])
      const whose = { subject, class: identityClass }
      const locked = await lockOwners(client, schema, [whose])
      if (locked(whose).destroyedAt !== null) return { _tag: 'Erased' }
      const there = await subjectsOf(client, hash.right)
      await askOn(
        client,
        `INSERT INTO ${schema}.identity (subject, digest) VALUES ($1, $2)
         ON CONFLICT (subject) DO UPDATE SET digest = excluded.digest`,
        [subject, hash.right],
      )
      return { _tag: 'Entered', same: there.filter((other) => other !== subject) }
    })
  }

  const find = async (identityNumber: string): Promise<E.Either<StoreError, readonly string[]>> => {
    const digits = digitsOf(identityNumber)
    if (digits === null) return E.right([])
    const hash = await digest(digits)
    return E.isLeft(hash) ? hash : onConnection(tables, (client) => subjectsOf(client, hash.right))
  }

  return {
    enter: (subject, identityNumber) => () => enter(subject, identityNumber),
    find: (identityNumber) => () => find(identityNumber),
    remove: (subject) => () => transaction(tables, (client) => forgetIdentity(client, schema, subject)),
  }
}
