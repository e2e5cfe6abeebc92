import type {
  AppendError,
  Appended,
  EventStore,
  LogFilter,
  NewEvent,
  Page,
  StopSignal,
  StoredEvent,
  StoreError,
} from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type ServerManner, simulatedFixture } from '../simulation/server.js'
import type { StoreFixture, StorePromise } from '../store-contract/check.js'

/** A store that is broken on purpose: the suite is only worth something where it finds it. */
export interface BrokenStore {
  /** Every promise that it breaks, the one that it was made against first. The suite must find these, and no other. */
  readonly breaks: readonly StorePromise[]
  /** One such store with every control, around stores that keep the contract. */
  readonly open: (newStore: () => EventStore) => StoreFixture
}

/** What breaks a handle. What it keeps in mind across handles, it keeps where it is made. */
export type Break = (store: EventStore) => EventStore

/** Breaks every handle of a fixture in the same way. */
const brokenFixture = (fixture: StoreFixture, wrap: Break): StoreFixture => {
  const { another, reopen } = fixture
  return {
    ...fixture,
    store: wrap(fixture.store),
    ...(another === undefined ? {} : { another: async () => wrap(await another()) }),
    ...(reopen === undefined ? {} : { reopen: async () => wrap(await reopen()) }),
  }
}

/** A broken store by what breaks its handles; `make` is called once for each fixture. */
export const brokenBy = (breaks: readonly StorePromise[], make: () => Break): BrokenStore => ({
  breaks,
  open: (newStore) => brokenFixture(simulatedFixture(newStore), make()),
})

/** A broken store whose server does something wrong. */
export const brokenServer = (breaks: readonly StorePromise[], manner: ServerManner): BrokenStore => ({
  breaks,
  open: (newStore) => simulatedFixture(newStore, manner),
})

/** A store that appends in another way. Its closing still waits for what is under way, however long that takes now. */
export const appending = (store: EventStore, append: EventStore['append']): EventStore => {
  const underWay = new Set<Promise<unknown>>()
  return {
    ...store,
    append: (stream, expected, events) => {
      const task = append(stream, expected, events)
      return async () => {
        const answer = task()
        underWay.add(answer)
        try {
          return await answer
        } finally {
          underWay.delete(answer)
        }
      }
    },
    close: () => async () => {
      await Promise.allSettled(underWay)
      return store.close()()
    },
  }
}

/** A store that says of an append where it stands in another way. */
export const answering = (
  store: EventStore,
  answer: (appended: Appended, events: readonly NewEvent[]) => Appended,
): EventStore =>
  appending(store, (stream, expected, events) =>
    TE.map((appended: Appended) => answer(appended, events))(store.append(stream, expected, events)),
  )

/** A store that tells the errors of its appends in another form. */
export const telling = (store: EventStore, tell: (error: AppendError) => AppendError): EventStore =>
  appending(store, (stream, expected, events) => TE.mapLeft(tell)(store.append(stream, expected, events)))

/** A store whose followers go another way. */
export const following = (store: EventStore, follow: EventStore['follow']): EventStore => ({ ...store, follow })

/** Changes each page that a follower gets. */
export const followedPages = (store: EventStore, change: (page: Page) => Page): EventStore['follow'] =>
  async function* (after: string | null, filter: LogFilter | undefined, signal: StopSignal) {
    for await (const item of store.follow(after, filter, signal)) yield E.map(change)(item)
  }

/** Changes each page that is read, but not those of followers. */
export const readPages = (store: EventStore, change: (page: Page, filter?: LogFilter) => Page): EventStore => ({
  ...store,
  readAll: (after, limit, filter) => TE.map((page: Page) => change(page, filter))(store.readAll(after, limit, filter)),
})

/** Shows each event in another way, however it is read. */
export const showing = (store: EventStore, show: (event: StoredEvent) => StoredEvent): EventStore => {
  const page = (found: Page): Page => ({ ...found, events: found.events.map(show) })
  return {
    ...readPages(store, page),
    readStream: (stream, from, limit) =>
      TE.map((events: readonly StoredEvent[]) => events.map(show))(store.readStream(stream, from, limit)),
    follow: followedPages(store, page),
  }
}

/** Whatever a log holds at this moment. */
export const wholeLog = (store: EventStore): TE.TaskEither<StoreError, readonly StoredEvent[]> =>
  TE.map(({ events }: Page) => events)(store.readAll(null, Number.MAX_SAFE_INTEGER))

/** What is never answered. */
export const never = (): Promise<never> => new Promise(() => undefined)
