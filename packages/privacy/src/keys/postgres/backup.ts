import type { StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { rewrapIndexKey } from '../../identity/postgres.js'
import type { KeyBackup, Restored, WrappedKey } from '../key-store.js'
import { unwrapped, type WrappedRow, wrapped } from '../wrapping.js'
import { onConnection, transaction } from './ask.js'
import { destroy, type Holder } from './holder.js'
import { addKey, keysById, livingKeys, lockOwners, tombstonesIn, wrapAnew, wrappedByAnother } from './rows.js'

/** See `KeptKeys.backup`: one look at the tables. */
export const backUp = ({ tables }: Holder): Promise<E.Either<StoreError, KeyBackup>> =>
  onConnection(tables, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const keys = (await livingKeys(client, tables.schema)).map(
      ({ id, owner, number, madeAt, master, wrapped: bytes }): WrappedKey => ({
        id,
        owner,
        number,
        madeAt: new Date(madeAt).toISOString(),
        master,
        wrapped: Buffer.from(bytes).toString('base64url'),
      }),
    )
    const tombstones = (await tombstonesIn(client, tables.schema)).map(({ owner, at }) => ({
      owner,
      at: new Date(at).toISOString(),
    }))
    await client.query('COMMIT')
    return { format: 'perca-keys-1', keys, tombstones }
  })

const rowOf = ({ id, owner, master, wrapped: text }: WrappedKey): WrappedRow => ({
  id,
  owner,
  master,
  wrapped: Buffer.from(text, 'base64url'),
})

/** That a key of a backup is one: it must open with a master key that is at hand, for its own id and owner. */
const checked = async ({ masters }: Holder, keys: readonly WrappedKey[]): Promise<E.Either<StoreError, void>> => {
  for (const key of keys) {
    const secret = await unwrapped(masters, rowOf(key))
    if (E.isLeft(secret)) return secret
    secret.right.fill(0)
  }
  return E.right(undefined)
}

/** See `KeptKeys.restore`. */
export const restore = async (holder: Holder, backup: KeyBackup): Promise<E.Either<StoreError, Restored>> => {
  const { tables, cache } = holder
  const sound = await checked(holder, backup.keys)
  if (E.isLeft(sound)) return sound
  let destroyed = 0
  for (const { owner, at } of backup.tombstones) {
    const result = await destroy(holder, owner, Date.parse(at))
    if (E.isLeft(result)) return result
    if (result.right.keys > 0) destroyed += 1
  }
  // The last key of an owner first: each goes before the ones that are there.
  const latestFirst = [...backup.keys].sort((a, b) => b.number - a.number)
  const restored = await transaction(tables, async (client) => {
    const locked = await lockOwners(
      client,
      tables.schema,
      latestFirst.map(({ owner }) => owner),
    )
    const there = await keysById(
      client,
      tables.schema,
      latestFirst.map(({ id }) => id),
    )
    let keys = 0
    let refused = 0
    for (const [index, key] of latestFirst.entries()) {
      const owner = locked(key.owner)
      if (owner.destroyedAt !== null) refused += 1
      else if (there[index] === null) {
        await addKey(client, tables.schema, owner, rowOf(key), Date.parse(key.madeAt), key.number)
        keys += 1
      }
    }
    return { keys, refused, destroyed }
  })
  cache.clear()
  return restored
}

/** How many keys are wrapped anew in one transaction. */
const batch = 500

/** See `KeptKeys.rewrap`. */
export const rewrap = async (holder: Holder): Promise<E.Either<StoreError, number>> => {
  const { tables, masters } = holder
  const index = await rewrapIndexKey(tables, masters)
  if (E.isLeft(index)) return index
  let count = 0
  for (;;) {
    const found = await onConnection(tables, (client) =>
      wrappedByAnother(client, tables.schema, masters.today.id, batch),
    )
    if (E.isLeft(found)) return found
    if (found.right.length === 0) return E.right(count)
    const anew: WrappedRow[] = []
    for (const row of found.right) {
      const secret = await unwrapped(masters, row)
      if (E.isLeft(secret)) return secret
      const fresh = await wrapped(masters, row.id, row.owner, secret.right)
      secret.right.fill(0)
      if (E.isLeft(fresh)) return fresh
      anew.push(fresh.right)
    }
    const written = await transaction(tables, async (client) => {
      for (const row of anew) await wrapAnew(client, tables.schema, row)
    })
    if (E.isLeft(written)) return written
    count += anew.length
  }
}
