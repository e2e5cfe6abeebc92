import type { StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { KeyBackup, Restored, WrappedKey } from '../key-store.js'
import { unwrapped, type WrappedRow, wrapped } from '../wrapping.js'
import { attempted, emptyLog, transaction } from './connection.js'
import { destroy, type Holder } from './holder.js'

/** See `KeptKeys.backup`: one look at the file, in one transaction. */
export const backUp = ({ connection, rows }: Holder): Promise<E.Either<StoreError, KeyBackup>> =>
  attempted(connection, () => {
    const { db } = connection
    db.exec('BEGIN')
    const keys = rows.living().map(
      ({ id, owner, number, madeAt, master, wrapped: bytes }): WrappedKey => ({
        id,
        owner,
        number,
        madeAt: new Date(madeAt).toISOString(),
        master,
        wrapped: Buffer.from(bytes).toString('base64url'),
      }),
    )
    const tombstones = rows.tombstones().map(({ owner, at }) => ({ owner, at: new Date(at).toISOString() }))
    db.exec('COMMIT')
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
  const { connection, rows, cache } = holder
  const sound = await checked(holder, backup.keys)
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
  // The last key of an owner first: each goes before the ones that are there.
  const latestFirst = [...backup.keys].sort((a, b) => b.number - a.number)
  const restored = await transaction(connection, () => {
    let keys = 0
    let refused = 0
    for (const key of latestFirst) {
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
      const fresh = await wrappedAnew(holder, row)
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

const wrappedAnew = async ({ masters }: Holder, row: WrappedRow): Promise<E.Either<StoreError, WrappedRow>> => {
  const secret = await unwrapped(masters, row)
  if (E.isLeft(secret)) return secret
  const fresh = await wrapped(masters, row.id, row.owner, secret.right)
  secret.right.fill(0)
  return fresh
}
