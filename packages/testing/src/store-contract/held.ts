import type { EventStore } from '@perca/eventsourcing'
import type { HeldCommit, StoreCheck, StoreFixture } from './check.js'
import { done, equal, holds, idsOf, left, logAfter, wholeStream, within } from './claim.js'
import { follower } from './follower.js'
import { withTwoHandles } from './handles.js'
import { newEvents, newStream, turn } from './sample.js'

/** A commit that is held, and let go when the check is over, however it ends. */
const whileHeld = async (
  fixture: StoreFixture,
  use: (held: HeldCommit, one: EventStore, other: EventStore) => Promise<void>,
): Promise<void> => {
  const { holdCommit } = fixture
  if (holdCommit === undefined) throw new Error('the fixture of a store whose commits can be held says how')
  await withTwoHandles(fixture, async (one, other) => {
    const held = await holdCommit()
    try {
      await use(held, one, other)
    } finally {
      await held.release()
    }
  })
}

/** What an append is given that may go on beside a held one, or may wait behind it: turns, and milliseconds at most. */
const CHANCE = { turns: 20, milliseconds: 100 }

/** Begins at once. That it fails is told by whoever waits for it; until then nobody must be surprised by it. */
const begun = <A>(answer: Promise<A>): Promise<A> => {
  answer.catch(() => undefined)
  return answer
}

/** Whether it has come within a few turns. */
const isThere = async (promise: Promise<unknown>): Promise<boolean> => {
  let isOver = false
  const over = () => {
    isOver = true
  }
  promise.then(over, over)
  const until = performance.now() + CHANCE.milliseconds
  for (let n = 0; n < CHANCE.turns && !isOver && performance.now() < until; n++) await turn()
  return isOver
}

const notVisible: StoreCheck = {
  promise: 1,
  title: 'nothing of an append is seen before its commit, all of it after',
  needs: ['heldCommits'],
  run: (fixture, { patience }) =>
    whileHeld(fixture, async (held, one, other) => {
      const stream = newStream()
      const from = await done(other.head())
      const events = newEvents(5)
      const answer = begun(done(one.append(stream, 'noStream', events)))
      await within(patience, held.reached(), 'the append to reach its commit')
      for (const store of [one, other]) {
        equal(
          idsOf(await within(patience, wholeStream(store, stream), 'the stream')),
          [],
          'the stream before the commit',
        )
        equal(await within(patience, logAfter(store, from), 'the log'), [], 'the log before the commit')
        equal(await within(patience, done(store.head()), 'the head'), from, 'the head before the commit')
      }
      holds(!(await isThere(answer)), 'an append is not acknowledged before its commit')
      await held.release()
      await within(patience, answer, 'the answer to the append that was held')
      for (const store of [one, other]) {
        equal(idsOf(await wholeStream(store, stream)), idsOf(events), 'the stream after the commit')
        equal(idsOf(await logAfter(store, from)), idsOf(events), 'the log after the commit')
      }
    }),
}

const oneRival: StoreCheck = {
  promise: 2,
  title: 'of two appends at one revision one wins, also where the first has been let through and is not committed yet',
  needs: ['heldCommits'],
  run: (fixture, { patience }) =>
    whileHeld(fixture, async (held, one, other) => {
      const stream = newStream()
      const rivals = [newEvents(2), newEvents(3)]
      const first = one.append(stream, 'noStream', rivals[0] ?? [])()
      await within(patience, held.reached(), 'the append to reach its commit')
      const second = other.append(stream, 'noStream', rivals[1] ?? [])()
      await isThere(second)
      await held.release()
      const results = await within(patience, Promise.all([first, second]), 'both answers')
      const winners = rivals.filter((_, n) => results[n]?._tag === 'Right')
      equal(winners.length, 1, 'appends that won')
      const written = winners[0] ?? []
      equal(idsOf(await wholeStream(one, stream)), idsOf(written), 'what was written')
      for (const result of results) {
        if (result._tag === 'Left') equal(left(result, 'Conflict').actual, written.length - 1, 'the actual revision')
      }
    }),
}

const retryMeanwhile: StoreCheck = {
  promise: 3,
  title: 'a retry that comes before the first commit gets the same result, and it is written once',
  needs: ['heldCommits'],
  run: (fixture, { patience }) =>
    whileHeld(fixture, async (held, one, other) => {
      const stream = newStream()
      const events = newEvents(3)
      const first = begun(done(one.append(stream, 'noStream', events)))
      await within(patience, held.reached(), 'the append to reach its commit')
      const second = begun(done(other.append(stream, 'noStream', events)))
      await isThere(second)
      await held.release()
      const results = await within(patience, Promise.all([first, second]), 'both answers')
      equal(results[1], results[0], 'the answer to the retry')
      equal(idsOf(await wholeStream(other, stream)), idsOf(events), 'what was written')
    }),
}

const noGapIsFilled: StoreCheck = {
  promise: 4,
  title: 'a reader who has passed an append that is not committed yet still gets it: no gap is filled behind a reader',
  needs: ['heldCommits'],
  run: (fixture, { patience }) =>
    whileHeld(fixture, async (held, one, other) => {
      const from = await done(other.head())
      const slow = begun(done(one.append(newStream(), 'noStream', newEvents(2))))
      await within(patience, held.reached(), 'the append to reach its commit')
      const quick = [1, 3].map((size) => begun(done(other.append(newStream(), 'noStream', newEvents(size)))))
      await isThere(Promise.all(quick))
      const before = await within(patience, logAfter(other, from, undefined, 2), 'the log while an append is held')
      const reached = before[before.length - 1]?.position ?? from
      await held.release()
      await within(patience, Promise.all([slow, ...quick]), 'all answers')
      const after = await logAfter(other, reached, undefined, 2)
      const log = await logAfter(one, from)
      equal(log.length, 6, 'events in the log')
      equal(idsOf([...before, ...after]), idsOf(log), 'what the reader saw, before and after')
    }),
}

const followersGoOn: StoreCheck = {
  promise: 6,
  title: 'a follower neither misses an append whose commit came late, nor waits for it while the log grows',
  needs: ['heldCommits'],
  run: (fixture, { patience }) =>
    whileHeld(fixture, async (held, one, other) => {
      const from = await done(other.head())
      const followers = [follower(one, from, patience), follower(other, from, patience)]
      for (const following of followers) {
        await following.until(() => following.timesCaughtUp() > 0, 'to be told that it has caught up')
      }
      const slow = begun(done(one.append(newStream(), 'noStream', newEvents(2))))
      await within(patience, held.reached(), 'the append to reach its commit')
      const quick = begun(done(other.append(newStream(), 'noStream', newEvents(3))))
      if (await isThere(quick)) {
        for (const following of followers) {
          await following.until(
            () => following.events.length === 3,
            'what was acknowledged while another append is held',
          )
        }
      }
      await held.release()
      await within(patience, Promise.all([slow, quick]), 'both answers')
      const log = idsOf(await logAfter(other, from))
      for (const following of followers) {
        await following.until(() => following.events.length >= 5, 'all that was appended')
        await following.stop()
        equal(idsOf(following.events), log, 'what a follower got')
      }
    }),
}

const closingWaits: StoreCheck = {
  promise: 7,
  title: 'closing waits for an append that stands before its commit, and it is answered',
  needs: ['heldCommits'],
  run: (fixture, { patience }) =>
    whileHeld(fixture, async (held, one, other) => {
      const stream = newStream()
      const events = newEvents(2)
      const answer = one.append(stream, 'noStream', events)()
      await within(patience, held.reached(), 'the append to reach its commit')
      const closing = done(one.close())
      await isThere(closing)
      await held.release()
      await within(patience, closing, 'the end of closing')
      const result = await within(patience, answer, 'the answer to the append that was held')
      if (result._tag === 'Left') left(result, 'Closed')
      if (other === one) return
      equal(idsOf(await wholeStream(other, stream)), result._tag === 'Left' ? [] : idsOf(events), 'what was written')
    }),
}

/** Promises 1 to 4, 6 and 7 where the race is certain: an append stands before its commit, and others go on. */
export const heldChecks: readonly StoreCheck[] = [
  notVisible,
  oneRival,
  retryMeanwhile,
  noGapIsFilled,
  followersGoOn,
  closingWaits,
]
