import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { KeyRow, OwnerRow } from '../key-row.js'
import type { KeyOwner } from '../subject-key.js'
import type { WrappedRow } from '../wrapping.js'

const columns = 'k.id, o.subject, o.class, k.master, k.wrapped, k.number, k.made_at, o.destroyed_at'

/** A row as the driver gives it; its tables are STRICT, so each column has its type. */
type Stored = readonly [string, string, string, string, Uint8Array, number, number, number | null]

const rowOf = ([id, subject, of, master, wrapped, number, madeAt, destroyedAt]: Stored): KeyRow => ({
  id,
  owner: { subject, class: of },
  master,
  wrapped,
  number,
  madeAt,
  destroyedAt,
})

/** What is asked of the file and written into it, statement by statement; transactions are the caller's. */
export const keyRows = (db: DatabaseSyncInstance) => {
  const byId = db.prepare(`SELECT ${columns} FROM subject_key k JOIN owner o ON o.id = k.owner WHERE k.id = ?`)
  const latest = db.prepare(
    `SELECT ${columns} FROM owner o JOIN subject_key k ON k.owner = o.id WHERE o.subject = ? AND o.class = ? ORDER BY k.number DESC LIMIT 1`,
  )
  const owner = db.prepare('SELECT id, destroyed_at FROM owner WHERE subject = ? AND class = ?')
  const addOwner = db.prepare('INSERT OR IGNORE INTO owner (subject, class) VALUES (?, ?)')
  const numbers = db.prepare('SELECT min(number), max(number) FROM subject_key WHERE owner = ?')
  const isTaken = db.prepare('SELECT 1 FROM subject_key WHERE owner = ? AND number = ?')
  const addKey = db.prepare(
    'INSERT INTO subject_key (id, owner, number, made_at, master, wrapped) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const bury = db.prepare('UPDATE owner SET destroyed_at = ? WHERE id = ? AND destroyed_at IS NULL')
  const wipe = db.prepare(
    'UPDATE subject_key SET gone = 1, wrapped = zeroblob(length(wrapped)) WHERE owner = ? AND gone = 0',
  )
  const listed = db.prepare(
    `SELECT ${columns} FROM subject_key k JOIN owner o ON o.id = k.owner WHERE k.id > ? ORDER BY k.id LIMIT ?`,
  )
  const living = db.prepare(`SELECT ${columns} FROM subject_key k JOIN owner o ON o.id = k.owner WHERE k.gone = 0`)
  const tombs = db.prepare('SELECT subject, class, destroyed_at FROM owner WHERE destroyed_at IS NOT NULL')
  const wrappedByAnother = db.prepare(
    `SELECT ${columns} FROM subject_key k JOIN owner o ON o.id = k.owner WHERE k.gone = 0 AND k.master <> ? LIMIT ?`,
  )
  const wrapAnew = db.prepare('UPDATE subject_key SET master = ?, wrapped = ? WHERE id = ? AND gone = 0')
  const masters = db.prepare(
    'SELECT DISTINCT master FROM subject_key WHERE gone = 0 UNION SELECT master FROM index_key',
  )

  const one = (row: Stored | undefined): KeyRow | null => (row === undefined ? null : rowOf(row))
  const ownerOf = ({ subject, class: of }: KeyOwner): readonly [number, number | null] | undefined =>
    owner.get(subject, of)

  /** The owner's number in the file; made where it has none. */
  const numbered = (whose: KeyOwner): readonly [number, number | null] => {
    addOwner.run(whose.subject, whose.class)
    const found = ownerOf(whose)
    if (found === undefined) throw new Error('An owner is not there right after it was written.')
    return found
  }

  return {
    byId: (id: string): KeyRow | null => one(byId.get(id)),
    owner: (whose: KeyOwner): OwnerRow => ({
      destroyedAt: ownerOf(whose)?.[1] ?? null,
      key: one(latest.get(whose.subject, whose.class)),
    }),
    /**
     * Adds a key behind the owner's last one; or one of a backup under its own number, or where another has that, before the
     * first. False: the owner's keys are destroyed.
     */
    add: (row: WrappedRow, madeAt: number, itsNumber?: number): boolean => {
      const [whose, destroyedAt] = numbered(row.owner)
      if (destroyedAt !== null) return false
      const [first, last]: readonly [number | null, number | null] = numbers.get(whose)
      const next =
        itsNumber === undefined ? (last ?? 0) + 1 : isTaken.get(whose, itsNumber) ? (first ?? 1) - 1 : itsNumber
      addKey.run(row.id, whose, next, madeAt, row.master, row.wrapped)
      return true
    },
    /** Overwrites every key of an owner. Gives when that was first done, and how many went now. */
    destroy: (whose: KeyOwner, at: number): { readonly at: number; readonly keys: number } => {
      const [number, before] = numbered(whose)
      bury.run(at, number)
      return { at: before ?? at, keys: Number(wipe.run(number).changes) }
    },
    list: (after: string, limit: number): readonly KeyRow[] => listed.all(after, limit).map(rowOf),
    living: (): readonly KeyRow[] => living.all().map(rowOf),
    tombstones: (): readonly { readonly owner: KeyOwner; readonly at: number }[] =>
      tombs
        .all()
        .map(([subject, of, at]: readonly [string, string, number]) => ({ owner: { subject, class: of }, at })),
    wrappedByAnother: (master: string, limit: number): readonly KeyRow[] =>
      wrappedByAnother.all(master, limit).map(rowOf),
    wrapAnew: ({ id, master, wrapped }: WrappedRow): void => {
      wrapAnew.run(master, wrapped, id)
    },
    masters: (): readonly string[] => masters.all().map(([master]: readonly [string]) => master),
  }
}

/** See `keyRows`. */
export type KeyRows = ReturnType<typeof keyRows>
