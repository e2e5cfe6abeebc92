import { randomUUID } from 'node:crypto'
import {
  ANY,
  BACKWARDS,
  END,
  type EventData,
  EventStoreDBClient,
  type JSONEventType,
  jsonEvent,
  MaxAppendSizeExceededError,
  NO_STREAM,
  NotLeaderError,
  START,
  STREAM_EXISTS,
  StreamDeletedError,
  StreamNotFoundError,
  streamNameFilter,
  UnavailableError,
  WrongExpectedVersionError,
} from '@eventstore/db-client'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type ServerOptions, startServer, type TestServer } from './start.js'

// The unmodified client against the server, on both of its ways to append: with credentials in the call it takes the unary one.

const credentials = { username: 'test', password: 'test' }
const ways = { 'the unary way': { credentials }, 'the batch way': {} }

let shared: TestServer
beforeAll(async () => {
  shared = await startServer()
})
afterAll(async () => {
  await shared.stop()
})

const clientOf = (server: TestServer): EventStoreDBClient => {
  const client = EventStoreDBClient.connectionString(server.url)
  onTestFinished(() => client.dispose())
  return client
}

const ownServer = async (options: ServerOptions = {}): Promise<TestServer> => {
  const server = await startServer(options)
  onTestFinished(() => server.stop())
  return server
}

const newStream = () => `stream-${randomUUID()}`
const events = (count: number): EventData[] =>
  Array.from({ length: count }, (_, n) => jsonEvent({ id: randomUUID(), type: 'Noted', data: { n } }))

/** What a stream holds: ids in order. */
const idsIn = async (client: EventStoreDBClient, stream: string, options = {}): Promise<readonly string[]> => {
  const ids: string[] = []
  for await (const { event } of client.readStream(stream, options)) if (event !== undefined) ids.push(event.id)
  return ids
}
const idsOf = (some: readonly EventData[]) => some.map(({ id }) => id)

/** The first so many things that a subscription tells of a kind. */
const told = <A>(count: number, listen: (tell: (what: A) => void) => () => unknown): Promise<readonly A[]> =>
  new Promise((resolve) => {
    const all: A[] = []
    const end = listen((what) => {
      all.push(what)
      if (all.length === count) {
        end()
        resolve(all)
      }
    })
  })

describe.each(Object.entries(ways))('on %s', (_, way) => {
  const append = (
    client: EventStoreDBClient,
    stream: string,
    some: EventData[],
    expectedRevision: bigint | 'any' | 'no_stream' | 'stream_exists' = ANY,
  ) => client.appendToStream(stream, some, { ...way, expectedRevision })

  test('an append gives the revision of its last event and its position, which grows; reading gives it back', async () => {
    const [client, stream] = [clientOf(shared), newStream()]
    const [first, second] = [events(2), events(3)]
    const one = await append(client, stream, first, NO_STREAM)
    const two = await append(client, stream, second, 1n)
    expect([one.nextExpectedRevision, two.nextExpectedRevision]).toEqual([1n, 4n])
    expect((two.position?.commit ?? 0n) > (one.position?.commit ?? 0n)).toBe(true)
    expect(await idsIn(client, stream)).toEqual(idsOf([...first, ...second]))
  })

  test('an expected revision that is not the current one is refused, and the current one is named', async () => {
    const [client, stream] = [clientOf(shared), newStream()]
    await append(client, stream, events(3), NO_STREAM)
    for (const expected of [NO_STREAM, 0n, 7n] as const) {
      const error: unknown = await append(client, stream, events(1), expected).catch((thrown) => thrown)
      expect(error).toBeInstanceOf(WrongExpectedVersionError)
      expect(error).toMatchObject({ actualVersion: 2n })
    }
    await expect(append(client, newStream(), events(1), STREAM_EXISTS)).rejects.toBeInstanceOf(
      WrongExpectedVersionError,
    )
  })

  test('the same ids at the same explicit revision succeed again with the same result, also after a restart; other ids do not', async () => {
    const server = await ownServer()
    const [client, stream, some] = [clientOf(server), newStream(), events(3)]
    const first = await append(client, stream, some, NO_STREAM)
    await append(client, stream, events(1), 2n)
    await server.restart()
    const fresh = clientOf(server)
    const again = await append(fresh, stream, some, NO_STREAM)
    expect([again.nextExpectedRevision, again.position]).toEqual([first.nextExpectedRevision, first.position])
    await expect(append(fresh, stream, [...some.slice(0, 2), ...events(1)], NO_STREAM)).rejects.toBeInstanceOf(
      WrongExpectedVersionError,
    )
    expect(await idsIn(fresh, stream)).toHaveLength(4)
  })

  test('at any revision the same ids are known as long as the server remembers them: not after a restart', async () => {
    const server = await ownServer()
    const [client, stream, some] = [clientOf(server), newStream(), events(2)]
    await append(client, stream, some)
    await append(client, stream, some)
    expect(await idsIn(client, stream)).toHaveLength(2)
    await expect(append(client, stream, [some[0] ?? events(1)[0], ...events(1)] as EventData[])).rejects.toBeInstanceOf(
      WrongExpectedVersionError,
    )
    await server.restart()
    const fresh = clientOf(server)
    await append(fresh, stream, some)
    expect(await idsIn(fresh, stream)).toHaveLength(4)
  })

  test('an append over the limit is refused as a whole', async () => {
    const server = await ownServer({ maxAppendBytes: 1_000 })
    const [client, stream] = [clientOf(server), newStream()]
    const large = jsonEvent({ type: 'Noted', data: 'x'.repeat(1_000) })
    await expect(append(client, stream, [...events(1), large])).rejects.toBeInstanceOf(MaxAppendSizeExceededError)
    await expect(idsIn(client, stream)).rejects.toBeInstanceOf(StreamNotFoundError)
  })

  test('a deleted stream is missing and can be begun anew, its revisions go on; a tombstone is for ever', async () => {
    const [client, stream] = [clientOf(shared), newStream()]
    await append(client, stream, events(3), NO_STREAM)
    await client.deleteStream(stream)
    await expect(idsIn(client, stream)).rejects.toBeInstanceOf(StreamNotFoundError)
    await expect(append(client, stream, events(1), STREAM_EXISTS)).rejects.toBeInstanceOf(StreamDeletedError)
    const anew = events(2)
    expect((await append(client, stream, anew, NO_STREAM)).nextExpectedRevision).toBe(4n)
    expect(await idsIn(client, stream)).toEqual(idsOf(anew))
    await client.tombstoneStream(stream)
    await expect(append(client, stream, events(1))).rejects.toBeInstanceOf(StreamDeletedError)
    await expect(idsIn(client, stream)).rejects.toBeInstanceOf(StreamDeletedError)
  })

  test.each(['die-before-write', 'drop-connection-before-write'] as const)(
    '%s: the append fails, and was not written',
    async (fault) => {
      const server = await ownServer()
      const [client, stream, some] = [clientOf(server), newStream(), events(2)]
      await server.fault(fault)
      await expect(append(client, stream, some, NO_STREAM)).rejects.toThrow()
      if (fault === 'die-before-write') await server.restart()
      const fresh = clientOf(server)
      await expect(idsIn(fresh, stream)).rejects.toBeInstanceOf(StreamNotFoundError)
    },
  )

  test.each(['die-after-write', 'drop-connection-after-write', 'unavailable-after-write'] as const)(
    '%s: the append fails, and was written',
    async (fault) => {
      const server = await ownServer()
      const [client, stream, some] = [clientOf(server), newStream(), events(2)]
      await server.fault(fault)
      await expect(append(client, stream, some, NO_STREAM)).rejects.toThrow()
      if (fault === 'die-after-write') await server.restart()
      expect(await idsIn(clientOf(server), stream)).toEqual(idsOf(some))
    },
  )

  test('an append that is held is not seen and not answered until it is let go; a server that is killed meanwhile has not got it', async () => {
    const server = await ownServer()
    const [client, stream, some] = [clientOf(server), newStream(), events(1)]
    await append(client, newStream(), events(1))
    await server.fault('hold')
    const answer = append(client, stream, some, NO_STREAM)
    while ((await server.held()) === 0);
    await expect(idsIn(client, stream)).rejects.toBeInstanceOf(StreamNotFoundError)
    await server.fault(null)
    expect((await answer).nextExpectedRevision).toBe(0n)
    await server.fault('hold')
    const lost = append(client, stream, events(1), 0n).catch((thrown: unknown) => thrown)
    while ((await server.held()) === 0);
    await server.restart()
    expect(await lost).toBeInstanceOf(Error)
    expect(await idsIn(clientOf(server), stream)).toEqual(idsOf(some))
  })
})

test('late and missing answers leave the append written, or not; the unary way of the client gives up at its deadline', async () => {
  const server = await ownServer({ lateBy: 300 })
  const [client, stream] = [clientOf(server), newStream()]
  await server.fault('late-answer')
  const started = performance.now()
  await client.appendToStream(stream, events(1), { credentials })
  expect(performance.now() - started).toBeGreaterThan(250)
  for (const [fault, written] of [
    ['no-answer-before-write', 1],
    ['no-answer-after-write', 2],
  ] as const) {
    await server.fault(fault)
    await expect(client.appendToStream(stream, events(1), { credentials, deadline: 200 })).rejects.toThrow()
    expect(await idsIn(client, stream)).toHaveLength(written)
  }
})

test('not-leader names the leader; not-ready is unavailable; both have written nothing', async () => {
  const server = await ownServer()
  const [client, stream] = [clientOf(server), newStream()]
  await server.fault('not-leader')
  await expect(client.appendToStream(stream, events(1), { credentials })).rejects.toBeInstanceOf(NotLeaderError)
  await server.fault('not-ready')
  await expect(client.appendToStream(stream, events(1), { credentials })).rejects.toBeInstanceOf(UnavailableError)
  await expect(idsIn(client, stream)).rejects.toBeInstanceOf(StreamNotFoundError)
})

test('a list of methods that fails once is what the client remembers of this server for ever', async () => {
  const server = await ownServer()
  const client = clientOf(server)
  await server.fault('supported-methods-fail')
  for (let n = 0; n < 2; n++) await expect(client.appendToStream(newStream(), events(1))).rejects.toThrow()
  await clientOf(server).appendToStream(newStream(), events(1))
})

test('a stream is read forwards and backwards, from a revision that is included, as many events as wanted', async () => {
  const [client, stream, some] = [clientOf(shared), newStream(), events(10)]
  const ids = idsOf(some)
  await client.appendToStream(stream, some)
  expect(await idsIn(client, stream, { fromRevision: 3n, maxCount: 4 })).toEqual(ids.slice(3, 7))
  expect(await idsIn(client, stream, { direction: BACKWARDS, fromRevision: END, maxCount: 2 })).toEqual([
    ids[9],
    ids[8],
  ])
  expect(await idsIn(client, stream, { direction: BACKWARDS, fromRevision: 1n })).toEqual([ids[1], ids[0]])
})

test('metadata of a stream trim what a read of it shows; $all keeps every event', async () => {
  const server = await ownServer()
  const [client, stream, some] = [clientOf(server), newStream(), events(6)]
  await client.appendToStream(stream, some)
  await client.setStreamMetadata(stream, { maxCount: 2 })
  expect(await idsIn(client, stream)).toEqual(idsOf(some.slice(4)))
  const all: string[] = []
  for await (const { event } of client.readAll()) if (event?.streamId === stream) all.push(event.id)
  expect(all).toEqual(idsOf(some))
})

test('$all is read from a position: included forwards, left out backwards', async () => {
  const server = await ownServer()
  const [client, some] = [clientOf(server), events(5)]
  for (const event of some) await client.appendToStream(newStream(), [event])
  const all = async (options = {}) => {
    const found: { id: string; commit: bigint }[] = []
    for await (const { event } of client.readAll(options)) {
      if (event !== undefined) found.push({ id: event.id, commit: event.position.commit })
    }
    return found
  }
  const whole = await all()
  expect(whole.map(({ id }) => id)).toEqual(idsOf(some))
  const commit = whole[2]?.commit ?? 0n
  const fromPosition = { commit, prepare: commit }
  expect((await all({ fromPosition })).map(({ id }) => id)).toEqual(idsOf(some.slice(2)))
  expect((await all({ fromPosition, direction: BACKWARDS })).map(({ id }) => id)).toEqual(
    idsOf(some.slice(0, 2)).reverse(),
  )
})

test('a filtered subscription to $all gives what its prefix fits, checkpoints on the way and at the end, and tells that it has caught up', async () => {
  const server = await ownServer()
  const client = clientOf(server)
  const mine = events(3)
  await client.appendToStream(`mine-${randomUUID()}`, mine)
  for (let n = 0; n < 10; n++) await client.appendToStream(`other-${n}`, events(10))
  const checkpoints: bigint[] = []
  const subscription = client.subscribeToAll({
    fromPosition: START,
    filter: streamNameFilter({
      prefixes: ['mine-'],
      checkpointInterval: 1,
      checkpointReached: async (_, { commit }) => {
        checkpoints.push(commit)
      },
    }),
  })
  const caughtUp = new Promise<void>((resolve) => subscription.once('caughtUp', () => resolve()))
  const later = events(2)
  const got = told<string>(5, (tell) => {
    subscription.on('data', ({ event }) => tell(event?.id ?? ''))
    return () => undefined
  })
  await caughtUp
  expect(checkpoints.length).toBeGreaterThanOrEqual(3)
  await client.appendToStream(`mine-${randomUUID()}`, later)
  expect(await got).toEqual(idsOf([...mine, ...later]))
  await subscription.unsubscribe()
})

test('a subscription begins behind the position, or revision, it is given; servers before 23.10 do not tell of catching up', async () => {
  const server = await ownServer({ version: '22.10.5' })
  const [client, stream, some] = [clientOf(server), newStream(), events(4)]
  await client.appendToStream(stream, some)
  const subscription = client.subscribeToStream(stream, { fromRevision: 1n })
  let isTold = false
  subscription.on('caughtUp', () => {
    isTold = true
  })
  const got = await told<string>(2, (tell) => {
    subscription.on('data', ({ event }) => tell(event?.id ?? ''))
    return () => subscription.unsubscribe()
  })
  expect(got).toEqual(idsOf(some.slice(2)))
  expect(isTold).toBe(false)
})

test('a consumer that pauses is not written to without end', async () => {
  const server = await ownServer()
  const client = clientOf(server)
  const stream = newStream()
  const big = () => jsonEvent<JSONEventType>({ type: 'Noted', data: { text: 'x'.repeat(20_000) } })
  for (let n = 0; n < 10; n++) await client.appendToStream(stream, Array.from({ length: 40 }, big))
  const subscription = client.subscribeToStream(stream, { fromRevision: START })
  let count = 0
  subscription.on('data', () => {
    count += 1
    if (count === 1) subscription.pause()
  })
  await new Promise<void>((resolve) => subscription.once('data', () => resolve()))
  // The server answers others meanwhile, so it does not stand still.
  expect(await idsIn(client, stream, { maxCount: 1 })).toHaveLength(1)
  expect(count).toBeLessThan(400)
  subscription.resume()
  while (count < 400) await new Promise((resolve) => subscription.once('data', resolve))
  await subscription.unsubscribe()
})

test('what was acknowledged outlives kill -9, whatever was half written at the end', async () => {
  const { appendFileSync } = await import('node:fs')
  const server = await ownServer()
  const [stream, some] = [newStream(), events(20)]
  const client = clientOf(server)
  for (const event of some) await client.appendToStream(stream, [event], { credentials })
  await server.kill()
  appendFileSync(`${server.directory}/log`, Buffer.from([0, 0, 1, 0, 1, 2, 3, 4, 123, 34]))
  await server.restart()
  const fresh = clientOf(server)
  expect(await idsIn(fresh, stream)).toEqual(idsOf(some))
  expect(
    (await fresh.appendToStream(stream, events(1), { credentials, expectedRevision: 19n })).nextExpectedRevision,
  ).toBe(20n)
})

test('a frozen server answers nobody until it is thawed', async () => {
  const server = await ownServer()
  const client = clientOf(server)
  const stream = newStream()
  await client.appendToStream(stream, events(1), { credentials })
  server.freeze()
  await expect(client.appendToStream(stream, events(1), { credentials, deadline: 200 })).rejects.toThrow()
  server.thaw()
  expect((await idsIn(client, stream)).length).toBeGreaterThan(0)
})

test('a client finds it as the leader of a cluster of one', async () => {
  const server = await ownServer()
  const client = EventStoreDBClient.connectionString(server.url.replace('esdb:', 'esdb+discover:'))
  onTestFinished(() => client.dispose())
  const stream = newStream()
  await client.appendToStream(stream, events(1), { credentials })
  expect(await idsIn(client, stream)).toHaveLength(1)
})
