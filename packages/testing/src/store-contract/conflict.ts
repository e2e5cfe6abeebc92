import type { EventStore, ExpectedRevision } from '@perca/eventsourcing'
import type { StoreCheck } from './check.js'
import { done, equal, idsOf, left, right, wholeStream } from './claim.js'
import { withTwoHandles } from './handles.js'
import { newEvent, newEvents, newStream } from './sample.js'

const table: StoreCheck = {
  promise: 2,
  title: 'each expected revision is met by the streams it says, and by no other; a Conflict names the actual revision',
  run: async ({ store }) => {
    const expectations: readonly ExpectedRevision[] = ['any', 'noStream', 'exists', -1, 0, 1, 2, 3, 0.5, Number.NaN]
    for (const length of [0, 1, 3]) {
      for (const expected of expectations) {
        const stream = newStream()
        if (length > 0) await done(store.append(stream, 'noStream', newEvents(length)))
        const isMet =
          expected === 'any' ||
          (expected === 'noStream' && length === 0) ||
          (expected === 'exists' && length > 0) ||
          (typeof expected === 'number' && length > 0 && expected === length - 1)
        const result = await store.append(stream, expected, newEvents(2))()
        const told = `expected ${expected}, the stream held ${length}`
        if (isMet) equal(right(result).revision, length + 1, told)
        else {
          const { _tag, message, ...facts } = left(result, 'Conflict')
          equal(facts, { stream, expected, actual: length === 0 ? 'noStream' : length - 1 }, told)
        }
        equal((await wholeStream(store, stream)).length, isMet ? length + 2 : length, `events after: ${told}`)
      }
    }
  },
}

/** Fifty appends at one revision, at the same time, from the handles by turns. */
const race = async (handles: readonly EventStore[], stream: string, expected: ExpectedRevision, held: number) => {
  const [first] = handles
  if (first === undefined) return
  const rivals = Array.from({ length: 50 }, () => newEvents(2))
  const results = await Promise.all(
    rivals.map((events, n) => (handles[n % handles.length] ?? first).append(stream, expected, events)()),
  )
  const winners = rivals.filter((_, n) => results[n]?._tag === 'Right')
  equal(winners.length, 1, 'appends that won')
  for (const result of results) {
    if (result._tag === 'Right') equal(result.right.revision, held + 1, 'the revision of the winner')
    else equal(left(result, 'Conflict').actual, held + 1, 'the actual revision that a loser is told')
  }
  const stored = await wholeStream(first, stream)
  equal(idsOf(stored).slice(held), idsOf(winners[0] ?? []), 'only the events of the winner were written')
}

const oneWinner: StoreCheck = {
  promise: 2,
  title: 'of 50 appends at one revision at the same time exactly one wins, the others get Conflict',
  run: async ({ store }) => {
    const stream = newStream()
    await race([store], stream, 'noStream', 0)
    await race([store], stream, 1, 2)
  },
}

const oneWinnerOfTwoHandles: StoreCheck = {
  promise: 2,
  title: 'of 50 appends at one revision through two handles exactly one wins, the others get Conflict',
  needs: ['shared'],
  run: (fixture) =>
    withTwoHandles(fixture, async (one, other) => {
      const stream = newStream()
      await race([one, other], stream, 'noStream', 0)
      await race([other, one], stream, 1, 2)
    }),
}

const anyLosesNone: StoreCheck = {
  promise: 2,
  title: 'of 50 appends at any revision at the same time none is lost and none is refused',
  run: (fixture) =>
    withTwoHandles(fixture, async (one, other) => {
      const stream = newStream()
      const events = newEvents(50)
      const results = await Promise.all(
        events.map((event, n) => done((n % 2 === 0 ? one : other).append(stream, 'any', [event]))),
      )
      const stored = await wholeStream(one, stream)
      equal(
        stored.map(({ revision }) => revision),
        [...events.keys()],
        'revisions',
      )
      for (const [n, { revision, position }] of results.entries()) {
        equal(
          [stored[revision]?.id, stored[revision]?.position],
          [events[n]?.id, position],
          'where an answer says it is',
        )
      }
    }),
}

const losersSpoilNobody: StoreCheck = {
  promise: 2,
  title: 'appends to other streams at the same time are not touched by a Conflict among them',
  run: async ({ store }) => {
    const taken = newStream()
    await done(store.append(taken, 'noStream', newEvents(1)))
    const streams = Array.from({ length: 20 }, () => newStream())
    const results = await Promise.all(
      streams.flatMap((stream) => [
        store.append(taken, 'noStream', newEvents(1))(),
        store.append(stream, 'noStream', [newEvent()])(),
      ]),
    )
    equal(
      results.map(({ _tag }) => _tag),
      streams.flatMap(() => ['Left', 'Right']),
      'answers',
    )
    equal((await wholeStream(store, taken)).length, 1, 'events in the stream that was taken')
    for (const stream of streams) equal((await wholeStream(store, stream)).length, 1, 'events in a stream of its own')
  },
}

/** Promise 2: `expected` is honoured under any number of concurrent writers. */
export const conflictChecks: readonly StoreCheck[] = [
  table,
  oneWinner,
  oneWinnerOfTwoHandles,
  anyLosesNone,
  losersSpoilNobody,
]
