import type { ClientBase } from 'pg'
import type { KeyRow, OwnerRow } from '../key-row.js'
import type { KeyOwner } from '../subject-key.js'
import type { WrappedRow } from '../wrapping.js'
import { askOn, type Row } from './ask.js'

/** An owner's number in its table, locked up to the end of the transaction. */
export interface LockedOwner {
  readonly number: string
  readonly destroyedAt: number | null
}

const numberOrNull = (value: unknown): number | null => (value === null ? null : Number(value))

const columns = 'k.id, o.subject, o.class, k.master, k.wrapped, k.number, k.made_at, o.destroyed_at'

/** Columns have types in the table, so each is what it is read as. */
const keyRow = ([id, subject, of, master, wrapped, number, madeAt, destroyedAt]: Row): KeyRow => ({
  id: String(id),
  owner: { subject: String(subject), class: String(of) },
  master: String(master),
  wrapped: wrapped instanceof Uint8Array ? wrapped : new Uint8Array(),
  number: Number(number),
  madeAt: Number(madeAt),
  destroyedAt: numberOrNull(destroyedAt),
})

const joined = (schema: string) => `${schema}.subject_key k JOIN ${schema}.owner o ON o.id = k.owner`

/** The owners, in the order they were asked for, each with its key of today. One question. */
export const ownersIn = async (
  client: ClientBase,
  schema: string,
  owners: readonly KeyOwner[],
): Promise<readonly OwnerRow[]> => {
  const rows = await askOn(
    client,
    `SELECT k.id, u.subject, u.class, k.master, k.wrapped, k.number, k.made_at, o.destroyed_at
     FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS u(subject, class, place)
     LEFT JOIN ${schema}.owner o ON o.subject = u.subject AND o.class = u.class
     LEFT JOIN LATERAL (
       SELECT * FROM ${schema}.subject_key s WHERE s.owner = o.id AND NOT s.gone ORDER BY s.number DESC LIMIT 1
     ) k ON true
     ORDER BY u.place`,
    [owners.map(({ subject }) => subject), owners.map((owner) => owner.class)],
  )
  return rows.map((row) => ({ destroyedAt: numberOrNull(row[7]), key: row[0] === null ? null : keyRow(row) }))
}

/** The keys with these ids, in the order they were asked for. One question. */
export const keysById = async (
  client: ClientBase,
  schema: string,
  ids: readonly string[],
): Promise<readonly (KeyRow | null)[]> => {
  const rows = await askOn(client, `SELECT ${columns} FROM ${joined(schema)} WHERE k.id = ANY ($1::text[])`, [ids])
  const found = new Map(rows.map((row) => [String(row[0]), keyRow(row)]))
  return ids.map((id) => found.get(id) ?? null)
}

/**
 * Makes the owners' rows where there are none and locks them, in one order for everybody: of two who lock the same owners
 * neither waits for the other for ever.
 */
export const lockOwners = async (
  client: ClientBase,
  schema: string,
  owners: readonly KeyOwner[],
): Promise<(owner: KeyOwner) => LockedOwner> => {
  const nameOf = ({ subject, class: of }: KeyOwner): string => JSON.stringify([subject, of])
  const inOrder = [...new Map(owners.map((owner) => [nameOf(owner), owner])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, owner]) => owner)
  const values = [inOrder.map(({ subject }) => subject), inOrder.map((owner) => owner.class)]
  await askOn(
    client,
    `INSERT INTO ${schema}.owner (subject, class) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING`,
    values,
  )
  const rows = await askOn(
    client,
    `SELECT o.subject, o.class, o.id, o.destroyed_at FROM ${schema}.owner o
     JOIN unnest($1::text[], $2::text[]) AS u(subject, class) ON o.subject = u.subject AND o.class = u.class
     ORDER BY o.id FOR UPDATE OF o`,
    values,
  )
  const locked = new Map(
    rows.map(([subject, of, number, destroyedAt]) => [
      nameOf({ subject: String(subject), class: String(of) }),
      { number: String(number), destroyedAt: numberOrNull(destroyedAt) },
    ]),
  )
  return (owner) => {
    const found = locked.get(nameOf(owner))
    if (found === undefined) throw new Error('An owner is not there right after it was written.')
    return found
  }
}

/** Whether a locked owner has a key. */
export const hasKey = async (client: ClientBase, schema: string, owner: LockedOwner): Promise<boolean> =>
  (await askOn(client, `SELECT 1 FROM ${schema}.subject_key WHERE owner = $1 LIMIT 1`, [owner.number])).length > 0

/**
 * Adds a key behind the owner's last one; or one of a backup under its own number, or where another has that, before the
 * first. The owner is locked, and its keys are not destroyed.
 */
export const addKey = async (
  client: ClientBase,
  schema: string,
  owner: LockedOwner,
  { id, master, wrapped }: WrappedRow,
  madeAt: number,
  itsNumber: number | null = null,
): Promise<void> => {
  await askOn(
    client,
    `INSERT INTO ${schema}.subject_key (id, owner, number, made_at, master, wrapped)
     SELECT $1, $2, CASE
       WHEN $6::integer IS NULL THEN coalesce(max(number), 0) + 1
       WHEN bool_or(number = $6::integer) THEN min(number) - 1
       ELSE $6::integer END, $3, $4, $5
     FROM ${schema}.subject_key WHERE owner = $2`,
    [id, owner.number, madeAt, master, wrapped, itsNumber],
  )
}

/** Empties every key of a locked owner. Gives when that was first done, and how many went now. */
export const destroyKeys = async (
  client: ClientBase,
  schema: string,
  { number, destroyedAt }: LockedOwner,
  at: number,
): Promise<{ readonly at: number; readonly keys: number }> => {
  await askOn(client, `UPDATE ${schema}.owner SET destroyed_at = $1 WHERE id = $2 AND destroyed_at IS NULL`, [
    at,
    number,
  ])
  const gone = await askOn(
    client,
    `UPDATE ${schema}.subject_key SET gone = true, wrapped = '' WHERE owner = $1 AND NOT gone RETURNING 1`,
    [number],
  )
  return { at: destroyedAt ?? at, keys: gone.length }
}

/** What is known of keys, in the order of their ids, behind `after`, at most `limit`. */
export const listed = async (
  client: ClientBase,
  schema: string,
  after: string,
  limit: number,
): Promise<readonly KeyRow[]> =>
  (
    await askOn(client, `SELECT ${columns} FROM ${joined(schema)} WHERE k.id > $1 ORDER BY k.id LIMIT $2`, [
      after,
      limit,
    ])
  ).map(keyRow)

/** Every key that is there. */
export const livingKeys = async (client: ClientBase, schema: string): Promise<readonly KeyRow[]> =>
  (await askOn(client, `SELECT ${columns} FROM ${joined(schema)} WHERE NOT k.gone ORDER BY k.id`)).map(keyRow)

/** Whose keys were destroyed, and when. */
export const tombstonesIn = async (
  client: ClientBase,
  schema: string,
): Promise<readonly { readonly owner: KeyOwner; readonly at: number }[]> =>
  (
    await askOn(
      client,
      `SELECT subject, class, destroyed_at FROM ${schema}.owner WHERE destroyed_at IS NOT NULL ORDER BY id`,
    )
  ).map(([subject, of, at]) => ({ owner: { subject: String(subject), class: String(of) }, at: Number(at) }))

/** Keys that another master key wrapped, at most `limit`. */
export const wrappedByAnother = async (
  client: ClientBase,
  schema: string,
  master: string,
  limit: number,
): Promise<readonly KeyRow[]> =>
  (
    await askOn(
      client,
      `SELECT ${columns} FROM ${joined(schema)} WHERE NOT k.gone AND k.master <> $1 ORDER BY k.id LIMIT $2`,
      [master, limit],
    )
  ).map(keyRow)

/** Puts a key's new wrapping in the place of the old one; not where it was destroyed meanwhile. */
export const wrapAnew = async (
  client: ClientBase,
  schema: string,
  { id, master, wrapped }: WrappedRow,
): Promise<void> => {
  await askOn(client, `UPDATE ${schema}.subject_key SET master = $1, wrapped = $2 WHERE id = $3 AND NOT gone`, [
    master,
    wrapped,
    id,
  ])
}

/** The ids of the master keys that wrapped what is there. */
export const mastersIn = async (client: ClientBase, schema: string): Promise<readonly string[]> =>
  (
    await askOn(
      client,
      `SELECT master FROM ${schema}.subject_key WHERE NOT gone UNION SELECT master FROM ${schema}.index_key`,
    )
  ).map(([master]) => String(master))
