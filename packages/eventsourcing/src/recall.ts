import * as E from 'fp-ts/lib/Either.js'
import type { AnyAggregate, Command } from './aggregate.js'
import type { RecordedEvent } from './event.js'
import { type Fault, faults } from './fault.js'
import { decodedButSealed } from './sealed-command.js'

/** Why what was asked can't be said again: the command's type is not in the log or not known, or fields are missing. */
export interface NotRecalled {
  readonly _tag: 'NotRecalled'
  /** The command's type; null where the log does not hold it. */
  readonly command: string | null
  readonly faults: readonly Fault[]
  readonly message: string
}

const notRecalled = (command: string | null, list: readonly Fault[], message: string) =>
  E.left<NotRecalled>({ _tag: 'NotRecalled', command, faults: list, message })

/**
 * The command that recorded these events, said again. The log holds what was decided and not what was asked, so each field is
 * found where the events bear it: under its own name in their data, in the stream's name, or by the command's `recall`.
 * @param recorded the events of one command, in the order of their stream; at least one
 * @param state the stream's, as it stood before them
 * @returns Right: the command, as its codec reads it. Left: it can't be said again, and why.
 */
export const askedAgain = (
  aggregate: AnyAggregate,
  recorded: readonly RecordedEvent[],
  state: unknown,
): E.Either<NotRecalled, Command> => {
  const [first] = recorded
  const type = first?.metadata.commandType
  if (first === undefined || type === undefined) {
    return notRecalled(null, [], 'The log does not say which command recorded this: it was written by an older Perca.')
  }
  const entry = Object.hasOwn(aggregate.commands, type) ? aggregate.commands[type] : undefined
  if (entry === undefined) return notRecalled(type, [], `${aggregate.category} has no command ${type} any more.`)
  const id = first.stream.slice(aggregate.category.length + 1)
  const events = recorded.map(({ event }) => event)
  const said = {
    [`${aggregate.category}Id`]: id,
    // Of a field that several events bear, the first one's counts: it stands last here.
    ...Object.assign({}, ...events.map(({ data }) => data).reverse()),
    ...aggregate.named?.(id),
    ...(first.metadata.programmeId === null ? {} : { programmeId: first.metadata.programmeId }),
    ...entry.recall?.(events, id, state),
    effectiveOn: first.event.effectiveOn,
    type,
  }
  const asked = decodedButSealed(entry.codec, said)
  return E.isRight(asked)
    ? asked
    : notRecalled(type, faults(asked.left), `What ${type} asked can't be told from what it recorded.`)
}
