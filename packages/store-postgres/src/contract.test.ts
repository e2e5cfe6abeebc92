import { type HeldCommit, type StoreFixture, storeContract } from '@perca/testing'
import { Client } from 'pg'
import { describe, test } from 'vitest'
import { done, newSchema, serverOfFile } from './store.fixture.js'
import { postgresStore } from './store.js'

const server = serverOfFile()

/** The lock at which a held commit stands. */
const lock = 42

/** A connection of the fixture's own; it may lose its server. */
const connected = async (): Promise<Client> => {
  const client = new Client({ connectionString: server().url })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** Makes every append wait, just before its commit, for whoever holds the lock. */
const holdable = async (schema: string): Promise<void> => {
  const client = await connected()
  await client.query(`
    CREATE FUNCTION ${schema}.wait_at_commit() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM pg_advisory_xact_lock_shared(${lock}); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER held AFTER INSERT ON ${schema}.event DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION ${schema}.wait_at_commit()`)
  await client.end()
}

const holdCommit = async (): Promise<HeldCommit> => {
  const [holder, watcher] = [await connected(), await connected()]
  await holder.query('SELECT pg_advisory_lock($1)', [lock])
  let isOver = false
  return {
    reached: async () => {
      for (;;) {
        const { rowCount } = await watcher.query(
          "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted",
          [lock],
        )
        if (rowCount !== 0) return
      }
    },
    release: async () => {
      if (isOver) return
      isOver = true
      await Promise.all([holder.end(), watcher.end()].map((end) => end.catch(() => undefined)))
    },
  }
}

const onServer = (options: { readonly listen: boolean }) => async (): Promise<StoreFixture> => {
  const schema = newSchema()
  const open = () => done(postgresStore({ connection: server().url, schema, connections: 4, poll: 50, ...options }))
  const store = await open()
  await holdable(schema)
  return {
    store,
    reopen: open,
    another: open,
    holdCommit,
    killServer: server().kill9,
    restartServer: server().restart,
    dispose: async () => {
      await store.close()()
    },
  }
}

const capabilities = { durable: true, shared: true, heldCommits: true, killable: true, runs: 8 }
storeContract('postgres', onServer({ listen: true }), capabilities, { describe, test })
storeContract(
  'postgres behind a transaction pooler',
  onServer({ listen: false }),
  { ...capabilities, runs: 3 },
  {
    describe,
    test,
  },
)
