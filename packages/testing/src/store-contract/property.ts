import type { Parameters } from 'fast-check'
import type { CheckSettings } from './check.js'

/**
 * How a property of the suite is run: by the seed of its check, so that a failure can be seen again.
 * @param part what part of the runs; default all
 */
export const runsOf = (
  { runs, seed, shrinks }: CheckSettings,
  part = 1,
): Pick<Parameters, 'numRuns' | 'seed' | 'endOnFailure'> => ({
  numRuns: Math.ceil(runs * part),
  seed,
  endOnFailure: !shrinks,
})
