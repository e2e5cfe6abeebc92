import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type AnyAggregate, anyAggregate, type Folded } from './aggregate.js'
import { type Application, application, type Boundary } from './application.js'
import type { Day } from './day.js'
import type { Actor, Event, Happened, RecordedEvent } from './event.js'
import type { Executed, ExecuteError } from './executed.js'
import type { Instant } from './instant.js'
import { type Policy, type Settled, settle } from './policy.js'
import { type AnyProjection, type Horizon, type Projection, project, type RowsOf, within } from './projection.js'
import type { EventStore, StoreError } from './store.js'
import { type ClockPolicy, type Ticked, tick } from './tick.js'

/** What is read of an aggregate when only its types matter: `Aggregate<C, S, E>` of any three. */
interface Typed {
  readonly category: string
  readonly initialState: unknown
  readonly evolve: (state: never, event: never) => unknown
  readonly commands: object
}

/** A domain as one value: its kinds of streams by name, what follows from events, and what follows from time going by. */
export interface Domain<Aggregates extends { readonly [name: string]: Typed }> {
  readonly aggregates: Aggregates
  readonly policies: readonly Policy[]
  readonly clockPolicies?: readonly ClockPolicy[]
  readonly boundary?: Boundary
}

/** A value as a caller writes it: a day or an instant is a text that is checked when it is sent. */
export type Written<T> = T extends Day | Instant
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Written<Item>[]
    : T extends object
      ? { readonly [K in keyof T]: Written<T[K]> }
      : T

/** What may be asked of one aggregate: its commands, without the evidence that is looked up. */
type AskedOf<A extends Typed> = {
  [K in keyof A['commands']]: A['commands'][K] extends { readonly decide: (command: infer C, state: never) => unknown }
    ? Written<Omit<C, 'evidence'>>
    : never
}[keyof A['commands']]

/** Every command of a domain, as a caller writes it. */
export type CommandOf<Aggregates extends { readonly [name: string]: Typed }> = {
  [Name in keyof Aggregates]: AskedOf<Aggregates[Name]>
}[keyof Aggregates]

/** The state of an aggregate's streams. */
export type StateOf<A extends Typed> = A['initialState']

/** Every event of a domain. */
export type DomainEventOf<Aggregates extends { readonly [name: string]: Typed }> = {
  [Name in keyof Aggregates]: Aggregates[Name]['evolve'] extends (state: never, event: infer Ev) => unknown
    ? Ev extends Event
      ? Ev
      : never
    : never
}[keyof Aggregates]

/** Who sends commands, and in which programme. */
export interface Sender {
  readonly actor: Actor
  readonly programmeId: string | null
}

/** A domain on a store, as somebody of a programme uses it. Everything that can go wrong is a Left. */
export interface Embedding<Aggregates extends { readonly [name: string]: Typed }> {
  /**
   * Carries a command out.
   * @param commandId the same id again is the same command, carried out once; default: a new one
   */
  readonly execute: (
    command: CommandOf<Aggregates>,
    commandId?: string,
  ) => TaskEither<ExecuteError, ExecutedIn<Aggregates>>
  /** Carries out whatever somebody handed in: the same way, for JSON that no compiler has seen. */
  readonly submit: (input: unknown, commandId?: string) => TaskEither<ExecuteError, ExecutedIn<Aggregates>>
  /** A stream's state: now, as of a day, as known at an instant, or both. `id` is the stream's, without category. */
  readonly state: <Name extends keyof Aggregates>(
    name: Name,
    id: string,
    horizon?: Horizon,
  ) => TaskEither<StoreError, Folded<StateOf<Aggregates[Name]>>>
  /** Every event that tells of a person, oldest first: now, as of a day, as known at an instant, or both. */
  readonly history: (
    subject: string,
    horizon?: Horizon,
  ) => TaskEither<StoreError, readonly RecordedEvent<DomainEventOf<Aggregates>>[]>
  /** A projection's rows: now, as of a day, as known at an instant, or both. */
  readonly rows: <Row>(of: Projection<Row>, horizon?: Horizon) => TaskEither<StoreError, ReadonlyMap<string, Row>>
  /** The rows of several projections in one reading of the log: now, as of a day, as known at an instant, or both. */
  readonly project: <Table extends { readonly [name: string]: AnyProjection }>(
    table: Table,
    horizon?: Horizon,
  ) => TaskEither<StoreError, RowsOf<Table>>
  /** Lets policies do all that follows from the log since it settled last; the first time, from its beginning. */
  readonly settle: () => TaskEither<ExecuteError, Settled>
  /** Looks at the clock and does what fell due since it was looked at last; settle afterwards. See `tick`. */
  readonly tick: () => TaskEither<ExecuteError, Ticked>
  /** The same domain on the same store, used by somebody else. */
  readonly as: (sender: Sender) => Embedding<Aggregates>
  /** What it is built on. */
  readonly application: Application
}

/** What became of a command, with the domain's own events. */
export interface ExecutedIn<Aggregates extends { readonly [name: string]: Typed }> extends Executed {
  readonly events: readonly Happened<DomainEventOf<Aggregates>>[]
}

/** Every aggregate of a table of them, once its types no longer matter: hand them to `application`. */
export const aggregatesOf = (kinds: { readonly [name: string]: Typed }): readonly AnyAggregate[] =>
  // Each is an Aggregate<C, S, E> of some types; forgetting them is `anyAggregate`'s own, sound, business.
  Object.values(kinds).map((kind) => anyAggregate(kind as never))

const PAGE = 500

/**
 * Puts a domain on a store.
 * @param domain kinds of streams by name, policies, and what is asked before every decision
 * @param surroundings.store where events are kept
 * @param surroundings.clock the time: for what falls due, and for nothing else; the store has its own for what it records
 * @param surroundings.newId gives a new UUID each time: for commands that are sent without an id
 * @param surroundings.sender who sends commands, and in which programme; `as` gives the same for somebody else
 * @param surroundings.settledTo where `settle` ended the last time, as it said; default: it goes through the log from its beginning
 * @param surroundings.tickedTo up to when `tick` looked the last time, as it said; default: what is due as things stand
 */
export const embed = <Aggregates extends { readonly [name: string]: Typed }>(
  domain: Domain<Aggregates>,
  surroundings: {
    readonly store: EventStore
    readonly clock: () => Date
    readonly newId: () => string
    readonly sender: Sender
    readonly settledTo?: string | null
    readonly tickedTo?: string | null
  },
): Embedding<Aggregates> => {
  const { store, clock, newId } = surroundings
  const aggregates = aggregatesOf(domain.aggregates)
  const { boundary, clockPolicies = [] } = domain
  const app = application({ store, aggregates, ...(boundary === undefined ? {} : { boundary }) })
  let settledTo = surroundings.settledTo ?? null
  let tickedTo = surroundings.tickedTo ?? null

  const readerAt = (horizon: Horizon | undefined) =>
    horizon === undefined ? app.reader : app.readerOf((recorded) => within(horizon, recorded))

  const history: Embedding<Aggregates>['history'] =
    (subject, horizon = {}) =>
    async () => {
      const events: RecordedEvent<DomainEventOf<Aggregates>>[] = []
      for (let after: string | null = null; ; ) {
        const page = await store.readAll(after, PAGE, { subject })()
        if (E.isLeft(page)) return page
        for (const stored of page.right.events) {
          const recorded = app.decode(stored)
          if (E.isLeft(recorded)) return recorded
          // `decode` reads the events of these aggregates and no others.
          if (within(horizon, recorded.right)) events.push(recorded.right as RecordedEvent<DomainEventOf<Aggregates>>)
        }
        after = page.right.next
        if (page.right.end) return E.right(events)
      }
    }

  const used = ({ actor, programmeId }: Sender): Embedding<Aggregates> => {
    const submit: Embedding<Aggregates>['submit'] = (input, commandId = newId()) =>
      // What one of these aggregates decided is an event of the domain.
      app.execute(input, { commandId, actor, programmeId }) as TaskEither<ExecuteError, ExecutedIn<Aggregates>>
    return {
      execute: submit,
      submit,
      state: (name, id, horizon) => {
        const aggregate = Object.hasOwn(domain.aggregates, name) ? domain.aggregates[name] : undefined
        if (aggregate === undefined) throw new Error(`${String(name)} is no aggregate of this domain`)
        // The reader folds with this very aggregate, so the state is its own.
        return readerAt(horizon).state(aggregate as never, id) as TaskEither<StoreError, Folded<never>>
      },
      history,
      rows: (of, horizon) =>
        pipe(
          project(store, app.decode, { rows: of }, horizon),
          TE.map(({ rows }) => rows),
        ),
      project: (table, horizon) => project(store, app.decode, table, horizon),
      settle: () =>
        pipe(
          // Read when it runs, not when it is asked for: it may have settled in between.
          async () => settle(app, domain.policies, settledTo)(),
          TE.map((settled) => {
            settledTo = settled.position
            return settled
          }),
        ),
      tick: () =>
        pipe(
          async () => tick(app, clockPolicies, { after: tickedTo, now: clock().toISOString() })(),
          TE.map((ticked) => {
            tickedTo = ticked.tickedTo
            return ticked
          }),
        ),
      as: used,
      application: app,
    }
  }
  return used(surroundings.sender)
}
