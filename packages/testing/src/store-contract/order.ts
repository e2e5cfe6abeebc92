import type { EventStore } from '@perca/eventsourcing'
import fc from 'fast-check'
import type { StoreCheck } from './check.js'
import { done, equal, holds, idsOf, left, logAfter } from './claim.js'
import { withTwoHandles } from './handles.js'
import { runsOf } from './property.js'
import { newEvents, newStream, turn } from './sample.js'

const readerBesideWriters: StoreCheck = {
  promise: 4,
  title: 'a reader that pages while two handles write sees every event once, in the order of the finished log',
  run: (fixture, settings) =>
    withTwoHandles(fixture, (one, other) =>
      fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 5, maxLength: 15 }),
          fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 }),
          async (sizes, limits) => {
            const from = await done(one.head())
            const streams = [newStream(), newStream(), newStream()]
            let writing = 2
            const write = async (store: EventStore) => {
              try {
                await Promise.all(
                  sizes.map((size, n) => done(store.append(streams[n % 3] ?? '', 'any', newEvents(size)))),
                )
                for (const size of sizes) await done(store.append(streams[size % 3] ?? '', 'any', newEvents(size)))
              } finally {
                writing -= 1
              }
            }
            const read = async (store: EventStore) => {
              const seen: string[] = []
              let [after, isOver, pages] = [from, false, 0]
              while (!isOver) {
                const wasWriting = writing > 0
                const page = await done(store.readAll(after, limits[pages % limits.length] ?? 1))
                seen.push(...idsOf(page.events))
                after = page.next
                pages += 1
                isOver = page.end && !wasWriting
                await turn()
              }
              return seen
            }
            const [, , first, second] = await Promise.all([write(one), write(other), read(one), read(other)])
            const log = idsOf(await logAfter(one, from))
            equal(new Set(log).size, 4 * sizes.reduce((sum, size) => sum + size, 0), 'events in the log')
            equal(first, log, 'what the reader on the first handle saw')
            equal(second, log, 'what the reader on the second handle saw')
          },
        ),
        runsOf(settings, 1 / 3),
      ),
    ),
}

const streamsAgree: StoreCheck = {
  promise: 4,
  title: 'the log holds the events of each stream in the order of their revisions, each position once',
  run: async ({ store }) => {
    const from = await done(store.head())
    const streams = Array.from({ length: 5 }, () => newStream())
    await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        done(store.append(streams[(n * 7) % 5] ?? '', 'any', newEvents(1 + (n % 3)))),
      ),
    )
    const log = await logAfter(store, from)
    equal(log.length, 120, 'events in the log')
    equal(new Set(log.map(({ position }) => position)).size, log.length, 'different positions')
    for (const stream of streams) {
      const revisions = log.filter((event) => event.stream === stream).map(({ revision }) => revision)
      equal(revisions, [...revisions.keys()], 'revisions of a stream, in the order of the log')
    }
  },
}

const afterEachPosition: StoreCheck = {
  promise: 4,
  title: "reading after an event's position gives what came after it, and reading after the head gives nothing",
  run: async ({ store }) => {
    const from = await done(store.head())
    for (const size of [1, 3, 2]) await done(store.append(newStream(), 'noStream', newEvents(size)))
    const log = await logAfter(store, from)
    for (const [n, { position }] of log.entries()) {
      equal(idsOf(await logAfter(store, position)), idsOf(log.slice(n + 1)), `the log after event ${n}`)
    }
    const head = await done(store.head())
    equal(head, log[log.length - 1]?.position, 'the head is the position of the last event')
    const last = await done(store.readAll(head, 10))
    equal(last, { events: [], next: head, end: true }, 'the page after the head')
  },
}

const fromTheBeginning: StoreCheck = {
  promise: 4,
  title: 'reading after null gives the log from its first event on; an empty log has no head',
  run: async ({ store }) => {
    if ((await done(store.head())) === null) {
      equal(await done(store.readAll(null, 10)), { events: [], next: null, end: true }, 'the page of an empty log')
    }
    const events = newEvents(2)
    await done(store.append(newStream(), 'noStream', events))
    const log = await logAfter(store, null)
    equal(idsOf(log).slice(-2), idsOf(events), 'the last events of the log')
    const [first] = log
    equal(await logAfter(store, first?.position ?? null), log.slice(1), 'the log after its first event')
  },
}

const strangePosition: StoreCheck = {
  promise: 4,
  title: 'a text that is no position is refused, never taken for the beginning or the end',
  run: async ({ store }) => {
    await done(store.append(newStream(), 'noStream', newEvents(1)))
    for (const after of ['', 'first', '-1', '1.5', 'NaN']) {
      left(await store.readAll(after, 10)(), 'Corrupt')
      const stop = new AbortController()
      const items = []
      for await (const item of store.follow(after, undefined, stop.signal)) {
        items.push(item)
        if (items.length > 1) stop.abort()
      }
      equal(items.length, 1, 'items of a follower that starts nowhere')
      holds(
        items.every(({ _tag }) => _tag === 'Left'),
        'a follower that starts nowhere is told so',
      )
    }
  },
}

/** Promise 4: order is total, and a reader is never overtaken. */
export const orderChecks: readonly StoreCheck[] = [
  readerBesideWriters,
  streamsAgree,
  afterEachPosition,
  fromTheBeginning,
  strangePosition,
]
