import type { EventStore, StoredEvent } from '@perca/eventsourcing'
import { everySchedule, exploreSchedules, type Scenario, scheduleText } from '@perca/testing'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { commandId, sent, shop } from './shelf.fixture.js'
import { memoryStore } from './store.js'

type Operation = { readonly type: 'Shelve' | 'Sell'; readonly shelf: string; readonly pieces: number }

const operation: fc.Arbitrary<Operation> = fc.record({
  type: fc.constantFrom('Shelve', 'Sell'),
  shelf: fc.constantFrom('a', 'b'),
  pieces: fc.integer({ min: 1, max: 3 }),
})

const readLog = async (store: EventStore): Promise<readonly StoredEvent[]> => {
  const page = await store.readAll(null, 10_000)()
  if (E.isLeft(page)) throw new Error(page.left.message)
  return page.right.events
}

const piecesOf = ({ data, type }: StoredEvent): number => {
  if (typeof data !== 'object' || data === null || !('pieces' in data)) throw new Error('an event has no pieces')
  return type === 'Shelved' ? Number(data.pieces) : -Number(data.pieces)
}

/** Clerks at two shelves. `between` is what stands between the shop and the store. */
const clerks = (between: (store: EventStore) => EventStore): Scenario<Operation> => ({
  open: memoryStore,
  operation,
  clerk: (store) => {
    const app = shop(between(store))
    return async ({ name, operation }) => {
      const result = await sent(app, operation, name)
      if (E.isLeft(result) && result.left._tag !== 'Refusal') throw new Error(result.left.message)
    }
  },
  check: async (store, done) => {
    const log = await readLog(store)
    for (const shelf of ['a', 'b']) {
      let held = 0
      for (const event of log.filter(({ stream }) => stream === `shelf-${shelf}`)) {
        held += piecesOf(event)
        if (held < 0) throw new Error(`shelf ${shelf} holds ${held} pieces`)
      }
    }
    const commands = log.map(({ metadata }) => JSON.stringify(metadata))
    for (const { name, operation } of done) {
      const times = commands.filter((metadata) => metadata.includes(commandId(name))).length
      if (times > 1 || (times === 0 && operation.type === 'Shelve'))
        throw new Error(`${name} was recorded ${times} times`)
    }
  },
})

test('whatever the order of calls, faults and crashes, no piece is sold twice and no command is lost or doubled', () =>
  everySchedule(
    clerks((store) => store),
    { runs: 300 },
  ))

/** A planted race: it looks whether the expectation is met, then writes, and others come between. */
const checksThenWrites = (store: EventStore): EventStore => ({
  ...store,
  append: (stream, expected, events) => async () => {
    const held = await store.readStream(stream, 0, 10_000)()
    if (E.isLeft(held)) return held
    const last = held.right.length - 1
    const isMet = expected === 'any' || expected === (last === -1 ? 'noStream' : last)
    return store.append(stream, isMet ? 'any' : expected, events)()
  },
})

test('a planted race is found, made smaller, told with its order, and found again by its seed and path', async () => {
  const { failed } = await exploreSchedules(clerks(checksThenWrites), { seed: 20200817, runs: 1_000 })
  if (failed === undefined) throw new Error('the race was not found')
  // The smallest race there is takes two who sell the same pieces; nothing has to go wrong for it.
  expect(failed.reason).toMatch(/^shelf [ab] holds -\d pieces$/)
  const types = failed.operations.flat().map(({ type }) => type)
  expect(types.filter((type) => type === 'Sell')).toEqual(['Sell', 'Sell'])
  expect(types.length).toBeLessThanOrEqual(4)
  expect(failed.faults).toEqual([])

  const text = scheduleText(failed)
  expect(text).toContain(`Again: { seed: 20200817, path: '${failed.path}' }`)
  expect(text).toMatch(/clerk \d: append to shelf-[ab] is answered/)

  const { seed, path } = failed
  const again = await exploreSchedules(clerks(checksThenWrites), { seed, path, runs: 1 })
  expect(again.failed).toEqual(failed)
  await expect(everySchedule(clerks(checksThenWrites), { seed, path, runs: 1 })).rejects.toThrow(text)
})

test('a client that takes a lost answer for a refusal is found with the one fault that shows it', async () => {
  const takesItForARefusal = (store: EventStore): EventStore => ({
    ...store,
    append: (stream, expected, events) => async () => {
      const result = await store.append(stream, expected, events)()
      if (E.isRight(result) || result.left._tag !== 'Unavailable') return result
      return store.append(
        stream,
        'any',
        events.map((event) => ({ ...event, id: commandId(`again ${event.id}`) })),
      )()
    },
  })
  const { failed } = await exploreSchedules(clerks(takesItForARefusal), { seed: 1, runs: 1_000 })
  expect(failed?.faults.map(({ kind }) => kind)).toEqual(['lostAfter'])
  expect(failed?.operations.flat().length).toBeLessThanOrEqual(2)
})

test('a clerk who waits for ever is found, and does not keep the test waiting', async () => {
  const silent = (store: EventStore): EventStore => ({ ...store, append: () => () => new Promise(() => undefined) })
  const { failed } = await exploreSchedules(clerks(silent), { seed: 1, runs: 50 })
  expect(failed?.reason).toMatch(/somebody waits for ever/)
})
