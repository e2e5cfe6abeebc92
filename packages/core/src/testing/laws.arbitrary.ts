import { type Aggregate, anyAggregate, type Command, deciderOf, type Event } from '@perca/eventsourcing'
import {
  everyCutAgrees,
  everyDecisionHolds,
  everyEventReadsBack,
  everyRefusalSpeaks,
  everySealFolds,
} from '@perca/testing'
import fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { few, PERSONAL, wide } from './values.arbitrary.js'

/** The laws that every aggregate of the domain keeps: a sentence and its property. `rules`: all that may refuse. */
export const lawsOf = <C extends Command, S, E extends Event>(
  aggregate: Aggregate<C, S, E>,
  sequences: fc.Arbitrary<readonly C[]>,
  rules: readonly string[],
): readonly (readonly [string, fc.IProperty<unknown>])[] => [
  ['every event reads back as it was stored', everyEventReadsBack(aggregate, few)],
  ['every event reads back, as odd as it may be', everyEventReadsBack(aggregate, wide)],
  [
    'whatever is decided can be stored and folded, and nothing is changed in place',
    everyDecisionHolds(aggregate, sequences),
  ],
  ['a state that was kept and the tail give what a replay gives', everyCutAgrees(aggregate, sequences)],
  ['a history whose keys are gone folds into the same state', everySealFolds(aggregate, sequences)],
  ['a command decides on nothing but what its table says it may', everyYieldIsSaid(aggregate, sequences)],
  [
    'a refusal names a known rule, says what to do and nothing personal',
    everyRefusalSpeaks(aggregate, sequences, rules, PERSONAL),
  ],
]

/** Law: what a command decides is among the events that its table says, and the table says none that is not there. */
const everyYieldIsSaid = <C extends Command, S, E extends Event>(
  aggregate: Aggregate<C, S, E>,
  sequences: fc.Arbitrary<readonly C[]>,
): fc.IProperty<unknown> => {
  const { commands, events } = anyAggregate(aggregate)
  return fc.property(sequences, (sent) => {
    const decider = deciderOf(aggregate)
    let state = decider.initialState
    for (const command of sent) {
      const yields = commands[command.type]?.yields ?? []
      if (yields.length === 0 || !yields.every((type) => Object.hasOwn(events, type))) {
        throw new Error(`${command.type} says no event, or one that is not there`)
      }
      const decision = decider.decide(command, state)
      if (isLeft(decision)) continue
      for (const event of decision.right) {
        if (!yields.includes(event.type))
          throw new Error(`${command.type} gave ${event.type}, which its table does not say`)
      }
      state = decision.right.reduce(decider.evolve, state)
    }
  })
}

/** What random commands come to: the names of the events and of the rules. It shows that the laws look at all of them. */
export const metBy = <C extends Command, S, E extends Event>(
  aggregate: Aggregate<C, S, E>,
  sequences: fc.Arbitrary<readonly C[]>,
): { readonly events: readonly string[]; readonly rules: readonly string[] } => {
  const decider = deciderOf(aggregate)
  const events = new Set<string>()
  const rules = new Set<string>()
  for (const sent of fc.sample(sequences, { numRuns: 200, seed: 2020 })) {
    let state = decider.initialState
    for (const command of sent) {
      const decision = decider.decide(command, state)
      if (isLeft(decision)) {
        rules.add(decision.left.rule)
        continue
      }
      for (const event of decision.right) events.add(event.type)
      state = decision.right.reduce(decider.evolve, state)
    }
  }
  return { events: [...events].sort(), rules: [...rules].sort() }
}
