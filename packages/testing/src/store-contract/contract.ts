import { appendChecks } from './append.js'
import type { CheckSettings, StoreCapabilities, StoreCheck, StoreFixture, StorePromise } from './check.js'
import { conflictChecks } from './conflict.js'
import { failureChecks } from './failure.js'
import { followChecks } from './follow.js'
import { limitsChecks } from './limits.js'
import { modelChecks } from './model.js'
import { orderChecks } from './order.js'
import { pagingChecks } from './paging.js'
import { restartChecks } from './restart.js'
import { retryChecks } from './retry.js'

/** All that a store must do, in the order of the port's promises. */
export const storeChecks: readonly StoreCheck[] = [
  ...appendChecks,
  ...conflictChecks,
  ...retryChecks,
  ...orderChecks,
  ...pagingChecks,
  ...modelChecks,
  ...restartChecks,
  ...followChecks,
  ...failureChecks,
  ...limitsChecks,
]

const settingsOf = ({ runs = 25, patience = 20_000 }: StoreCapabilities): CheckSettings => ({ runs, patience })

const wayIn = { durable: 'reopen', shared: 'another' } as const

/**
 * What stands in the place of checks that a store doesn't claim to pass: that the fixture doesn't offer what it would
 * need, so that a capability is left out on purpose or not at all.
 */
const claims = (capabilities: StoreCapabilities): readonly StoreCheck[] =>
  (['durable', 'shared'] as const).map((need) => ({
    promise: need === 'durable' ? 5 : 2,
    title: `${capabilities[need] ? '' : 'not '}${need}, as declared`,
    run: async (fixture) => {
      const isOffered = fixture[wayIn[need]] !== undefined
      if (isOffered === capabilities[need]) return
      throw new Error(
        `The store is declared ${need}: ${capabilities[need]}, and the fixture has ${isOffered ? 'a' : 'no'} ${wayIn[need]}.`,
      )
    },
  }))

const checksFor = (capabilities: StoreCapabilities): readonly StoreCheck[] => [
  ...claims(capabilities),
  ...storeChecks.filter(({ needs }) => needs === undefined || capabilities[needs]),
]

const runCheck = async (check: StoreCheck, open: () => Promise<StoreFixture>, capabilities: StoreCapabilities) => {
  const fixture = await open()
  try {
    await check.run(fixture, settingsOf(capabilities))
  } finally {
    await fixture.store.close()()
    await fixture.dispose()
  }
}

/** What registers tests: vitest's `describe` and `test`, or those of another runner. */
export interface TestRunner {
  readonly describe: (name: string, body: () => void) => unknown
  readonly test: (name: string, body: () => Promise<void>) => unknown
}

/**
 * The contract suite: proves the eight promises of the store port on any store. It registers one test a check, titled by
 * the number of the promise. A check that needs a capability which the store doesn't claim is replaced by a test that
 * says so.
 *
 * @param name the store's name, as it stands before the tests
 * @param open gives a store for one check; it need not be empty, and nobody else may write to it meanwhile
 * @param capabilities what the store claims of itself
 * @param runner the `describe` and `test` to register with: the suite itself needs no test runner
 * @example
 * import { describe, test } from 'vitest'
 * storeContract('memory', async () => ({ store: memoryStore(), dispose: async () => {} }), { durable: false, shared: false }, { describe, test })
 */
export const storeContract = (
  name: string,
  open: () => Promise<StoreFixture>,
  capabilities: StoreCapabilities,
  { describe, test }: TestRunner,
): void => {
  describe(`store contract: ${name}`, () => {
    for (const check of checksFor(capabilities)) {
      test(`promise ${check.promise}: ${check.title}`, () => runCheck(check, open, capabilities))
    }
  })
}

/** A promise that a store does not keep, and how that was seen. */
export interface BrokenPromise {
  readonly promise: StorePromise
  readonly title: string
  readonly reason: string
}

/**
 * The contract suite without a test runner: a verdict as data.
 * @returns the promises that the store does not keep; none for a store that keeps them all
 */
export const brokenPromises = async (
  open: () => Promise<StoreFixture>,
  capabilities: StoreCapabilities,
): Promise<readonly BrokenPromise[]> => {
  const broken: BrokenPromise[] = []
  for (const check of checksFor(capabilities)) {
    try {
      await runCheck(check, open, capabilities)
    } catch (reason) {
      const { promise, title } = check
      broken.push({ promise, title, reason: reason instanceof Error ? reason.message : String(reason) })
    }
  }
  return broken
}
