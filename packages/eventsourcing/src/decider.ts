import type { Either } from 'fp-ts/lib/Either.js'
import type { Event } from './event.js'
import type { Refusal } from './refusal.js'

/** What a decision gives: Right, the events that happened (none: nothing left to do); Left, the refusal. */
export type Decision<E extends Event> = Either<Refusal, readonly E[]>

/**
 * The whole of a stream's behaviour as three plain values. Pure: no clock, no randomness, no I/O; what a decision
 * needs from elsewhere stands in the command.
 *
 * Law: whatever `decide` gives, `evolve` takes.
 */
export interface Decider<Command, State, E extends Event, No = Refusal> {
  readonly initialState: State
  readonly decide: (command: Command, state: State) => Either<No, readonly E[]>
  readonly evolve: (state: State, event: E) => State
}

/** The state after these events, oldest first. */
export const fold = <State, E extends Event>(
  decider: { readonly initialState: State; readonly evolve: (state: State, event: E) => State },
  events: Iterable<E>,
): State => {
  let state = decider.initialState
  for (const event of events) state = decider.evolve(state, event)
  return state
}
