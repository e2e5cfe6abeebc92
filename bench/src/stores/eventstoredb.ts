import { ANY, EventStoreDBClient, jsonEvent, streamNameFilter } from '@eventstore/db-client'
import { startServer } from '@perca/esdb-test-server'
import type { NewEvent } from '@perca/eventsourcing'
import { eventStoreDbStore } from '@perca/store-eventstoredb'
import { must } from '../filled.js'
import { type Database, type Engine, engineOf } from './engine.js'
import { type Emmett, peerModule } from './peer.js'

/** The client alone, without any check. */
const rawClient = (url: string): Engine => {
  const client = EventStoreDBClient.connectionString(url)
  const [prefix, credentials] = ['raw.', { username: 'bench', password: 'bench' }]
  return {
    append: async (stream, events: readonly NewEvent[]) => {
      const written = events.map(({ id, type, data, metadata }) =>
        jsonEvent({ id, type, data: { ...Object(data) }, metadata: { ...metadata } }),
      )
      await client.appendToStream(`${prefix}${stream}`, written, { expectedRevision: ANY, credentials })
    },
    load: async (stream) => {
      let count = 0
      for await (const { event } of client.readStream(`${prefix}${stream}`)) if (event !== undefined) count += 1
      return count
    },
    readAll: async () => {
      let count = 0
      for await (const { event } of client.readAll()) if (event?.streamId.startsWith(prefix) === true) count += 1
      return count
    },
    follow: async (seen) => {
      const subscription = client.subscribeToAll({
        fromPosition: 'end',
        filter: streamNameFilter({ prefixes: [prefix] }),
      })
      await new Promise<void>((resolve) => subscription.once('confirmation', () => resolve()))
      subscription.on('data', ({ event }) => {
        if (event !== undefined) seen(event.id)
      })
      return async () => subscription.unsubscribe()
    },
    close: () => client.dispose(),
  }
}

const emmett = async (url: string): Promise<Engine | null> => {
  const loaded = await peerModule('eventstoredb', '@event-driven-io/emmett-esdb')
  if (loaded === null) return null
  const client = EventStoreDBClient.connectionString(url)
  const store = (loaded['getEventStoreDBEventStore'] as (client: unknown) => Emmett)(client)
  return {
    append: async (stream, events) => {
      await store.appendToStream(
        `emmett.${stream}`,
        events.map(({ type, data, metadata }) => ({ type, data, metadata })),
      )
    },
    load: async (stream) => (await store.readStream(`emmett.${stream}`)).events.length,
    readAll: null,
    follow: null,
    close: () => client.dispose(),
  }
}

export const eventStoreDb = async (): Promise<Database> => {
  const server = await startServer()
  const perca = engineOf(must(await eventStoreDbStore({ connection: server.url })()))
  const raw = rawClient(server.url)
  const peer = await emmett(server.url)
  return {
    name: 'EventStoreDB',
    settings:
      "Perca's own protocol server for tests, not the product: the ratios tell of the clients, the rates of nobody",
    perca,
    raw,
    peer,
    peerHint: 'npm install --prefix peers/eventstoredb',
    close: async () => {
      for (const engine of [perca, raw, ...(peer === null ? [] : [peer])]) await engine.close()
      await server.stop()
    },
  }
}
