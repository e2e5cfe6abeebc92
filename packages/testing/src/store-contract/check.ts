import type { EventStore } from '@perca/eventsourcing'

/** A store to try, with what may be done to it from outside. Each check gets its own, and gives it back. */
export interface StoreFixture {
  readonly store: EventStore
  /** Opens the same data anew; the check has closed `store` before. Only where the store is durable. */
  readonly reopen?: () => Promise<EventStore>
  /** A second handle on the same data while `store` stays open; the check closes it. Only where a store is shared. */
  readonly another?: () => Promise<EventStore>
  /** Gives back what the fixture took: files, databases, connections. */
  readonly dispose: () => Promise<void>
}

/** What a store says of itself. What it doesn't claim is told among the tests, never left out in silence. */
export interface StoreCapabilities {
  /** What was acknowledged outlives the process. */
  readonly durable: boolean
  /** Several handles, in one process or in several, work on the same data at the same time. */
  readonly shared: boolean
  /** How often a property is tried with other values; default 25. */
  readonly runs?: number
  /** How long a check waits for what must come, in milliseconds; default 20,000. It only ends checks that would hang. */
  readonly patience?: number
}

/** What a check may rely on, with the defaults filled in. */
export interface CheckSettings {
  readonly runs: number
  readonly patience: number
}

/** The number of a promise of the store port, as its docstring counts them. */
export type StorePromise = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

/** One thing that a store must do. */
export interface StoreCheck {
  readonly promise: StorePromise
  /** What is promised, as a sentence. */
  readonly title: string
  /** Which capability must be claimed for it. */
  readonly needs?: 'durable' | 'shared'
  /** Resolves where the store keeps the promise, rejects with the reason where it does not. */
  readonly run: (fixture: StoreFixture, settings: CheckSettings) => Promise<void>
}
