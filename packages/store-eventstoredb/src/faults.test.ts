import { randomUUID } from 'node:crypto'
import { type Fault, type ServerOptions, startServer, type TestServer } from '@perca/esdb-test-server'
import type { EventStore, StoredEvent } from '@perca/eventsourcing'
import { newEvent, newEvents, newStream } from '@perca/testing'
import { tcpProxy } from '@perca/testing/tcp-proxy'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type EventStoreDbOptions, eventStoreDbStore } from './store.js'

// What no contract sees: each fault of the server by itself, and many of them in a row.

const surprises: unknown[] = []
const surprised = (reason: unknown) => surprises.push(reason)
beforeAll(() => {
  process.on('unhandledRejection', surprised)
})
afterAll(() => {
  process.off('unhandledRejection', surprised)
  expect(surprises).toEqual([])
})

const ownServer = async (options: ServerOptions = {}): Promise<TestServer> => {
  const server = await startServer(options)
  onTestFinished(() => server.stop())
  return server
}

const opened = async (connection: string, options: Partial<EventStoreDbOptions> = {}): Promise<EventStore> => {
  const store = await eventStoreDbStore({ connection, ...options })()
  if (E.isLeft(store)) throw new Error(store.left.message)
  onTestFinished(async () => {
    await store.right.close()()
  })
  return store.right
}

const done = async <L extends { readonly message: string }, A>(task: TaskEither<L, A>): Promise<A> => {
  const result = await task()
  if (E.isLeft(result)) throw new Error(result.left.message)
  return result.right
}

const idsOf = (events: readonly { readonly id: string }[]) => events.map(({ id }) => id)
const stream = (store: EventStore, name: string) => done(store.readStream(name, 0, 10_000))
const wholeLog = async (store: EventStore): Promise<readonly StoredEvent[]> =>
  (await done(store.readAll(null, 100_000))).events

describe('a fault that passes is gone through with the same ids: the append is there once', () => {
  const faults: readonly Fault[] = [
    'drop-connection-before-write',
    'drop-connection-after-write',
    'not-leader',
    'not-ready',
    'unavailable-after-write',
    'no-answer-before-write',
    'no-answer-after-write',
    'late-answer',
    'supported-methods-fail',
  ]
  test.each(faults)('%s', async (fault) => {
    const server = await ownServer({ lateBy: 600 })
    const store = await opened(server.url, { deadline: 300 })
    const name = newStream()
    const [first, second] = [newEvents(1), newEvents(3)]
    await done(store.append(name, 'noStream', first))
    await server.fault(fault)
    const appended = await done(store.append(name, 0, second))
    expect(appended.revision).toBe(3)
    expect(idsOf(await stream(store, name))).toEqual(idsOf([...first, ...second]))
  })
})

test.each(['die-before-write', 'die-after-write'] as const)(
  '%s: the append is told as unknown, and its retry after the restart gives the one result',
  async (fault) => {
    const server = await ownServer()
    const store = await opened(server.url)
    const [name, events] = [newStream(), newEvents(2)]
    await server.fault(fault)
    const result = await store.append(name, 'noStream', events)()
    expect(result).toMatchObject({ left: { _tag: 'Unavailable', outcomeUnknown: true } })
    await server.restart()
    const again = await done(store.append(name, 'noStream', events))
    expect(again.revision).toBe(1)
    expect(await done(store.append(name, 'any', events))).toEqual(again)
    expect(idsOf(await stream(store, name))).toEqual(idsOf(events))
  },
)

test('a retry gives the first result also from a process that has read nothing, whatever it expects, and however much came since', async () => {
  const server = await ownServer()
  const store = await opened(server.url)
  const [name, events] = [newStream(), newEvents(2)]
  const first = await done(store.append(name, 'noStream', events))
  for (let n = 0; n < 5; n++) await done(store.append(name, 'any', newEvents(3)))
  for (const expected of ['any', 'noStream', 'exists', 3, 16, 99] as const) {
    const other = await opened(server.url)
    expect(await done(other.append(name, expected, events))).toEqual(first)
  }
  expect(await stream(store, name)).toHaveLength(17)
})

test('a store that remembers few ids reads them again, and takes nothing twice', async () => {
  const server = await ownServer()
  const store = await opened(server.url, { knownIds: 5 })
  const appends = Array.from({ length: 12 }, () => ({ name: newStream(), events: newEvents(3) }))
  for (let round = 0; round < 2; round++) {
    for (const { name, events } of appends) await done(store.append(name, 'any', events))
  }
  for (const { name, events } of appends) expect(idsOf(await stream(store, name))).toEqual(idsOf(events))
})

test('a thousand times it is written and told as unavailable: whoever asks again gets the first result, and every stream is exact', async () => {
  const server = await ownServer()
  const store = await opened(server.url)
  const names = Array.from({ length: 20 }, () => newStream())
  const wanted = new Map<string, string[]>(names.map((name) => [name, []]))
  await server.fault('unavailable-after-write', 1_000)
  let told = 0
  const writer = async (name: string) => {
    for (let n = 0; n < 20; n++) {
      const event = newEvent()
      for (;;) {
        const result = await store.append(name, 'any', [event])()
        if (E.isRight(result)) break
        expect(result.left).toMatchObject({ _tag: 'Unavailable', outcomeUnknown: true })
        told += 1
      }
      wanted.get(name)?.push(event.id)
    }
  }
  await Promise.all(names.map(writer))
  expect(told).toBeGreaterThan(100)
  for (const [name, ids] of wanted) expect(idsOf(await stream(store, name))).toEqual(ids)
}, 60_000)

test('a server that is killed again and again amid appends loses nothing it acknowledged, and keeps no append by halves', async () => {
  const server = await ownServer()
  const store = await opened(server.url)
  const names = Array.from({ length: 8 }, () => newStream())
  const acknowledged = new Map<string, string[]>(names.map((name) => [name, []]))
  let isOver = false
  const writer = async (name: string) => {
    while (!isOver) {
      const events = newEvents(2)
      for (;;) {
        const result = await store.append(name, 'any', events)()
        if (E.isRight(result)) break
        if (result.left._tag !== 'Unavailable') throw new Error(result.left.message)
      }
      acknowledged.get(name)?.push(...idsOf(events))
    }
  }
  const writers = names.map(writer)
  for (let n = 0; n < 12; n++) {
    const before = [...acknowledged.values()].flat().length
    while ([...acknowledged.values()].flat().length < before + 10) await new Promise((resolve) => setImmediate(resolve))
    if (n % 3 === 2) await server.fault('die-after-write')
    else await server.kill()
    await server.restart()
  }
  isOver = true
  await Promise.all(writers)
  for (const [name, ids] of acknowledged) expect(idsOf(await stream(store, name))).toEqual(ids)
}, 60_000)

test('a follower misses nothing and repeats nothing across restarts, cut connections and a way that went silent', async () => {
  const server = await ownServer()
  const proxy = await tcpProxy({ port: Number(new URL(server.url.replace('esdb', 'http')).port) })
  onTestFinished(() => proxy.close())
  const through = await opened(
    `esdb://127.0.0.1:${proxy.port}?tls=false&keepAliveInterval=10000&keepAliveTimeout=500`,
    {
      deadline: 500,
    },
  )
  const direct = await opened(server.url)
  const stop = new AbortController()
  const got: string[] = []
  const problems: string[] = []
  const following = (async () => {
    for await (const page of through.follow(null, undefined, stop.signal)) {
      if (E.isLeft(page)) problems.push(page.left._tag)
      else got.push(...idsOf(page.right.events))
    }
  })()
  const until = async (count: number) => {
    while (got.length < count) await new Promise((resolve) => setImmediate(resolve))
  }
  let count = 0
  const append = async () => {
    for (let n = 0; n < 3; n++) await done(direct.append(newStream(), 'any', newEvents(2)))
    count += 6
  }
  await append()
  await until(count)
  proxy.cut()
  await append()
  proxy.heal()
  await until(count)
  // As a cable that was pulled out: nobody gets an error.
  const before = problems.length
  proxy.halfOpen()
  await append()
  while (problems.length === before) await new Promise((resolve) => setImmediate(resolve))
  proxy.heal()
  await until(count)
  await server.restart()
  await append()
  await until(count)
  proxy.delay(50)
  await append()
  await until(count)
  stop.abort()
  await following
  expect(got).toEqual(idsOf(await wholeLog(direct)))
  expect(new Set(problems)).toEqual(new Set(['Unavailable']))
}, 60_000)

test('on one server two logs, and the streams of another program, do not see one another', async () => {
  const server = await ownServer()
  const [one, other] = [await opened(server.url), await opened(server.url, { prefix: 'perca.second.' })]
  const name = newStream()
  const [mine, theirs] = [newEvents(2), newEvents(3)]
  await done(one.append(name, 'noStream', mine))
  await done(other.append(name, 'noStream', theirs))
  expect(idsOf(await wholeLog(one))).toEqual(idsOf(mine))
  expect(idsOf(await wholeLog(other))).toEqual(idsOf(theirs))
  expect(await done(one.describe())).toMatchObject({ events: 2, streams: 1, schema: null })
  expect((await done(one.head())) ?? '').toBe((await wholeLog(one)).at(-1)?.position)
})

test('a server before 23.10, which does not tell that a subscriber has caught up, has followers that are told so', async () => {
  const server = await ownServer({ version: '22.10.5' })
  const store = await opened(server.url)
  await done(store.append(newStream(), 'any', newEvents(3)))
  const stop = new AbortController()
  for await (const page of store.follow(null, undefined, stop.signal)) {
    if (E.isRight(page) && page.right.end) stop.abort()
  }
})

test('an address, a prefix, a user that are none are told before anything is sent, without the password', async () => {
  const secret = randomUUID()
  for (const options of [
    { connection: `postgres://perca:${secret}@127.0.0.1:1` },
    { connection: `esdb://perca:${secret}@127.0.0.1:1`, prefix: 'no-dashes.' },
    { connection: 'esdb://127.0.0.1:1' },
  ]) {
    const result = await eventStoreDbStore(options)()
    expect(result).toMatchObject({ left: { _tag: 'CannotOpen' } })
    expect(JSON.stringify(result)).not.toContain(secret)
  }
  const nobody = await eventStoreDbStore({
    connection: `esdb://perca:${secret}@127.0.0.1:1?tls=false`,
    deadline: 500,
  })()
  expect(nobody).toMatchObject({ left: { _tag: 'Unavailable', outcomeUnknown: false } })
  expect(JSON.stringify(nobody)).not.toContain(secret)
})
