import type { Actor, Happened } from './event.js'
import type { Fault } from './fault.js'
import type { Refusal } from './refusal.js'
import type { AppendError } from './store.js'

/** The input is not a command: which type was meant, and where it fails its codec. */
export interface Invalid {
  readonly _tag: 'Invalid'
  readonly faults: readonly Fault[]
  readonly message: string
}

/** The actor's role may not send this command. */
export interface Unauthorised {
  readonly _tag: 'Unauthorised'
  readonly command: string
  readonly role: string
  /** The roles that may. */
  readonly allowed: readonly string[]
  readonly message: string
}

/** Why a command was not carried out. Only `Unavailable` is worth the same call again; a `Conflict` was tried again already. */
export type ExecuteError = Invalid | Unauthorised | Refusal | AppendError

/** What goes with a command: its id, who sends it, and what it follows from. */
export interface Envelope {
  /** A UUID that the sender made. The same id again is the same command: it is carried out once. */
  readonly commandId: string
  readonly actor: Actor
  readonly programmeId: string | null
  /** The command at the beginning of the chain; default: this one. */
  readonly correlationId?: string
  /** The event that caused it; default: none. */
  readonly causationId?: string
}

/** What became of a command. */
export interface Executed {
  readonly stream: string
  /** Revision of the stream's last event. */
  readonly revision: number
  /** What was recorded now, or, where `alreadyKnown`, the first time. Empty: nothing was left to do. */
  readonly events: readonly Happened[]
  /**
   * True where the stream was found to hold this command already; nothing was written. Where only the store noticed that
   * (two applications carried it out at the same revision), each has the same events and takes them for its own: false.
   */
  readonly alreadyKnown: boolean
}
