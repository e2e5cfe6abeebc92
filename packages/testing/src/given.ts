import { deepStrictEqual } from 'node:assert'
import { type Aggregate, type Command, deciderOf, type Event, fold } from '@perca/eventsourcing'
import { isLeft } from 'fp-ts/lib/Either.js'

/** What a decision gave, to be held against what was promised. Each throws an AssertionError that shows the difference. */
export interface Then<E> {
  /** It gave these events, in this order, and nothing else. */
  readonly thenEvents: (expected: readonly E[]) => void
  /** It gave no event and no refusal: nothing was left to do. */
  readonly thenNothing: () => void
  /** It was refused under this rule, with at least this evidence. */
  readonly thenRefused: (rule: string, evidence?: { readonly [name: string]: unknown }) => void
}

/** A history, waiting for a command. */
export interface When<C, E> {
  /** Sends the command, with its evidence. */
  readonly when: (command: C) => Then<E>
}

/**
 * Begins a test of a decider: given what happened, when this is asked, then that follows.
 *
 * @example
 * given(participant, [referred, consented]).when(enrolOn('2020-04-01')).thenRefused('assessment-missing')
 */
export const given = <C extends Command, S, E extends Event>(
  aggregate: Aggregate<C, S, E>,
  history: readonly E[],
): When<C, E> => ({
  when: (command) => {
    const decider = deciderOf(aggregate)
    const decision = decider.decide(command, fold(decider, history))
    return {
      thenEvents: (expected) => deepStrictEqual(decision, { _tag: 'Right', right: expected }),
      thenNothing: () => deepStrictEqual(decision, { _tag: 'Right', right: [] }),
      thenRefused: (rule, evidence = {}) => {
        const refusal = isLeft(decision) ? decision.left : undefined
        const found = Object.fromEntries(Object.keys(evidence).map((name) => [name, refusal?.evidence[name]]))
        deepStrictEqual({ rule: refusal?.rule, evidence: found }, { rule, evidence })
      },
    }
  },
})
