import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type StoreFixture, storeContract } from '@perca/testing'
import * as E from 'fp-ts/lib/Either.js'
import { describe, test } from 'vitest'
import { type SqliteStore, sqliteStore } from './store.js'

const opened = async (file: string): Promise<SqliteStore> => {
  const store = await sqliteStore({ file })()
  if (E.isLeft(store)) throw new Error(store.left.message)
  return store.right
}

const inMemory = async (): Promise<StoreFixture> => ({
  store: await opened(':memory:'),
  dispose: async () => undefined,
})

const relaxed = async (): Promise<StoreFixture> => {
  const fixture = await inFile()
  if (E.isLeft(await fixture.store.relax()())) throw new Error('it could not be relaxed')
  return { store: fixture.store, reopen: fixture.reopen, dispose: fixture.dispose }
}

const inFile = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'perca-'))
  const file = join(folder, 'log.db')
  return {
    store: await opened(file),
    reopen: () => opened(file),
    another: () => opened(file),
    dispose: async () => rmSync(folder, { recursive: true }),
  }
}

storeContract('sqlite in memory', inMemory, { durable: false, shared: false }, { describe, test })
// Others see what a relaxed store appends only once it is committed, so it can't be shared in the sense of the contract.
storeContract('sqlite, relaxed', relaxed, { durable: true, shared: false, runs: 5 }, { describe, test })
storeContract('sqlite in a file', inFile, { durable: true, shared: true, runs: 10 }, { describe, test })
