import { brokenPromises, brokenStores, type StoreFixture, storeContract } from '@perca/testing'
import { describe, expect, test } from 'vitest'
import { memoryStore } from './store.js'

const capabilities = { durable: false, shared: false }
const open = async (): Promise<StoreFixture> => ({ store: memoryStore(), dispose: async () => undefined })

storeContract('memory', open, { ...capabilities, runs: 100 }, { describe, test })

describe('the suite finds a store that breaks a promise', () => {
  // Few runs and little patience: what is broken shows at once, and in memory nothing else takes time.
  const quick = { ...capabilities, runs: 10, patience: 150 }

  test.each(Object.entries(brokenStores))('one that %s', async (_, { breaks, from }) => {
    const broken = await brokenPromises(async () => ({ ...(await open()), store: from(memoryStore()) }), quick)
    expect(broken.map(({ promise }) => promise)).toContain(breaks)
  })

  test('one that forgets everything when it is closed', async () => {
    const forgetful = async () => ({ ...(await open()), reopen: async () => memoryStore() })
    const broken = await brokenPromises(forgetful, { ...quick, durable: true })
    expect(new Set(broken.map(({ promise }) => promise))).toEqual(new Set([5]))
  })

  test('and one whose fixture offers what the store does not claim', async () => {
    const broken = await brokenPromises(async () => ({ ...(await open()), reopen: async () => memoryStore() }), quick)
    expect(broken.map(({ title }) => title)).toEqual(['not durable, as declared'])
  })

  test('but nothing in a store that keeps them all', async () => {
    expect(await brokenPromises(open, { ...capabilities, runs: 10 })).toEqual([])
  })
})
