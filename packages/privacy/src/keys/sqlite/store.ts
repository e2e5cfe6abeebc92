import type { StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { IdentityIndex } from '../../identity/identity-index.js'
import { identitiesIn, rewrapIndexKey } from '../../identity/sqlite.js'
import { keyCache } from '../cache.js'
import { closed } from '../failure.js'
import { instant, recordOf } from '../key-row.js'
import type { KeptKeys } from '../key-store.js'
import type { MasterKey } from '../master-key.js'
import { mastersOf } from '../wrapping.js'
import type { WrongMaster } from '../wrong-master.js'
import { backUp, restore, rewrap } from './backup.js'
import { attempted, connect, emptyLog, type KeyFile } from './connection.js'
import { erasedList } from './erased-list.js'
import { keyError } from './failure.js'
import { destroy, find, freshener, type Holder, obtain, rotate } from './holder.js'
import { keyRows } from './rows.js'

/** How a file of keys is opened. */
export interface SqliteKeysOptions {
  /** Path of the file, made where it is missing; `:memory:` for keys that end with the process. Never beside the log's backups. */
  readonly file: string
  /** Wraps what is made from now on. */
  readonly master: MasterKey
  /** Master keys that wrapped what is in the file already, until `rewrap` is through. */
  readonly formerMasters?: readonly MasterKey[]
  readonly now?: () => Date
  /** How long to wait for another process that works on the file, in milliseconds, before `Unavailable`; default 5,000. */
  readonly busyTimeout?: number
  /** How many keys are held unwrapped at most; default 20,000. */
  readonly cachedKeys?: number
}

/** Keys in a SQLite file, and the index of identity numbers beside them. */
export interface SqliteKeys extends KeptKeys {
  readonly identities: IdentityIndex
}

const keysOn = (connection: KeyFile, options: SqliteKeysOptions): { readonly keys: SqliteKeys; holder: Holder } => {
  const { master, formerMasters = [], now = () => new Date(), cachedKeys = 20_000, file } = options
  const { db } = connection
  const masters = mastersOf(master, formerMasters)
  const identities = identitiesIn(connection, masters)
  const cache = keyCache(cachedKeys)
  const holder: Holder = {
    connection,
    rows: keyRows(db),
    masters,
    cache,
    erased: erasedList(file),
    forgetIdentity: identities.drop,
    now: () => now().getTime(),
  }
  const freshen = freshener(connection, cache)
  let isClosed = false

  const ask =
    <A>(answer: () => Promise<E.Either<StoreError, A>>): TaskEither<StoreError, A> =>
    async () =>
      isClosed ? E.left(closed) : answer()

  const rewrapAll = async () => {
    const index = await rewrapIndexKey(connection, masters)
    return E.isLeft(index) ? index : rewrap(holder)
  }

  const close = async (): Promise<E.Either<StoreError, void>> => {
    isClosed = true
    cache.clear()
    if (!db.isOpen) return E.right(undefined)
    // Not left to SQLite, which does it when the last connection ends: the driver (1.2.1) keeps a connection half open until
    // its statements are collected as garbage. So the file is whole now; where another process reads, its log keeps the rest.
    await emptyLog({ ...connection, busyTimeout: 0 })
    try {
      db.close()
      return E.right(undefined)
    } catch (thrown) {
      return E.left(keyError(thrown, file))
    }
  }

  const keys: SqliteKeys = {
    obtain: (owners) => ask(() => obtain(holder, freshen, owners)),
    find: (ids) => ask(() => find(holder, freshen, ids)),
    destroy: (owner) => ask(() => destroy(holder, owner)),
    rotate: (owner) => ask(() => rotate(holder, owner)),
    list: (after, limit) => ask(() => attempted(connection, () => holder.rows.list(after ?? '', limit).map(recordOf))),
    destroyedAt: (owners) =>
      ask(() =>
        attempted(connection, () =>
          owners.map((owner) => holder.rows.owner(owner).destroyedAt).map((at) => (at === null ? null : instant(at))),
        ),
      ),
    rewrap: () => ask(rewrapAll),
    backup: () => ask(() => backUp(holder)),
    restore: (backup) => ask(() => restore(holder, backup)),
    close: () => close,
    identities: {
      enter: (subject, identityNumber) => ask(identities.index.enter(subject, identityNumber)),
      find: (identityNumber) => ask(identities.index.find(identityNumber)),
      remove: (subject) => ask(identities.index.remove(subject)),
    },
  }
  return { keys, holder }
}

/** Ends what was begun: destroys again whatever the list says was destroyed and the file still, or again, holds. */
const endErasures = async (holder: Holder): Promise<E.Either<StoreError, void>> => {
  const { connection, rows, erased } = holder
  const listed = erased.all()
  if (E.isLeft(listed)) return listed
  for (const { owner, at } of listed.right) {
    const standing = await attempted(connection, () => rows.owner(owner).destroyedAt)
    if (E.isLeft(standing)) return standing
    if (standing.right !== null) continue
    const ended = await destroy(holder, owner, Date.parse(at))
    if (E.isLeft(ended)) return ended
  }
  // A process that was killed behind its commit left what it deleted in the write-ahead log. Who asked it to destroy got no
  // answer, and asks again: so where somebody else reads the file just now, this waits for nobody.
  await emptyLog({ ...connection, busyTimeout: 0 })
  return E.right(undefined)
}

/**
 * Opens keys in a SQLite file of their own: the embedded default. Every key is wrapped by the master key; the file alone
 * opens nothing. Beside it stands `<file>.erased`, the list of whose keys were destroyed: it holds no key, and is kept when an
 * old backup of the file is put back, so that nobody's keys come back with it.
 *
 * Several processes may open the same file; keys that one destroys, another drops from its cache before it uses any again.
 *
 * @returns Left: keys in the file are wrapped by a master key that was not handed in (`WrongMaster`), the file is not one of
 * keys or is damaged (`Corrupt`), or it can't be had (`Unavailable`)
 */
export const sqliteKeys =
  (options: SqliteKeysOptions): TaskEither<StoreError | WrongMaster, SqliteKeys> =>
  async () => {
    const connected = await connect(options.file, options.busyTimeout ?? 5_000)
    if (E.isLeft(connected)) return connected
    const { keys, holder } = keysOn(connected.right, options)
    const wrappedBy = await attempted(connected.right, () => holder.rows.masters())
    const missing = E.isLeft(wrappedBy) ? [] : wrappedBy.right.filter((id) => !holder.masters.byId.has(id))
    const ready = E.isLeft(wrappedBy) ? wrappedBy : missing.length > 0 ? E.left(wrong(options.file, missing)) : null
    const ended = ready ?? (await endErasures(holder))
    if (E.isRight(ended)) return E.right(keys)
    await keys.close()()
    return ended
  }

const wrong = (file: string, missing: readonly string[]): WrongMaster => ({
  _tag: 'WrongMaster',
  missing,
  message: `${file} holds keys that another master key wrapped (${missing.join(', ')}). Open it with that one, as the master or a former one.`,
})
