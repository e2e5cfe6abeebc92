import type { Corrupt, LogFilter, Page, StoredEvent } from '@perca/eventsourcing'
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'
import * as E from 'fp-ts/lib/Either.js'
import { corrupt } from './failure.js'
import type { AllNames } from './names.js'
import { type EventRow, eventColumns, eventsOf } from './row.js'

/**
 * How many events one page looks through at most where a filter has no index: a read holds up the process, so a rare
 * type is found in several short reads, not in one long one.
 */
const lookThrough = 50_000

const strangePosition = (after: string): Corrupt =>
  corrupt(
    `This log has no position ${after}: it comes from another log. Read from null, or from a position of this one.`,
    {
      path: 'after',
    },
  )

/** A limit as SQLite takes it. */
const countOf = (limit: number): number => Math.min(Math.max(0, Math.trunc(limit) || 0), Number.MAX_SAFE_INTEGER)

const pageQuery = ({ types, categories, subject }: LogFilter): string => {
  // CROSS JOIN fixes the order: the log, or the person's part of it, from `after` on; never all of a category first.
  const from = subject === undefined ? 'event e' : 'event_subject p CROSS JOIN event e ON e.position = p.position'
  const position = subject === undefined ? 'e.position' : 'p.position'
  return [
    `SELECT ${eventColumns} FROM ${from}`,
    categories === undefined ? '' : 'CROSS JOIN stream s ON s.id = e.stream',
    `WHERE ${position} > ? AND ${position} <= ?`,
    subject === undefined ? '' : 'AND p.subject = ?',
    types === undefined ? '' : 'AND e.type IN (SELECT value FROM json_each(?))',
    categories === undefined ? '' : 'AND s.category IN (SELECT value FROM json_each(?))',
    `ORDER BY ${position} LIMIT ?`,
  ].join(' ')
}

/** What reads; one for a connection. All of it throws what SQLite throws. */
export interface Reader {
  readonly readStream: (stream: string, from: number, limit: number) => E.Either<Corrupt, readonly StoredEvent[]>
  readonly readPage: (after: string | null, limit: number, filter: LogFilter | undefined) => E.Either<Corrupt, Page>
  /** Position of the last event; 0 in an empty log. */
  readonly head: () => number
  readonly counts: () => { readonly events: number; readonly streams: number }
}

export const reader = (db: DatabaseSyncInstance, names: AllNames): Reader => {
  const selectStream = db.prepare(
    `SELECT ${eventColumns} FROM event e WHERE e.stream = ? AND e.revision >= ? ORDER BY e.revision LIMIT ?`,
  )
  const selectHead = db.prepare('SELECT max(position) FROM event')
  const selectCounts = db.prepare('SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM stream)')
  const pageStatements = new Map<string, StatementSyncInstance>()

  const pageStatement = (filter: LogFilter): StatementSyncInstance => {
    const query = pageQuery(filter)
    const known = pageStatements.get(query)
    if (known !== undefined) return known
    const statement = db.prepare(query)
    pageStatements.set(query, statement)
    return statement
  }

  const head = (): number => {
    const [position]: readonly [number | null] = selectHead.get()
    return position ?? 0
  }

  const rowsOf = (after: number, upTo: number, limit: number, filter: LogFilter): readonly EventRow[] => {
    const { types, categories, subject } = filter
    const parameters: (string | number)[] = [after, upTo]
    if (subject !== undefined) {
      const number = names.subjects.numberOf(subject)
      if (number === undefined) return []
      parameters.push(number)
    }
    if (types !== undefined) parameters.push(JSON.stringify(types.flatMap((type) => names.types.numberOf(type) ?? [])))
    if (categories !== undefined) parameters.push(JSON.stringify(categories))
    return pageStatement(filter).all(...parameters, limit)
  }

  return {
    readStream: (stream, from, limit) => {
      const number = names.streams.numberOf(stream)
      if (number === undefined) return E.right([])
      const rows: readonly EventRow[] = selectStream.all(number, from, countOf(limit))
      return eventsOf(rows, names)
    },
    readPage: (after, limit, filter = {}) => {
      // The head first: what another process commits after this line belongs to the next page.
      const end = head()
      if (after !== null && (!/^[1-9]\d{0,15}$/.test(after) || Number(after) > end))
        return E.left(strangePosition(after))
      const from = Number(after ?? 0)
      const isScan = filter.subject === undefined && (filter.types !== undefined || filter.categories !== undefined)
      const upTo = isScan ? Math.min(end, from + lookThrough) : end
      const count = countOf(limit)
      const rows = rowsOf(from, upTo, count, filter)
      const next = rows.length < count ? upTo : (rows[rows.length - 1]?.[0] ?? from)
      return E.map(
        (events: readonly StoredEvent[]): Page => ({
          events,
          next: next === 0 ? null : String(next),
          end: next >= end,
        }),
      )(eventsOf(rows, names))
    },
    head,
    counts: () => {
      const [events, streams]: readonly [number, number] = selectCounts.get()
      return { events, streams }
    },
  }
}
