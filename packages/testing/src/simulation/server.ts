import type {
  AppendError,
  Appended,
  Closed,
  EventStore,
  ExpectedRevision,
  LogFilter,
  NewEvent,
  Page,
  StopSignal,
  StoreError,
  Unavailable,
} from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { HeldCommit, StoreFixture } from '../store-contract/check.js'
import { turn } from '../store-contract/sample.js'
import { type Gate, gate } from './gate.js'

const closed: Closed = { _tag: 'Closed', message: 'The store was closed; open it again.' }

const down = (outcomeUnknown: boolean): Unavailable => ({
  _tag: 'Unavailable',
  outcomeUnknown,
  message: 'The server does not answer. Try again with the same ids.',
})

/** What was written to the disk of a simulated server: whole appends, in the order of the log. */
interface DiskEntry {
  readonly stream: string
  readonly events: readonly NewEvent[]
}

/** A server in this process: it can be killed and started again, and its commits can be held. */
export interface SimulatedServer {
  /** A new handle; as many as are wanted work on the same log at the same time. */
  readonly connect: () => EventStore
  /** Stops the next append just before its commit; those after it go on. */
  readonly holdCommit: () => HeldCommit
  /** Ends it at once: what is under way is lost, its handles get `Unavailable`. */
  readonly kill: () => Promise<void>
  /** Starts it with what is on its disk. */
  readonly restart: () => Promise<void>
}

/** What a simulated server may do wrong on purpose. */
export interface ServerManner {
  /** False: the disk is written when a handle is closed, and not before an append is acknowledged. Default true. */
  readonly writesThrough?: boolean
  /** What a start finds on the disk; default: all that was written. */
  readonly recovers?: (written: readonly DiskEntry[]) => readonly DiskEntry[]
}

/** A server as long as it runs. */
interface Running {
  readonly store: EventStore
  readonly died: Gate
}

/**
 * A server around any store that a process could hold: shared by its handles, durable on a simulated disk. It is the
 * model for the controls of a `StoreFixture`, and what the broken stores of the suite are made from.
 *
 * @param newStore an empty store that keeps the contract; a restart fills a new one from the disk, so its positions must
 *   follow from the order of its appends alone
 */
export const simulatedServer = (
  newStore: () => EventStore,
  { writesThrough = true, recovers = (written) => written }: ServerManner = {},
): SimulatedServer => {
  let disk: readonly DiskEntry[] = []
  let notYetWritten: readonly DiskEntry[] = []
  let running: Running | undefined = { store: newStore(), died: gate() }
  let started = gate()
  let held: { readonly reached: Gate; readonly released: Gate } | undefined
  /** Appends are carried out one after the other, as under a lock. */
  let last: Promise<unknown> = Promise.resolve()

  const carryOut = async (server: Running, stream: string, expected: ExpectedRevision, events: readonly NewEvent[]) => {
    const result = await server.store.append(stream, expected, events)()
    if (E.isRight(result) && writesThrough) disk = [...disk, { stream, events }]
    else if (E.isRight(result)) notYetWritten = [...notYetWritten, { stream, events }]
    return result
  }

  const append = async (
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<E.Either<AppendError, Appended>> => {
    const server = running
    if (server === undefined) return E.left(down(false))
    const stopped = held
    held = undefined
    // The caller may change its events while they wait, and a restart must find the instant of the first time.
    const recordedAt = new Date().toISOString()
    const own = events.map((event) => structuredClone({ recordedAt, ...event }))
    await turn()
    stopped?.reached.open()
    if (stopped !== undefined) await Promise.race([stopped.released.opened, server.died.opened])
    const answer = last.then(() => (server.died.isOpen() ? undefined : carryOut(server, stream, expected, own)))
    last = answer.catch(() => undefined)
    const result = await Promise.race([answer, server.died.opened])
    return result === undefined || server.died.isOpen() ? E.left(down(true)) : result
  }

  const connect = (): EventStore => {
    const closing = gate()
    const underWay = new Set<Promise<unknown>>()

    const asked =
      <A>(ask: (store: EventStore) => TaskEither<StoreError, A>) =>
      async (): Promise<E.Either<StoreError, A>> => {
        if (closing.isOpen()) return E.left(closed)
        const server = running
        if (server === undefined) return E.left(down(false))
        const result = await ask(server.store)()
        return server.died.isOpen() ? E.left(down(false)) : result
      }

    async function* follow(after: string | null, filter: LogFilter | undefined, signal: StopSignal) {
      const aborted = gate()
      signal.addEventListener('abort', aborted.open, { once: true })
      let from = after
      while (!signal.aborted) {
        if (closing.isOpen()) {
          yield E.left<StoreError, Page>(closed)
          return
        }
        const server = running
        if (server === undefined) {
          yield E.left<StoreError, Page>(down(false))
          await Promise.race([started.opened, closing.opened, aborted.opened])
          continue
        }
        const stop = new AbortController()
        void Promise.race([server.died.opened, closing.opened, aborted.opened]).then(() => stop.abort())
        for await (const item of server.store.follow(from, filter, stop.signal)) {
          if (server.died.isOpen()) break
          yield item
          if (E.isLeft(item)) return
          from = item.right.next
          if (closing.isOpen()) break
        }
      }
    }

    return {
      limits: newStore().limits,
      append: (stream, expected, events) => async () => {
        if (closing.isOpen()) return E.left(closed)
        const answer = append(stream, expected, events)
        underWay.add(answer)
        try {
          return await answer
        } finally {
          underWay.delete(answer)
        }
      },
      readStream: (stream, from, limit) => asked((store) => store.readStream(stream, from, limit)),
      readAll: (after, limit, filter) => asked((store) => store.readAll(after, limit, filter)),
      follow,
      head: () => asked((store) => store.head()),
      describe: () => asked((store) => store.describe()),
      close: () => async () => {
        closing.open()
        await Promise.allSettled(underWay)
        disk = [...disk, ...notYetWritten]
        notYetWritten = []
        return E.right(undefined)
      },
    }
  }

  return {
    connect,
    holdCommit: () => {
      const [reached, released] = [gate(), gate()]
      held = { reached, released }
      return {
        reached: () => reached.opened,
        release: async () => {
          if (held?.released === released) held = undefined
          released.open()
        },
      }
    },
    kill: async () => {
      // After a whole turn no append stands between the store's memory and the disk.
      await turn()
      running?.died.open()
      running = undefined
      started = gate()
      notYetWritten = []
      held = undefined
    },
    restart: async () => {
      if (running !== undefined) return
      const store = newStore()
      for (const { stream, events } of recovers(disk)) {
        const replayed = await store.append(stream, 'any', events)()
        if (E.isLeft(replayed)) throw new Error(`the disk can't be read: ${replayed.left.message}`)
      }
      running = { store, died: gate() }
      started.open()
    },
  }
}

/**
 * A fixture with every control, on a simulated server.
 * @param newStore an empty store that keeps the contract, such as `memoryStore`
 */
export const simulatedFixture = (newStore: () => EventStore, manner: ServerManner = {}): StoreFixture => {
  const server = simulatedServer(newStore, manner)
  return {
    store: server.connect(),
    // A server that nobody kills outlives its handles, so it is started anew: what it finds is what its disk holds.
    reopen: async () => {
      await server.kill()
      await server.restart()
      return server.connect()
    },
    another: async () => server.connect(),
    holdCommit: async () => server.holdCommit(),
    killServer: server.kill,
    restartServer: server.restart,
    dispose: async () => undefined,
  }
}
