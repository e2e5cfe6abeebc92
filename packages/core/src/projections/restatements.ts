import type { RowsOf } from '@perca/eventsourcing'
import { MonthFigures } from '../programme/month-figures.js'
import { type ClosingRow, closings, closingsOf } from './closings.js'
import { type MonthlyReport, monthlyProjections, monthlyReport } from './monthly-report.js'

/** A figure of a closed month that is known otherwise now: `attendance.present`, `stock[KPR-TAS].onHand`. Null: it was not there. */
export interface Restated {
  readonly path: string
  readonly was: number | null
  readonly now: number | null
}

/** A closed month as it was closed against what is known of it now: its figures stay, the difference is told. */
export interface Restatement {
  readonly programmeId: string
  readonly month: string
  readonly closedOn: string
  readonly changes: readonly Restated[]
  /** What was recorded since that touches the month, in the order in which it was. */
  readonly since: ClosingRow['since']
}

/** What names an entry of a list of figures. */
const nameOf = (entry: object, place: number): string => {
  for (const field of ['sku', 'participant', 'code']) {
    const name: unknown = Reflect.get(entry, field)
    if (typeof name === 'string') return name
  }
  return String(place)
}

const figuresOf = (value: unknown, path: string): readonly (readonly [string, number])[] => {
  if (typeof value === 'number') return [[path, value]]
  if (Array.isArray(value)) {
    return value.flatMap((entry: object, place) => figuresOf(entry, `${path}[${nameOf(entry, place)}]`))
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, field]) => figuresOf(field, path === '' ? name : `${path}.${name}`))
    : []
}

/** The figures that differ, by path: those that were closed in their order, then those that are new. */
const changesOf = (closed: MonthFigures, report: MonthlyReport): readonly Restated[] => {
  const was = new Map(figuresOf(closed, ''))
  const now = new Map(figuresOf(MonthFigures.encode(report), ''))
  return [...new Set([...was.keys(), ...now.keys()])].flatMap((path) => {
    const restated = { path, was: was.get(path) ?? null, now: now.get(path) ?? null }
    return restated.was === restated.now ? [] : [restated]
  })
}

/** Holds a month as it was closed against its report as it is known now. Pure. */
const restatementOf = (closing: ClosingRow, report: MonthlyReport): Restatement => {
  const { programmeId, month, closedOn, figures, since } = closing
  return { programmeId, month, closedOn, changes: changesOf(figures, report), since }
}

/** The projections that restatements are made of. */
export const restatementProjections = { ...monthlyProjections, closings }

/**
 * Every closed month of a programme, in order: what changed in it since, and by what (rule 20). A month in which nothing did has
 * no changes.
 */
export const restatements = (
  rows: RowsOf<typeof restatementProjections>,
  programmeId: string,
): readonly Restatement[] =>
  closingsOf(rows.closings, programmeId).map((closing) =>
    restatementOf(closing, monthlyReport(rows, programmeId, closing.month)),
  )
