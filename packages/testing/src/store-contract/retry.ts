import type { ExpectedRevision, Json, NewEvent } from '@perca/eventsourcing'
import fc from 'fast-check'
import type { StoreCheck } from './check.js'
import { done, equal, holds, idsOf, left, wholeStream } from './claim.js'
import { withTwoHandles } from './handles.js'
import { runsOf } from './property.js'
import { newEvent, newEvents, newStream } from './sample.js'

const everyExpectation: readonly ExpectedRevision[] = ['any', 'noStream', 'exists', 0, 1, 2, 99]

const firstResult: StoreCheck = {
  promise: 3,
  title: 'the same ids again write nothing and give the first result, whatever is expected and whatever came since',
  run: ({ store }, settings) =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }),
        async (before, size, after) => {
          const stream = newStream()
          const events = newEvents(size)
          if (before > 0) await done(store.append(stream, 'noStream', newEvents(before)))
          const first = await done(store.append(stream, 'any', events))
          for (const later of [0, ...after]) {
            if (later > 0) await done(store.append(stream, 'exists', newEvents(later)))
            const held = idsOf(await wholeStream(store, stream))
            const head = await done(store.head())
            for (const expected of everyExpectation) {
              equal(await done(store.append(stream, expected, events)), first, `retry with expected ${expected}`)
            }
            equal(idsOf(await wholeStream(store, stream)), held, 'the stream after the retries')
            equal(await done(store.head()), head, 'the head after the retries')
          }
        },
      ),
      runsOf(settings),
    ),
}

const keyOrder: StoreCheck = {
  promise: 3,
  title: 'a retry whose JSON has its keys in another order is the same append',
  run: async ({ store }) => {
    const stream = newStream()
    const event = newEvent({ data: { a: 1, b: { c: [1, { d: 2, e: 3 }], f: null } } })
    const turned: NewEvent = { ...event, data: { b: { f: null, c: [1, { e: 3, d: 2 }] }, a: 1 } }
    const first = await done(store.append(stream, 'noStream', [event]))
    equal(await done(store.append(stream, 'noStream', [turned])), first, 'the retry')
  },
}

const atTheSameTime: StoreCheck = {
  promise: 3,
  title: 'of one append sent 20 times at the same time all get the same answer, and it is written once',
  run: (fixture) =>
    withTwoHandles(fixture, async (one, other) => {
      const stream = newStream()
      const events = newEvents(3)
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, n) => done((n % 2 === 0 ? one : other).append(stream, 'noStream', events))),
      )
      equal(new Set(results.map((result) => JSON.stringify(result))).size, 1, 'different answers')
      equal(idsOf(await wholeStream(one, stream)), idsOf(events), 'what was written')
    }),
}

const otherHandle: StoreCheck = {
  promise: 3,
  title: 'a retry through another handle gets the first result',
  needs: ['shared'],
  run: (fixture) =>
    withTwoHandles(fixture, async (one, other) => {
      const stream = newStream()
      const events = newEvents(3)
      const first = await done(one.append(stream, 'noStream', events))
      await done(one.append(stream, 2, newEvents(1)))
      equal(await done(other.append(stream, 'noStream', events)), first, 'the retry')
      equal((await wholeStream(other, stream)).length, 4, 'events written')
    }),
}

/** Appends that share an id with three stored events and are not their retry. */
const otherwise: Record<string, (events: readonly [NewEvent, NewEvent, NewEvent]) => readonly NewEvent[]> = {
  'other data': ([a, b, c]) => [a, b, { ...c, data: 'other' }],
  'other type': ([a, b, c]) => [a, { ...b, type: 'SampleLost' }, c],
  'other metadata': ([a, b, c]) => [{ ...a, metadata: { ...a.metadata, commandId: 'command-2' } }, b, c],
  'other order': ([a, b, c]) => [b, a, c],
  'an old event before a new one': ([, , c]) => [c, newEvent()],
  'an old event after a new one': ([a]) => [newEvent(), a],
  'all the old events and one more': (events) => [...events, newEvent()],
  'a new event in between': ([a, b, c]) => [a, newEvent(), b, c],
  'with one left out': ([a, , c]) => [a, c],
}

const reused: StoreCheck = {
  promise: 3,
  title: 'ids that come again with other content, order or company give IdReused and name such an id',
  run: async ({ store }) => {
    for (const [how, change] of Object.entries(otherwise)) {
      const stream = newStream()
      const events = [newEvent({ data: 1 }), newEvent({ data: 2 }), newEvent({ data: 3 })] as const
      await done(store.append(stream, 'noStream', events))
      for (const expected of everyExpectation) {
        const { id } = left(await store.append(stream, expected, change(events))(), 'IdReused')
        holds(idsOf(events).includes(id), `${how}: the error names an id that the log does not hold`)
      }
      equal(idsOf(await wholeStream(store, stream)), idsOf(events), `the stream after: ${how}`)
    }
  },
}

const otherStream: StoreCheck = {
  promise: 3,
  title: 'ids that come again in another stream give IdReused',
  needs: ['idsAcrossStreams'],
  run: async ({ store }) => {
    const events = newEvents(2)
    await done(store.append(newStream(), 'noStream', events))
    const stream = newStream()
    left(await store.append(stream, 'noStream', events)(), 'IdReused')
    equal(await wholeStream(store, stream), [], 'the other stream')
  },
}

const closeContent: StoreCheck = {
  promise: 3,
  title: 'content that only looks the same is other content',
  run: async ({ store }) => {
    const pairs: readonly (readonly [Json, Json])[] = [
      [1, '1'],
      [null, 'null'],
      [{ a: null }, {}],
      [
        [1, 2],
        [2, 1],
      ],
      [[], {}],
      ['é', 'e\u0301'],
      ['a', 'A'],
      [{ a: 1 }, { a: 1, b: 0 }],
      [0.1, 0.10000000000000002],
    ]
    for (const [one, other] of pairs) {
      const stream = newStream()
      const event = newEvent({ data: one })
      await done(store.append(stream, 'noStream', [event]))
      left(await store.append(stream, 'any', [{ ...event, data: other }])(), 'IdReused')
    }
  },
}

/** What stands in the place of the check above where ids are known within a stream only. */
export const idsWithinStreams: StoreCheck = {
  promise: 3,
  title: 'an id is known within its stream only, as declared: in another stream it is the id of a new event',
  run: async ({ store }) => {
    const [one, other] = [newStream(), newStream()]
    const events = newEvents(2)
    const first = await done(store.append(one, 'noStream', events))
    const second = await done(store.append(other, 'noStream', events))
    equal(
      [idsOf(await wholeStream(store, one)), idsOf(await wholeStream(store, other))],
      [idsOf(events), idsOf(events)],
      'both streams',
    )
    equal(await done(store.append(one, 'noStream', events)), first, 'the retry in one stream')
    equal(await done(store.append(other, 'noStream', events)), second, 'the retry in the other stream')
  },
}

/** Promise 3: the same ids again are a retry, or an error. */
export const retryChecks: readonly StoreCheck[] = [
  firstResult,
  keyOrder,
  atTheSameTime,
  otherHandle,
  reused,
  otherStream,
  closeContent,
]
