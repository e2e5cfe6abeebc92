import type { StoreCapabilities, StoreFixture } from './check.js'
import { checksFor, runCheck } from './run.js'

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
