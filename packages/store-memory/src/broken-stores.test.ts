import type { EventStore, Json } from '@perca/eventsourcing'
import { brokenStores, type StoreVerdict, simulatedFixture, storeChecks, verdictOf } from '@perca/testing'
import { describe, expect, test } from 'vitest'
import { memoryLimits, memoryStore } from './store.js'

// Small limits, or the checks of promise 8 would take most of the time.
const newStore = () =>
  memoryStore({ limits: { ...memoryLimits, eventBytes: 20_000, batchBytes: 50_000, batchEvents: 64, streamName: 80 } })

const everything = { durable: true, shared: true, heldCommits: true, killable: true }
// Few runs and little patience: what is broken shows at once, and on a simulated server nothing else takes time.
const quick = { ...everything, runs: 6, patience: 100, seed: 6, shrinks: false }

const broken = ({ checks }: StoreVerdict) => checks.filter(({ result }) => result === 'broken')

describe('the suite finds by exactly the promises that it breaks a store that', () => {
  const found = new Set<string>()

  test.each(Object.entries(brokenStores))('%s', async (_, { breaks, open }) => {
    const checks = broken(await verdictOf(async () => open(newStore), quick))
    for (const { title } of checks) found.add(title)
    expect([...new Set(checks.map(({ promise }) => promise))].sort()).toEqual([...breaks].sort())
  })

  test('so every check of the suite can fail', () => {
    expect(storeChecks.filter(({ title }) => !found.has(title)).map(({ title }) => title)).toEqual([])
  })
})

/** The same JSON with the keys of its objects the other way round. */
const turned = (json: Json): Json => {
  if (Array.isArray(json)) return json.map(turned)
  if (typeof json !== 'object' || json === null) return json
  return Object.fromEntries(
    Object.entries(json)
      .reverse()
      .map(([key, value]) => [key, turned(value)]),
  )
}

describe('the suite finds nothing in', () => {
  test('the simulated server that the broken stores are made from', async () => {
    const { checks } = await verdictOf(async () => simulatedFixture(newStore), { ...everything, patience: 2_000 })
    expect(checks.filter(({ result }) => result !== 'kept')).toEqual([])
  })

  test('a store that knows an id in its stream only, where that is what it claims', async () => {
    const wanting = brokenStores['knows an id in its stream only']
    if (wanting === undefined) throw new Error('the broken store is there')
    const claimed = { ...quick, idsAcrossStreams: false, patience: 2_000 }
    expect(broken(await verdictOf(async () => wanting.open(newStore), claimed))).toEqual([])
  })

  test('a store that keeps the keys of an object in an order of its own, as PostgreSQL does', async () => {
    const open = async () => {
      const store = newStore()
      const readStream: EventStore['readStream'] = (stream, from, limit) => async () => {
        const read = await store.readStream(stream, from, limit)()
        return read._tag === 'Left' ? read : { ...read, right: read.right.map((e) => ({ ...e, data: turned(e.data) })) }
      }
      return { store: { ...store, readStream }, dispose: async () => undefined }
    }
    expect(broken(await verdictOf(open, { durable: false, shared: false, runs: 10 }))).toEqual([])
  })
})
