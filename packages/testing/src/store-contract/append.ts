import type { EventStore, NewEvent, StoredEvent } from '@perca/eventsourcing'
import fc from 'fast-check'
import { under } from './attribution.js'
import type { StoreCheck, StorePromise } from './check.js'
import { content, done, equal, holds, idsOf, left, logAfter, wholeStream } from './claim.js'
import { withTwoHandles } from './handles.js'
import { runsOf } from './property.js'
import { anyJson, newEvent, newEvents, newStream, turn } from './sample.js'

const readsBack: StoreCheck = {
  promise: 1,
  title: 'an append is read back whole: each event as the JSON it was, in order, with gap-free revisions',
  run: ({ store }, settings) =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyJson, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 }),
        async (batches) => {
          const stream = newStream()
          const from = await done(store.head())
          const sent: NewEvent[] = []
          for (const batch of batches) {
            const events = batch.map((data, n) =>
              newEvent({ data, type: `Sample${n}Taken`, subjects: [`subject-${n}`] }),
            )
            const appended = await done(store.append(stream, 'any', events))
            sent.push(...events)
            equal(appended.stream, stream, 'the stream of the answer')
            equal(appended.revision, sent.length - 1, 'the revision of the answer is that of the last event')
            equal(appended.position, await done(store.head()), 'the position of the answer is that of the last event')
          }
          const stored = await wholeStream(store, stream)
          equal(stored.map(content), sent.map(content), 'what was stored')
          equal(
            stored.map(({ revision }) => revision),
            [...sent.keys()],
            'revisions',
          )
          equal(
            stored.map((event) => event.stream),
            sent.map(() => stream),
            'streams',
          )
          equal(await logAfter(store, from), stored, 'the log and the stream hold the same events')
        },
      ),
      runsOf(settings),
    ),
}

const recordedAt: StoreCheck = {
  promise: 1,
  title: 'recordedAt is a UTC instant with milliseconds, the same for the whole append',
  run: async ({ store }) => {
    const stream = newStream()
    await done(store.append(stream, 'noStream', newEvents(3)))
    const stored = await wholeStream(store, stream)
    const [first] = stored
    holds(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(first?.recordedAt ?? ''),
      `recordedAt is ${first?.recordedAt}`,
    )
    equal(new Set(stored.map((event) => event.recordedAt)).size, 1, 'instants in one append')
  },
}

const copiedAt: StoreCheck = {
  promise: 1,
  title: 'an event that another store recorded first keeps the instant at which it did, beside one that is new',
  run: async ({ store }) => {
    const stream = newStream()
    const [copied, fresh] = [{ ...newEvent(), recordedAt: '2020-08-17T02:00:00.123Z' }, newEvent()]
    const first = await done(store.append(stream, 'noStream', [copied, fresh]))
    const again = await under(3, () =>
      done(store.append(stream, 'noStream', [{ ...copied, recordedAt: '2020-08-18T02:00:00.000Z' }, fresh])),
    )
    await under(3, () => equal(again, first, 'the answer to a retry, which the instant is no part of'))
    const stored = await wholeStream(store, stream)
    equal(stored[0]?.recordedAt, copied.recordedAt, 'recordedAt of the copied event')
    holds((stored[1]?.recordedAt ?? '') > copied.recordedAt, 'the new event has the instant of the store')
    const noInstant = { ...newEvent(), recordedAt: '2020-08-17' }
    await under(7, async () => left(await store.append(newStream(), 'any', [noInstant])(), 'Unacceptable'))
  },
}

/** How many events of each command there are. */
const sizes = (events: readonly StoredEvent[]): readonly number[] => {
  const found = new Map<string, number>()
  for (const { metadata } of events) {
    const command = JSON.stringify(metadata)
    found.set(command, (found.get(command) ?? 0) + 1)
  }
  return [...found.values()]
}

const neverHalfVisible: StoreCheck = {
  promise: 1,
  title: 'no reader ever sees a part of an append',
  run: (fixture) =>
    withTwoHandles(fixture, async (one, other) => {
      const [batches, size] = [30, 7]
      const from = await done(one.head())
      const streams = [newStream(), newStream()]
      let writing = 2
      const write = async (store: EventStore, name: string) => {
        try {
          for (let n = 0; n < batches; n++) {
            const stream = streams[n % 2] ?? ''
            await done(store.append(stream, 'any', newEvents(size, { commandId: `${name}-${n}` })))
          }
        } finally {
          writing -= 1
        }
      }
      const watch = async (store: EventStore) => {
        while (writing > 0) {
          holds(
            sizes(await logAfter(store, from)).every((found) => found === size),
            'the log showed a part of an append',
          )
          for (const stream of streams) {
            const seen = sizes(await wholeStream(store, stream))
            holds(
              seen.every((found) => found === size),
              'a stream showed a part of an append',
            )
          }
          await turn()
        }
      }
      await Promise.all([write(one, 'one'), write(other, 'other'), watch(one), watch(other)])
      equal((await logAfter(one, from)).length, 2 * batches * size, 'events written')
    }),
}

/** Each refusal of an append, by the promise it keeps, and what of a batch brings it about. */
const refusals: readonly {
  readonly tag: 'Conflict' | 'IdReused' | 'TooLarge' | 'Unacceptable'
  readonly promise: StorePromise
  readonly faulty: (event: NewEvent, known: NewEvent, store: EventStore) => readonly NewEvent[]
}[] = [
  { tag: 'Conflict', promise: 2, faulty: (event) => [event] },
  { tag: 'IdReused', promise: 3, faulty: (_, { id }) => [newEvent({ id, data: 'other' })] },
  {
    tag: 'TooLarge',
    promise: 8,
    faulty: (event, _, { limits }) => [{ ...event, data: 'x'.repeat(limits.eventBytes) }],
  },
  { tag: 'Unacceptable', promise: 7, faulty: (event) => [event, event] },
]

const refusedLeavesNothing: StoreCheck = {
  promise: 1,
  title: 'a refused append leaves nothing, whichever of its events is at fault',
  run: ({ store }, settings) =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 9 }), fc.nat(), async (size, pick) => {
        for (const { tag, promise, faulty } of refusals) {
          const stream = newStream()
          const known = newEvent()
          await done(store.append(stream, 'noStream', [known]))
          const head = await done(store.head())
          const events = newEvents(size)
          const batch = events.flatMap((event, n) => (n === pick % size ? faulty(event, known, store) : [event]))
          const refused = await store.append(stream, tag === 'Conflict' ? 'noStream' : 'any', batch)()
          await under(promise, () => left(refused, tag))
          equal(idsOf(await wholeStream(store, stream)), [known.id], 'the stream after the refusal')
          equal(await done(store.head()), head, 'the head after the refusal')
          // What was refused is not known to the log: its events may come again in an append that is right.
          await done(store.append(stream, 0, events))
          equal(idsOf(await wholeStream(store, stream)), idsOf([known, ...events]), 'the stream after the right append')
        }
      }),
      runsOf(settings, 1 / 3),
    ),
}

/** Writes to a value that should be out of reach; a frozen one throws, which is as good. */
const tryToChange = (value: object, key: string): void => {
  try {
    Reflect.set(value, key, 'changed')
  } catch {
    // Frozen.
  }
}

const sharesNothing: StoreCheck = {
  promise: 1,
  title: 'what a caller does to its events afterwards, or to those it read, does not reach the log',
  run: async ({ store }) => {
    const stream = newStream()
    const data = { inner: { grams: 250 } }
    const event = newEvent({ data })
    await done(store.append(stream, 'noStream', [event]))
    const before = structuredClone(content(event))
    data.inner.grams = 0
    equal((await wholeStream(store, stream)).map(content), [before], 'after the caller changed what it had sent')
    for (const read of await wholeStream(store, stream)) {
      tryToChange(read, 'type')
      if (typeof read.data === 'object' && read.data !== null) tryToChange(read.data, 'inner')
      if (typeof read.metadata === 'object' && read.metadata !== null) tryToChange(read.metadata, 'actor')
    }
    equal((await wholeStream(store, stream)).map(content), [before], 'after a reader changed what it had read')
  },
}

const lazy: StoreCheck = {
  promise: 1,
  title: 'an append that nobody runs writes nothing; run twice it is its own retry',
  run: async ({ store }) => {
    const stream = newStream()
    const append = store.append(stream, 'noStream', newEvents(2))
    await turn()
    equal(await wholeStream(store, stream), [], 'before the task is run')
    const first = await done(append)
    await under(3, async () => equal(await done(append), first, 'the second run'))
    equal((await wholeStream(store, stream)).length, 2, 'events written')
  },
}

/** Promise 1: an append is all or nothing and never half visible. */
export const appendChecks: readonly StoreCheck[] = [
  readsBack,
  recordedAt,
  copiedAt,
  neverHalfVisible,
  refusedLeavesNothing,
  sharesNothing,
  lazy,
]
