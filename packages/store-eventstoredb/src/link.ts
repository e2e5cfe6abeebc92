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
const inTime = async <A>(deadline: number, answer: Promise<A>): Promise<A> => {
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
  /** A client, and how many calls are under way on it. */
  interface Line {
    readonly client: EventStoreDBClient
    calls: number
  }
  const newLine = (): Line => ({ client: EventStoreDBClient.connectionString(connection), calls: 0 })
  let line = newLine()
  let [failures, isClosed] = [0, false]
  const givenUp = new Set<Line>()

  /** Only without calls: a client that is disposed of ends its readings as if nothing more were there. */
  const disposeIdle = async () => {
    for (const old of [...givenUp]) {
      if (old.calls > 0) continue
      givenUp.delete(old)
      await old.client.dispose()
    }
  }

  const failed = (on: Line) => {
    if (on !== line || isClosed) return
    failures += 1
    if (failures < patience) return
    failures = 0
    givenUp.add(line)
    line = newLine()
  }

  /** One attempt, on the client of now. */
  const attempted = async <A>(attempt: (client: EventStoreDBClient) => Promise<A>): Promise<A> => {
    const mine = line
    mine.calls += 1
    const answer = attempt(mine.client)
    const over = () => {
      mine.calls -= 1
      void disposeIdle()
    }
    answer.then(over, over)
    try {
      const result = await inTime(deadline, answer)
      if (mine === line) failures = 0
      return result
    } catch (thrown) {
      if (isPassing(thrown)) failed(mine)
      throw thrown
    }
  }

  return {
    credentials,
    deadline,
    isClosed: () => isClosed,
    client: () => line.client,
    call: async (attempt, wasSent = false) => {
      for (let n = 1; ; n++) {
        if (isClosed) return E.left(closed)
        try {
          const result = await attempted(attempt)
          // What was read while the client was being disposed of may be a part.
          return isClosed && !wasSent ? E.left(closed) : E.right(result)
        } catch (thrown) {
          if (isClosed && !wasSent) return E.left(closed)
          if (!isPassing(thrown)) throw thrown
          if (n === attempts) return E.left(storeError(thrown, wasSent))
          await new Promise((resolve) => setTimeout(resolve, pause * n * (0.5 + Math.random())))
        }
      }
    },
    close: async () => {
      isClosed = true
      for (const { client } of [...givenUp, line]) await client.dispose()
    },
  }
}
