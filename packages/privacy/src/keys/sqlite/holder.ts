import type { StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { KeyCache } from '../cache.js'
import { destroyed, identityClass, instant, type KeyRow } from '../key-row.js'
import type { Destroyed, Destruction, KeyState, Usable } from '../key-store.js'
import type { KeyOwner } from '../subject-key.js'
import { freshKey, keyIn, type Masters, type WrappedRow } from '../wrapping.js'
import { attempted, emptyLog, type KeyFile, transaction } from './connection.js'
import type { ErasedList } from './erased-list.js'
import type { KeyRows } from './rows.js'

/** What the functions of this folder work on. */
export interface Holder {
  readonly connection: KeyFile
  readonly rows: KeyRows
  readonly masters: Masters
  readonly cache: KeyCache
  readonly erased: ErasedList
  /** Forgets the identity number of somebody: part of destroying their keys, in the same transaction. */
  readonly forgetIdentity: (subject: string) => void
  readonly now: () => number
}

/** The key in a row, from the cache where it is there. */
const usable = async (
  { masters, cache }: Holder,
  row: KeyRow,
  isSealing: boolean,
  generation: number,
): Promise<E.Either<StoreError, Usable>> => {
  const key = await keyIn(masters, row)
  if (E.isLeft(key)) return key
  cache.put(key.right, isSealing, generation)
  return E.right({ _tag: 'Usable', key: key.right })
}

/**
 * Forgets what is cached where another process has written the file since: it may have destroyed a key.
 */
export const freshener = ({ db }: KeyFile, cache: KeyCache): (() => void) => {
  const version = db.prepare('PRAGMA data_version')
  let seen: number | undefined
  return () => {
    const [found]: readonly [number] = version.get()
    if (found !== seen) cache.clear()
    seen = found
  }
}

/** Makes the first key of each of these owners who has none. Of several processes one makes it. */
const makeMissing = async (holder: Holder, owners: readonly KeyOwner[]): Promise<E.Either<StoreError, void>> => {
  const fresh: WrappedRow[] = []
  for (const owner of owners) {
    const row = await freshKey(holder.masters, owner)
    if (E.isLeft(row)) return row
    fresh.push(row.right)
  }
  return transaction(holder.connection, () => {
    for (const row of fresh) if (holder.rows.owner(row.owner).key === null) holder.rows.add(row, holder.now())
  })
}

/** See `KeyStore.obtain`. */
export const obtain = async (
  holder: Holder,
  freshen: () => void,
  owners: readonly KeyOwner[],
): Promise<E.Either<StoreError, readonly (Usable | Destroyed)[]>> => {
  const { connection, rows, cache } = holder
  const look = () =>
    attempted(connection, () => {
      freshen()
      const generation = cache.generation()
      return { generation, found: owners.map((owner) => cache.sealing(owner) ?? rows.owner(owner)) }
    })
  let looked = await look()
  if (E.isLeft(looked)) return looked
  const missing = owners.filter((_, index) => {
    const row = E.isRight(looked) ? looked.right.found[index] : undefined
    return row !== undefined && 'destroyedAt' in row && row.destroyedAt === null && row.key === null
  })
  if (missing.length > 0) {
    const made = await makeMissing(holder, missing)
    if (E.isLeft(made)) return made
    looked = await look()
    if (E.isLeft(looked)) return looked
  }
  const states: (Usable | Destroyed)[] = []
  for (const row of looked.right.found) {
    if (!('destroyedAt' in row)) states.push({ _tag: 'Usable', key: row })
    else if (row.destroyedAt !== null) states.push(destroyed(row.destroyedAt))
    else if (row.key === null) throw new Error('A key is not there right after it was made.')
    else {
      const key = await usable(holder, row.key, true, looked.right.generation)
      if (E.isLeft(key)) return key
      states.push(key.right)
    }
  }
  return E.right(states)
}

/** See `KeyStore.find`. */
export const find = async (
  holder: Holder,
  freshen: () => void,
  ids: readonly string[],
): Promise<E.Either<StoreError, readonly KeyState[]>> => {
  const { connection, rows, cache } = holder
  const looked = await attempted(connection, () => {
    freshen()
    return { generation: cache.generation(), found: ids.map((id) => cache.byId(id) ?? rows.byId(id)) }
  })
  if (E.isLeft(looked)) return looked
  const states: KeyState[] = []
  for (const row of looked.right.found) {
    if (row === null) states.push({ _tag: 'Unknown' })
    else if ('cipher' in row) states.push({ _tag: 'Usable', key: row })
    else if (row.destroyedAt !== null) states.push(destroyed(row.destroyedAt))
    else {
      const key = await usable(holder, row, false, looked.right.generation)
      if (E.isLeft(key)) return key
      states.push(key.right)
    }
  }
  return E.right(states)
}

/** See `KeyStore.rotate`. */
export const rotate = async (holder: Holder, owner: KeyOwner): Promise<E.Either<StoreError, Usable | Destroyed>> => {
  const { connection, rows, cache } = holder
  const fresh = await freshKey(holder.masters, owner)
  if (E.isLeft(fresh)) return fresh
  const added = await transaction(connection, () => {
    rows.add(fresh.right, holder.now())
    return { row: rows.owner(owner), generation: cache.generation() }
  })
  if (E.isLeft(added)) return added
  const { row, generation } = added.right
  if (row.destroyedAt !== null) return E.right(destroyed(row.destroyedAt))
  if (row.key === null) throw new Error('A key is not there right after it was made.')
  return usable(holder, row.key, true, generation)
}

/**
 * See `KeyStore.destroy`. First the list, then the file, then what the file's log still holds: cut short anywhere, opening
 * the file again, or asking again, ends it.
 * @param since when they were destroyed, where that was before now; in milliseconds since 1970
 */
export const destroy = async (
  holder: Holder,
  owner: KeyOwner,
  since: number = holder.now(),
): Promise<E.Either<StoreError, Destruction>> => {
  const { connection, rows, cache, erased, forgetIdentity } = holder
  const before = await attempted(connection, () => rows.owner(owner).destroyedAt)
  if (E.isLeft(before)) return before
  if (before.right === null) {
    const listed = erased.add(owner, since)
    if (E.isLeft(listed)) return listed
  }
  const gone = await transaction(connection, () => {
    if (owner.class === identityClass) forgetIdentity(owner.subject)
    return rows.destroy(owner, since)
  })
  if (E.isLeft(gone)) return gone
  cache.clear()
  const emptied = await emptyLog(connection)
  return E.isLeft(emptied) ? emptied : E.right({ at: instant(gone.right.at), keys: gone.right.keys })
}
