import type { StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { ClientBase, Pool, PoolClient, QueryArrayConfig } from 'pg'
import { closed, Overdue, storeError } from './failure.js'

/** A row, column by column: what is asked for by name is read by place. */
export type Row = readonly unknown[]

/** A question to the server. */
export interface Question {
  readonly text: string
  readonly values: readonly unknown[]
  /** Under this name the server keeps how it answers the question; left out where sessions are not one's own (a pooler). */
  readonly name?: string
}

/** Asks on one connection; throws what the driver throws. */
export const askOn = async (client: ClientBase, { text, values, name }: Question): Promise<readonly Row[]> => {
  const config: QueryArrayConfig = { text, values: [...values], rowMode: 'array' }
  if (name !== undefined) config.name = name
  return (await client.query(config)).rows
}

/** What asks the server, one connection a question. */
export interface Server {
  readonly pool: Pool
  /** How long to wait for an answer, in milliseconds. */
  readonly deadline: number
  readonly isClosed: () => boolean
}

/** An answer before the deadline; `Overdue` where there is none. */
const inTime = async <A>(deadline: number, answer: Promise<A>): Promise<A> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Overdue()), deadline)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

const connected = async (
  server: Server,
  told: (thrown: unknown) => void,
): Promise<E.Either<StoreError, PoolClient>> => {
  const connecting = server.pool.connect()
  try {
    return E.right(await inTime(server.deadline, connecting))
  } catch (thrown) {
    // It may come after all, and must not be held by nobody.
    connecting.then(
      (client) => client.release(),
      () => undefined,
    )
    told(thrown)
    return E.left(server.isClosed() ? closed : storeError(thrown))
  }
}

/**
 * Works on a connection of the pool, for as long as the deadline lets it. A connection that broke, or whose answer is
 * overdue, is hung up: nobody gets the answer to another's question.
 *
 * @param wasSent what a broken connection means: see `storeError`
 * @param told is told what the driver threw, before it is made a typed error
 */
export const withConnection = async <A>(
  server: Server,
  work: (client: PoolClient) => Promise<A>,
  wasSent = false,
  told: (thrown: unknown) => void = () => undefined,
): Promise<E.Either<StoreError, A>> => {
  if (server.isClosed()) return E.left(closed)
  const client = await connected(server, told)
  if (E.isLeft(client)) return client
  // While a connection is out of the pool nobody else listens for its end; the question in work is told as well.
  const broken = () => undefined
  client.right.on('error', broken)
  let isSound = false
  try {
    const answer = work(client.right)
    answer.catch(() => undefined)
    const result = await inTime(server.deadline, answer)
    isSound = true
    return E.right(result)
  } catch (thrown) {
    told(thrown)
    return E.left(storeError(thrown, wasSent))
  } finally {
    client.right.removeListener('error', broken)
    client.right.release(!isSound)
  }
}

/** Asks one question; rows as arrays. */
export const ask = (server: Server, question: Question): Promise<E.Either<StoreError, readonly Row[]>> =>
  withConnection(server, (client) => askOn(client, question))
