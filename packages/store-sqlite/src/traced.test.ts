import { type Telemetry, traced } from '@perca/eventsourcing'
import { newEvent, newEvents, newStream, storeContract } from '@perca/testing'
import { describe, expect, test } from 'vitest'
import { done, must, opened } from './store.fixture.js'
import { sqliteStore } from './store.js'

type Tracer = NonNullable<Telemetry['tracer']>
type Meter = NonNullable<Telemetry['meter']>
type Span = ReturnType<Tracer['startSpan']>
type Attributes = Record<string, unknown>

/** What a tracer and a meter were told: stand-ins for those of an SDK. */
const recorder = () => {
  const told: { readonly what: string; readonly name: string; readonly attributes: Attributes }[] = []
  const spans: { readonly name: string; readonly attributes: Attributes; status?: number; isEnded: boolean }[] = []
  const tracer = {
    startSpan: (name: string, { attributes = {} }: { attributes?: Attributes } = {}) => {
      const mine = { name, attributes: { ...attributes }, isEnded: false } as (typeof spans)[number]
      spans.push(mine)
      const span: Partial<Span> = {
        setAttribute: (key, value) => {
          mine.attributes[key] = value
          return span as Span
        },
        setStatus: ({ code }) => {
          mine.status = code
          return span as Span
        },
        end: () => {
          mine.isEnded = true
        },
      }
      return span
    },
  } as unknown as Tracer
  const instrument = (name: string) => {
    const tell = (what: string) => (_: number, attributes: Attributes) => told.push({ what, name, attributes })
    return { record: tell('record'), add: tell('add') }
  }
  const meter = { createHistogram: instrument, createCounter: instrument } as unknown as Meter
  return { tracer, meter, spans, told }
}

const clock = () => performance.now()

storeContract(
  'sqlite, traced',
  async () => {
    const { tracer, meter } = recorder()
    const store = must(await sqliteStore({ file: ':memory:' })())
    return { store: traced(store, { tracer, meter, clock }), dispose: async () => undefined }
  },
  { durable: false, shared: false, runs: 3 },
  { describe, test },
)

test('calls make spans and metrics by the semantic conventions: operation, category, how many events, the tag of an error', async () => {
  const { tracer, meter, spans, told } = recorder()
  const store = traced(await opened({ file: ':memory:' }), { tracer, meter, clock, system: 'sqlite' })
  const stream = newStream('order')
  await done(store.append(stream, 'noStream', newEvents(3)))
  await store.append(stream, 'noStream', newEvents(1))()
  await done(store.readStream(stream, 0, 10))
  const shared = { 'db.system.name': 'sqlite', 'db.operation.name': 'append', 'db.collection.name': 'order' }
  expect(spans).toEqual([
    { name: 'append order', attributes: { ...shared, 'perca.events': 3 }, isEnded: true },
    { name: 'append order', attributes: { ...shared, 'error.type': 'Conflict' }, status: 2, isEnded: true },
    {
      name: 'readStream order',
      attributes: { ...shared, 'db.operation.name': 'readStream', 'perca.events': 3 },
      isEnded: true,
    },
  ])
  expect(told.map(({ name }) => name)).toEqual([
    'db.client.operation.duration',
    'perca.events.appended',
    'db.client.operation.duration',
    'perca.append.conflicts',
    'db.client.operation.duration',
  ])
})

test('no name of a stream, no id, no subject and nothing of an event gets into a name or an attribute', async () => {
  const { tracer, meter, spans, told } = recorder()
  const store = traced(await opened({ file: ':memory:' }), { tracer, meter, clock })
  const canary = 'canary7f3a'
  const event = newEvent({ data: { note: canary }, subjects: [canary] })
  const stream = `participant-${canary}`
  await done(store.append(stream, 'any', [event]))
  await store.append(stream, 'noStream', [event, newEvent()])()
  await done(store.readStream(stream, 0, 10))
  const page = await done(store.readAll(null, 10, { subject: canary }))
  const stop = new AbortController()
  for await (const _ of store.follow(null, { subject: canary }, stop.signal)) stop.abort()
  expect(page.events).toHaveLength(1)
  expect(spans.length).toBeGreaterThan(4)
  const said = JSON.stringify([spans, told])
  expect(said).not.toContain(canary)
  expect(said).not.toContain(event.id)
})
