import { existsSync } from 'node:fs'
import type { EventStore } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Failure, failed, wrongCall } from './failure.js'
import type { StoreUrl } from './option-values.js'
import { orList } from './or-list.js'
import type { Absent, Purpose } from './surroundings.js'

/** A kind of store: how it is opened, and whether what a URL names is there already. */
interface Engine {
  readonly open: (url: string, purpose: Purpose) => TaskEither<{ readonly message: string }, EventStore>
  readonly exists: (url: string) => boolean
}

/**
 * SQLite. A command that writes can be run again, so it need not wait for the disk at every append, only at its end.
 */
const openSqlite =
  (url: string, purpose: Purpose): TaskEither<{ readonly message: string }, EventStore> =>
  async () => {
    const { openUrl } = await import('@perca/store-sqlite')
    const opened = await openUrl(url, { durability: purpose === 'write' ? 'relaxed' : 'full' })()
    if (E.isLeft(opened) || purpose === 'read') return opened
    const store = opened.right
    return E.right({
      ...store,
      close: () => async () => {
        const durable = await store.durable()()
        const closed = await store.close()()
        return E.isLeft(durable) ? durable : closed
      },
    })
  }

/** Where a new kind of store is made known. Its package is loaded when a call names it. */
const engines: { readonly [scheme: string]: Engine } = {
  sqlite: {
    open: openSqlite,
    exists: (url) => url === 'sqlite::memory:' || existsSync(url.slice('sqlite:'.length)),
  },
  memory: {
    open: () => async () => E.right((await import('@perca/store-memory')).memoryStore()),
    exists: () => true,
  },
}

/** Kinds of stores that a later version opens. */
const later = ['postgres', 'postgresql', 'esdb']

const examples = ['sqlite:perca.db', 'sqlite::memory:']

const engineOf = (url: StoreUrl): E.Either<Failure, Engine> => {
  const scheme = url.slice(0, url.indexOf(':'))
  const engine = Object.hasOwn(engines, scheme) ? engines[scheme] : undefined
  if (engine !== undefined) return E.right(engine)
  // The address may hold a password: only its scheme is repeated.
  return E.left(
    wrongCall(
      later.includes(scheme)
        ? `--store ${scheme}:...: not in this version: ${scheme}. It could be ${orList(examples)}.`
        : `--store ${scheme}:...: there is no such kind of store. It could be ${orList(examples)}.`,
    ),
  )
}

/**
 * Opens the store that a URL names.
 * @param purpose `read`: a store that is not there is not made
 */
export const openStore =
  (url: StoreUrl, purpose: Purpose): TaskEither<Failure | Absent, EventStore> =>
  async () => {
    const engine = engineOf(url)
    if (E.isLeft(engine)) return engine
    if (purpose === 'read' && !engine.right.exists(url)) return E.left({ _tag: 'Absent', store: url })
    const opened = await engine.right.open(url, purpose)()
    return E.isLeft(opened) ? E.left(failed(opened.left.message)) : opened
  }
