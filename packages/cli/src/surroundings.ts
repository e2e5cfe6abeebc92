import type { EventStore } from '@perca/eventsourcing'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Failure } from './failure.js'
import type { KeyPurpose, Keyring } from './keyring.js'
import type { StoreUrl } from './option-values.js'

/** Where text goes: a terminal, a file, a pipe, a test. */
export interface Out {
  readonly write: (text: string) => void
  /** Resolves once the reader has taken what was written, or went away. */
  readonly ready: () => Promise<void>
  /** Aborted once the reader went away: what is written then is lost, which is no error. */
  readonly gone: AbortSignal
  readonly isTTY: boolean
  /** Characters in a line. */
  readonly columns: number
}

/** Whether a command needs the store to be there already, or may make it. */
export type Purpose = 'read' | 'write'

/** How a command that writes waits for another one that does: it is told once, and may be stopped. */
export interface Wait {
  readonly signal: { readonly aborted: boolean }
  readonly onWait: () => void
}

/** The person stopped the wait for another command. */
export interface Stopped {
  readonly _tag: 'Stopped'
}

/** The store that a call would read is not there. */
export interface Absent {
  readonly _tag: 'Absent'
  readonly store: string
}

/** Everything that `perca` takes from around it, so that a test can hand it in. */
export interface Surroundings {
  readonly stdout: Out
  readonly stderr: Out
  readonly env: { readonly [name: string]: string | undefined }
  /** Aborted when the person asks to stop. */
  readonly stop: AbortSignal
  /** Milliseconds, for progress only. */
  readonly clock: () => number
  /** Perca's version. */
  readonly version: string
  readonly openStore: (
    url: StoreUrl,
    purpose: Purpose,
    wait?: Wait,
  ) => TaskEither<Failure | Absent | Stopped, EventStore>
  /** The keys of the log that a URL names. */
  readonly openKeyring: (url: StoreUrl, purpose: KeyPurpose) => TaskEither<Failure, Keyring>
  /** The time of now: when somebody looked, from which day an erasure holds. */
  readonly now: () => Date
}
