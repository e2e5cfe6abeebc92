import type { EventStore, StoredEvent } from '@perca/eventsourcing'
import { newEvents, newStream, plannedFaults, type StoreFault, seededFaults, turn, withFaults } from '@perca/testing'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { commandId, sent, shop } from './shelf.fixture.js'
import { memoryStore } from './store.js'

const readLog = async (store: EventStore): Promise<readonly StoredEvent[]> => {
  const page = await store.readAll(null, 100_000)()
  if (E.isLeft(page)) throw new Error(page.left.message)
  return page.right.events
}

const commandOf = ({ metadata }: StoredEvent): unknown =>
  typeof metadata === 'object' && metadata !== null && 'commandId' in metadata ? metadata.commandId : undefined

test('a thousand appends that were written and told as unavailable leave every stream exact', async () => {
  const store = memoryStore()
  let faults = 0
  // The answer to every append is lost: nobody is ever told that it was written.
  const network = (): EventStore =>
    withFaults(store, ({ operation }) => {
      if (operation !== 'append') return undefined
      faults += 1
      return { kind: 'lostAfter' }
    })
  const work = Array.from({ length: 1_000 }, (_, n) => ({
    shelf: `shelf${n % 25}`,
    pieces: 1 + (n % 3),
    name: `c-${n}`,
  }))
  const clerk = async (number: number) => {
    const app = shop(network())
    for (const { shelf, pieces, name } of work.filter((_, n) => n % 8 === number)) {
      const result = await sent(app, { type: 'Shelve', shelf, pieces }, name)
      if (E.isLeft(result)) throw new Error(result.left.message)
      expect(result.right.events.map(({ event }) => event.data)).toEqual([{ pieces }])
    }
  }
  await Promise.all(Array.from({ length: 8 }, (_, number) => clerk(number)))

  expect(faults).toBeGreaterThanOrEqual(1_000)
  const log = await readLog(store)
  expect(log.length).toBe(1_000)
  const byCommand = new Map<unknown, readonly StoredEvent[]>()
  for (const event of log) byCommand.set(commandOf(event), [...(byCommand.get(commandOf(event)) ?? []), event])
  for (const { shelf, pieces, name } of work) {
    const written = byCommand.get(commandId(name)) ?? []
    expect(written.map(({ stream, data }) => ({ stream, data }))).toEqual([
      { stream: `shelf-${shelf}`, data: { pieces } },
    ])
  }
  for (const stream of new Set(log.map((event) => event.stream))) {
    const revisions = log.filter((event) => event.stream === stream).map(({ revision }) => revision)
    expect(revisions).toEqual([...revisions.keys()])
  }
})

const tried = async (kind: StoreFault['kind']) => {
  const store = memoryStore()
  const fault: StoreFault = kind === 'lateStart' || kind === 'lateAnswer' ? { kind, steps: 5 } : { kind }
  const stream = newStream()
  const task = withFaults(store, plannedFaults({ 0: fault })).append(stream, 'noStream', newEvents(2))
  const answer = await Promise.race([task(), turn()])
  return { answer, written: (await readLog(store)).length, again: kind.startsWith('crash') ? undefined : await task() }
}

test('each fault does what it says: to the log, to the caller, and to a retry', async () => {
  const unavailable = (outcomeUnknown: boolean) => ({ _tag: 'Left', left: { _tag: 'Unavailable', outcomeUnknown } })
  const isDone = { _tag: 'Right', right: { revision: 1 } }
  expect(await tried('refused')).toMatchObject({ answer: unavailable(false), written: 0, again: isDone })
  expect(await tried('lostBefore')).toMatchObject({ answer: unavailable(true), written: 0, again: isDone })
  expect(await tried('lostAfter')).toMatchObject({ answer: unavailable(true), written: 2, again: isDone })
  expect(await tried('lateStart')).toMatchObject({ answer: undefined, written: 0, again: isDone })
  expect(await tried('lateAnswer')).toMatchObject({ answer: undefined, written: 2, again: isDone })
  expect(await tried('crashBefore')).toMatchObject({ answer: undefined, written: 0 })
  expect(await tried('crashAfter')).toMatchObject({ answer: undefined, written: 2 })
})

test('whoever crashed reaches the store no more', async () => {
  const store = memoryStore()
  let crashes = 0
  const handle = withFaults(store, plannedFaults({ 1: { kind: 'crashBefore' } }), { onCrash: () => (crashes += 1) })
  await handle.append(newStream(), 'noStream', newEvents(1))()
  for (let n = 0; n < 3; n++) void handle.append(newStream(), 'noStream', newEvents(1))()
  await turn()
  expect([(await readLog(store)).length, crashes]).toEqual([1, 1])
})

test('a follower behind a bad network misses nothing and repeats nothing', async () => {
  const store = memoryStore()
  const plan = seededFaults(3, { lostBefore: 0.2, lostAfter: 0.2, lateAnswer: 0.2 })
  const neverStopped = { aborted: false, addEventListener: () => undefined }
  const seen: string[] = []
  let losses = 0
  const following = (async () => {
    for await (const item of withFaults(store, plan).follow(null, undefined, neverStopped)) {
      if (E.isLeft(item)) losses += 1
      else seen.push(...item.right.events.map(({ id }) => id))
      if (seen.length === 60) return
    }
  })()
  for (let n = 0; n < 30; n++) {
    await store.append(newStream(), 'noStream', newEvents(2))()
    await turn()
  }
  await following
  expect(seen).toEqual((await readLog(store)).map(({ id }) => id))
  expect(losses).toBeGreaterThan(3)
})

test('the same seed gives the same faults, about as many as its rates say, and another seed gives others', () => {
  const drawn = (seed: number) => {
    const plan = seededFaults(seed, { lostAfter: 0.3, lateStart: 0.1 })
    return Array.from({ length: 10_000 }, (_, number) => plan({ number, operation: 'append', stream: null }))
  }
  expect(drawn(1)).toEqual(drawn(1))
  expect(drawn(1)).not.toEqual(drawn(2))
  const share = (kind: string) => drawn(1).filter((fault) => fault?.kind === kind).length / 10_000
  expect(share('lostAfter')).toBeCloseTo(0.3, 1)
  expect(share('lateStart')).toBeCloseTo(0.1, 1)
  expect(share('refused')).toBe(0)
})
