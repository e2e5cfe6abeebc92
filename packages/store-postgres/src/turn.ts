import type { StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Client } from 'pg'
import { askOn } from './ask.js'
import { storeError, unavailable } from './failure.js'

/** The turn of one process among those that do a long piece of work on one log. */
export interface Turn {
  /** False where the connection that held it was lost: then the next may have it already. */
  readonly isMine: () => boolean
  /** Gives it to the next. A process that ends, in whatever way, gives it as well. */
  readonly end: () => Promise<void>
}

/** How somebody waits for their turn. */
export interface Wait {
  /** Once it is true, the wait is given up. */
  readonly signal: { readonly aborted: boolean }
  /** Called once, where another process has the turn. */
  readonly onWait: () => void
}

/** Between two attempts, in milliseconds. */
const pace = 50

/** Waits for the turn on a connection of its own, whose session holds it: see `PostgresStore.takeTurn`. */
export const takeTurn =
  (client: Client, schema: string, { signal, onWait }: Wait): TaskEither<StoreError, Turn | undefined> =>
  async () => {
    let isMine = true
    client.on('error', () => {
      isMine = false
    })
    client.on('end', () => {
      isMine = false
    })
    const end = () => client.end().catch(() => undefined)
    try {
      await client.connect()
      for (let waits = false; !signal.aborted; waits = true) {
        const [row] = await askOn(client, {
          text: "SELECT pg_try_advisory_lock(hashtextextended('perca turn ' || $1, 0))",
          values: [schema],
        })
        if (row?.[0] === true) return E.right({ isMine: () => isMine, end })
        if (!waits) onWait()
        await new Promise((resolve) => setTimeout(resolve, pace))
      }
      await end()
      return E.right(undefined)
    } catch (thrown) {
      await end()
      return E.left(storeError(thrown))
    }
  }

/** Where sessions belong to a pooler, nobody can hold a turn. */
export const noTurn: TaskEither<StoreError, never> = async () =>
  E.left(unavailable('A turn needs a session, which a transaction pooler does not give. Connect to the server itself.'))
