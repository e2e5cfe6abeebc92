import { randomUUID } from 'node:crypto'
import type { Appended, EventStore, LogFilter, Page, StopSignal, StoredEvent, StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { StorePromise } from './check.js'

/** A way to break a good store, and the promise that the suite must then find broken. */
export interface BrokenStore {
  readonly breaks: StorePromise
  readonly from: (store: EventStore) => EventStore
}

const losesTheTail = (store: EventStore): EventStore => ({
  ...store,
  append: (stream, expected, events) => {
    if (events.length < 2) return store.append(stream, expected, events)
    const claimAll = (appended: Appended): Appended => ({ ...appended, revision: appended.revision + 1 })
    return TE.map(claimAll)(store.append(stream, expected, events.slice(0, -1)))
  },
})

const writesOneByOne = (store: EventStore): EventStore => ({
  ...store,
  append: (stream, expected, events) => async () => {
    let result = await store.append(stream, expected, events.slice(0, 1))()
    for (const event of events.slice(1)) {
      if (E.isLeft(result)) return result
      result = await store.append(stream, 'exists', [event])()
    }
    return result
  },
})

const ignoresExpected = (store: EventStore): EventStore => ({
  ...store,
  append: (stream, _, events) => store.append(stream, 'any', events),
})

const forgetsIds = (store: EventStore): EventStore => {
  const given = new Map<string, string>()
  const named = (event: StoredEvent): StoredEvent => ({ ...event, id: given.get(event.id) ?? event.id })
  const page = (found: Page): Page => ({ ...found, events: found.events.map(named) })
  const renamed = <Item extends { readonly id: string }>(event: Item): Item => {
    const id = randomUUID()
    given.set(id, event.id)
    return { ...event, id }
  }
  async function* follow(after: string | null, filter: LogFilter | undefined, signal: StopSignal) {
    for await (const item of store.follow(after, filter, signal)) yield E.map(page)(item)
  }
  return {
    ...store,
    append: (stream, expected, events) => async () => store.append(stream, expected, events.map(renamed))(),
    readStream: (stream, from, limit) =>
      TE.map((events: readonly StoredEvent[]) => events.map(named))(store.readStream(stream, from, limit)),
    readAll: (after, limit, filter) => TE.map(page)(store.readAll(after, limit, filter)),
    follow,
  }
}

const endsTooEarly = (store: EventStore): EventStore => ({
  ...store,
  readAll: (after, limit, filter) =>
    TE.map((page: Page): Page => ({ ...page, end: true }))(store.readAll(after, limit, filter)),
})

const dropsTheLiveEdge = (store: EventStore): EventStore => {
  async function* follow(after: string | null, filter: LogFilter | undefined, signal: StopSignal) {
    for await (const item of store.follow(after, filter, signal)) {
      yield item
      if (E.isRight(item) && item.right.end) break
    }
    // Whatever came while the reader worked on that last page is passed over.
    const head = await store.head()()
    if (E.isLeft(head)) yield E.left<StoreError, Page>(head.left)
    else yield* store.follow(head.right, filter, signal)
  }
  return { ...store, follow }
}

const throwsItsErrors = (store: EventStore): EventStore => ({
  ...store,
  append: (stream, expected, events) => async () => {
    const result = await store.append(stream, expected, events)()
    if (E.isLeft(result)) throw new Error(result.left.message)
    return result
  },
})

const checksLimitsTooLate = (store: EventStore): EventStore => ({
  ...store,
  append: (stream, expected, events) => async () => {
    const result = await store.append(stream, expected, events)()
    if (E.isLeft(result) && result.left._tag === 'TooLarge') await store.append(stream, expected, events.slice(0, 1))()
    return result
  },
})

/** Stores that each break one promise: the suite is only worth something where it finds them. */
export const brokenStores: Readonly<Record<string, BrokenStore>> = {
  'loses the tail of an append': { breaks: 1, from: losesTheTail },
  'writes an append one by one': { breaks: 1, from: writesOneByOne },
  'ignores the expected revision': { breaks: 2, from: ignoresExpected },
  'forgets the ids it has seen': { breaks: 3, from: forgetsIds },
  'tells the end of the log too early': { breaks: 4, from: endsTooEarly },
  'drops what comes between the last page and the live tail': { breaks: 6, from: dropsTheLiveEdge },
  'throws its errors': { breaks: 7, from: throwsItsErrors },
  'checks its limits too late': { breaks: 8, from: checksLimitsTooLate },
}
