import type { EventStore, NewEvent, StoredEvent } from '@perca/eventsourcing'
import { must } from '../filled.js'

/** What is measured of a store, of its driver alone, and of a peer on the same database. */
export interface Engine {
  /** Writes the events to a stream in one commit, and waits until that is durable. */
  readonly append: (stream: string, events: readonly NewEvent[]) => Promise<void>
  /** Reads a stream to its end. Gives how many events it holds. */
  readonly load: (stream: string) => Promise<number>
  /** Reads the whole log. Null: the engine has no such reading. */
  readonly readAll: (() => Promise<number>) | null
  /** Calls back for each new event's id, from now on; gives the way to end it. Null: the engine has no such following. */
  readonly follow: ((seen: (id: string) => void) => Promise<() => Promise<void>>) | null
  readonly close: () => Promise<void>
}

/** A database to measure on, with everything that writes to it; each engine has tables, or a log, of its own there. */
export interface Database {
  readonly name: string
  /** What the figures rest on: versions and settings. */
  readonly settings: string
  readonly perca: Engine
  /** The driver alone: what an append, a load, a reading cost at least. */
  readonly raw: Engine
  /** The best published TypeScript peer; null: none is installed, and `peerHint` says how. */
  readonly peer: Engine | null
  readonly peerHint: string
  readonly close: () => Promise<void>
}

/** A store of Perca's as an engine. */
export const engineOf = (store: EventStore): Engine => ({
  append: async (stream, events) => {
    must(await store.append(stream, 'any', events)())
  },
  load: async (stream) => {
    let count = 0
    for (;;) {
      const events: readonly StoredEvent[] = must(await store.readStream(stream, count, 1_000)())
      count += events.length
      if (events.length < 1_000) return count
    }
  },
  readAll: async () => {
    let [count, after, isOver]: [number, string | null, boolean] = [0, null, false]
    while (!isOver) {
      const page: { events: readonly StoredEvent[]; next: string | null; end: boolean } = must(
        await store.readAll(after, 1_000)(),
      )
      ;[count, after, isOver] = [count + page.events.length, page.next, page.end]
    }
    return count
  },
  follow: async (seen) => {
    const stop = new AbortController()
    const head = must(await store.head()())
    let caughtUp: () => void = () => undefined
    const isReady = new Promise<void>((resolve) => {
      caughtUp = resolve
    })
    const ended = (async () => {
      for await (const page of store.follow(head, {}, stop.signal)) {
        const { events, end } = must(page)
        for (const { id } of events) seen(id)
        if (end) caughtUp()
      }
    })()
    await isReady
    return async () => {
      stop.abort()
      await ended
    }
  },
  close: async () => {
    must(await store.close()())
  },
})
