import type { LogFilter, Page, StopSignal, StoredEvent, StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { turn } from '../store-contract/sample.js'
import { type Break, type BrokenStore, brokenBy, followedPages, following } from './broken-store.js'

const dropsTheLiveEdge = (): Break => (store) =>
  following(store, async function* (after: string | null, filter: LogFilter | undefined, signal: StopSignal) {
    for await (const item of store.follow(after, filter, signal)) {
      yield item
      if (E.isLeft(item) && item.left._tag !== 'Unavailable') return
      if (E.isRight(item) && item.right.end) break
    }
    // Whatever came while the reader worked on that last page is passed over.
    const head = await store.head()()
    if (E.isLeft(head)) yield E.left<StoreError, Page>(head.left)
    else yield* store.follow(head.right, filter, signal)
  })

const beginsAtTheHead = (): Break => (store) =>
  following(store, async function* (after: string | null, filter: LogFilter | undefined, signal: StopSignal) {
    const [page, head] = [await store.readAll(after, 1)(), await store.head()()]
    const isThere = E.isRight(page) && E.isRight(head)
    yield* store.follow(isThere ? head.right : after, filter, signal)
  })

const passesOverTheFirst = (): Break => (store) =>
  following(store, async function* (after: string | null, filter: LogFilter | undefined, signal: StopSignal) {
    const first = await store.readAll(null, 1)()
    yield* store.follow(after ?? (E.isRight(first) ? first.right.next : null), filter, signal)
  })

const repeatsTheLast = (): Break => (store) =>
  following(store, async function* (after: string | null, filter: LogFilter | undefined, signal: StopSignal) {
    let last: StoredEvent | undefined
    for await (const item of store.follow(after, filter, signal)) {
      const again = last
      yield again === undefined ? item : E.map((page: Page) => ({ ...page, events: [again, ...page.events] }))(item)
      last = E.isRight(item) && item.right.end ? item.right.events[item.right.events.length - 1] : undefined
    }
  })

const endsWhenItHasCaughtUp = (): Break => (store) =>
  following(store, async function* (after: string | null, filter: LogFilter | undefined, signal: StopSignal) {
    for await (const item of store.follow(after, filter, signal)) {
      yield item
      if (E.isRight(item) && item.right.end) return
    }
  })

const waitsOnAfterItsAbort = (): Break => (store) =>
  following(store, async function* (after: string | null, filter: LogFilter | undefined, signal: StopSignal) {
    if (signal.aborted) return
    for await (const item of store.follow(after, filter, new AbortController().signal)) {
      if (signal.aborted) return
      yield item
    }
  })

const readsBeforeItLooks = (): Break => (store) =>
  following(store, async function* (after: string | null, filter: LogFilter | undefined, signal: StopSignal) {
    const page = await store.readAll(after, 1_000, filter)()
    yield page
    if (E.isRight(page)) yield* store.follow(page.right.next, filter, signal)
  })

const neverCatchesUp = (): Break => (store) =>
  following(
    store,
    followedPages(store, (page) => ({ ...page, end: false })),
  )

const forgetsItsFilter = (): Break => (store) =>
  following(store, async function* (after: string | null, filter: LogFilter | undefined, signal: StopSignal) {
    let from = after
    for await (const item of store.follow(after, filter, signal)) {
      yield item
      if (E.isLeft(item)) return
      from = item.right.next
      if (item.right.end) break
    }
    yield* store.follow(from, undefined, signal)
  })

const hearsItsOwnHandle = (): Break => (store) => {
  const own = new Set<string>()
  return {
    ...store,
    append: (stream, expected, events) => {
      for (const { id } of events) own.add(id)
      return store.append(stream, expected, events)
    },
    follow: async function* (after: string | null, filter: LogFilter | undefined, signal: StopSignal) {
      let isLive = false
      for await (const item of store.follow(after, filter, signal)) {
        const wasLive = isLive
        yield wasLive
          ? E.map((page: Page) => ({ ...page, events: page.events.filter(({ id }) => own.has(id)) }))(item)
          : item
        isLive = isLive || (E.isRight(item) && item.right.end)
      }
    },
  }
}

const stopsAllWithOne = (): Break => {
  const stops = new Set<() => void>()
  return (store) =>
    following(store, async function* (after: string | null, filter: LogFilter | undefined, signal: StopSignal) {
      if (signal.aborted) return
      const stop = new AbortController()
      const abort = () => stop.abort()
      stops.add(abort)
      signal.addEventListener('abort', () => {
        for (const each of stops) each()
        stops.clear()
      })
      yield* store.follow(after, filter, stop.signal)
    })
}

const endsWithoutAWord = (): Break => (store) =>
  following(store, async function* (after: string | null, filter: LogFilter | undefined, signal: StopSignal) {
    for await (const item of store.follow(after, filter, signal)) {
      if (E.isLeft(item) && item.left._tag === 'Closed') return
      yield item
    }
  })

const endsWithItsServer = (): Break => (store) =>
  following(store, async function* (after: string | null, filter: LogFilter | undefined, signal: StopSignal) {
    for await (const item of store.follow(after, filter, signal)) {
      yield item
      if (E.isLeft(item)) return
    }
  })

const beginsAnewWithItsServer = (): Break => (store) =>
  following(store, async function* (after: string | null, filter: LogFilter | undefined, signal: StopSignal) {
    for (;;) {
      let isLost = false
      for await (const item of store.follow(after, filter, signal)) {
        if (isLost && E.isRight(item)) break
        yield item
        isLost = E.isLeft(item)
        if (E.isLeft(item) && item.left._tag !== 'Unavailable') return
      }
      if (!isLost) return
    }
  })

const waitsForWhatIsHeld = (): Break => {
  let underWay = 0
  return (store) => ({
    ...store,
    append: (stream, expected, events) => async () => {
      underWay += 1
      try {
        return await store.append(stream, expected, events)()
      } finally {
        underWay -= 1
      }
    },
    follow: async function* (after: string | null, filter: LogFilter | undefined, signal: StopSignal) {
      for await (const item of store.follow(after, filter, signal)) {
        while (underWay > 0 && !signal.aborted) await turn()
        yield item
      }
    },
  })
}

/** Stores that break promise 6: `follow` misses nothing and repeats nothing. */
export const brokenFollowers: Readonly<Record<string, BrokenStore>> = {
  'drops what comes between the last page and the live tail': brokenBy([6], dropsTheLiveEdge),
  'follows from the head, wherever it is asked to begin': brokenBy([6], beginsAtTheHead),
  'passes over the first event of the log when it follows': brokenBy([6], passesOverTheFirst),
  'repeats the last event at the live edge': brokenBy([6], repeatsTheLast),
  'ends a follower that has caught up': brokenBy([6], endsWhenItHasCaughtUp),
  'waits on when a follower is aborted': brokenBy([6], waitsOnAfterItsAbort),
  'gives a page to a follower that was aborted before it began': brokenBy([6], readsBeforeItLooks),
  'never tells a follower that it has caught up': brokenBy([6], neverCatchesUp),
  'forgets the filter of a follower that has caught up': brokenBy([6], forgetsItsFilter),
  'follows live what its own handle appends only': brokenBy([6], hearsItsOwnHandle),
  'stops all followers with one': brokenBy([6], stopsAllWithOne),
  'ends the followers of a closed store without a word': brokenBy([6, 7], endsWithoutAWord),
  'ends a follower when the server is lost': brokenBy([6], endsWithItsServer),
  'begins anew when the server is back': brokenBy([6], beginsAnewWithItsServer),
  'keeps followers waiting for an append that is not committed': brokenBy([6], waitsForWhatIsHeld),
}
