import type { Page, StoreDescription, StoredEvent } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { simulatedFixture } from '../simulation/server.js'
import { turn } from '../store-contract/sample.js'
import {
  answering,
  appending,
  type Break,
  type BrokenStore,
  brokenBy,
  brokenServer,
  followedPages,
  telling,
} from './broken-store.js'

const acknowledgesWhileClosing = (): Break => (store) => {
  let isClosing = false
  const doomed = appending(store, (stream, expected, events) => async () => {
    if (events.length === 1) return store.append(stream, expected, events)()
    await turn()
    const result = await store.append(stream, expected, events)()
    const isLost = isClosing && E.isLeft(result) && result.left._tag === 'Closed'
    return isLost ? E.right({ stream, revision: events.length - 1, position: '1' }) : result
  })
  return {
    ...doomed,
    close: () => {
      isClosing = true
      return store.close()
    },
  }
}

/** Calls its positions by another name. */
const renumbered: Break = (store) => {
  const outer = (event: StoredEvent): StoredEvent => ({ ...event, position: `r${event.position}` })
  const page = (found: Page): Page => ({
    ...found,
    events: found.events.map(outer),
    next: found.next === null ? null : `r${found.next}`,
  })
  const inner = (after: string | null) => after?.replace(/^r/, '') ?? null
  const named = (position: string | null) => (position === null ? null : `r${position}`)
  return {
    ...answering(store, (appended) => ({ ...appended, position: `r${appended.position}` })),
    readStream: (stream, from, limit) =>
      TE.map((events: readonly StoredEvent[]) => events.map(outer))(store.readStream(stream, from, limit)),
    readAll: (after, limit, filter) => TE.map(page)(store.readAll(inner(after), limit, filter)),
    follow: (after, filter, signal) => followedPages(store, page)(inner(after), filter, signal),
    head: () => TE.map(named)(store.head()),
    describe: () => TE.map((found: StoreDescription) => ({ ...found, head: named(found.head) }))(store.describe()),
  }
}

const saysNothingWasWritten = (): Break => (store) =>
  telling(store, (error) => (error._tag === 'Unavailable' ? { ...error, outcomeUnknown: false } : error))

/** Stores that break promise 5: what was acknowledged survives. */
export const brokenRestarts: Readonly<Record<string, BrokenStore>> = {
  'acknowledges before it is on the disk': brokenServer([5, 6], { writesThrough: false }),
  'forgets everything at a restart': brokenServer([5, 6], { recovers: () => [] }),
  'loses the last append at a restart': brokenServer([5, 6], { recovers: (written) => written.slice(0, -1) }),
  'keeps a torn append at a restart': brokenServer([5, 6], {
    recovers: (written) =>
      written.map((entry, n) =>
        n === written.length - 1 && entry.events.length > 1 ? { ...entry, events: entry.events.slice(0, -1) } : entry,
      ),
  }),
  'comes back in another order': brokenServer([5, 6], {
    recovers: (written) => {
      const last = written[written.length - 1]?.stream
      return [...written.filter(({ stream }) => stream === last), ...written.filter(({ stream }) => stream !== last)]
    },
  }),
  'stamps its events anew at a restart': brokenServer([5, 6], {
    recovers: (written) =>
      written.map((entry) => ({
        ...entry,
        events: entry.events.map((event) => ({ ...event, recordedAt: '2000-01-01T00:00:00.000Z' })),
      })),
  }),
  'has other positions after a restart': {
    breaks: [5],
    open: (newStore) => {
      const fixture = simulatedFixture(newStore)
      const { reopen } = fixture
      return reopen === undefined ? fixture : { ...fixture, reopen: async () => renumbered(await reopen()) }
    },
  },
  'acknowledges what came while it was closing, and drops it': brokenBy([5], acknowledgesWhileClosing),
  'says that nothing was written where it may have been': brokenBy([5], saysNothingWasWritten),
}
