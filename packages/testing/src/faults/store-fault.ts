/** A call of a store, as whoever plans faults sees it. */
export interface StoreCall {
  /** How many calls came before it through the same handle; each page of a follower counts. */
  readonly number: number
  readonly operation: 'append' | 'readStream' | 'readAll' | 'follow' | 'head' | 'describe'
  /** The stream of an append or of `readStream`; else null. */
  readonly stream: string | null
}

/**
 * What may happen to a call on the way to a store that keeps its contract. None of it breaks a promise: an application
 * must get on with all of it.
 *
 * - `refused`: the store can't be reached, and says so. Nothing was done.
 * - `lostBefore`: the question was lost. Nothing was done, and the caller can't know.
 * - `lostAfter`: the answer was lost. It was done, and the caller can't know.
 * - `lateStart`, `lateAnswer`: others are served first, for so many steps.
 * - `crashBefore`, `crashAfter`: the caller ends, as a killed process does, before the call or once it was carried out.
 *
 * A follower that loses a page is told `Unavailable` and goes on by itself, as promise 6 has it.
 */
export type StoreFault =
  | { readonly kind: 'refused' | 'lostBefore' | 'lostAfter' | 'crashBefore' | 'crashAfter' }
  | { readonly kind: 'lateStart' | 'lateAnswer'; readonly steps: number }

/** Says what happens to a call; undefined: nothing. Give the same for the same call, and a run can be run again. */
export type FaultPlan = (call: StoreCall) => StoreFault | undefined

/** A number from 0 to below 1 that follows from two whole numbers, and looks like any other. */
const chance = (seed: number, number: number): number => {
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(number + 1, 0xc2b2ae35)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d)
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39)
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
}

/** How likely each fault is for one call, from 0 to 1; those that are left out don't happen. Together at most 1. */
export type FaultRates = Partial<Record<StoreFault['kind'], number>>

const kinds: readonly StoreFault['kind'][] = [
  'refused',
  'lostBefore',
  'lostAfter',
  'lateStart',
  'lateAnswer',
  'crashBefore',
  'crashAfter',
]

const faultOf = (kind: StoreFault['kind'], steps: number): StoreFault =>
  kind === 'lateStart' || kind === 'lateAnswer' ? { kind, steps } : { kind }

/**
 * Faults by chance, as the seed has it: the same seed gives the same faults to the same calls.
 * @param rates how likely each is
 */
export const seededFaults =
  (seed: number, rates: FaultRates): FaultPlan =>
  ({ number }) => {
    let drawn = chance(seed, number)
    for (const kind of kinds) {
      const rate = rates[kind] ?? 0
      if (drawn < rate) return faultOf(kind, 1 + Math.floor((drawn / rate) * 8))
      drawn -= rate
    }
    return undefined
  }

/** Faults for the calls that are named by their number, and for no other. */
export const plannedFaults = (faults: Readonly<Record<number, StoreFault>>): FaultPlan => {
  const planned = new Map(Object.entries(faults).map(([number, fault]) => [Number(number), fault]))
  return ({ number }) => planned.get(number)
}
