import type { AppendError, EventStore } from '@perca/eventsourcing'
import { type Either, isRight } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { under } from './attribution.js'
import type { StoreCheck, StoreFixture } from './check.js'
import { done, equal, holds, idsOf, left, logAfter, right, wholeStream, within } from './claim.js'
import { follower } from './follower.js'
import { newEvents, newStream } from './sample.js'

const controls = ({ killServer, restartServer }: StoreFixture) => {
  if (killServer === undefined || restartServer === undefined) {
    throw new Error('the fixture of a killable store says how to kill it, and how to start it again')
  }
  return { killServer, restartServer }
}

/** Between two attempts at a server that is coming back, in milliseconds. */
const PACE = 10

/** Asks again while the store is unavailable, as its user would. */
const whenBack = <A>(patience: number, task: TaskEither<AppendError, A>): Promise<A> => {
  const ask = async (): Promise<A> => {
    for (;;) {
      const result = await task()
      if (isRight(result) || result.left._tag !== 'Unavailable') return right(result)
      await new Promise((resolve) => setTimeout(resolve, PACE))
    }
  }
  return within(patience, ask(), 'an answer after the server was started again')
}

const acknowledgedStays: StoreCheck = {
  promise: 5,
  title: 'what was acknowledged before the server was killed is there when it is back: events, order, positions',
  needs: ['killable'],
  run: async (fixture, { patience }) => {
    const { killServer, restartServer } = controls(fixture)
    const { store } = fixture
    const from = await done(store.head())
    const streams = [newStream(), newStream()]
    for (let n = 0; n < 12; n++) await done(store.append(streams[n % 2] ?? '', 'any', newEvents(1 + (n % 3))))
    const log = await logAfter(store, from)
    await killServer()
    await restartServer()
    equal(await whenBack(patience, store.head()), log[log.length - 1]?.position, 'the head')
    equal(await logAfter(store, from), log, 'the log')
    for (const stream of streams) {
      const wanted = log.filter((event) => event.stream === stream)
      equal(await wholeStream(store, stream), wanted, 'a stream')
    }
  },
}

const midAppend: StoreCheck = {
  promise: 5,
  title: 'a server killed amid appends has each of them whole or not at all, and a retry of all makes the log exact',
  needs: ['killable'],
  run: async (fixture, { patience }) => {
    const { killServer, restartServer } = controls(fixture)
    const { store } = fixture
    const from = await done(store.head())
    const appends = Array.from({ length: 30 }, (_, n) => ({ stream: newStream(), events: newEvents(1 + (n % 5)) }))
    const first = appends.slice(0, 10)
    const early = await Promise.all(first.map(({ stream, events }) => done(store.append(stream, 'noStream', events))))
    // What did not hold before is no fault of the loss.
    for (const [n, { stream, events }] of first.entries()) {
      await under(3, async () =>
        equal(await done(store.append(stream, 'noStream', events)), early[n], 'the retry before'),
      )
    }
    const answers = appends.slice(10).map(({ stream, events }) => store.append(stream, 'noStream', events)())
    await killServer()
    const late = await within(patience, Promise.all(answers), 'the answers to appends under way')
    await restartServer()
    await whenBack(patience, store.head())
    const results: readonly Either<AppendError, unknown>[] = [
      ...early.map((_right) => ({ _tag: 'Right' as const, right: _right })),
      ...late,
    ]
    for (const [n, { stream, events }] of appends.entries()) {
      const found = idsOf(await wholeStream(store, stream))
      const result = results[n]
      if (found.length > 0 || result?._tag === 'Right')
        equal(found, idsOf(events), 'an append that was acknowledged or seen')
      else if (result !== undefined) left(result, 'Unavailable')
      if (found.length > 0 && result?._tag === 'Left') {
        holds(
          left(result, 'Unavailable').outcomeUnknown,
          'an append that was written was told as one that may have been',
        )
      }
    }
    for (const [n, { stream, events }] of appends.entries()) {
      const again = await whenBack(patience, store.append(stream, 'noStream', events))
      const result = results[n]
      if (result?._tag === 'Right') equal(again, result.right, 'the answer to a retry of what was acknowledged')
    }
    const log = await logAfter(store, from)
    equal(
      log.length,
      appends.reduce((sum, { events }) => sum + events.length, 0),
      'events in the log',
    )
    for (const { stream, events } of appends) equal(idsOf(await wholeStream(store, stream)), idsOf(events), 'a stream')
  },
}

const heldAndKilled: StoreCheck = {
  promise: 5,
  title:
    'an append whose server is killed before its commit is not acknowledged, is told as unknown, and can be retried',
  needs: ['heldCommits', 'killable'],
  run: async (fixture, { patience }) => {
    const { killServer, restartServer } = controls(fixture)
    const { store, holdCommit } = fixture
    if (holdCommit === undefined) throw new Error('the fixture of a store whose commits can be held says how')
    const stream = newStream()
    const [kept, events] = [newEvents(1), newEvents(3)]
    await done(store.append(stream, 'noStream', kept))
    const held = await holdCommit()
    const answer = store.append(stream, 0, events)()
    await within(patience, held.reached(), 'the append to reach its commit')
    await killServer()
    await held.release()
    const result = await within(patience, answer, 'the answer to an append whose server was killed')
    holds(left(result, 'Unavailable').outcomeUnknown, 'the append may have been written for all its caller knows')
    await restartServer()
    const found = idsOf(await whenBack(patience, store.readStream(stream, 0, 10)))
    holds(
      found.length === 1 || found.length === 4,
      `the append is whole or not there; the stream holds ${found.length} events`,
    )
    equal((await whenBack(patience, store.append(stream, 0, events))).revision, 3, 'the revision of the retry')
    equal(idsOf(await wholeStream(store, stream)), idsOf([...kept, ...events]), 'the stream after the retry')
  },
}

const followerSurvives: StoreCheck = {
  promise: 6,
  title: 'a follower outlives the loss of the server: it goes on by itself, misses nothing, repeats nothing',
  needs: ['killable'],
  run: async (fixture, { patience }) => {
    const { killServer, restartServer } = controls(fixture)
    const { store } = fixture
    const from = await done(store.head())
    const following = follower(store, from, patience, { survives: true })
    for (let round = 1; round <= 2; round++) {
      await done(store.append(newStream(), 'any', newEvents(3)))
      await following.until(() => following.events.length >= 6 * round - 3, 'what was appended before')
      await killServer()
      await restartServer()
      await whenBack(patience, store.append(newStream(), 'any', newEvents(3)))
      await following.until(() => following.events.length >= 6 * round, 'what was appended after')
    }
    await following.stop()
    equal(following.events, await logAfter(store, from), 'all it got')
  },
}

const everyCall = (store: EventStore): readonly TaskEither<AppendError, unknown>[] => [
  store.append(newStream(), 'any', newEvents(1)),
  store.readStream(newStream(), 0, 1),
  store.readAll(null, 1),
  store.head(),
  store.describe(),
]

const answersWhileDown: StoreCheck = {
  promise: 7,
  title: 'while the server is down every call answers Unavailable, and the store works again when it is back',
  needs: ['killable'],
  run: async (fixture, { patience }) => {
    const { killServer, restartServer } = controls(fixture)
    const { store } = fixture
    await killServer()
    for (const call of everyCall(store)) {
      left(await within(patience, call(), 'an answer while the server is down'), 'Unavailable')
    }
    await restartServer()
    for (const call of everyCall(store)) await whenBack(patience, call)
  },
}

/** Promises 5 to 7 where the server is killed: what only a real loss shows. */
export const killedChecks: readonly StoreCheck[] = [
  acknowledgedStays,
  midAppend,
  heldAndKilled,
  followerSurvives,
  answersWhileDown,
]
