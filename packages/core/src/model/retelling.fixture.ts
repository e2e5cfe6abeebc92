import { application, type NewEvent, project, type RowsOf, type StoredEvent } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import { aggregates } from '../domain.js'
import { projections } from '../projections/projections.js'
import { asNew, NOW, right } from './desk.fixture.js'

/** What one command recorded: it was appended at once. */
interface Told {
  readonly stream: string
  readonly events: readonly NewEvent[]
}

/** The log, command by command. */
const toldIn = (log: readonly StoredEvent[]): readonly Told[] => {
  const told: { stream: string; events: NewEvent[] }[] = []
  for (const stored of log) {
    const event = asNew(stored)
    const last = told.at(-1)
    const [first] = last?.events ?? []
    if (last !== undefined && first?.metadata.commandId === event.metadata.commandId && last.stream === stored.stream)
      last.events.push(event)
    else told.push({ stream: stored.stream, events: [event] })
  }
  return told
}

/**
 * The same history in another order: each stream's events stay in theirs, and what an event caused stays behind it; which of
 * all that may come next comes, chance says.
 * @param from how many events at the beginning stay as they are: what all the others rest on
 * @param chance a number; the same gives the same order
 */
export const retold = (log: readonly StoredEvent[], from: number, chance: number): readonly Told[] => {
  const streams = new Map<string, Told[]>()
  for (const told of toldIn(log.slice(from))) {
    const rest = streams.get(told.stream) ?? []
    rest.push(told)
    streams.set(told.stream, rest)
  }
  const known = new Set(log.slice(0, from).map(({ id }) => id))
  const retelling = [...toldIn(log.slice(0, from))]
  let choice = chance
  while (streams.size > 0) {
    const ready = [...streams.values()].filter(([next]) => {
      const cause = next?.events[0]?.metadata.causationId ?? null
      return cause === null || known.has(cause)
    })
    // Numbers of which each follows from the one before, and that jump about (Park and Miller).
    choice = (choice * 48_271) % 2_147_483_647
    const chosen = ready[choice % ready.length]
    const next = chosen?.shift()
    if (next === undefined || chosen === undefined) throw new Error('an event stands before its cause')
    if (chosen.length === 0) streams.delete(next.stream)
    for (const { id } of next.events) known.add(id)
    retelling.push(next)
  }
  return retelling
}

/** Every projection of a history that is told to a store without anything. */
export const projectionsOf = async (telling: readonly Told[]): Promise<RowsOf<typeof projections>> => {
  const store = memoryStore({ now: () => NOW })
  for (const { stream, events } of telling) right(await store.append(stream, 'any', events)())
  const { decode } = application({ store, aggregates })
  return right(await project(store, decode, projections)())
}

/** A row, with lists as sets: in whatever order their entries came. */
const unordered = (row: unknown): unknown => {
  if (Array.isArray(row)) return row.map((entry) => JSON.stringify(unordered(entry))).sort()
  if (row === null || typeof row !== 'object') return row
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, unordered(value)] as const))
}

const isLate = (row: object): boolean => 'kind' in row && row.kind === 'month-closed'

/**
 * What of a projection's rows must be the same in every order of independent streams. All of it, but for
 * - `findings`: the lists from which it works things out hold what several streams say, as it came; and that something was
 *   recorded after its month was closed is a finding about the order itself;
 * - `waiting`: whose turn it is among people of one day goes by who was written down first.
 */
export const lasting = (name: string, rows: ReadonlyMap<string, unknown>): unknown => {
  switch (name) {
    case 'findings':
      return new Map([...rows].flatMap(([key, row]) => (isLate(Object(row)) ? [] : [[key, unordered(row)] as const])))
    case 'waiting':
      return JSON.parse(JSON.stringify([...rows].sort(byKey), (field, value) => (field === 'place' ? 0 : value)))
    default:
      return rows
  }
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1)
