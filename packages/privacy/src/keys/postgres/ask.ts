import type { StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { ClientBase, Pool } from 'pg'
import { closed } from '../failure.js'
import { keyError } from './failure.js'

/** Where the tables of the keys are. */
export interface KeyTables {
  readonly pool: Pool
  /** Checked: it stands in the text of questions. */
  readonly schema: string
  readonly isClosed: () => boolean
}

/** A row, column by column. */
export type Row = readonly unknown[]

/** Asks on one connection; throws what the driver throws. */
export const askOn = async (
  client: ClientBase,
  text: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> => (await client.query<unknown[]>({ text, values: [...values], rowMode: 'array' })).rows

/** Works on a connection of the pool; one that broke is not given back to it. */
export const onConnection = async <A>(
  { pool, isClosed }: KeyTables,
  work: (client: ClientBase) => Promise<A>,
): Promise<E.Either<StoreError, A>> => {
  if (isClosed()) return E.left(closed)
  try {
    const client = await pool.connect()
    let isSound = false
    // Nobody else listens for its end while it is out of the pool; the question in work is told as well.
    const broken = () => undefined
    client.on('error', broken)
    try {
      const result = await work(client)
      isSound = true
      return E.right(result)
    } finally {
      client.removeListener('error', broken)
      client.release(!isSound)
    }
  } catch (thrown) {
    return E.left(isClosed() ? closed : keyError(thrown))
  }
}

/** All or nothing, and on the disk when it says so, however the database is set otherwise. */
export const transaction = <A>(
  tables: KeyTables,
  body: (client: ClientBase) => Promise<A>,
): Promise<E.Either<StoreError, A>> =>
  onConnection(tables, async (client) => {
    await client.query('BEGIN')
    await client.query('SET LOCAL synchronous_commit = on')
    const result = await body(client)
    await client.query('COMMIT')
    return result
  })
