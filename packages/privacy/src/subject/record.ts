import { type AccountState, account, aggregates } from '@perca/core'
import {
  type Application,
  encodeData,
  isSealed,
  type Json,
  type RecordedEvent,
  type StoreError,
} from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { AccessEntry } from '../access/access-log.js'

/** An event that tells of the person. */
export interface SubjectEvent {
  readonly type: string
  /** The day from which it holds. */
  readonly effectiveOn: string
  /** A UTC instant with milliseconds. */
  readonly recordedAt: string
  /** In which role it was caused; never who. */
  readonly role: string
  readonly stream: string
  readonly revision: number
  /**
   * In the person's own file or account, and of their own requests: what it says, but for who guardians and heirs are, which is
   * theirs to ask for. Elsewhere null: it may tell of others too.
   */
  readonly data: Json
}

/** A field whose data were erased, or may not be opened by who asked. */
export type Withheld = { readonly withheld: true }

/** Everything that is recorded about one person. */
export interface SubjectRecord {
  readonly format: 'perca-subject-1'
  readonly participantId: string
  /** The code in the register. */
  readonly code: string
  /** As it was recorded last; null: nobody said; withheld: erased, or not to be opened. */
  readonly person: Json | Withheld
  /**
   * Rupiah: what was credited for their work, what came in (negative: went out) because two files turned out to be one
   * person's, what was paid out, and what is still theirs.
   */
  readonly money: {
    readonly credited: number
    readonly moved: number
    readonly paid: number
    readonly balance: number
  }
  /** Which classes of data were erased, and from which day on. */
  readonly erased: readonly { readonly class: string; readonly on: string }[]
  /** Everything, oldest first. */
  readonly events: readonly SubjectEvent[]
  /** Who opened the person's data, oldest first. */
  readonly accesses: readonly AccessEntry[]
}

/** What the record is made of. */
export interface SubjectSources {
  /** The domain on a reader's store: what it may not open stays withheld. */
  readonly app: Application
  readonly participantId: string
  readonly accesses: readonly AccessEntry[]
}

const typesOf = new Map(
  aggregates.flatMap((aggregate) => Object.keys(aggregate.events).map((type) => [type, aggregate.events])),
)

/** The data of an event as JSON, each sealed field told as withheld. */
const opened = (value: Json): Json => {
  if (isSealed(value)) return { withheld: true }
  if (Array.isArray(value)) return value.map((item: Json) => opened(item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]: [string, Json]) => [name, opened(inner)]))
}

/** Fields that say who somebody else is. */
const ofOthers = new Set(['guardian', 'heir'])

const withoutOthers = (data: Json): Json =>
  typeof data !== 'object' || data === null || Array.isArray(data)
    ? data
    : Object.fromEntries(
        Object.entries(data).map(([name, value]: [string, Json]) => [
          name,
          ofOthers.has(name) ? { withheld: true } : value,
        ]),
      )

const shown = (own: boolean, { event, metadata, recordedAt, stream, revision }: RecordedEvent): SubjectEvent => ({
  type: event.type,
  effectiveOn: metadata.effectiveOn,
  recordedAt,
  role: metadata.actor.role,
  stream: own ? stream : stream.slice(0, stream.indexOf('-')),
  revision,
  data: own ? withoutOthers(opened(encodeData(typesOf.get(event.type) ?? {}, event))) : null,
})

const readAll = async ({
  app,
  participantId,
}: SubjectSources): Promise<E.Either<StoreError, readonly RecordedEvent[]>> => {
  const events: RecordedEvent[] = []
  let [after, isOver]: [string | null, boolean] = [null, false]
  while (!isOver) {
    const page = await app.store.readAll(after, 1_000, { subject: participantId })()
    if (E.isLeft(page)) return page
    for (const stored of page.right.events) {
      const decoded = app.decode(stored)
      if (E.isLeft(decoded)) return decoded
      events.push(decoded.right)
    }
    ;[after, isOver] = [page.right.next, page.right.end]
  }
  return E.right(events)
}

const numberIn = (data: Json, name: string): number => {
  const value: unknown = Reflect.get(Object(data), name)
  return typeof value === 'number' ? value : 0
}

/** What a maker was credited and paid, by the state of their account and its events. */
const moneyOf = ({ entries, payouts }: AccountState, events: readonly SubjectEvent[]): SubjectRecord['money'] => {
  const balance = entries.reduce((sum, { amount }) => sum + amount, 0)
  const paid = [...payouts.values()].reduce(
    (sum, { amount, reversedOn }) => sum + (reversedOn === null ? amount : 0),
    0,
  )
  const credited = events.reduce((sum, { type, data }) => {
    if (type === 'EarningsCredited') return sum + numberIn(data, 'amount')
    return type === 'EarningsReversed' ? sum - numberIn(data, 'taken') : sum
  }, 0)
  return { credited, moved: balance + paid - credited, paid, balance }
}

const requests = new Set(['RequestReceived', 'RequestAnswered'])

/** Whether an event tells of the person alone: of their own file or account, or of what they asked. */
const isAbout =
  (participantId: string) =>
  ({ stream, event }: RecordedEvent): boolean =>
    stream === `participant-${participantId}` ||
    stream === `account-${participantId}` ||
    (requests.has(event.type) && Reflect.get(Object(event.data), 'participantId') === participantId)

/** Who the person is as it was recorded last: what they moved to counts as well. */
const personOf = (events: readonly SubjectEvent[]): Json => {
  let person: Json = null
  for (const { type, data } of events) {
    const [whole, address]: readonly unknown[] = ['person', 'address'].map((name) => Reflect.get(Object(data), name))
    // What is in JSON is JSON.
    if (type === 'ParticipantReferred' || type === 'PersonDetailsCorrected') person = whole as Json
    const isOpen = typeof person === 'object' && person !== null && !('withheld' in person)
    if (type === 'PersonMoved' && isOpen && !Object.hasOwn(Object(address), 'withheld')) {
      person = { ...Object(person), ...Object(address) }
    }
  }
  return person
}

const erasedIn = (events: readonly SubjectEvent[]): SubjectRecord['erased'] =>
  events.flatMap(({ type, effectiveOn, data }) => {
    const classes: unknown = type === 'PersonalDataErased' ? Reflect.get(Object(data), 'classes') : []
    return (Array.isArray(classes) ? classes : []).map((of: unknown) => ({ class: String(of), on: effectiveOn }))
  })

/**
 * Gathers everything that is recorded about one person: their own file and account in full, and that events elsewhere name them. What
 * those say of others is left out.
 */
export const subjectRecord =
  (sources: SubjectSources): TaskEither<StoreError, SubjectRecord> =>
  async () => {
    const { app, participantId, accesses } = sources
    const read = await readAll(sources)
    if (E.isLeft(read)) return read
    const isOwn = isAbout(participantId)
    const events = read.right.map((recorded) => shown(isOwn(recorded), recorded))
    const balance = await app.reader.state(account, participantId)()
    if (E.isLeft(balance)) return balance
    const own = events.filter(({ data }) => data !== null)
    const code: unknown = own.map(({ data }) => Reflect.get(Object(data), 'code')).find((value) => value !== undefined)
    return E.right({
      format: 'perca-subject-1',
      participantId,
      code: typeof code === 'string' ? code : '',
      person: personOf(own),
      money: moneyOf(balance.right.state, own),
      erased: erasedIn(own),
      events,
      accesses,
    })
  }

/** The record as JSON text: the form to hand on to another system. */
export const subjectJson = (record: SubjectRecord): string => `${JSON.stringify(record, null, 2)}\n`
