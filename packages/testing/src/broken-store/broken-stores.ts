import { brokenAppends } from './append.js'
import type { BrokenStore } from './broken-store.js'
import { brokenConflicts } from './conflict.js'
import { brokenFailures } from './failure.js'
import { brokenFollowers } from './follow.js'
import { brokenLimits } from './limits.js'
import { brokenOrders } from './order.js'
import { brokenRestarts } from './restart.js'
import { brokenRetries } from './retry.js'

/** A store for every way to break a promise, each by what it does wrong: `a store that ...`. */
export const brokenStores: Readonly<Record<string, BrokenStore>> = {
  ...brokenAppends,
  ...brokenConflicts,
  ...brokenRetries,
  ...brokenOrders,
  ...brokenRestarts,
  ...brokenFollowers,
  ...brokenFailures,
  ...brokenLimits,
}
