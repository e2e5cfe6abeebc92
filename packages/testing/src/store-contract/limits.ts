import type { EventStore, Limits, NewEvent } from '@perca/eventsourcing'
import type { StoreCheck } from './check.js'
import { done, equal, idsOf, left, wholeStream } from './claim.js'
import { newEvent, newEvents, newStream } from './sample.js'

/** An event whose data and metadata are so many bytes of UTF-8: `é` counts twice. */
const eventOf = (bytes: number): NewEvent => {
  const event = newEvent({ data: '' })
  const rest = bytes - 2 - Buffer.byteLength(JSON.stringify(event.metadata))
  return { ...event, data: 'é'.repeat(Math.floor(rest / 2)) + 'x'.repeat(rest % 2) }
}

/** Events that are so many bytes together, none of them over the limit for one. */
const batchOf = (bytes: number, { eventBytes }: Limits): readonly NewEvent[] => {
  const count = Math.ceil(bytes / eventBytes) + 1
  const share = Math.floor(bytes / count)
  return Array.from({ length: count }, (_, n) => eventOf(n === 0 ? bytes - share * (count - 1) : share))
}

const streamOf = (length: number): string => newStream().padEnd(length, 'x')

const takes = async (store: EventStore, stream: string, events: readonly NewEvent[], what: string) => {
  await done(store.append(stream, 'noStream', events))
  equal(idsOf(await wholeStream(store, stream)), idsOf(events), what)
}

const refuses = async (store: EventStore, limit: keyof Limits, stream: string, events: readonly NewEvent[]) => {
  const head = await done(store.head())
  const allowed = store.limits[limit]
  const { _tag, message, ...facts } = left(await store.append(stream, 'noStream', events)(), 'TooLarge')
  equal(facts, { limit, allowed, actual: allowed + 1 }, 'which limit, and by how much')
  equal(message.includes(String(allowed)), true, 'the message names the limit')
  equal(await wholeStream(store, stream), [], 'the stream after the refusal')
  equal(await done(store.head()), head, 'the head after the refusal')
}

const eventBytes: StoreCheck = {
  promise: 8,
  title: 'eventBytes: an event just as large is kept, one byte more is TooLarge, and bytes are counted, not letters',
  run: async ({ store }) => {
    await takes(store, newStream(), [eventOf(store.limits.eventBytes)], 'the largest event')
    await refuses(store, 'eventBytes', newStream(), [newEvent(), eventOf(store.limits.eventBytes + 1)])
  },
}

const batchEvents: StoreCheck = {
  promise: 8,
  title: 'batchEvents: just as many events are kept, one more is TooLarge',
  run: async ({ store }) => {
    // As small as events can be, that their bytes don't count.
    const many = (count: number) => newEvents(count, { data: 0 })
    const count = store.limits.batchEvents
    const [one] = many(1)
    if (one !== undefined && count * eventSize(one) <= store.limits.batchBytes) {
      await takes(store, newStream(), many(count), 'the longest batch')
    }
    await refuses(store, 'batchEvents', newStream(), many(count + 1))
  },
}

const eventSize = ({ data, metadata }: NewEvent): number =>
  Buffer.byteLength(JSON.stringify(data)) + Buffer.byteLength(JSON.stringify(metadata))

const batchBytes: StoreCheck = {
  promise: 8,
  title: 'batchBytes: a batch just as large is kept, one byte more is TooLarge',
  run: async ({ store }) => {
    const { limits } = store
    await takes(store, newStream(), batchOf(limits.batchBytes, limits), 'the largest batch')
    await refuses(store, 'batchBytes', newStream(), batchOf(limits.batchBytes + 1, limits))
  },
}

const streamName: StoreCheck = {
  promise: 8,
  title: 'streamName: a name just as long is kept, one letter more is TooLarge',
  run: async ({ store }) => {
    await takes(store, streamOf(store.limits.streamName), newEvents(1), 'the longest name')
    await refuses(store, 'streamName', streamOf(store.limits.streamName + 1), newEvents(1))
  },
}

/** Promise 8: limits are checked before anything is written. */
export const limitsChecks: readonly StoreCheck[] = [eventBytes, batchEvents, batchBytes, streamName]
