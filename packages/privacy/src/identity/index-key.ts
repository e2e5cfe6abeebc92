import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import type { StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { type Masters, unwrapped, type WrappedRow, wrapped, wrappedAnew } from '../keys/wrapping.js'

/** Whose the index's own key is, where keys are wrapped. */
const owner = { subject: 'identity-index', class: 'index' }
const id = 'identity-index-1'

/** The index's own key as a database keeps it. */
export const indexKeyRow = (master: string, bytes: Uint8Array): WrappedRow => ({ id, owner, master, wrapped: bytes })

/** A new key for an index, wrapped, not yet kept. */
export const freshIndexKey = async (masters: Masters): Promise<E.Either<StoreError, WrappedRow>> => {
  const secret = randomBytes(32)
  const row = await wrapped(masters, id, owner, secret)
  secret.fill(0)
  return row
}

/** The key in a row. */
export const indexKeyIn = async (masters: Masters, row: WrappedRow): Promise<E.Either<StoreError, KeyObject>> => {
  const secret = await unwrapped(masters, row)
  if (E.isLeft(secret)) return secret
  const key = createSecretKey(secret.right)
  secret.right.fill(0)
  return E.right(key)
}

/** The row with today's master key in the place of another one; null where today's wrapped it. */
export const indexKeyAnew = async (
  masters: Masters,
  row: WrappedRow,
): Promise<E.Either<StoreError, WrappedRow | null>> =>
  row.master === masters.today.id ? E.right(null) : wrappedAnew(masters, row)

/** The keyed hash of a number. */
export const digestOf = (key: KeyObject, digits: string): Buffer =>
  createHmac('sha256', key).update(`perca-identity-1:${digits}`).digest()
