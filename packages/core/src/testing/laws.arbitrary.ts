import {
  type Aggregate,
  type AnyAggregate,
  anyAggregate,
  askedAgain,
  type Command,
  deciderOf,
  type Event,
  type RecordedEvent,
} from '@perca/eventsourcing'
import {
  everyCutAgrees,
  everyDecisionHolds,
  everyEventReadsBack,
  everyRefusalSpeaks,
  everySealFolds,
} from '@perca/testing'
import fc from 'fast-check'
import { isLeft, isRight } from 'fp-ts/lib/Either.js'
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
  [
    'what was decided says what was asked: asked again, the same is decided',
    everyCommandSaidAgain(aggregate, sequences),
  ],
  ['a command decides on nothing but what its table says it may', everyYieldIsSaid(aggregate, sequences)],
  [
    'a refusal names a known rule, says what to do and nothing personal',
    everyRefusalSpeaks(aggregate, sequences, rules, PERSONAL),
  ],
]

const ID = '00000000-0000-4000-8000-000000000000'

/** The events of one command, as a store gives them back. */
const recordedBy = (erased: AnyAggregate, command: Command, events: readonly Event[]): readonly RecordedEvent[] => {
  const stream = `${erased.category}-${erased.commands[command.type]?.stream(command)}`
  const programmeId =
    'programmeId' in command && typeof command.programmeId === 'string' ? command.programmeId : 'kediri'
  return events.map((event, revision) => ({
    event,
    id: ID,
    stream,
    revision,
    position: String(revision),
    recordedAt: '2020-08-18T02:00:00.000Z',
    metadata: {
      commandId: ID,
      correlationId: ID,
      causationId: null,
      actor: { id: ID, role: 'law' },
      programmeId,
      subjects: [],
      effectiveOn: event.effectiveOn,
      schemaVersion: 1,
      commandType: command.type,
    },
  }))
}

/** Law: a command can be said again from the events that it recorded, and with the same evidence decides the same. */
const everyCommandSaidAgain = <C extends Command, S, E extends Event>(
  aggregate: Aggregate<C, S, E>,
  sequences: fc.Arbitrary<readonly C[]>,
): fc.IProperty<unknown> => {
  const erased = anyAggregate(aggregate)
  return fc.property(sequences, (sent) => {
    const decider = deciderOf(aggregate)
    let state = decider.initialState
    for (const command of sent) {
      const decision = decider.decide(command, state)
      if (isLeft(decision)) continue
      if (decision.right.length > 0) {
        const again = askedAgain(erased, recordedBy(erased, command, decision.right), state)
        if (isLeft(again))
          throw new Error(`${command.type}: ${again.left.message} ${JSON.stringify(again.left.faults)}`)
        const evidence = 'evidence' in command ? { evidence: command.evidence } : {}
        // The codec of the command's own type read it: with its evidence it is a command of that type.
        const decided = decider.decide({ ...again.right, ...evidence } as unknown as C, state)
        const told = isRight(decided) ? JSON.stringify(decided.right) : decided.left.rule
        if (told !== JSON.stringify(decision.right)) {
          throw new Error(`${command.type}: ${told} instead of ${JSON.stringify(decision.right)}`)
        }
      }
      state = decision.right.reduce(decider.evolve, state)
    }
  })
}

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
