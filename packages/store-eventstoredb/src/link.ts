import { EventStoreDBClient } from '@eventstore/db-client'
import type { StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { closed, isPassing, Overdue, storeError } from './failure.js'

/** Who is told to the server. */
export interface Credentials {
  readonly username: string
  readonly password: string
}

/** The way to the server, which outlives any client of it. */
export interface Link {
  /** For calls: with them the client appends in a call of its own (see `linkTo`). */
  readonly credentials: Credentials
  /** How long an answer may take, in milliseconds. */
  readonly deadline: number
  readonly isClosed: () => boolean
  /** The client of now. */
  readonly client: () => EventStoreDBClient
  /**
   * Calls the server; again, after a pause, where it failed in a way that passes. The call must be one that may be repeated.
   * @param wasSent what it means where it fails for good: see `storeError`
   */
  readonly call: <A>(
    attempt: (client: EventStoreDBClient) => Promise<A>,
    wasSent?: boolean,
  ) => Promise<E.Either<StoreError, A>>
  readonly close: () => Promise<void>
}

/** How often a call is tried, and how long, in milliseconds, the pause before the next is about. */
const attempts = 4
const pause = 40

/** Failures in a row after which a client is given up: some of them it remembers for ever. */
const patience = 3

/** An answer before the deadline; `Overdue` where there is none. */
export const inTime = async <A>(deadline: number, answer: Promise<A>): Promise<A> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Overdue()), deadline)
  })
  answer.catch(() => undefined)
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Opens the way to a server or cluster.
 *
 * Every call names the user. So the client (6.2.1) appends by the plain call: its other one, for many appends at once, has no
 * deadline of its own, remembers for ever that it could not ask what the server can do, and lets one server's end reject
 * what was sent to another. Where the connection has no TLS, the client drops the user again, and only the way remains.
 */
export const linkTo = (connection: string, credentials: Credentials, deadline: number): Link => {
  let client = EventStoreDBClient.connectionString(connection)
  let [failures, isClosed] = [0, false]
  const given: EventStoreDBClient[] = []

  const failed = () => {
    failures += 1
    if (failures < patience || isClosed) return
    failures = 0
    // What is under way on it is not cut off: it ends by itself, or is overdue.
    given.push(client)
    client = EventStoreDBClient.connectionString(connection)
    if (given.length > patience) void given.shift()?.dispose()
  }

  return {
    credentials,
    deadline,
    isClosed: () => isClosed,
    client: () => client,
    call: async (attempt, wasSent = false) => {
      for (let n = 1; ; n++) {
        if (isClosed) return E.left(closed)
        try {
          const result = await inTime(deadline, attempt(client))
          failures = 0
          return E.right(result)
        } catch (thrown) {
          if (!isPassing(thrown)) throw thrown
          failed()
          if (n === attempts) return E.left(storeError(thrown, wasSent))
          await new Promise((resolve) => setTimeout(resolve, pause * n * (0.5 + Math.random())))
        }
      }
    },
    close: async () => {
      isClosed = true
      for (const old of [...given, client]) await old.dispose()
    },
  }
}
