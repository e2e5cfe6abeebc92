import type { StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { backupOf, checked, latestFirst, rowOf } from '../backup.js'
import type { KeyBackup, Restored } from '../key-store.js'
import { type WrappedRow, wrappedAnew } from '../wrapping.js'
import { attempted, emptyLog, transaction } from './connection.js'
import { destroy, type Holder } from './holder.js'

/** See `KeptKeys.backup`: one look at the file, in one transaction. */
export const backUp = ({ connection, rows }: Holder): Promise<E.Either<StoreError, KeyBackup>> =>
  attempted(connection, () => {
    const { db } = connection
    db.exec('BEGIN')
    const backup = backupOf(rows.living(), rows.tombstones())
    db.exec('COMMIT')
    return backup
  })

/** See `KeptKeys.restore`. */
export const restore = async (holder: Holder, backup: KeyBackup): Promise<E.Either<StoreError, Restored>> => {
  const { connection, rows, cache } = holder
  const sound = await checked(holder.masters, backup)
  if (E.isLeft(sound)) return sound
  let destroyed = 0
  for (const { owner, at } of backup.tombstones) {
    const before = await attempted(connection, () => rows.owner(owner).destroyedAt)
    if (E.isLeft(before)) return before
    if (before.right !== null) continue
    const result = await destroy(holder, owner, Date.parse(at))
    if (E.isLeft(result)) return result
    if (result.right.keys > 0) destroyed += 1
  }
  const restoring = latestFirst(backup)
  const restored = await transaction(connection, () => {
    let keys = 0
    let refused = 0
    for (const key of restoring) {
      if (rows.owner(key.owner).destroyedAt !== null) refused += 1
      else if (rows.byId(key.id) === null && rows.add(rowOf(key), Date.parse(key.madeAt), key.number)) keys += 1
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
  const { connection, rows, masters } = holder
  let count = 0
  for (;;) {
    const found = await attempted(connection, () => rows.wrappedByAnother(masters.today.id, batch))
    if (E.isLeft(found)) return found
    if (found.right.length === 0) break
    const anew: WrappedRow[] = []
    for (const row of found.right) {
      const fresh = await wrappedAnew(masters, row)
      if (E.isLeft(fresh)) return fresh
      anew.push(fresh.right)
    }
    const written = await transaction(connection, () => {
      for (const row of anew) rows.wrapAnew(row)
    })
    if (E.isLeft(written)) return written
    count += anew.length
  }
  // What another master key wrapped must not be left behind: the file is written anew as a whole.
  const whole = await attempted(connection, () => connection.db.exec('VACUUM'))
  if (E.isLeft(whole)) return whole
  const emptied = await emptyLog(connection)
  return E.isLeft(emptied) ? emptied : E.right(count)
}
