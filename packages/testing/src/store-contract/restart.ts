import type { EventStore } from '@perca/eventsourcing'
import { under } from './attribution.js'
import type { StoreCheck, StoreFixture } from './check.js'
import { done, equal, idsOf, left, logAfter, wholeStream, within } from './claim.js'
import { newEvents, newStream } from './sample.js'

/** Closes the store and opens it again. */
const restart = async ({ reopen }: StoreFixture, store: EventStore, patience: number): Promise<EventStore> => {
  if (reopen === undefined) throw new Error('the fixture of a durable store says how to reopen it')
  await under(7, () => within(patience, done(store.close()), 'the end of closing'))
  return reopen()
}

const keepsAll: StoreCheck = {
  promise: 5,
  title: 'what was acknowledged is there after a restart: events, positions, head',
  needs: ['durable'],
  run: async (fixture, { patience }) => {
    const { store } = fixture
    const from = await done(store.head())
    const streams = [newStream(), newStream()]
    for (let n = 0; n < 20; n++) await done(store.append(streams[n % 2] ?? '', 'any', newEvents(1 + (n % 4))))
    const log = await logAfter(store, from)
    const [first, second] = [await wholeStream(store, streams[0] ?? ''), await wholeStream(store, streams[1] ?? '')]
    const described = await done(store.describe())
    const again = await restart(fixture, store, patience)
    equal(await logAfter(again, from), log, 'the log')
    equal(await wholeStream(again, streams[0] ?? ''), first, 'one stream')
    equal(await wholeStream(again, streams[1] ?? ''), second, 'another stream')
    equal(await done(again.describe()), described, 'the description')
    await done(again.close())
  },
}

const keepsPromises: StoreCheck = {
  promise: 5,
  title: 'after a restart a retry still gets its first result, a loser its Conflict, and positions go on',
  needs: ['durable'],
  run: async (fixture, { idsAcrossStreams, patience }) => {
    const { store } = fixture
    const stream = newStream()
    const events = newEvents(3)
    const first = await done(store.append(stream, 'noStream', events))
    const elsewhere = idsAcrossStreams ? newStream() : stream
    // What did not hold before is no fault of the restart.
    await under(3, async () => equal(await done(store.append(stream, 'noStream', events)), first, 'the retry before'))
    const lost = await store.append(stream, 'noStream', newEvents(1))()
    await under(2, () => equal(left(lost, 'Conflict').actual, 2, 'the actual revision before'))
    await under(3, async () => left(await store.append(elsewhere, 'any', [...newEvents(1), ...events])(), 'IdReused'))
    const again = await restart(fixture, store, patience)
    equal(await done(again.append(stream, 'noStream', events)), first, 'the retry')
    equal(left(await again.append(stream, 'noStream', newEvents(1))(), 'Conflict').actual, 2, 'the actual revision')
    left(await again.append(elsewhere, 'any', [...newEvents(1), ...events])(), 'IdReused')
    const later = newEvents(1)
    equal((await done(again.append(stream, 2, later))).revision, 3, 'the next revision')
    equal(idsOf(await logAfter(again, first.position)), idsOf(later), 'the log after the first append')
    await done(again.close())
  },
}

const pending: StoreCheck = {
  promise: 5,
  title: 'closing waits for the appends under way: each is answered, and what was acknowledged is kept',
  needs: ['durable'],
  run: async (fixture, { patience }) => {
    const { store } = fixture
    const from = await done(store.head())
    const batches = Array.from({ length: 40 }, () => newEvents(2))
    const answers = batches.map((events) => store.append(newStream(), 'noStream', events)())
    const again = await restart(fixture, store, patience)
    const results = await under(7, () => within(patience, Promise.all(answers), 'the answers to appends under way'))
    const acknowledged = batches.filter((_, n) => results[n]?._tag === 'Right').flatMap(idsOf)
    equal(new Set(idsOf(await logAfter(again, from))), new Set(acknowledged), 'what is in the log')
    equal(acknowledged.length, 80, 'events acknowledged')
    await done(again.close())
  },
}

/** Promise 5: what was acknowledged survives. A killed process is the store's own test: only it knows what to kill. */
export const restartChecks: readonly StoreCheck[] = [keepsAll, keepsPromises, pending]
