import {
  type Aggregate,
  type Application,
  anyAggregate,
  application,
  CheckedType,
  Day,
  derivedId,
  type Envelope,
  type Event,
  type EventStore,
  type Executed,
  type ExecuteError,
  eventType,
  refusal,
  wholeNumber,
} from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'

interface Shelved extends Event<'Shelved', { readonly pieces: number }> {}
interface Sold extends Event<'Sold', { readonly pieces: number }> {}
export type ShelfEvent = Shelved | Sold

interface ShelfCommand {
  readonly type: 'Shelve' | 'Sell'
  readonly shelf: string
  readonly pieces: number
  readonly effectiveOn: Day
}
interface Shelve extends ShelfCommand {
  readonly type: 'Shelve'
}
interface Sell extends ShelfCommand {
  readonly type: 'Sell'
}

const pieces = wholeNumber('pieces, 1 or more', 1)

const piecesData = new CheckedType(
  'pieces on a shelf',
  (value): value is { readonly pieces: number } =>
    typeof value === 'object' && value !== null && 'pieces' in value && pieces.is(value.pieces),
  {},
)

const commandOf = <C extends ShelfCommand>(type: C['type']) =>
  new CheckedType(
    type,
    (value): value is C =>
      piecesData.is(value) && 'type' in value && value.type === type && 'shelf' in value && 'effectiveOn' in value,
    {},
  )

const stream = ({ shelf }: ShelfCommand) => shelf

/** A shelf that no more can be sold from than stands on it: the smallest domain that a race would break. */
const shelf: Aggregate<Shelve | Sell, number, ShelfEvent> = {
  category: 'shelf',
  events: { Shelved: eventType(piecesData), Sold: eventType(piecesData) },
  initialState: 0,
  evolve: (held, { type, data }) => (type === 'Shelved' ? held + data.pieces : held - data.pieces),
  subjects: () => [],
  commands: {
    Shelve: {
      codec: commandOf<Shelve>('Shelve'),
      roles: ['clerk'],
      stream,
      decide: (command) =>
        E.right([{ type: 'Shelved', effectiveOn: command.effectiveOn, data: { pieces: command.pieces } }]),
    },
    Sell: {
      codec: commandOf<Sell>('Sell'),
      roles: ['clerk'],
      stream,
      decide: (command, held) =>
        held < command.pieces
          ? E.left(refusal('sold-out', 'Shelve more pieces first.', { held, asked: command.pieces }))
          : E.right([{ type: 'Sold', effectiveOn: command.effectiveOn, data: { pieces: command.pieces } }]),
    },
  },
}

/** The shelves on a store. */
export const shop = (store: EventStore): Application => application({ store, aggregates: [anyAggregate(shelf)] })

/** The same name is the same command, however often it is sent. */
export const commandId = (name: string): string => derivedId('019f0000-0000-7000-8000-000000000000', name)

const sentAs = (name: string): Envelope => ({
  commandId: commandId(name),
  actor: { id: 'clerk', role: 'clerk' },
  programmeId: null,
})

const day = '2020-08-17'
const effectiveOn = Day.is(day) ? day : undefined

/** Sends a command until the store has answered, as a program at a till would. */
export const sent = async (
  app: Application,
  command: { readonly type: 'Shelve' | 'Sell'; readonly shelf: string; readonly pieces: number },
  name: string,
): Promise<E.Either<ExecuteError, Executed>> => {
  for (;;) {
    const result = await app.execute({ ...command, effectiveOn }, sentAs(name))()
    const isOver = E.isRight(result) || !(result.left._tag === 'Unavailable' || result.left._tag === 'Conflict')
    if (isOver) return result
  }
}
