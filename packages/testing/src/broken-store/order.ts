import { categoryOf, type LogFilter, type Page, type StoreDescription, type StoredEvent } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { turn } from '../store-contract/sample.js'
import {
  answering,
  type Break,
  type BrokenStore,
  brokenBy,
  readPages,
  showing,
  telling,
  wholeLog,
} from './broken-store.js'
import { usesASequence } from './sequence.js'

const endsTooEarly = (): Break => (store) => readPages(store, (page) => ({ ...page, end: true }))

const neverEnds = (): Break => (store) => readPages(store, (page) => ({ ...page, end: false }))

const smallPagesBackwards = (): Break => (store) => ({
  ...store,
  readAll: (after, limit, filter) =>
    TE.map((page: Page) => (limit < 7 ? { ...page, events: [...page.events].reverse() } : page))(
      store.readAll(after, limit, filter),
    ),
})

const onePosition = (): Break => {
  const positions = new Map<string, string>()
  return (store) =>
    answering(
      showing(store, (event) => ({ ...event, position: positions.get(event.id) ?? event.position })),
      (appended, events) => {
        for (const { id } of events) positions.set(id, appended.position)
        return appended
      },
    )
}

const readsFromThePosition = (): Break => (store) => ({
  ...store,
  readAll: (after, limit, filter) => async () => {
    const log = await wholeLog(store)()
    const page = await store.readAll(after, limit, filter)()
    if (E.isLeft(log) || E.isLeft(page)) return page
    const at = log.right.find(({ position }) => position === after)
    return at === undefined || page.right.end
      ? page
      : E.right({ ...page.right, events: [at, ...page.right.events].slice(0, limit) })
  },
})

const skipsARevision = (): Break => (store) => ({
  ...store,
  readStream: (stream, from, limit) => store.readStream(stream, from === 0 ? 0 : from + 1, limit),
})

const givesOneMore = (): Break => (store) => ({
  ...store,
  readStream: (stream, from, limit) => store.readStream(stream, from, limit + 1),
})

const pagesOneMore = (): Break => (store) => ({
  ...store,
  readAll: (after, limit, filter) => store.readAll(after, limit + 1, filter),
})

/** Filters in a way of its own. */
const filtering =
  (change: (filter: LogFilter) => LogFilter, isMet: (event: StoredEvent, filter: LogFilter) => boolean): Break =>
  (store) => ({
    ...store,
    readAll: (after, limit, filter) =>
      filter === undefined
        ? store.readAll(after, limit)
        : TE.map((page: Page) => ({ ...page, events: page.events.filter((event) => isMet(event, filter)) }))(
            store.readAll(after, limit, change(filter)),
          ),
  })

const ignoresTheSubject = (): Break =>
  filtering(
    ({ subject, ...filter }) => filter,
    () => true,
  )

const ignoresTypes = (): Break =>
  filtering(
    ({ types, ...filter }) => filter,
    () => true,
  )

const categoryByItsBeginning = (): Break =>
  filtering(
    ({ categories, ...filter }) => filter,
    (event, { categories }) => categories?.some((category) => categoryOf(event.stream).startsWith(category)) ?? true,
  )

const emptyListIsNoFilter = (): Break =>
  filtering(
    ({ types, categories, ...filter }) => ({
      ...filter,
      ...(types === undefined || types.length === 0 ? {} : { types }),
      ...(categories === undefined || categories.length === 0 ? {} : { categories }),
    }),
    () => true,
  )

const leadsToTheLastMatch = (): Break => (store) => ({
  ...store,
  readAll: (after, limit, filter) =>
    TE.map((page: Page): Page => {
      if (filter === undefined || !page.end) return page
      return { ...page, next: page.events[page.events.length - 1]?.position ?? after }
    })(store.readAll(after, limit, filter)),
})

const takesNonsenseForTheBeginning = (): Break => (store) => {
  const known = (after: string | null) => (after !== null && /^[1-9]\d*$/.test(after) ? after : null)
  return {
    ...store,
    readAll: (after, limit, filter) => store.readAll(known(after), limit, filter),
    follow: (after, filter, signal) => store.follow(known(after), filter, signal),
  }
}

const leadsToTheHeadOfNow = (): Break => (store) => ({
  ...store,
  readAll: (after, limit, filter) => async () => {
    const page = await store.readAll(after, limit, filter)()
    if (E.isLeft(page) || !page.right.end) return page
    await turn()
    const head = await store.head()()
    return E.isLeft(head) ? head : E.right({ ...page.right, next: head.right })
  },
})

const beginsWithZero = (): Break => (store) => {
  const from = (after: string | null) => (after === '0' ? null : after)
  const page = (found: Page): Page => ({ ...found, next: found.next ?? '0' })
  return {
    ...store,
    readAll: (after, limit, filter) => TE.map(page)(store.readAll(from(after), limit, filter)),
    follow: (after, filter, signal) => store.follow(from(after), filter, signal),
  }
}

const countsRefusedStreams = (): Break => {
  let refused = 0
  return (store) => ({
    ...telling(store, (error) => {
      if (error._tag === 'Conflict' && error.actual === 'noStream') refused += 1
      return error
    }),
    describe: () =>
      TE.map((found: StoreDescription) => ({ ...found, streams: found.streams + refused }))(store.describe()),
  })
}

const tellsAnOldHead = (): Break => {
  let [before, now]: readonly (string | null)[] = [null, null]
  return (store) => ({
    ...answering(store, (appended) => {
      ;[before, now] = [now ?? null, appended.position]
      return appended
    }),
    head: () => TE.map((head: string | null) => (head === now ? (before ?? null) : head))(store.head()),
  })
}

/** Stores that break promise 4: order is total, and a reader is never overtaken. */
export const brokenOrders: Readonly<Record<string, BrokenStore>> = {
  'uses a sequence as the position, so that gaps are filled later': brokenBy([4, 6], usesASequence),
  'tells the end of the log too early': brokenBy([4], endsTooEarly),
  'never tells the end of the log': brokenBy([4], neverEnds),
  'gives a small page backwards': brokenBy([4], smallPagesBackwards),
  'gives the events of an append one position': brokenBy([4, 6], onePosition),
  'repeats the event at the position it is asked to read after': brokenBy([4], readsFromThePosition),
  'begins a stream one revision too late': brokenBy([4], skipsARevision),
  'gives one event of a stream more than was asked for': brokenBy([4], givesOneMore),
  'gives one event of the log more than was asked for': brokenBy([4], pagesOneMore),
  'ignores the subject of a filter': brokenBy([4], ignoresTheSubject),
  'ignores the types of a filter': brokenBy([4], ignoresTypes),
  'takes a category by its beginning': brokenBy([4], categoryByItsBeginning),
  'takes a filter by an empty list for none': brokenBy([4], emptyListIsNoFilter),
  'leads only to the last event that meets a filter': brokenBy([4], leadsToTheLastMatch),
  'takes a text that is no position for the beginning': brokenBy([4], takesNonsenseForTheBeginning),
  'leads to the head of a moment later': brokenBy([4], leadsToTheHeadOfNow),
  'gives an empty log a position': brokenBy([4], beginsWithZero),
  'counts streams that no append has made': brokenBy([4], countsRefusedStreams),
  'tells the head of one append ago': brokenBy([4, 1, 3, 5], tellsAnOldHead),
}
