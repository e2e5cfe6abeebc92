import type { StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { boundBytes } from '../sealing/place.js'
import type { MasterKey } from './master-key.js'
import { type KeyOwner, newKeyId, newSecret, type SubjectKey, secretLength, subjectKey } from './subject-key.js'

/** A wrapped key as it lies on the disk. */
export interface WrappedRow {
  readonly id: string
  readonly owner: KeyOwner
  readonly master: string
  readonly wrapped: Uint8Array
}

/** Today's master key, and those that wrapped what was not wrapped anew yet. */
export interface Masters {
  readonly today: MasterKey
  readonly byId: ReadonlyMap<string, MasterKey>
}

/** Today's master key beside the former ones. */
export const mastersOf = (today: MasterKey, former: readonly MasterKey[]): Masters => ({
  today,
  byId: new Map([...former, today].map((master) => [master.id, master])),
})

/** A wrapped key fits its own id and owner only: whoever swaps two rows of the file gets neither. */
const contextOf = (id: string, { subject, class: of }: KeyOwner): Buffer => boundBytes('perca-key-1', [id, subject, of])

/** Wraps a secret with today's master key. */
export const wrapped = async (
  { today }: Masters,
  id: string,
  owner: KeyOwner,
  secret: Uint8Array,
): Promise<E.Either<StoreError, WrappedRow>> => {
  const result = await today.wrap(secret, contextOf(id, owner))()
  return E.isLeft(result) ? result : E.right({ id, owner, master: today.id, wrapped: result.right })
}

/** The secret again, with whichever master key wrapped it. The caller overwrites it. */
export const unwrapped = async (
  { byId }: Masters,
  { id, owner, master, wrapped: bytes }: WrappedRow,
): Promise<E.Either<StoreError, Buffer>> => {
  const opener = byId.get(master)
  if (opener === undefined) {
    return E.left({
      _tag: 'Unavailable',
      outcomeUnknown: false,
      message: `Keys are wrapped by the master key ${master}, which is not at hand. Open them with it, also where it is the former one.`,
    })
  }
  return opener.unwrap(bytes, contextOf(id, owner))()
}

/** A new key for an owner, wrapped, not yet kept. */
export const freshKey = async (masters: Masters, owner: KeyOwner): Promise<E.Either<StoreError, WrappedRow>> => {
  const secret = newSecret()
  const row = await wrapped(masters, newKeyId(), owner, secret)
  secret.fill(0)
  return row
}

/** A row with today's master key in the place of the one that wrapped it. */
export const wrappedAnew = async (masters: Masters, row: WrappedRow): Promise<E.Either<StoreError, WrappedRow>> => {
  const secret = await unwrapped(masters, row)
  if (E.isLeft(secret)) return secret
  const fresh = await wrapped(masters, row.id, row.owner, secret.right)
  secret.right.fill(0)
  return fresh
}

/** The key in a row. */
export const keyIn = async (masters: Masters, row: WrappedRow): Promise<E.Either<StoreError, SubjectKey>> => {
  const secret = await unwrapped(masters, row)
  if (E.isLeft(secret)) return secret
  if (secret.right.length === secretLength) return E.right(subjectKey(row.id, row.owner, secret.right))
  return E.left({
    _tag: 'Corrupt',
    stream: null,
    revision: null,
    path: 'key',
    message: `The key ${row.id} has another length than a key. Restore the keys from a backup.`,
  })
}
