import { brokenStores, verdictOf, verdictText } from '@perca/testing'
import { expect, test } from 'vitest'
import { memoryStore } from './store.js'

const quick = { durable: false, shared: false, runs: 2, seed: 7 }
const open = async () => ({ store: memoryStore(), dispose: async () => undefined })

test('a verdict is data that comes back whole from JSON: promise, title, result, reason and the seed', async () => {
  const verdict = await verdictOf(open, quick)
  expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict)
  expect(verdict).toMatchObject({ isKept: true, seed: 7, capabilities: quick })
  expect(verdict.checks).toContainEqual({
    promise: 3,
    title: 'a retry through another handle gets the first result',
    result: 'not claimed',
    reason: 'needs shared',
  })
})

test('a verdict as text has a row for each promise, each broken check with its reason, and how to see it again', async () => {
  const wrong = brokenStores['takes -1 for a stream that is not there']
  if (wrong === undefined) throw new Error('the broken store is there')
  const alone = async () => {
    const { another, ...fixture } = wrong.open(memoryStore)
    return fixture
  }
  const text = verdictText(await verdictOf(alone, { ...quick, durable: true, heldCommits: true, killable: true }))
  expect(text).toMatch(/^1 of \d+ checks found a broken promise\.\n/)
  expect(text).toMatch(/\n2 {2}of N appends at one revision one wins +\d+ +\d+ +\d+\n/)
  expect(text).toContain('\nbroken 2: each expected revision is met by the streams it says')
  expect(text).toContain('\n  expected Conflict, got a Right\n')
  expect(text).toContain('(needs shared)\n')
  expect(text).toMatch(/\nThe same values again: capabilities with seed: 7\n$/)
})

test('a store that never answers is told as broken, and does not keep the verdict waiting', async () => {
  const never = () => new Promise<never>(() => undefined)
  const silent = async () => ({
    store: { ...memoryStore(), head: () => never, readAll: () => never, readStream: () => never },
    dispose: async () => undefined,
  })
  const { isKept, checks } = await verdictOf(silent, { ...quick, patience: 5 })
  expect(isKept).toBe(false)
  expect(checks.filter(({ result }) => result === 'broken').length).toBeGreaterThan(20)
})

test('a fixture that can not be opened is no finding: there is no verdict, but the reason', async () => {
  const verdict = verdictOf(() => Promise.reject(new Error('no server here')), quick)
  await expect(verdict).rejects.toThrow('The fixture could not be opened: no server here')
})
