import type { StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { instant, type KeyRow } from './key-row.js'
import type { KeyBackup, WrappedKey } from './key-store.js'
import type { KeyOwner } from './subject-key.js'
import { type Masters, unwrapped, type WrappedRow } from './wrapping.js'

/** A backup of what a database keeps. */
export const backupOf = (
  keys: readonly KeyRow[],
  tombstones: readonly { readonly owner: KeyOwner; readonly at: number }[],
): KeyBackup => ({
  format: 'perca-keys-1',
  keys: keys.map(({ id, owner, number, madeAt, master, wrapped }) => ({
    id,
    owner,
    number,
    madeAt: instant(madeAt),
    master,
    wrapped: Buffer.from(wrapped).toString('base64url'),
  })),
  tombstones: tombstones.map(({ owner, at }) => ({ owner, at: instant(at) })),
})

/** A key of a backup as a database keeps it. */
export const rowOf = ({ id, owner, master, wrapped }: WrappedKey): WrappedRow => ({
  id,
  owner,
  master,
  wrapped: Buffer.from(wrapped, 'base64url'),
})

/** That a key of a backup is one: it must open with a master key that is at hand, for its own id and owner. */
export const checked = async (masters: Masters, { keys }: KeyBackup): Promise<E.Either<StoreError, void>> => {
  for (const key of keys) {
    const secret = await unwrapped(masters, rowOf(key))
    if (E.isLeft(secret)) return secret
    secret.right.fill(0)
  }
  return E.right(undefined)
}

/** In the order in which keys are put back: the last key of an owner first, as each goes before the ones that are there. */
export const latestFirst = ({ keys }: KeyBackup): readonly WrappedKey[] => [...keys].sort((a, b) => b.number - a.number)
