import type { StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { Pool, type PoolConfig } from 'pg'
import type { IdentityIndex } from '../../identity/identity-index.js'
import { identitiesIn } from '../../identity/postgres.js'
import { keyCache } from '../cache.js'
import { closed, corrupt } from '../failure.js'
import { instant, recordOf } from '../key-row.js'
import type { KeptKeys } from '../key-store.js'
import type { MasterKey } from '../master-key.js'
import { mastersOf } from '../wrapping.js'
import type { WrongMaster } from '../wrong-master.js'
import { type KeyTables, onConnection } from './ask.js'
import { backUp, restore, rewrap } from './backup.js'
import { destroy, find, type Holder, obtain, rotate } from './holder.js'
import { listed, mastersIn, ownersIn } from './rows.js'
import { isSchemaName, migrate } from './schema.js'

/** How keys in PostgreSQL are opened. */
export interface PostgresKeysOptions {
  /** The app's own pool, which stays the app's; or how to connect: then the pool ends with the keys. */
  readonly connection: Pool | PoolConfig
  /** Small letters, digits and `_`; default: `perca_keys`. Never in the database of the log, and never in its backups. */
  readonly schema?: string
  /** Wraps what is made from now on. */
  readonly master: MasterKey
  /** Master keys that wrapped what is there already, until `rewrap` is through. */
  readonly formerMasters?: readonly MasterKey[]
  readonly now?: () => Date
  /** How many keys are held unwrapped at most; default 20,000. */
  readonly cachedKeys?: number
}

/** Keys in PostgreSQL, and the index of identity numbers beside them. */
export interface PostgresKeys extends KeptKeys {
  readonly identities: IdentityIndex
}

/**
 * Opens keys in PostgreSQL, for several processes on several machines that write one log. Tables are made where they are
 * missing. Every key is wrapped by the master key: the database alone opens nothing.
 *
 * What no database of this kind can promise: that a destroyed key's bytes are gone. It empties the row at once, and no
 * question to it gives the key again; but the wrapped bytes stay in dead rows, in its journal, on replicas and in backups. They
 * are of no use without the master key that wrapped them: `rewrap` under a new master key and destroy the old one, as often
 * as the programme's rules want erasure to be final. The SQLite file clears its bytes itself. After the database was put back
 * from a backup, `replayErasures` destroys again whom the log says was erased.
 *
 * @returns Left: keys are wrapped by a master key that was not handed in (`WrongMaster`), a newer Perca wrote them (`Corrupt`),
 * or the server can't be had (`Unavailable`)
 */
export const postgresKeys =
  (options: PostgresKeysOptions): TaskEither<StoreError | WrongMaster, PostgresKeys> =>
  async () => {
    const { connection, schema = 'perca_keys', master, formerMasters = [], now = () => new Date() } = options
    if (!isSchemaName(schema)) {
      return E.left(corrupt(`${schema} can't name a schema. Use small letters, digits and _, 41 at most.`))
    }
    const isOwn = !(connection instanceof Pool)
    const pool = isOwn ? new Pool(connection) : connection
    // A connection that broke while nobody used it is gone from the pool by itself.
    if (isOwn) pool.on('error', () => undefined)
    let isClosed = false
    const tables: KeyTables = { pool, schema, isClosed: () => isClosed }
    const holder: Holder = {
      tables,
      masters: mastersOf(master, formerMasters),
      cache: keyCache(options.cachedKeys ?? 20_000),
      now: () => now().getTime(),
    }

    const close = async (): Promise<E.Either<StoreError, void>> => {
      if (isClosed) return E.right(undefined)
      isClosed = true
      holder.cache.clear()
      if (isOwn) await pool.end()
      return E.right(undefined)
    }

    const migrated = E.flatten(await onConnection(tables, (client) => migrate(client, schema)))
    const wrappedBy = E.isLeft(migrated) ? migrated : await onConnection(tables, (client) => mastersIn(client, schema))
    const missing = E.isLeft(wrappedBy) ? [] : wrappedBy.right.filter((id) => !holder.masters.byId.has(id))
    if (E.isLeft(wrappedBy) || missing.length > 0) {
      await close()
      if (E.isLeft(wrappedBy)) return wrappedBy
      const message = `The schema ${schema} holds keys that another master key wrapped (${missing.join(', ')}). Open it with that one, as the master or a former one.`
      return E.left({ _tag: 'WrongMaster', missing, message })
    }

    const ask =
      <A>(answer: () => Promise<E.Either<StoreError, A>>): TaskEither<StoreError, A> =>
      async () =>
        isClosed ? E.left(closed) : answer()
    const identities = identitiesIn(tables, holder.masters)

    return E.right({
      obtain: (owners) => ask(() => obtain(holder, owners)),
      find: (ids) => ask(() => find(holder, ids)),
      destroy: (owner) => ask(() => destroy(holder, owner)),
      rotate: (owner) => ask(() => rotate(holder, owner)),
      list: (after, limit) =>
        ask(() =>
          onConnection(tables, async (client) => (await listed(client, schema, after ?? '', limit)).map(recordOf)),
        ),
      destroyedAt: (owners) =>
        ask(() =>
          onConnection(tables, async (client) =>
            (await ownersIn(client, schema, owners)).map(({ destroyedAt }) =>
              destroyedAt === null ? null : instant(destroyedAt),
            ),
          ),
        ),
      rewrap: () => ask(() => rewrap(holder)),
      backup: () => ask(() => backUp(holder)),
      restore: (backup) => ask(() => restore(holder, backup)),
      close: () => close,
      identities: {
        enter: (subject, identityNumber) => ask(identities.enter(subject, identityNumber)),
        find: (identityNumber) => ask(identities.find(identityNumber)),
        remove: (subject) => ask(identities.remove(subject)),
      },
    })
  }
