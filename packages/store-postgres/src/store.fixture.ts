import { fileURLToPath } from 'node:url'
import type { EventStore, Page, StoredEvent } from '@perca/eventsourcing'
import { type PostgresServer, type ServerSettings, startPostgres } from '@perca/postgres-test-server'
import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { Client } from 'pg'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { type PostgresOptions, type PostgresStore, postgresStore } from './store.js'

/** One server for all tests of a file. */
export const serverOfFile = (settings: ServerSettings = {}): (() => PostgresServer) => {
  let server: PostgresServer | undefined
  beforeAll(async () => {
    server = await startPostgres(settings)
  }, 60_000)
  afterAll(async () => {
    await server?.stop()
  })
  return () => {
    if (server === undefined) throw new Error('the server is there while tests run')
    return server
  }
}

/** The path of a file beside this one. */
export const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

let schemas = 0
/** The name of a schema that nobody has used. */
export const newSchema = (): string => `log_${process.pid}_${++schemas}`

/** The Right, or the end of the test. */
export const must = <A>(result: Either<{ readonly message: string }, A>): A => {
  if (result._tag === 'Left') throw new Error(`expected a Right, got: ${result.left.message}`)
  return result.right
}

/** The Left, or the end of the test. */
export const refused = <L>(result: Either<L, unknown>): L => {
  if (result._tag === 'Right') throw new Error('expected a Left')
  return result.left
}

/** What a task gives, where it must succeed. */
export const done = async <A>(task: TaskEither<{ readonly message: string }, A>): Promise<A> => must(await task())

/** Every event of a store, read in pages. */
export const wholeLog = async (store: EventStore): Promise<readonly StoredEvent[]> => {
  const events: StoredEvent[] = []
  let page: Page = { events: [], next: null, end: false }
  while (!page.end) {
    page = await done(store.readAll(page.next, 1_000))
    events.push(...page.events)
  }
  return events
}

/** An open store, which is closed when the test is over. */
export const opened = async (options: PostgresOptions): Promise<PostgresStore> => {
  const store = await done(postgresStore(options))
  onTestFinished(async () => {
    await store.close()()
  })
  return store
}

/** The driver alone: another program, or another user. */
export const otherProgram = async (url: string): Promise<Client> => {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  onTestFinished(async () => {
    await client.end().catch(() => undefined)
  })
  return client
}
