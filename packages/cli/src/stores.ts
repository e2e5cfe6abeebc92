import { existsSync } from 'node:fs'
import type { EventStore } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Failure, failed, wrongCall } from './failure.js'
import { type StoreUrl, withoutPassword } from './option-values.js'
import { orList } from './or-list.js'
import type { Absent, Purpose, Stopped, Wait } from './surroundings.js'

const MEMORY = 'sqlite::memory:'
const fileOf = (url: string): string => url.slice('sqlite:'.length)
/** Waits as long as it takes, and tells nobody. */
const patient: Wait = { signal: { aborted: false }, onWait: () => {} }
/** Nobody else knows a store in this process's memory. */
const noTurn = { end: () => {} }

/** How a store is opened: what a URL names may not be there, which only a command that writes makes up for. */
type Open = (
  url: string,
  purpose: Purpose,
  wait: Wait,
) => TaskEither<{ readonly message: string } | NotThere | Stopped, EventStore>

/** What the URL names is not there. */
interface NotThere {
  readonly _tag: 'NotThere'
}

/**
 * SQLite. A command that writes can be run again, so it need not wait for the disk at every append, only at its end. Of
 * several such commands on one file each has its turn: two imports at once would judge rows by what the other one does.
 */
const openSqlite: Open = (url, purpose, wait) => async () => {
  if (purpose === 'read' && url !== MEMORY && !existsSync(fileOf(url))) return E.left({ _tag: 'NotThere' })
  const { openUrl, takeTurn } = await import('@perca/store-sqlite')
  const opened = await openUrl(url, { durability: purpose === 'write' ? 'relaxed' : 'full' })()
  if (E.isLeft(opened) || purpose === 'read') return opened
  const store = opened.right
  const turn = url === MEMORY ? E.right(noTurn) : await takeTurn(fileOf(url), wait)()
  if (E.isLeft(turn) || turn.right === undefined) {
    await store.close()()
    return E.isLeft(turn) ? turn : E.left({ _tag: 'Stopped' })
  }
  const { end } = turn.right
  return E.right({
    ...store,
    close: () => async () => {
      const durable = await store.durable()()
      const closed = await store.close()()
      end()
      return E.isLeft(durable) ? durable : closed
    },
  })
}

/**
 * PostgreSQL. Only a command that writes makes a log, or brings an older one up, and of several such commands on one log each has
 * its turn. The password may stand in PGPASSWORD.
 */
const openPostgres: Open = (url, purpose, wait) => async () => {
  const { postgresStore } = await import('@perca/store-postgres')
  const opened = await postgresStore({ ...postgresOf(url), migrate: purpose === 'write' })()
  if (E.isLeft(opened)) {
    const isAbsent = opened.left._tag === 'OlderSchema' && opened.left.found === 0
    return E.left(isAbsent ? { _tag: 'NotThere' } : opened.left)
  }
  const store = opened.right
  if (purpose === 'read') return E.right(store)
  const turn = await store.takeTurn(wait)()
  if (E.isLeft(turn) || turn.right === undefined) {
    await store.close()()
    return E.isLeft(turn) ? turn : E.left({ _tag: 'Stopped' })
  }
  const { end } = turn.right
  return E.right({
    ...store,
    close: () => async () => {
      const closed = await store.close()()
      await end()
      return closed
    },
  })
}

/** A URL without what is Perca's own in it: `schema`, where the log stands in another one than `perca`. */
const postgresOf = (url: string): { readonly connection: string; readonly schema?: string } => {
  const [address = url, query = ''] = url.split('?')
  const parameters = query.split('&').filter((parameter) => parameter !== '')
  const schema = parameters.find((parameter) => parameter.startsWith('schema='))?.slice('schema='.length)
  const others = parameters.filter((parameter) => !parameter.startsWith('schema='))
  const connection = others.length === 0 ? address : `${address}?${others.join('&')}`
  return schema === undefined ? { connection } : { connection, schema }
}

/** EventStoreDB. A log is there as soon as it has an event; nobody keeps two imports from running at the same time. */
const openEventStoreDb: Open = (url) => async () => {
  const { eventStoreDbStore } = await import('@perca/store-eventstoredb')
  return eventStoreDbStore({ connection: url })()
}

/** Where a new kind of store is made known. Its package is loaded when a call names it. */
const engines: { readonly [scheme: string]: Open } = {
  sqlite: openSqlite,
  memory: () => async () => E.right((await import('@perca/store-memory')).memoryStore()),
  postgres: openPostgres,
  postgresql: openPostgres,
  esdb: openEventStoreDb,
  'esdb+discover': openEventStoreDb,
}

const examples = ['sqlite:perca.db', 'sqlite::memory:', 'postgres://user@host/database', 'esdb://host:2113?tls=false']

const engineOf = (url: StoreUrl): E.Either<Failure, Open> => {
  const scheme = url.slice(0, url.indexOf(':'))
  const engine = Object.hasOwn(engines, scheme) ? engines[scheme] : undefined
  if (engine !== undefined) return E.right(engine)
  // The address may hold a password: only its scheme is repeated.
  return E.left(wrongCall(`--store ${scheme}:...: there is no such kind of store. It could be ${orList(examples)}.`))
}

/**
 * Opens the store that a URL names.
 * @param purpose `read`: a store that is not there is not made. `write`: it waits for its turn where another command writes
 */
export const openStore =
  (url: StoreUrl, purpose: Purpose, wait: Wait = patient): TaskEither<Failure | Absent | Stopped, EventStore> =>
  async () => {
    const engine = engineOf(url)
    if (E.isLeft(engine)) return engine
    const opened = await engine.right(url, purpose, wait)()
    if (E.isRight(opened)) return opened
    if ('message' in opened.left) return E.left(failed(opened.left.message))
    return E.left(opened.left._tag === 'NotThere' ? { _tag: 'Absent', store: withoutPassword(url) } : opened.left)
  }
