import type { Corrupt, LogFilter, Page, StoredEvent, StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { ask, type Question, type Row, type Server } from './ask.js'
import { corrupt } from './failure.js'
import { eventColumns, eventsOf } from './row.js'

/** How many events one page looks through at most where a filter has no index: each answer comes before its deadline. */
const lookThrough = 50_000

const strangePosition = (after: string): Corrupt =>
  corrupt(
    `This log has no position ${after}: it comes from another log. Read from null, or from a position of this one.`,
    { path: 'after' },
  )

/** A limit, or a revision, as the server takes it. */
const countOf = (count: number): number => Math.min(Math.max(0, Math.trunc(count) || 0), Number.MAX_SAFE_INTEGER)

/**
 * A page and the log's head, of one moment: what is committed after it belongs to the next page. The head stands in each row, and
 * in a row of its own where the page is empty.
 */
const pageText = (schema: string, { types, categories, subject }: LogFilter): string => {
  // $1: after, $2: how far to look, $3: limit.
  let parameter = 3
  const conditions = ['e.position > $1', 'e.position <= $1 + $2']
  if (types !== undefined) conditions.push(`e.type = ANY ($${++parameter})`)
  if (categories !== undefined) conditions.push(`split_part(e.stream, '-', 1) = ANY ($${++parameter})`)
  // The person's part of the log, in its order, and each event by its key: never the whole log.
  const from =
    subject === undefined
      ? `${schema}.event e`
      : `(SELECT s.position AS at FROM ${schema}.event_subject s WHERE s.subject = $${++parameter} AND s.position > $1 ORDER BY 1) s JOIN ${schema}.event e ON e.position = s.at`
  const order = subject === undefined ? 'e.position' : 's.at'
  const page = `SELECT ${eventColumns} FROM ${from} WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT $3`
  return `SELECT c.position AS head, e.* FROM ${schema}.counter c LEFT JOIN LATERAL (${page}) e ON true ORDER BY e.position`
}

/** Reads the log of a schema. */
export interface Reader {
  readonly readStream: (
    stream: string,
    from: number,
    limit: number,
  ) => Promise<E.Either<StoreError, readonly StoredEvent[]>>
  readonly readPage: (
    after: string | null,
    limit: number,
    filter: LogFilter | undefined,
  ) => Promise<E.Either<StoreError, Page>>
  /** Position of the last event; 0 in an empty log. */
  readonly head: () => Promise<E.Either<StoreError, number>>
  readonly counts: () => Promise<E.Either<StoreError, { readonly events: number; readonly streams: number }>>
}

/** @param isSession whether a connection keeps what it was told: then the server plans each question once */
export const reader = (server: Server, schema: string, isSession: boolean): Reader => {
  const named = (name: string, question: Question): Question =>
    isSession ? { ...question, name: `perca_${schema}_${name}` } : question

  const pageOf = (rows: readonly Row[], from: number, look: number, limit: number): E.Either<Corrupt, Page> => {
    const end = Number(rows[0]?.[0])
    if (from > end) return E.left(strangePosition(String(from)))
    const found = rows.filter((row) => row[1] !== null).map((row) => row.slice(1))
    const last = found[found.length - 1]?.[0]
    const next = found.length < limit ? Math.min(end, from + look) : Number(last ?? from)
    return E.map(
      (events: readonly StoredEvent[]): Page => ({
        events,
        next: next === 0 ? null : String(next),
        end: next >= end,
      }),
    )(eventsOf(found))
  }

  return {
    readStream: async (stream, from, limit) => {
      // PostgreSQL refuses what no stream is named.
      if (/\p{Surrogate}|\0/u.test(stream)) return E.right([])
      const rows = await ask(
        server,
        named('stream', {
          text: `SELECT ${eventColumns} FROM ${schema}.event e WHERE e.stream = $1 AND e.revision >= $2 ORDER BY e.revision LIMIT $3`,
          values: [stream, countOf(Math.ceil(from)), countOf(limit)],
        }),
      )
      return E.isLeft(rows) ? rows : eventsOf(rows.right)
    },
    readPage: async (after, limit, filter = {}) => {
      if (after !== null && !/^[1-9]\d{0,15}$/.test(after)) return E.left(strangePosition(after))
      const { types, categories, subject } = filter
      const from = Number(after ?? 0)
      const isScan = subject === undefined && (types !== undefined || categories !== undefined)
      const look = isScan ? lookThrough : Number.MAX_SAFE_INTEGER
      const count = countOf(limit)
      const values = [from, look, count, ...[types, categories, subject].filter((value) => value !== undefined)]
      const shape = [types, categories, subject].map((value) => (value === undefined ? 'n' : 'y')).join('')
      const rows = await ask(server, named(`page_${shape}`, { text: pageText(schema, filter), values }))
      return E.isLeft(rows) ? rows : pageOf(rows.right, from, look, count)
    },
    head: async () => {
      const rows = await ask(server, named('head', { text: `SELECT position FROM ${schema}.counter`, values: [] }))
      return E.isLeft(rows) ? rows : E.right(Number(rows.right[0]?.[0]))
    },
    counts: async () => {
      // Positions have no gaps: the last one counts the events. Every stream has one first event.
      const rows = await ask(server, {
        text: `SELECT c.position, (SELECT count(*) FROM ${schema}.event e WHERE e.revision = 0) FROM ${schema}.counter c`,
        values: [],
      })
      if (E.isLeft(rows)) return rows
      const [events, streams] = rows.right[0] ?? []
      return E.right({ events: Number(events), streams: Number(streams) })
    },
  }
}
