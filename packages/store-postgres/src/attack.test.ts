import type { EventStore, StoredEvent } from '@perca/eventsourcing'
import { newEvent, newStream } from '@perca/testing'
import * as E from 'fp-ts/lib/Either.js'
import { beforeAll, expect, test } from 'vitest'
import { bundledProgram, type Running, started } from './process.fixture.js'
import { done, newSchema, opened, otherProgram, serverOfFile, wholeLog } from './store.fixture.js'
import type { Job } from './writer.fixture.js'

// The ordering promise under attack, and what is left after kills: processes of their own against a real server.

/** `PERCA_SOAK_EVENTS`: how many events the attack writes at least; 200,000 where it is not set. */
const wanted = Number(process.env['PERCA_SOAK_EVENTS'] ?? 200_000)
/** `PERCA_SOAK_KILLS`: how many writers are killed one after another; 25 where it is not set. */
const kills = Number(process.env['PERCA_SOAK_KILLS'] ?? 25)
/** Longer than any follower may stand still while the log grows, in milliseconds: a stall, not a slow machine. */
const stall = 20_000

const server = serverOfFile()
let program: string
beforeAll(async () => {
  program = await bundledProgram()
})

/** Processes that write; one that is killed is followed by another. What each was told is written is kept. */
const crowd = async (job: Job, size: number) => {
  const all: Running[] = []
  const live: Running[] = []
  const join = async () => {
    const running = await started(program, job)
    all.push(running)
    live.push(running)
    running.begin()
  }
  for (let n = 0; n < size; n++) await join()
  return {
    /** The ids of each acknowledged append, with its stream and the revision of its last event. */
    acknowledged: () =>
      all.flatMap(({ lines }) =>
        lines.slice(1).map((line) => {
          const [stream = '', revision = '', ...ids] = line.split(' ')
          return { stream, revision: Number(revision), ids }
        }),
      ),
    killOne: async () => {
      const one = live.shift()
      await one?.kill()
      await join()
    },
    failures: () => live.filter((running) => running.isOver()).map((running) => running.complaints()),
    end: async () => {
      await Promise.all(live.map((running) => running.kill()))
    },
  }
}

/** Follows a log and checks each event as it comes: positions have no gap, so nothing is passed over, repeated or swapped. */
const watcher = (store: EventStore) => {
  const stop = new AbortController()
  let [last, problem]: [number, string | null] = [0, null]
  const revisions = new Map<string, number>()
  const check = ({ position, stream, revision }: StoredEvent) => {
    if (Number(position) !== last + 1) problem ??= `after position ${last} came ${position}`
    if (revision !== (revisions.get(stream) ?? -1) + 1) problem ??= `${stream} jumps to ${revision}`
    last = Number(position)
    revisions.set(stream, revision)
  }
  const ended = (async () => {
    for await (const page of store.follow(null, undefined, stop.signal)) {
      if (E.isRight(page)) page.right.events.forEach(check)
      else if (page.left._tag !== 'Unavailable') problem ??= page.left.message
    }
  })()
  return {
    last: () => last,
    problem: () => problem,
    end: async () => {
      stop.abort()
      await ended
    },
  }
}

test('16 writers in 4 processes, rollbacks, kills and foreign transactions: no follower sees a gap filled, a repeat, a swap or a stall', async () => {
  const schema = newSchema()
  const { url } = server()
  const stores = [await opened({ connection: url, schema }), await opened({ connection: url, schema, listen: false })]
  const foreign = await otherProgram(url)
  await foreign.query('CREATE TABLE IF NOT EXISTS elsewhere (n integer)')
  // It has taken a snapshot, written something and stays open: a reader that waits for the oldest transaction waits for it.
  await foreign.query('BEGIN ISOLATION LEVEL REPEATABLE READ')
  await foreign.query('INSERT INTO elsewhere VALUES (1)')
  await foreign.query(`SELECT count(*) FROM ${schema}.event`)

  const watchers = stores.flatMap((store) => [watcher(store), watcher(store)])
  const streams = Array.from({ length: 40 }, () => newStream())
  const writers = await crowd({ url, schema, streams, writers: 4, within: 5 }, 4)
  const [store] = stores
  if (store === undefined) throw new Error('there are two stores')
  let [head, killed, killAt] = [0, 0, wanted / 60]
  const seen = watchers.map(() => ({ last: 0, at: performance.now() }))
  while (head < wanted) {
    head = Number((await done(store.head())) ?? 0)
    if (head > killAt) {
      await writers.killOne()
      killed += 1
      killAt += wanted / 60
    }
    for (const [n, follower] of watchers.entries()) {
      const before = seen[n]
      if (follower.last() !== before?.last || follower.last() >= head) {
        seen[n] = { last: follower.last(), at: performance.now() }
      } else if (performance.now() - before.at > stall) throw new Error(`follower ${n} stands still at ${before.last}`)
      expect(follower.problem()).toBe(null)
    }
    expect(writers.failures()).toEqual([])
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await writers.end()
  const acknowledged = writers.acknowledged()
  const end = Number((await done(store.head())) ?? 0)
  for (const follower of watchers) {
    while (follower.last() < end) await new Promise((resolve) => setImmediate(resolve))
    await follower.end()
    expect(follower.problem()).toBe(null)
    expect(follower.last()).toBe(end)
  }
  await foreign.query('ROLLBACK')
  expect(killed).toBeGreaterThan(5)

  const log = await wholeLog(store)
  expect(log.length).toBe(end)
  const places = new Map(log.map(({ id, stream, revision }) => [id, `${stream} ${revision}`]))
  expect(places.size).toBe(end)
  const lost = acknowledged.flatMap(({ stream, revision, ids }) =>
    ids.filter((id, n) => places.get(id) !== `${stream} ${revision - ids.length + 1 + n}`),
  )
  expect(lost).toEqual([])
}, 600_000)

test('a server that is killed -9 amid appends, again and again, has all that was acknowledged when it is back, and no gap', async () => {
  const schema = newSchema()
  const { url, kill9, restart } = server()
  const store = await opened({ connection: url, schema })
  const streams = Array.from({ length: 10 }, () => newStream())
  const writers = await crowd({ url, schema, streams, writers: 4, within: 0 }, 2)
  for (let n = 0; n < 15; n++) {
    const before = writers.acknowledged().length
    while (writers.acknowledged().length < before + 40) await new Promise((resolve) => setTimeout(resolve, 5))
    await kill9()
    await restart()
  }
  await writers.end()
  const log = await wholeLog(store)
  expect(log.map(({ position }) => Number(position))).toEqual(log.map((_, n) => n + 1))
  const places = new Map(log.map(({ id, stream, revision }) => [id, `${stream} ${revision}`]))
  for (const { stream, revision, ids } of writers.acknowledged()) {
    for (const [n, id] of ids.entries()) {
      expect(places.get(id)).toBe(`${stream} ${revision - ids.length + 1 + n}`)
    }
  }
}, 240_000)

test('writers that are killed -9 amid appends, again and again, leave each append whole or not at all', async () => {
  const schema = newSchema()
  const { url } = server()
  const store = await opened({ connection: url, schema })
  const streams = Array.from({ length: 10 }, () => newStream())
  const writers = await crowd({ url, schema, streams, writers: 8, within: 20 }, 2)
  for (let n = 0; n < kills; n++) await writers.killOne()
  await writers.end()
  const log = await wholeLog(store)
  const places = new Map(log.map(({ id, stream, revision }) => [id, `${stream} ${revision}`]))
  for (const { stream, revision, ids } of writers.acknowledged()) {
    for (const [n, id] of ids.entries()) expect(places.get(id)).toBe(`${stream} ${revision - ids.length + 1 + n}`)
  }
  await done(store.append(newStream(), 'noStream', [newEvent()]))
}, 240_000)
