import type { StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { rewrapIndexKey } from '../../identity/postgres.js'
import { backupOf, checked, latestFirst, rowOf } from '../backup.js'
import type { KeyBackup, Restored } from '../key-store.js'
import { type WrappedRow, wrappedAnew } from '../wrapping.js'
import { onConnection, transaction } from './ask.js'
import { destroy, type Holder } from './holder.js'
import { addKey, keysById, livingKeys, lockOwners, tombstonesIn, wrapAnew, wrappedByAnother } from './rows.js'

/** See `KeptKeys.backup`: one look at the tables. */
export const backUp = ({ tables }: Holder): Promise<E.Either<StoreError, KeyBackup>> =>
  onConnection(tables, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const backup = backupOf(await livingKeys(client, tables.schema), await tombstonesIn(client, tables.schema))
    await client.query('COMMIT')
    return backup
  })

/** See `KeptKeys.restore`. */
export const restore = async (holder: Holder, backup: KeyBackup): Promise<E.Either<StoreError, Restored>> => {
  const { tables, cache } = holder
  const sound = await checked(holder.masters, backup)
  if (E.isLeft(sound)) return sound
  let destroyed = 0
  for (const { owner, at } of backup.tombstones) {
    const result = await destroy(holder, owner, Date.parse(at))
    if (E.isLeft(result)) return result
    if (result.right.keys > 0) destroyed += 1
  }
  const restoring = latestFirst(backup)
  const restored = await transaction(tables, async (client) => {
    const locked = await lockOwners(
      client,
      tables.schema,
      restoring.map(({ owner }) => owner),
    )
    const there = await keysById(
      client,
      tables.schema,
      restoring.map(({ id }) => id),
    )
    let keys = 0
    let refused = 0
    for (const [index, key] of restoring.entries()) {
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
      const fresh = await wrappedAnew(masters, row)
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
