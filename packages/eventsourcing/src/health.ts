import * as E from 'fp-ts/lib/Either.js'
import type { Task } from 'fp-ts/lib/Task.js'
import type { EventStore } from './store.js'

/** Whether a store can be worked with just now. */
export type Health =
  | {
      readonly _tag: 'Healthy'
      /** Position of the last event; null in an empty log. */
      readonly head: string | null
      /** How long the answer took, in milliseconds. */
      readonly tookMs: number
    }
  | {
      readonly _tag: 'Unhealthy'
      /** The tag of the store's error; `Overdue`: no answer came in time. */
      readonly reason: string
      /** Says what to do. */
      readonly message: string
    }

/** What the check takes from its platform. */
export interface HealthOptions {
  /** How long an answer may take, in milliseconds. */
  readonly deadlineMs: number
  /** Calls back after so many milliseconds; gives the way to end that: `(ms, run) => { const t = setTimeout(run, ms); return () => clearTimeout(t) }`. */
  readonly after: (milliseconds: number, run: () => void) => () => void
  /** Milliseconds, from any beginning: `() => performance.now()`. */
  readonly clock: () => number
}

/**
 * Asks a store for its head: the cheapest question that the database itself must answer. For a readiness probe; what is unhealthy
 * may be healthy at the next question.
 */
export const health =
  (store: EventStore, { deadlineMs, after, clock }: HealthOptions): Task<Health> =>
  async () => {
    const started = clock()
    let giveUp: () => void = () => undefined
    const late = new Promise<Health>((resolve) => {
      giveUp = after(deadlineMs, () =>
        resolve({
          _tag: 'Unhealthy',
          reason: 'Overdue',
          message: `The store did not answer within ${deadlineMs} ms. Look whether its database is busy or stuck.`,
        }),
      )
    })
    const answer = store
      .head()()
      .then((head): Health => {
        if (E.isRight(head)) return { _tag: 'Healthy', head: head.right, tookMs: clock() - started }
        return { _tag: 'Unhealthy', reason: head.left._tag, message: head.left.message }
      })
    try {
      return await Promise.race([answer, late])
    } finally {
      giveUp()
    }
  }
