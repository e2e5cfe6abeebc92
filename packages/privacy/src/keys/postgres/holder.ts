import type { StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { forgetIdentity } from '../../identity/postgres.js'
import type { KeyCache } from '../cache.js'
import { destroyed, identityClass, instant, type KeyRow } from '../key-row.js'
import type { Destroyed, Destruction, KeyState, Usable } from '../key-store.js'
import type { KeyOwner } from '../subject-key.js'
import { freshKey, keyIn, type Masters, type WrappedRow } from '../wrapping.js'
import { type KeyTables, onConnection, transaction } from './ask.js'
import { addKey, destroyKeys, hasKey, keysById, lockOwners, ownersIn } from './rows.js'

/** What the functions of this folder work on. */
export interface Holder {
  readonly tables: KeyTables
  readonly masters: Masters
  /** Spares the unwrapping, never the question: whether a key is still there the database says each time. */
  readonly cache: KeyCache
  readonly now: () => number
}

/** The key in a row that the database gave just now. */
const usable = async ({ masters, cache }: Holder, row: KeyRow): Promise<E.Either<StoreError, Usable>> => {
  const cached = cache.byId(row.id)
  if (cached !== undefined) return E.right({ _tag: 'Usable', key: cached })
  const key = await keyIn(masters, row)
  if (E.isLeft(key)) return key
  cache.put(key.right, false, cache.generation())
  return E.right({ _tag: 'Usable', key: key.right })
}

/** Makes the first key of each of these owners who has none. Of several processes one makes it. */
const makeMissing = async (holder: Holder, owners: readonly KeyOwner[]): Promise<E.Either<StoreError, void>> => {
  const { tables, masters, now } = holder
  const fresh: WrappedRow[] = []
  for (const owner of owners) {
    const row = await freshKey(masters, owner)
    if (E.isLeft(row)) return row
    fresh.push(row.right)
  }
  return transaction(tables, async (client) => {
    const locked = await lockOwners(client, tables.schema, owners)
    for (const row of fresh) {
      const owner = locked(row.owner)
      if (owner.destroyedAt === null && !(await hasKey(client, tables.schema, owner))) {
        await addKey(client, tables.schema, owner, row, now())
      }
    }
  })
}

/** See `KeyStore.obtain`. */
export const obtain = async (
  holder: Holder,
  owners: readonly KeyOwner[],
): Promise<E.Either<StoreError, readonly (Usable | Destroyed)[]>> => {
  const { tables } = holder
  const look = () => onConnection(tables, (client) => ownersIn(client, tables.schema, owners))
  let looked = await look()
  if (E.isLeft(looked)) return looked
  const rows = looked.right
  const missing = owners.filter((_, index) => rows[index]?.destroyedAt === null && rows[index].key === null)
  if (missing.length > 0) {
    const made = await makeMissing(holder, missing)
    if (E.isLeft(made)) return made
    looked = await look()
    if (E.isLeft(looked)) return looked
  }
  const states: (Usable | Destroyed)[] = []
  for (const { destroyedAt, key } of looked.right) {
    if (destroyedAt !== null) states.push(destroyed(destroyedAt))
    else if (key === null) throw new Error('A key is not there right after it was made.')
    else {
      const state = await usable(holder, key)
      if (E.isLeft(state)) return state
      states.push(state.right)
    }
  }
  return E.right(states)
}

/** See `KeyStore.find`. */
export const find = async (
  holder: Holder,
  ids: readonly string[],
): Promise<E.Either<StoreError, readonly KeyState[]>> => {
  const { tables } = holder
  const looked = await onConnection(tables, (client) => keysById(client, tables.schema, ids))
  if (E.isLeft(looked)) return looked
  const states: KeyState[] = []
  for (const row of looked.right) {
    if (row === null) states.push({ _tag: 'Unknown' })
    else if (row.destroyedAt !== null) states.push(destroyed(row.destroyedAt))
    else {
      const state = await usable(holder, row)
      if (E.isLeft(state)) return state
      states.push(state.right)
    }
  }
  return E.right(states)
}

/** See `KeyStore.rotate`. */
export const rotate = async (holder: Holder, owner: KeyOwner): Promise<E.Either<StoreError, Usable | Destroyed>> => {
  const { tables, masters, now } = holder
  const fresh = await freshKey(masters, owner)
  if (E.isLeft(fresh)) return fresh
  const added = await transaction(tables, async (client) => {
    const locked = (await lockOwners(client, tables.schema, [owner]))(owner)
    if (locked.destroyedAt === null) await addKey(client, tables.schema, locked, fresh.right, now())
  })
  if (E.isLeft(added)) return added
  const states = await obtain(holder, [owner])
  if (E.isLeft(states)) return states
  const [state] = states.right
  if (state === undefined) throw new Error('An owner got no answer.')
  return E.right(state)
}

/**
 * See `KeyStore.destroy`: one transaction.
 * @param since when they were destroyed, where that was before now; in milliseconds since 1970
 */
export const destroy = async (
  { tables, cache, now }: Holder,
  owner: KeyOwner,
  since: number = now(),
): Promise<E.Either<StoreError, Destruction>> => {
  const gone = await transaction(tables, async (client) => {
    const locked = (await lockOwners(client, tables.schema, [owner]))(owner)
    if (owner.class === identityClass) await forgetIdentity(client, tables.schema, owner.subject)
    return destroyKeys(client, tables.schema, locked, since)
  })
  if (E.isLeft(gone)) return gone
  cache.clear()
  return E.right({ at: instant(gone.right.at), keys: gone.right.keys })
}
