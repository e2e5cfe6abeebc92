import type { Aggregate, AnyAggregate, Command, Event } from '@perca/eventsourcing'
import fc from 'fast-check'
import { arbitraryOf, type NamedArbitraries } from './arbitrary.js'

type WithEvidence<C extends Command> = Extract<C, { readonly evidence: unknown }>
type Asked<C extends Command, K> = Omit<Extract<C, { readonly type: K }>, 'evidence'>

/** For each command type with evidence, what might be looked up for such a command. */
export type EvidenceArbitraries<C extends Command> = {
  readonly [K in WithEvidence<C>['type']]: (
    asked: Asked<C, K>,
  ) => fc.Arbitrary<Extract<WithEvidence<C>, { readonly type: K }>['evidence']>
}

/** A command as it comes from outside, and in which role it is sent. */
export interface Sent {
  readonly command: { readonly type: string; readonly [field: string]: unknown }
  readonly role: string
  readonly programmeId: string | null
}

// A table's entries are of one shape each; which command is whose does not matter for making one.
const entriesOf = <C extends Command, S, E extends Event>(aggregate: Aggregate<C, S, E>) =>
  Object.entries(aggregate.commands) as unknown as readonly (readonly [string, AnyAggregate['commands'][string]])[]

/**
 * Commands as a decider takes them, of every type of the aggregate, each with its evidence.
 * @param evidence makes what would be looked up, by command type, from the command as it was asked
 */
export const commandsOf = <C extends Command, S, E extends Event>(
  aggregate: Aggregate<C, S, E>,
  named: NamedArbitraries,
  evidence: EvidenceArbitraries<C>,
): fc.Arbitrary<C> => {
  // By type, a function of that very type's command: what the mapped type says of each of its fields.
  const makers = evidence as unknown as { readonly [type: string]: (asked: Command) => fc.Arbitrary<unknown> }
  const commands = entriesOf(aggregate).map(([type, { codec }]) => {
    const asked = arbitraryOf(codec, named)
    const make = Object.hasOwn(makers, type) ? makers[type] : undefined
    return make === undefined
      ? asked
      : asked.chain((command) => make(command).map((found): Command => Object.assign({ evidence: found }, command)))
  })
  // Made by the aggregate's own codecs, with the evidence that each type asks for.
  return fc.oneof(...commands) as unknown as fc.Arbitrary<C>
}

/**
 * Commands one after the other, up to 40: alone, and behind some that lead to where most of the rules are.
 * @param begin commands that are mostly accepted, in their order; default none
 */
export const sequencesOf = <C>(commands: fc.Arbitrary<C>, begin: readonly C[] = []): fc.Arbitrary<readonly C[]> =>
  // Without bias: one run in two would otherwise be of two or three commands, and come to nothing.
  fc
    .tuple(fc.constantFrom([], begin), fc.noBias(fc.array(commands, { maxLength: 40, size: 'max' })))
    .map(([first, others]) => [...first, ...others])

/** Commands of every type of the aggregate as they come from outside, without evidence, each in a role that may send it. */
export const sentTo = <C extends Command, S, E extends Event>(
  aggregate: Aggregate<C, S, E>,
  named: NamedArbitraries,
): fc.Arbitrary<Sent> =>
  fc.oneof(
    ...entriesOf(aggregate).map(([, { codec, roles }]) =>
      fc
        .record({ command: arbitraryOf(codec, named), role: fc.constantFrom(...roles) })
        .map(({ command, role }): Sent => {
          const programmeId: unknown = Reflect.get(command, 'programmeId')
          return { command: { ...command }, role, programmeId: typeof programmeId === 'string' ? programmeId : null }
        }),
    ),
  )
