import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type * as t from 'io-ts'
import type { Decider, Decision } from './decider.js'
import type { Actor, Event, RecordedEvent } from './event.js'
import type { Projection } from './projection.js'
import type { Refusal } from './refusal.js'
import type { StoreError } from './store.js'
import type { EventTypes } from './versions.js'

/** What every command has: its type, and the day from which what it asks for is to hold. */
export interface Command {
  readonly type: string
  readonly effectiveOn: string
}

/** A stream, folded: its state, and where it stood. */
export interface Folded<State> {
  readonly state: State
  /** Revision of the last event folded; -1 where the stream has none. */
  readonly revision: number
  /** Id of that event, for evidence; null where the stream has none. */
  readonly lastEventId: string | null
  /** The revision of the first event of each command it holds: a command is carried out once. */
  readonly commandIds: ReadonlyMap<string, number>
}

/** Rows of a projection, by key. They go on with the log: what is read of them later may be newer. */
export type Rows<Row> = ReadonlyMap<string, Row>

/** What a command's evidence is looked up in: other streams, and rows. Reads only. */
export interface Reader {
  readonly state: <C extends Command, S, Ev extends Event>(
    aggregate: Aggregate<C, S, Ev>,
    id: string,
  ) => TaskEither<StoreError, Folded<S>>
  readonly rows: <Row>(projection: Projection<Row>) => TaskEither<StoreError, Rows<Row>>
  /** A stream's events, oldest first: for the id of one of them, which no state knows. */
  readonly events: <C extends Command, S, Ev extends Event>(
    aggregate: Aggregate<C, S, Ev>,
    id: string,
  ) => TaskEither<StoreError, readonly RecordedEvent<Ev>[]>
}

interface CommandTerms<Asked, State, Ev extends Event> {
  /** Reads the untrusted command. Strict: what it does not name is dropped. */
  readonly codec: t.Type<Asked, unknown, unknown>
  /** Who may send it; every other role is refused. */
  readonly roles: readonly string[]
  /** The id of the stream it is for, within the aggregate's category. */
  readonly stream: (asked: Asked) => string
  /**
   * What was asked, from what one such command recorded: fields that the events do not bear under their own names. Default:
   * each field of the command is found under its name in the events or in `named`. `state`: the stream's, as it stood
   * before. See `askedAgain`.
   */
  recall?(events: readonly Ev[], id: string, state: State): { readonly [field: string]: unknown }
  /** The events that it may decide on: for the catalogue, and held against what is decided by the laws of `@perca/testing`. */
  readonly yields?: readonly string[]
}

/**
 * One command of an aggregate. A command type with a field `evidence` needs something from other streams: `lookUp` finds
 * it before `decide` runs, and refuses where what it refers to is not there. The sender never supplies evidence. Who sends
 * the command is given to `lookUp` too, for rules about who may: a decider knows of them only what stands in the evidence.
 */
export type CommandEntry<C, State, Ev extends Event> = C extends { readonly evidence: infer Evidence }
  ? CommandTerms<Omit<C, 'evidence'>, State, Ev> & {
      readonly lookUp: (
        asked: Omit<C, 'evidence'>,
        state: State,
        reader: Reader,
        actor: Actor,
      ) => TaskEither<Refusal | StoreError, Evidence>
      readonly decide: (command: C, state: State) => Decision<Ev>
    }
  : CommandTerms<C, State, Ev> & { readonly decide: (command: C, state: State) => Decision<Ev> }

/** Every command of an aggregate, by type. */
export type CommandTable<C extends Command, State, Ev extends Event> = {
  readonly [K in C['type']]: CommandEntry<Extract<C, { type: K }>, State, Ev>
}

/** A kind of stream: its events, its state, and what may be asked of it. */
export interface Aggregate<C extends Command, State, Ev extends Event> {
  /** What its streams' names begin with: `participant` for `participant-<uuid>`. */
  readonly category: string
  readonly events: EventTypes<Ev>
  readonly initialState: State
  readonly evolve: (state: State, event: Ev) => State
  readonly commands: CommandTable<C, State, Ev>
  /** Ids of the people an event tells of, for the index of personal histories. `id` is the stream's, without category. */
  readonly subjects: (event: Ev, id: string) => readonly string[]
  /** Fields of a command that a stream's id says, whatever its events bear. `<category>Id` needs no saying, where no event bears it. */
  readonly named?: (id: string) => { readonly [field: string]: unknown }
}

/** The aggregate's behaviour as a pure decider: commands come with their evidence. */
export const deciderOf = <C extends Command, State, Ev extends Event>(
  aggregate: Aggregate<C, State, Ev>,
): Decider<C, State, Ev> => ({
  initialState: aggregate.initialState,
  evolve: aggregate.evolve,
  decide: (command, state) => {
    // The entry under a command's own type decides commands of that type; TypeScript can't follow a look-up by a union.
    const entry = aggregate.commands[command.type as C['type']] as {
      readonly decide: (command: C, state: State) => Decision<Ev>
    }
    return entry.decide(command, state)
  },
})

/** A command's entry, once its types no longer matter: for code that handles commands of any aggregate. */
export interface AnyCommandEntry {
  readonly codec: t.Type<Command, unknown, unknown>
  readonly roles: readonly string[]
  readonly stream: (asked: Command) => string
  readonly lookUp: (
    asked: Command,
    state: unknown,
    reader: Reader,
    actor: Actor,
  ) => TaskEither<Refusal | StoreError, unknown>
  readonly decide: (command: Command, state: unknown) => Decision<Event>
  readonly recall?: (events: readonly Event[], id: string, state: unknown) => { readonly [field: string]: unknown }
  readonly yields?: readonly string[]
}

/** An aggregate, once its types no longer matter. */
export interface AnyAggregate {
  readonly category: string
  readonly events: EventTypes<Event>
  readonly initialState: unknown
  readonly evolve: (state: unknown, event: Event) => unknown
  readonly commands: { readonly [type: string]: AnyCommandEntry }
  readonly subjects: (event: Event, id: string) => readonly string[]
  readonly named?: (id: string) => { readonly [field: string]: unknown }
}

const noEvidence = () => async () => E.right(undefined)

/**
 * Forgets an aggregate's types, so that aggregates can stand in one table. This is sound because `application` only
 * hands an aggregate its own states, its own events and commands that its own codecs read.
 */
export const anyAggregate = <C extends Command, State, Ev extends Event>(
  aggregate: Aggregate<C, State, Ev>,
): AnyAggregate => {
  // Said above: sound as long as only `application` calls what it holds.
  const erased = aggregate as unknown as AnyAggregate
  return {
    ...erased,
    commands: Object.fromEntries(
      Object.entries(erased.commands).map(([type, entry]) => [type, { ...entry, lookUp: entry.lookUp ?? noEvidence }]),
    ),
  }
}
