import { existsSync } from 'node:fs'
import type { EventStore } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Failure, failed, wrongCall } from './failure.js'
import type { StoreUrl } from './option-values.js'
import { orList } from './or-list.js'
import type { Absent, Purpose, Stopped, Wait } from './surroundings.js'

const MEMORY = 'sqlite::memory:'
const fileOf = (url: string): string => url.slice('sqlite:'.length)
/** Waits as long as it takes, and tells nobody. */
const patient: Wait = { signal: { aborted: false }, onWait: () => {} }
/** Nobody else knows a store in this process's memory. */
const noTurn = { end: () => {} }

/** A kind of store: how it is opened, and whether what a URL names is there already. */
interface Engine {
  readonly open: (
    url: string,
    purpose: Purpose,
    wait: Wait,
  ) => TaskEither<{ readonly message: string } | Stopped, EventStore>
  readonly exists: (url: string) => boolean
}

/**
 * SQLite. A command that writes can be run again, so it need not wait for the disk at every append, only at its end. Of
 * several such commands on one file each has its turn: two imports at once would judge rows by what the other one does.
 */
const openSqlite =
  (url: string, purpose: Purpose, wait: Wait): TaskEither<{ readonly message: string } | Stopped, EventStore> =>
  async () => {
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

/** Where a new kind of store is made known. Its package is loaded when a call names it. */
const engines: { readonly [scheme: string]: Engine } = {
  sqlite: {
    open: openSqlite,
    exists: (url) => url === MEMORY || existsSync(fileOf(url)),
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
 * @param purpose `read`: a store that is not there is not made. `write`: it waits for its turn where another command writes
 */
export const openStore =
  (url: StoreUrl, purpose: Purpose, wait: Wait = patient): TaskEither<Failure | Absent | Stopped, EventStore> =>
  async () => {
    const engine = engineOf(url)
    if (E.isLeft(engine)) return engine
    if (purpose === 'read' && !engine.right.exists(url)) return E.left({ _tag: 'Absent', store: url })
    const opened = await engine.right.open(url, purpose, wait)()
    if (E.isRight(opened)) return opened
    return E.left('message' in opened.left ? failed(opened.left.message) : opened.left)
  }
