import { type PostgresServer, startPostgres } from '@perca/postgres-test-server'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { done, master } from '../keys.fixture.js'
import { type PostgresKeys, type PostgresKeysOptions, postgresKeys } from './store.js'

/** One server for all tests of a file. */
export const serverOfFile = (): (() => PostgresServer) => {
  let server: PostgresServer | undefined
  beforeAll(async () => {
    server = await startPostgres()
  }, 60_000)
  afterAll(async () => {
    await server?.stop()
  })
  return () => {
    if (server === undefined) throw new Error('the server is there while tests run')
    return server
  }
}

let schemas = 0
/** The name of a schema that nobody has used. */
export const keySchema = (): string => `keys_${process.pid}_${++schemas}`

/** Keys on a server, in a schema of their own unless one is named; given back when the test is over. */
export const openedPostgres = async (
  { url }: PostgresServer,
  options: Partial<PostgresKeysOptions> = {},
): Promise<PostgresKeys> => {
  const keys = await done(
    postgresKeys({ connection: { connectionString: url, max: 4 }, schema: keySchema(), master: master(), ...options }),
  )
  onTestFinished(async () => {
    await keys.close()()
  })
  return keys
}
