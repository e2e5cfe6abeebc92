import { memoryStore } from '@perca/store-memory'
import { brokenPromises, type StoreFixture, storeContract } from '@perca/testing'
import { describe, expect, test } from 'vitest'
import { memoryKeys } from '../keys/memory.js'
import type { Marks } from './marks.js'
import { sealed } from './store.js'

const capabilities = { durable: false, shared: false }

const opened = (marks: Marks) => async (): Promise<StoreFixture> => ({
  store: sealed(memoryStore(), memoryKeys(), marks),
  dispose: async () => undefined,
})

storeContract('nothing to seal', opened({ of: () => null, all: [] }), capabilities, { describe, test })

test('a store that seals all of every event keeps every promise, but that sealed events have more bytes', async () => {
  const everything: Marks = { of: () => ({ kind: 'sealed', class: 'personal' }), all: [] }
  const broken = await brokenPromises(opened(everything), capabilities)
  expect(broken.map(({ title }) => title.split(':')[0])).toEqual(['eventBytes', 'batchBytes'])
})
