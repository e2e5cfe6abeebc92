import { findingOf } from './attribution.js'
import type { StoreCapabilities, StoreCheck, StoreFixture, StorePromise } from './check.js'
import { within } from './claim.js'
import { checksFor, FixtureFailed, lacks, runCheck, seedOf, storeChecks } from './run.js'

/** What came of one check. */
export interface CheckVerdict {
  /** The promise that was tried; where one is broken, that one: a check of promise 4 may find that 3 is not kept. */
  readonly promise: StorePromise
  /** What is promised, as a sentence. */
  readonly title: string
  /** `not claimed`: the store doesn't say that it can, and the check was not run. */
  readonly result: 'kept' | 'broken' | 'not claimed'
  /** How a broken promise was seen, or which capability is not claimed; else null. */
  readonly reason: string | null
}

/** What the suite says of a store; JSON as it stands. */
export interface StoreVerdict {
  /** True where no promise is broken. What is not claimed counts neither way: it stands among the checks. */
  readonly isKept: boolean
  /** As `capabilities.seed` it makes the values of this run again. */
  readonly seed: number
  readonly capabilities: StoreCapabilities
  readonly checks: readonly CheckVerdict[]
}

/** What the whole of one check may take, in times of the patience for one thing in it. */
const PATIENT_STEPS = 15

/**
 * The contract suite without a test runner: the verdict as data. It never rejects for what the store does; a store that
 * never answers has broken what it did not answer to. It rejects where the fixture can't be opened or given back.
 *
 * @param open gives a store for one check; it need not be empty, and nobody else may write to it meanwhile
 * @param capabilities what the store claims of itself
 */
export const verdictOf = async (
  open: () => Promise<StoreFixture>,
  capabilities: StoreCapabilities,
): Promise<StoreVerdict> => {
  const settings = { ...capabilities, seed: seedOf(capabilities) }
  const deadline = (capabilities.patience ?? 20_000) * PATIENT_STEPS
  const tried = async (check: StoreCheck): Promise<CheckVerdict> => {
    const { title, promise } = check
    try {
      await within(deadline, runCheck(check, open, settings), 'the end of the check')
      return { promise, title, result: 'kept', reason: null }
    } catch (thrown) {
      if (thrown instanceof FixtureFailed) throw thrown
      return { title, result: 'broken', ...findingOf(promise, thrown) }
    }
  }
  const checks: CheckVerdict[] = []
  for (const check of checksFor(settings)) checks.push(await tried(check))
  for (const check of storeChecks) {
    const needs = lacks(check, settings)
    const { promise, title } = check
    if (needs.length > 0) checks.push({ promise, title, result: 'not claimed', reason: `needs ${needs.join(', ')}` })
  }
  checks.sort((one, other) => one.promise - other.promise)
  return { isKept: checks.every(({ result }) => result !== 'broken'), seed: settings.seed, capabilities, checks }
}

/** A promise that a store does not keep, and how that was seen. */
export interface BrokenPromise {
  readonly promise: StorePromise
  readonly title: string
  readonly reason: string
}

/**
 * The broken checks of `verdictOf` alone.
 * @returns the promises that the store does not keep; none for a store that keeps them all
 */
export const brokenPromises = async (
  open: () => Promise<StoreFixture>,
  capabilities: StoreCapabilities,
): Promise<readonly BrokenPromise[]> =>
  (await verdictOf(open, capabilities)).checks.flatMap(({ promise, title, result, reason }) =>
    result === 'broken' ? [{ promise, title, reason: reason ?? '' }] : [],
  )
