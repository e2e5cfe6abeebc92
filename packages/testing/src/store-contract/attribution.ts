import assert from 'node:assert/strict'
import type { StorePromise } from './check.js'

/** A claim that belongs to another promise than its check. */
class Misplaced extends assert.AssertionError {
  constructor(
    readonly promise: StorePromise,
    message: string,
  ) {
    super({ message })
  }
}

/** What a check found, as the reason of a broken promise. */
export interface Finding {
  readonly promise: StorePromise
  readonly reason: string
}

const messageOf = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason))

/** The error at the bottom of a property's: what the check itself said. */
const firstCause = (reason: unknown): unknown =>
  reason instanceof Error && reason.cause !== undefined ? firstCause(reason.cause) : reason

/**
 * Which promise a check found broken: mostly its own. A claim that was made under another one says so, and what is no
 * claim at all was thrown by the store, which breaks promise 7 whatever was asked.
 */
export const findingOf = (promise: StorePromise, reason: unknown): Finding => {
  const cause = firstCause(reason)
  if (cause instanceof Misplaced) return { promise: cause.promise, reason: messageOf(reason) }
  return { promise: cause instanceof assert.AssertionError ? promise : 7, reason: messageOf(reason) }
}

/**
 * Makes a claim that belongs to this promise, in a check of another one. Only so is a store told by what it breaks: most
 * checks of one promise need others to be kept.
 */
export const under = async <A>(promise: StorePromise, claim: () => A | Promise<A>): Promise<A> => {
  try {
    return await claim()
  } catch (reason) {
    if (reason instanceof Misplaced || !(reason instanceof assert.AssertionError)) throw reason
    throw new Misplaced(promise, reason.message)
  }
}

/** A claim that belongs to this promise and does not hold. */
export const misplaced = (promise: StorePromise, message: string): Error => new Misplaced(promise, message)
