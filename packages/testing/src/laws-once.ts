import { deepStrictEqual } from 'node:assert'
import {
  type AnyAggregate,
  type Application,
  application,
  derivedId,
  type EventStore,
  type Executed,
  type ExecuteError,
} from '@perca/eventsourcing'
import fc from 'fast-check'
import { type Either, isLeft, isRight } from 'fp-ts/lib/Either.js'
import type { Sent } from './arbitrary-command.js'

type Result = Either<ExecuteError, Executed>

const CAUSE = '00000000-0000-4000-8000-000000000000'

const send = (app: Application, { command, role, programmeId }: Sent, name: string): Promise<Result> =>
  app.execute(command, { commandId: derivedId(CAUSE, name), actor: { id: 'law', role }, programmeId })()

const eventsIn = async (store: EventStore): Promise<number> => {
  const described = await store.describe()()
  if (isLeft(described)) throw new Error(`The store does not answer: ${described.left.message}`)
  return described.right.events
}

/**
 * What the sender is told the second time. Where nothing was recorded, all of the first answer; else the same events, as
 * known already. The stream may have grown since, and the store knows more of an event than who recorded it.
 */
const answer = (result: Result, again: boolean): unknown => {
  if (isLeft(result) || result.right.events.length === 0) return result
  const events = result.right.events.map(({ event, id, stream, revision, metadata }) => ({
    event,
    id,
    stream,
    revision,
    metadata,
  }))
  return { stream: result.right.stream, events, alreadyKnown: again || result.right.alreadyKnown }
}

/**
 * Law: a command that comes twice under one id is carried out once and answered alike: at once, and after everything else,
 * also where another process on the same store is asked.
 * @param options.open an empty store
 * @param options.given commands that must be accepted first, so that the others find what they refer to
 * @param options.commands commands as they come from outside
 */
export const everyCommandOnce = (options: {
  readonly aggregates: readonly AnyAggregate[]
  readonly open: () => EventStore
  readonly given: readonly Sent[]
  readonly commands: fc.Arbitrary<Sent>
}): fc.IAsyncProperty<unknown> =>
  fc.asyncProperty(fc.array(options.commands, { maxLength: 20, size: 'max' }), async (sent) => {
    const store = options.open()
    const app = application({ store, aggregates: options.aggregates })
    for (const [place, command] of options.given.entries()) {
      const done = await send(app, command, `given.${place}`)
      if (isLeft(done))
        throw new Error(`${command.command.type}, which is given, is not accepted: ${done.left.message}`)
    }
    const recorded: { readonly command: Sent; readonly name: string; readonly expected: unknown }[] = []
    for (const [place, command] of sent.entries()) {
      const name = `sent.${place}`
      const first = await send(app, command, name)
      const events = await eventsIn(store)
      const expected = answer(first, true)
      deepStrictEqual(answer(await send(app, command, name), false), expected)
      deepStrictEqual(await eventsIn(store), events, `${command.command.type} was recorded twice`)
      if (isRight(first) && first.right.events.length > 0) recorded.push({ command, name, expected })
    }
    const events = await eventsIn(store)
    const other = application({ store, aggregates: options.aggregates })
    for (const { command, name, expected } of recorded) {
      for (const asked of [app, other]) deepStrictEqual(answer(await send(asked, command, name), false), expected)
    }
    deepStrictEqual(await eventsIn(store), events, 'a command was recorded anew')
    await store.close()()
  })
