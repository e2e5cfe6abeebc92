import { randomUUID } from 'node:crypto'
import { categoryOf, type EventStore, type LogFilter, type NewEvent, type StoredEvent } from '@perca/eventsourcing'
import fc from 'fast-check'
import { under } from './attribution.js'
import type { StoreCheck } from './check.js'
import { done, equal, holds, idsOf, left, logAfter, wholeStream } from './claim.js'
import { runsOf } from './property.js'
import { newEvent, newEvents, newStream } from './sample.js'

const types = ['OrderPlaced', 'OrderPaid', 'OrderSent']
const categories = ['order', 'orderLine', 'agency']
/** Ids such as the log holds already are as likely as any, so the people are new ones each time. */
const newPeople = () => [randomUUID(), randomUUID(), 'Ünï-côdé 日本']

/** What is appended: a type, a category, and which of the three people it tells of. */
const anyLog = fc.array(fc.tuple(fc.nat(2), fc.nat(2), fc.subarray([0, 1, 2])), { minLength: 1, maxLength: 40 })

/** Every combination of what can be filtered by; also by nothing that is there, and by an empty list. */
const anyFilter = fc.record(
  {
    types: fc.subarray([...types, 'Unheard']),
    categories: fc.subarray([...categories, 'ord', 'none']),
    subject: fc.nat(3),
  },
  { requiredKeys: [] },
)

const subjectsOf = ({ metadata }: StoredEvent): readonly unknown[] => {
  const subjects = typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'subjects') : []
  return Array.isArray(subjects) ? subjects : []
}

const meets = (event: StoredEvent, filter: LogFilter): boolean =>
  (filter.types?.includes(event.type) ?? true) &&
  (filter.categories?.includes(categoryOf(event.stream)) ?? true) &&
  (filter.subject === undefined || subjectsOf(event).includes(filter.subject))

const appendAll = async (
  store: EventStore,
  log: readonly (readonly [number, number, readonly number[]])[],
  people: readonly string[],
) => {
  const streams = categories.map((category) => newStream(category))
  for (const [type, category, subjects] of log) {
    const named = subjects.map((n) => people[n] ?? '')
    // A person named twice is still one.
    const event = newEvent({ type: types[type] ?? '', subjects: [...named, ...named.slice(0, 1)] })
    await done(store.append(streams[category] ?? '', 'any', [event]))
  }
}

const filtered: StoreCheck = {
  promise: 4,
  title:
    'a filter by types, categories and subject, alone or together, gives just the events that meet it, in pages of any size',
  run: ({ store }, settings) =>
    fc.assert(
      fc.asyncProperty(
        anyLog,
        fc.array(anyFilter, { minLength: 4, maxLength: 8 }),
        fc.integer({ min: 1, max: 12 }),
        async (log, filters, limit) => {
          const from = await done(store.head())
          const people = newPeople()
          await appendAll(store, log, people)
          const all = await logAfter(store, from)
          equal(all.length, log.length, 'events in the log')
          for (const { subject, ...others } of [{}, ...filters]) {
            const filter: LogFilter =
              subject === undefined ? others : { ...others, subject: people[subject] ?? randomUUID() }
            const wanted = idsOf(all.filter((event) => meets(event, filter)))
            equal(
              idsOf(await logAfter(store, from, filter, limit)),
              wanted,
              `pages of ${limit} of ${JSON.stringify(filter)}`,
            )
          }
        },
      ),
      runsOf(settings),
    ),
}

const leadsOn: StoreCheck = {
  promise: 4,
  title: 'next leads past the events that a filter left out, and end is told only where nothing comes after it',
  run: ({ store }, settings) =>
    fc.assert(
      fc.asyncProperty(
        anyLog,
        anyFilter,
        fc.integer({ min: 1, max: 5 }),
        async (log, { subject, ...others }, limit) => {
          const from = await done(store.head())
          const people = newPeople()
          await appendAll(store, log, people)
          const filter: LogFilter =
            subject === undefined ? others : { ...others, subject: people[subject] ?? randomUUID() }
          const all = idsOf(await logAfter(store, from))
          let after = from
          let isOver = false
          let ahead = all.length
          while (!isOver) {
            const page = await done(store.readAll(after, limit, filter))
            const rest = idsOf(await logAfter(store, page.next))
            equal(rest, all.slice(all.length - rest.length), 'what comes after next is a tail of the log')
            holds(rest.length < ahead || (rest.length === ahead && page.end), 'next never leads back')
            const read = all.slice(all.length - ahead, all.length - rest.length)
            holds(
              page.events.every(({ id }) => read.includes(id)),
              'next leads past every event of its page',
            )
            if (page.end) equal(rest, [], 'what comes after the end')
            ;[after, isOver, ahead] = [page.next, page.end, rest.length]
          }
          equal(
            await done(store.readAll(after, limit, filter)),
            { events: [], next: after, end: true },
            'the page after the end',
          )
        },
      ),
      runsOf(settings),
    ),
}

const streamPages: StoreCheck = {
  promise: 4,
  title: 'a stream is read from any revision on, at most so many events; beyond its end, or unknown, it is empty',
  run: async ({ store }, settings) => {
    const stream = newStream()
    const events: readonly NewEvent[] = newEvents(9)
    await done(store.append(stream, 'noStream', events))
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 11 }), fc.nat(12), async (from, limit) => {
        const read = await done(store.readStream(stream, from, limit))
        equal(idsOf(read), idsOf(events.slice(from, from + limit)), `revisions from ${from}, at most ${limit}`)
      }),
      runsOf(settings),
    )
    equal(idsOf(await done(store.readStream(stream, 7, Number.MAX_SAFE_INTEGER))), idsOf(events.slice(7)), 'the rest')
    equal(await wholeStream(store, newStream()), [], 'an unknown stream')
    const [category, id] = [categoryOf(stream), stream.slice(categoryOf(stream).length + 1)]
    equal(await wholeStream(store, `${category}-${id.slice(0, -1)}`), [], 'a stream whose name begins the same')
    equal(await wholeStream(store, 'no stream name'), [], 'a name that no stream can have')
  },
}

const describes: StoreCheck = {
  promise: 4,
  title: 'a description counts the events and streams, and names the head',
  run: async ({ store }) => {
    const before = await done(store.describe())
    const stream = newStream()
    await done(store.append(stream, 'noStream', newEvents(3)))
    await done(store.append(stream, 'any', newEvents(1)))
    await done(store.append(newStream(), 'any', newEvents(1)))
    const nowhere = await store.append(newStream(), 'exists', newEvents(1))()
    await under(2, () => left(nowhere, 'Conflict'))
    const after = await done(store.describe())
    equal([after.events - before.events, after.streams - before.streams], [5, 2], 'events and streams more than before')
    equal(after.head, await done(store.head()), 'head')
    equal(after.schema, before.schema, 'schema')
    holds(after.store.length > 0, 'the store has a name')
  },
}

/** Promise 4, as a reader meets it: pages, filters, streams. */
export const pagingChecks: readonly StoreCheck[] = [filtered, leadsOn, streamPages, describes]
