import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { AnyAggregate, AnyCommandEntry, Command, Reader } from './aggregate.js'
import { commandOwners } from './command-owners.js'
import { type Counts, currentRows } from './current-rows.js'
import type { Event, Happened, Metadata, NewEvent, RecordedEvent } from './event.js'
import type { Envelope, Executed, ExecuteError, Invalid, Unauthorised } from './executed.js'
import { type Fault, faults, faultText } from './fault.js'
import { eventId } from './ids.js'
import { readOnce } from './read-once.js'
import { eventReader } from './reading.js'
import type { Refusal } from './refusal.js'
import { decodedButSealed } from './sealed-command.js'
import type { EventStore, StoreError } from './store.js'
import { inTurns } from './turns.js'
import { type EventReader, encodeData, typeNamed, versionOf } from './versions.js'

/**
 * What is asked of every command before its own decider is: for rules that no single stream can hold.
 * @returns Left: the refusal; nothing is recorded.
 */
export type Boundary = (
  command: Command,
  envelope: Envelope,
  reader: Reader,
) => TaskEither<Refusal | StoreError, unknown>

/** A domain on a store. */
export interface Application {
  /**
   * Carries a command out: parse, authorise, load, look up evidence, decide, append. The whole way is in this file.
   * @returns Left: why nothing was recorded. Only after `Unavailable` with `outcomeUnknown` something may have been; the
   *   same command again is safe.
   */
  readonly execute: (input: unknown, envelope: Envelope) => TaskEither<ExecuteError, Executed>
  /**
   * What would be decided if only some of the recorded events counted. Writes nothing. For judging a late entry by
   * what stood before it, and for asking "what if".
   */
  readonly judge: (input: unknown, envelope: Envelope, counts: Counts) => TaskEither<ExecuteError, readonly Event[]>
  /** A reader of streams' states and of rows, as they are now. */
  readonly reader: Reader
  /**
   * A reader of streams' states and of rows as they are if only some of the recorded events count: those within a horizon,
   * for what held on a day or was known at an instant.
   */
  readonly readerOf: (counts: Counts) => Reader
  /** Reads any stored event of the domain. */
  readonly decode: EventReader
  readonly store: EventStore
}

/** A stream's page when it is loaded. */
const PAGE = 1_000
/** How many events of one command are read at a time; few commands cause more. */
const FEW = 8
/** How often a command is decided anew after a Conflict before the Conflict is given back. */
const ATTEMPTS = 16

interface Prepared {
  readonly aggregate: AnyAggregate
  readonly entry: AnyCommandEntry
  readonly command: Command
  readonly id: string
  readonly stream: string
}

/** A stream's fold in the cache. It holds the map of command ids that it alone may add to. */
interface Cached {
  state: unknown
  revision: number
  lastEventId: string | null
  readonly commandIds: Map<string, number>
}

const emptyFold = (aggregate: AnyAggregate): Cached => ({
  state: aggregate.initialState,
  revision: -1,
  lastEventId: null,
  commandIds: new Map(),
})

const invalid = (list: readonly Fault[], what: string): Invalid => ({
  _tag: 'Invalid',
  faults: list,
  message: `${what}: ${faultText(list)}`,
})

/**
 * Puts a domain on a store.
 * @param options.store where events are kept
 * @param options.aggregates the domain, each through `anyAggregate`
 * @param options.boundary asked before every decision; default: everything passes
 * @param options.takesSealed whether a command's field may be sealed, as one that is said again from a log; default: no
 * @param options.cachedStreams how many folded streams are kept at hand; the longest unused goes first. Default 20,000
 * @throws where two aggregates share a category, an event's name or a command's name: a defect, found when it starts
 */
export const application = (options: {
  readonly store: EventStore
  readonly aggregates: readonly AnyAggregate[]
  readonly boundary?: Boundary
  readonly cachedStreams?: number
  readonly takesSealed?: boolean
}): Application => {
  const { store, aggregates } = options
  const boundary = options.boundary ?? (() => TE.right(null))
  const cachedStreams = options.cachedStreams ?? 20_000
  const decode = eventReader(aggregates)
  const cache = new Map<string, Cached>()
  const rows = currentRows(store, decode)
  /** Commands of this process for one stream go one after the other, so that a Conflict always comes from elsewhere. */
  const inTurn = inTurns()

  const byCommand = commandOwners(aggregates)

  /** 1 and 2: an untrusted value becomes a command of one stream. */
  const parse = (input: unknown): E.Either<Invalid, Prepared> => {
    const type = typeof input === 'object' && input !== null && 'type' in input ? input.type : undefined
    const aggregate = typeof type === 'string' ? byCommand.get(type) : undefined
    const entry = typeof type === 'string' && aggregate !== undefined ? aggregate.commands[type] : undefined
    if (aggregate === undefined || entry === undefined) {
      return E.left(
        invalid([{ path: 'type', expected: `one of ${[...byCommand.keys()].sort().join(', ')}` }], 'Not a command'),
      )
    }
    const command =
      options.takesSealed === true ? decodedButSealed(entry.codec, { ...Object(input) }) : entry.codec.decode(input)
    if (E.isLeft(command)) return E.left(invalid(faults(command.left), `Not a ${type}`))
    const id = entry.stream(command.right)
    return E.right({ aggregate, entry, command: command.right, id, stream: `${aggregate.category}-${id}` })
  }

  /** 3: deny by default. A role counts in the programme of the envelope, and in no other. */
  const authorise = (prepared: Prepared, { actor, programmeId }: Envelope): E.Either<Unauthorised, Prepared> => {
    const { command, entry } = prepared
    const asked = 'programmeId' in command ? command.programmeId : programmeId
    const denied = (message: string): E.Either<Unauthorised, Prepared> =>
      E.left({ _tag: 'Unauthorised', command: command.type, role: actor.role, allowed: entry.roles, message })
    if (!entry.roles.includes(actor.role)) {
      return denied(`The role ${actor.role} may not send ${command.type}; these may: ${entry.roles.join(', ')}.`)
    }
    return asked === programmeId
      ? E.right(prepared)
      : denied(
          `The role ${actor.role} was given for ${programmeId ?? 'no programme'}, and ${command.type} asks for another.`,
        )
  }

  const advance = (
    aggregate: AnyAggregate,
    fold: Cached,
    event: Event,
    id: string,
    revision: number,
    commandId: string,
  ): void => {
    fold.state = aggregate.evolve(fold.state, event)
    fold.revision = revision
    fold.lastEventId = id
    if (!fold.commandIds.has(commandId)) fold.commandIds.set(commandId, revision)
  }

  /** Brings a fold up to the stream's end, taking only what counts. */
  const catchUp =
    (aggregate: AnyAggregate, stream: string, fold: Cached, counts?: Counts): TaskEither<StoreError, Cached> =>
    async () => {
      let from = fold.revision + 1
      for (;;) {
        const page = await store.readStream(stream, from, PAGE)()
        if (E.isLeft(page)) return page
        for (const stored of page.right) {
          const recorded = decode(stored)
          if (E.isLeft(recorded)) return recorded
          const { event, id, revision, metadata } = recorded.right
          // Two readers may bring one fold up at the same time: what one has taken, the other passes over.
          if (counts === undefined && revision <= fold.revision) continue
          if (counts === undefined || counts(recorded.right))
            advance(aggregate, fold, event, id, revision, metadata.commandId)
        }
        from += page.right.length
        if (page.right.length < PAGE) return E.right(fold)
      }
    }

  /** 4: the fold at hand and the stream's tail. `asCached`: without looking for a tail, where there is a fold at hand. */
  const load =
    (aggregate: AnyAggregate, stream: string, asCached = false): TaskEither<StoreError, Cached> =>
    async () => {
      const held = cache.get(stream)
      const fold = held ?? emptyFold(aggregate)
      cache.delete(stream)
      cache.set(stream, fold)
      if (cache.size > cachedStreams) {
        const oldest = cache.keys().next().value
        if (oldest !== undefined) cache.delete(oldest)
      }
      return held !== undefined && asCached ? E.right(fold) : catchUp(aggregate, stream, fold)()
    }

  const readerOf = (counts?: Counts): Reader => ({
    state: (aggregate, id) => {
      const stream = `${aggregate.category}-${id}`
      const known = aggregates.find(({ category }) => category === aggregate.category)
      if (known === undefined) throw new Error(`${aggregate.category} is no aggregate of this application`)
      const folded = counts === undefined ? load(known, stream) : catchUp(known, stream, emptyFold(known), counts)
      // A copy, since the fold at hand goes on with its stream. The state is the aggregate's own: it was folded by its evolve.
      return TE.map((fold: Cached) => ({ ...fold, state: fold.state as never }))(folded)
    },
    rows: (definition) => rows(definition, counts),
    events: (aggregate, id) => async () => {
      const events: RecordedEvent<never>[] = []
      for (;;) {
        const page = await store.readStream(`${aggregate.category}-${id}`, events.length, PAGE)()
        if (E.isLeft(page)) return page
        for (const stored of page.right) {
          const recorded = decode(stored)
          if (E.isLeft(recorded)) return recorded
          // The stream is the aggregate's own, and so are its events.
          events.push(recorded.right as RecordedEvent<never>)
        }
        if (page.right.length < PAGE) return E.right(events.filter((recorded) => counts?.(recorded) ?? true))
      }
    },
  })

  const now = readerOf()

  /** 5: what holds for every command, evidence, then the pure decision. */
  const decide =
    (
      prepared: Prepared,
      envelope: Envelope,
      state: unknown,
      from: Reader,
    ): TaskEither<Refusal | StoreError, readonly Event[]> =>
    async () => {
      const reader = readOnce(from)
      const passed = await boundary(prepared.command, envelope, reader)()
      if (E.isLeft(passed)) return passed
      const evidence = await prepared.entry.lookUp(prepared.command, state, reader, envelope.actor)()
      if (E.isLeft(evidence)) return evidence
      const command =
        evidence.right === undefined ? prepared.command : { ...prepared.command, evidence: evidence.right }
      return prepared.entry.decide(command, state)
    }

  const toStore = (prepared: Prepared, events: readonly Event[], envelope: Envelope): readonly NewEvent[] =>
    events.map((event, place) => {
      const type = typeNamed(prepared.aggregate.events, event.type)
      if (type === undefined)
        throw new Error(
          `${prepared.command.type} decided ${event.type}, which ${prepared.aggregate.category} does not have`,
        )
      const metadata: Metadata = {
        commandId: envelope.commandId,
        correlationId: envelope.correlationId ?? envelope.commandId,
        causationId: envelope.causationId ?? null,
        actor: envelope.actor,
        programmeId: envelope.programmeId,
        subjects: prepared.aggregate.subjects(event, prepared.id),
        effectiveOn: event.effectiveOn,
        schemaVersion: versionOf(type),
        commandType: prepared.command.type,
      }
      return {
        id: eventId(envelope.commandId, place),
        type: event.type,
        data: encodeData(prepared.aggregate.events, event),
        metadata,
      }
    })

  /** Decided events and what was appended of them, as one. */
  const happenedOf = (
    prepared: Prepared,
    decided: readonly Event[],
    appended: readonly NewEvent[],
    before: number,
  ): readonly Happened[] =>
    appended.flatMap(({ id, metadata }, place) => {
      const event = decided[place]
      return event === undefined ? [] : [{ event, id, stream: prepared.stream, revision: before + place + 1, metadata }]
    })

  /** What the stream holds of a command that it has seen already: the events of one append, which stand together. */
  const firstResult =
    (prepared: Prepared, fold: Cached, commandId: string, first: number): TaskEither<StoreError, Executed> =>
    async () => {
      const events: Happened[] = []
      for (let from = first; ; from += FEW) {
        const page = await store.readStream(prepared.stream, from, FEW)()
        if (E.isLeft(page)) return page
        for (const stored of page.right) {
          const recorded = decode(stored)
          if (E.isLeft(recorded)) return recorded
          if (recorded.right.metadata.commandId !== commandId) {
            return E.right({ stream: prepared.stream, revision: fold.revision, events, alreadyKnown: true })
          }
          events.push(recorded.right)
        }
        if (page.right.length < FEW)
          return E.right({ stream: prepared.stream, revision: fold.revision, events, alreadyKnown: true })
      }
    }

  /** What the stream as it is now holds of a command; undefined where it does not hold it. */
  const heldResult =
    (prepared: Prepared, commandId: string): TaskEither<StoreError, Executed | undefined> =>
    async () => {
      const loaded = await load(prepared.aggregate, prepared.stream)()
      if (E.isLeft(loaded)) return loaded
      const first = loaded.right.commandIds.get(commandId)
      return first === undefined ? E.right(undefined) : firstResult(prepared, loaded.right, commandId, first)()
    }

  const carryOut =
    (prepared: Prepared, envelope: Envelope): TaskEither<ExecuteError, Executed> =>
    async () => {
      // The first attempt trusts the fold at hand: a stale one shows as a Conflict, and a no is never given on a stale one.
      let fresh = false
      for (let attempt = 1; ; attempt++) {
        const loaded = await load(prepared.aggregate, prepared.stream, !fresh)()
        if (E.isLeft(loaded)) return loaded
        const fold = loaded.right
        const first = fold.commandIds.get(envelope.commandId)
        if (first !== undefined) return firstResult(prepared, fold, envelope.commandId, first)()
        const revision = fold.revision
        const decided = await decide(prepared, envelope, fold.state, now)()
        if (E.isLeft(decided) || decided.right.length === 0) {
          if (!fresh) {
            // Not into `fold`: what the look-up loaded may have pushed it out of the cache.
            const reloaded = await load(prepared.aggregate, prepared.stream)()
            if (E.isLeft(reloaded)) return reloaded
            fresh = true
            if (reloaded.right.revision !== revision) continue
          }
          return E.isLeft(decided)
            ? decided
            : E.right({ stream: prepared.stream, revision, events: [], alreadyKnown: false })
        }
        const events = toStore(prepared, decided.right, envelope)
        const appended = await store.append(prepared.stream, revision === -1 ? 'noStream' : revision, events)()
        // The store knows these ids: another application carried the command out, and the fold at hand was stale.
        const isKnown = E.isRight(appended)
          ? appended.right.revision !== revision + events.length
          : appended.left._tag === 'IdReused'
        if (isKnown) {
          const held = await heldResult(prepared, envelope.commandId)()
          if (E.isLeft(held)) return held
          if (held.right !== undefined) return E.right(held.right)
        }
        if (E.isRight(appended)) {
          const happened = happenedOf(prepared, decided.right, events, revision)
          if (fold.revision === revision) {
            for (const { event, id, revision: at } of happened) {
              advance(prepared.aggregate, fold, event, id, at, envelope.commandId)
            }
          }
          return E.right({
            stream: prepared.stream,
            revision: appended.right.revision,
            events: happened,
            alreadyKnown: false,
          })
        }
        // What may have been written must be seen by the next command, which is this one sent again.
        if (appended.left._tag === 'Unavailable') cache.delete(prepared.stream)
        if (appended.left._tag !== 'Conflict' || attempt >= ATTEMPTS) return appended
        fresh = true
      }
    }

  return {
    store,
    decode,
    reader: now,
    readerOf,
    execute: (input, envelope) => async () => {
      const prepared = parse(input)
      if (E.isLeft(prepared)) return prepared
      const authorised = authorise(prepared.right, envelope)
      return E.isLeft(authorised) ? authorised : inTurn(authorised.right.stream, carryOut(authorised.right, envelope))
    },
    judge: (input, envelope, counts) => async () => {
      const prepared = parse(input)
      if (E.isLeft(prepared)) return prepared
      const authorised = authorise(prepared.right, envelope)
      if (E.isLeft(authorised)) return authorised
      const { aggregate, stream } = prepared.right
      const folded = await catchUp(aggregate, stream, emptyFold(aggregate), counts)()
      return E.isLeft(folded) ? folded : decide(prepared.right, envelope, folded.right.state, readerOf(counts))()
    },
  }
}
