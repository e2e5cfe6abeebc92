import { randomUUID } from 'node:crypto'
import { startServer, type TestServer } from '@perca/esdb-test-server'
import { type StoreFixture, storeContract } from '@perca/testing'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { eventStoreDbStore } from './store.js'

/** A real server or cluster: then only what needs no control of it is tried, in streams of its own. */
const real = process.env['PERCA_ESDB_URL']

let server: TestServer
beforeAll(async () => {
  if (real === undefined) server = await startServer()
})
afterAll(async () => {
  if (real === undefined) await server.stop()
})

const opened = async (prefix: string) => {
  const store = await eventStoreDbStore({ connection: real ?? server.url, prefix, deadline: 5_000 })()
  if (E.isLeft(store)) throw new Error(store.left.message)
  return store.right
}

const onServer = async (): Promise<StoreFixture> => {
  const prefix = `t${randomUUID().replaceAll('-', '')}.`
  const open = () => opened(prefix)
  const store = await open()
  const shared: StoreFixture = {
    store,
    reopen: open,
    another: open,
    dispose: async () => {
      await store.close()()
    },
  }
  if (real !== undefined) return shared
  return {
    ...shared,
    holdCommit: async () => {
      await server.fault('hold')
      return {
        reached: async () => {
          while ((await server.held()) === 0);
        },
        // A server that was killed meanwhile holds nothing any more.
        release: () => server.fault(null).catch(() => undefined),
      }
    },
    killServer: () => server.kill(),
    restartServer: () => server.restart(),
  }
}

const controls = { heldCommits: real === undefined, killable: real === undefined }
storeContract(
  'eventstoredb',
  onServer,
  { durable: true, shared: true, idsAcrossStreams: false, runs: 6, ...controls },
  { describe, test },
)
