import type { EventStore } from '@perca/eventsourcing'

/** An append that was stopped just before its commit. */
export interface HeldCommit {
  /**
   * Resolves when an append stands before its commit and waits. An engine that can't tell resolves when the append was
   * surely sent.
   */
  readonly reached: () => Promise<void>
  /** Lets it, and whatever waits behind it, go on. Letting go twice is no error. */
  readonly release: () => Promise<void>
}

/** A store to try, with what may be done to it from outside. Each check gets its own, and gives it back. */
export interface StoreFixture {
  readonly store: EventStore
  /** Opens the same data anew; the check has closed `store` before. Only where the store is durable. */
  readonly reopen?: () => Promise<EventStore>
  /** A second handle on the same data while `store` stays open; the check closes it. Only where a store is shared. */
  readonly another?: () => Promise<EventStore>
  /**
   * Stops the next append through `store` just before its commit: everything of it is done but that. Other appends may go
   * on or wait behind it, as the engine does it; whoever reads goes on. Only where commits can be held.
   */
  readonly holdCommit?: () => Promise<HeldCommit>
  /**
   * Kills what keeps the data, in the midst of whatever it does, as `kill -9` does: a server, or the process that has the
   * file open. What stays open in this process may answer `Unavailable` from now on. Only where the store is killable.
   */
  readonly killServer?: () => Promise<void>
  /** Starts what was killed on the same data, and resolves when it takes calls. Only where the store is killable. */
  readonly restartServer?: () => Promise<void>
  /** Gives back what the fixture took: files, databases, connections, servers; also one that is killed or held. */
  readonly dispose: () => Promise<void>
}

/** What a store says of itself. What it doesn't claim is told among the tests, never left out in silence. */
export interface StoreCapabilities {
  /** What was acknowledged outlives the process. */
  readonly durable: boolean
  /** Several handles, in one process or in several, work on the same data at the same time. */
  readonly shared: boolean
  /** An id is known in the whole log, not only in its stream; default true. */
  readonly idsAcrossStreams?: boolean
  /** The fixture can stop an append just before its commit; default false. */
  readonly heldCommits?: boolean
  /** The fixture can kill what keeps the data, and start it again; default false. */
  readonly killable?: boolean
  /** How often a property is tried with other values; default 25. */
  readonly runs?: number
  /** How long a check waits for what must come, in milliseconds; default 20,000. It only ends checks that would hang. */
  readonly patience?: number
  /** What the values of the properties are made from; default: fast-check's own setting, else another one each time. */
  readonly seed?: number
  /** Whether a property that fails looks for smaller values that fail as well; default true. */
  readonly shrinks?: boolean
}

/** A capability that is claimed or not. */
export type Capability = 'durable' | 'shared' | 'idsAcrossStreams' | 'heldCommits' | 'killable'

/** What a check may rely on, with the defaults filled in. */
export interface CheckSettings {
  readonly runs: number
  readonly patience: number
  readonly seed: number
  readonly shrinks: boolean
  readonly idsAcrossStreams: boolean
}

/** The number of a promise of the store port, as its docstring counts them. */
export type StorePromise = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

/** One thing that a store must do. */
export interface StoreCheck {
  readonly promise: StorePromise
  /** What is promised, as a sentence. */
  readonly title: string
  /** Which capabilities must be claimed for it. */
  readonly needs?: readonly Capability[]
  /** Resolves where the store keeps the promise, rejects with the reason where it does not. */
  readonly run: (fixture: StoreFixture, settings: CheckSettings) => Promise<void>
}
