import { type StoreFixture, storeContract, verdictOf } from '@perca/testing'
import { describe, expect, test } from 'vitest'
import { memoryStore } from './store.js'

const capabilities = { durable: false, shared: false }
const open = async (): Promise<StoreFixture> => ({ store: memoryStore(), dispose: async () => undefined })

storeContract('memory', open, { ...capabilities, runs: 100 }, { describe, test })

describe('a capability is declared, never skipped: the suite finds', () => {
  const titles = async (fixture: Partial<StoreFixture>, claimed: object = capabilities) => {
    const verdict = await verdictOf(async () => ({ ...(await open()), ...fixture }), {
      ...capabilities,
      ...claimed,
      runs: 2,
    })
    return verdict.checks.filter(({ result }) => result === 'broken').map(({ title }) => title)
  }
  const control = async () => undefined

  test('a fixture that offers what the store does not claim', async () => {
    expect(await titles({ reopen: async () => memoryStore() })).toEqual(['not durable, as declared'])
    expect(await titles({ another: async () => memoryStore() })).toContain('not shared, as declared')
    expect(await titles({ killServer: control, restartServer: control })).toEqual(['not killable, as declared'])
    expect(await titles({ holdCommit: async () => ({ reached: control, release: control }) })).toEqual([
      'not heldCommits, as declared',
    ])
  })

  test('a store that claims what its fixture does not offer', async () => {
    const wanted = { durable: true, shared: true, heldCommits: true, killable: true }
    expect(await titles({}, wanted)).toEqual(
      expect.arrayContaining(Object.keys(wanted).map((capability) => `${capability}, as declared`)),
    )
  })

  test('a store that knows an id in the whole log and says that it does not', async () => {
    expect(await titles({}, { idsAcrossStreams: false })).toEqual([
      'an id is known within its stream only, as declared: in another stream it is the id of a new event',
    ])
  })
})
