import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { AnyAggregate, Command } from './aggregate.js'
import { type Application, application, type Boundary } from './application.js'
import { commandOwners } from './command-owners.js'
import type { Event, RecordedEvent } from './event.js'
import type { Envelope, Invalid, Unauthorised } from './executed.js'
import { type Policy, settle } from './policy.js'
import { eventReader } from './reading.js'
import { askedAgain, type NotRecalled } from './recall.js'
import type { Refusal } from './refusal.js'
import type { EventStore, Page, StoreError } from './store.js'
import type { EventReader } from './versions.js'

/** The rules by which a log is replayed. */
export interface Rules {
  readonly aggregates: readonly AnyAggregate[]
  readonly policies: readonly Policy[]
  readonly boundary?: Boundary
}

/** An event that was decided, in its stream. */
export interface Decided {
  readonly stream: string
  readonly event: Event
}

/** What became of one command: why not, or what it and the policies after it decided. */
export type Verdict =
  | { readonly is: 'refused'; readonly why: Refusal | Invalid | Unauthorised }
  | { readonly is: 'accepted'; readonly events: readonly Decided[] }

/** One command of the log, on which the two sets of rules do not agree. */
export interface Difference {
  readonly commandId: string
  readonly command: string
  readonly stream: string
  /** Where the log holds what it recorded first. */
  readonly position: string
  readonly effectiveOn: string
  readonly actor: Envelope['actor']
  readonly today: Verdict
  readonly changed: Verdict
}

/** What would differ. */
export interface WhatIf {
  /** How many commands were replayed under both sets of rules. */
  readonly replayed: number
  readonly differences: readonly Difference[]
  /** Commands of the log that can't be said again: neither side of the comparison has them. */
  readonly notReplayed: readonly (NotRecalled & { readonly commandId: string; readonly position: string })[]
  /** Ids of commands on which today's rules, replayed, do not give what the log holds: rows that were judged at an earlier place. */
  readonly unlikeTheLog: readonly string[]
  /** Changes that were refused from their day to the end of the log, and why at last. */
  readonly unsent: readonly { readonly change: unknown; readonly why: Verdict }[]
}

/** One side of the comparison: a set of rules on a store of its own. */
interface Side {
  readonly app: Application
  readonly policies: readonly Policy[]
  settledTo: string | null
  readTo: string | null
}

/** The events of one append, as the log holds them. */
type Append = readonly [RecordedEvent, ...RecordedEvent[]]

const sideOf = ({ aggregates, policies, boundary }: Rules, store: EventStore): Side => ({
  // What was sealed once, and perhaps erased, is said again as it stands: no decider looks into it.
  app: application({ store, aggregates, takesSealed: true, ...(boundary === undefined ? {} : { boundary }) }),
  policies,
  settledTo: null,
  readTo: null,
})

/** What the side's log holds beyond what was read of it. */
const sinceRead = async (side: Side): Promise<E.Either<StoreError, readonly RecordedEvent[]>> => {
  const events: RecordedEvent[] = []
  for (;;) {
    const page = await side.app.store.readAll(side.readTo, 500, {})()
    if (E.isLeft(page)) return page
    for (const stored of page.right.events) {
      const recorded = side.app.decode(stored)
      if (E.isLeft(recorded)) return recorded
      events.push(recorded.right)
    }
    side.readTo = page.right.next
    if (page.right.end) return E.right(events)
  }
}

interface Sent {
  readonly verdict: Verdict
  readonly recorded: readonly RecordedEvent[]
}

/** Sends a command, lets what follows settle, and tells what became of it. Left: the store's error. */
const sent = async (side: Side, command: unknown, envelope: Envelope): Promise<E.Either<StoreError, Sent>> => {
  const done = await side.app.execute(command, envelope)()
  if (E.isLeft(done)) {
    const why = done.left
    return why._tag === 'Refusal' || why._tag === 'Invalid' || why._tag === 'Unauthorised'
      ? E.right({ verdict: { is: 'refused', why }, recorded: [] })
      : E.left(asStoreError(why))
  }
  const settled = await settle(side.app, side.policies, side.settledTo)()
  if (E.isLeft(settled)) return E.left(asStoreError(settled.left))
  side.settledTo = settled.right.position
  const recorded = await sinceRead(side)
  if (E.isLeft(recorded)) return recorded
  const events = recorded.right.map(({ stream, event }) => ({ stream, event }))
  return E.right({ verdict: { is: 'accepted', events }, recorded: recorded.right })
}

/** Nobody else writes to a side's store, so an error that only a rival could cause is the store's own fault. */
const asStoreError = (error: { readonly _tag: string; readonly message: string }): StoreError =>
  error._tag === 'Unavailable' || error._tag === 'Closed' || error._tag === 'Corrupt'
    ? // Told apart by its tag just now: these three are the store's errors.
      (error as StoreError)
    : { _tag: 'Corrupt', stream: null, revision: null, path: '', message: error.message }

const contentOf = (events: readonly Decided[]): string =>
  JSON.stringify(events.map(({ stream, event }) => [stream, event]))

const contentOfVerdict = (verdict: Verdict): string => {
  if (verdict.is === 'accepted') return contentOf(verdict.events)
  return JSON.stringify([verdict.why._tag, verdict.why._tag === 'Refusal' ? verdict.why.rule : verdict.why.message])
}

/** The log, append by append: events of one command that stand together in one stream. */
async function* appendsOf(store: EventStore, read: EventReader): AsyncGenerator<E.Either<StoreError, Append>> {
  let append: [RecordedEvent, ...RecordedEvent[]] | undefined
  for (let after: string | null = null; ; ) {
    const page: E.Either<StoreError, Page> = await store.readAll(after, 1_000, {})()
    if (E.isLeft(page)) return yield page
    for (const stored of page.right.events) {
      const recorded = read(stored)
      if (E.isLeft(recorded)) return yield recorded
      const { stream, metadata } = recorded.right
      if (append !== undefined && append[0].stream === stream && append[0].metadata.commandId === metadata.commandId) {
        append.push(recorded.right)
      } else {
        if (append !== undefined) yield E.right(append)
        append = [recorded.right]
      }
    }
    after = page.right.next
    if (page.right.end) break
  }
  if (append !== undefined) yield E.right(append)
}

const typeOf = (command: unknown): unknown =>
  typeof command === 'object' && command !== null && 'type' in command ? command.type : undefined
const dayOf = (command: unknown): string => {
  const day = typeof command === 'object' && command !== null && 'effectiveOn' in command ? command.effectiveOn : ''
  return typeof day === 'string' ? day : ''
}

/** A stream's state on one side, as it stands. */
const stateOf = ({ app }: Side, owner: AnyAggregate, stream: string): TaskEither<StoreError, unknown> =>
  pipe(
    // The reader folds with the application's own aggregate of that category, whatever its types.
    app.reader.state(owner as never, stream.slice(owner.category.length + 1)),
    TE.map(({ state }) => state),
  )

const envelopeOf = ({ metadata }: RecordedEvent): Envelope => ({
  commandId: metadata.commandId,
  actor: metadata.actor,
  programmeId: metadata.programmeId,
  correlationId: metadata.correlationId,
  ...(metadata.causationId === null ? {} : { causationId: metadata.causationId }),
})

const ofNoStream: NotRecalled = {
  _tag: 'NotRecalled',
  command: null,
  faults: [],
  message: 'No such stream is known here.',
}

/** A change of a setting: a command that is sent in the changed replay alone. */
export interface Change {
  readonly command: unknown
  readonly envelope: Envelope
}

/**
 * Replays a real history twice, by today's rules and by changed ones, and lists every decision on which they differ: before
 * a rule ships. What differs because of an earlier difference is listed too. The log is only read.
 *
 * The log holds what was accepted: what was refused once and would be accepted by the changed rules can't be told.
 *
 * @param options.log the store whose history is replayed
 * @param options.scratch two empty stores, which are written to
 * @param options.today today's rules, which read the log
 * @param options.changed the changed rules
 * @param options.changes commands that are sent in the changed replay before the first recorded command of their day or a
 *   later one that lets them pass; a recorded command of the same type, stream and day is left out there
 * @param options.onProgress told how many events of the log have been replayed
 */
export const whatIf =
  (options: {
    readonly log: EventStore
    readonly scratch: readonly [EventStore, EventStore]
    readonly today: Rules
    readonly changed: Rules
    readonly changes?: readonly Change[]
    readonly onProgress?: (events: number) => void
  }): TaskEither<StoreError, WhatIf> =>
  async () => {
    const { log, scratch, changes = [] } = options
    const owners = commandOwners(options.today.aggregates)
    const sides = { today: sideOf(options.today, scratch[0]), changed: sideOf(options.changed, scratch[1]) }
    const waiting = new Map(changes.map((change): [Change, Verdict | null] => [change, null]))
    const differences: Difference[] = []
    const notReplayed: WhatIf['notReplayed'][number][] = []
    const unlikeTheLog: string[] = []
    const decidedAnew = new Set<string>()
    let [replayed, events] = [0, 0]

    /** Sends the changes whose day has come. Left: the store's error. */
    const sendChanges = async (day: string): Promise<E.Either<StoreError, null>> => {
      for (const change of waiting.keys()) {
        if (dayOf(change.command) > day) continue
        const changed = await sent(sides.changed, change.command, change.envelope)
        if (E.isLeft(changed)) return changed
        if (changed.right.verdict.is === 'accepted') waiting.delete(change)
        else waiting.set(change, changed.right.verdict)
      }
      return E.right(null)
    }

    /** True where a change stands in the place of this command. */
    const isReplaced = (command: Command, stream: string): boolean =>
      changes.some((change) => {
        const owner = owners.get(command.type)
        const entry = owner?.commands[command.type]
        if (typeOf(change.command) !== command.type || dayOf(change.command) !== command.effectiveOn) return false
        const asked = entry?.codec.decode(change.command)
        return asked !== undefined && E.isRight(asked) && `${owner?.category}-${entry?.stream(asked.right)}` === stream
      })

    for await (const append of appendsOf(log, eventReader(options.today.aggregates))) {
      if (E.isLeft(append)) return append
      const [first] = append.right
      events += append.right.length
      options.onProgress?.(events)
      // What policies made of an earlier command, both sides decided anew when they settled.
      if (decidedAnew.delete(first.id)) continue
      const { commandId, actor, effectiveOn } = first.metadata
      const owner = options.today.aggregates.find(({ category }) => first.stream.startsWith(`${category}-`))
      const before = owner === undefined ? E.right(undefined) : await stateOf(sides.today, owner, first.stream)()
      if (E.isLeft(before)) return before
      const asked = owner === undefined ? E.left(ofNoStream) : askedAgain(owner, append.right, before.right)
      if (E.isLeft(asked)) {
        notReplayed.push({ ...asked.left, commandId, position: first.position })
        continue
      }
      const today = await sent(sides.today, asked.right, envelopeOf(first))
      if (E.isLeft(today)) return today
      replayed += 1
      const direct = today.right.recorded.filter(({ metadata }) => metadata.commandId === commandId)
      for (const { id, metadata } of today.right.recorded) if (metadata.commandId !== commandId) decidedAnew.add(id)
      if (contentOf(direct) !== contentOf(append.right)) unlikeTheLog.push(commandId)
      const changed = await sendChanges(effectiveOn)
      if (E.isLeft(changed)) return changed
      if (isReplaced(asked.right, first.stream)) continue
      const tomorrow = await sent(sides.changed, asked.right, envelopeOf(first))
      if (E.isLeft(tomorrow)) return tomorrow
      if (contentOfVerdict(today.right.verdict) === contentOfVerdict(tomorrow.right.verdict)) continue
      differences.push({
        commandId,
        command: asked.right.type,
        stream: first.stream,
        position: first.position,
        effectiveOn,
        actor,
        today: today.right.verdict,
        changed: tomorrow.right.verdict,
      })
    }
    const unsent = [...waiting].flatMap(([{ command }, why]) => (why === null ? [] : [{ change: command, why }]))
    return E.right({ replayed, differences, notReplayed, unlikeTheLog, unsent })
  }
