import type { RowsOf } from '@perca/eventsourcing'
import { plannedDays } from '../programme/calendar.js'
import { attendance } from './attendance.js'
import { calendar } from './calendar.js'
import { earnings } from './earnings.js'
import { monthOf } from './keys.js'
import { orderMonths } from './orders.js'
import { participants, standingAt } from './participants.js'
import { sessions } from './sessions.js'
import { stockMonths } from './stock.js'

/** One month of a programme, as its agency reports it. Amounts in rupiah, quantities in pieces. */
export interface MonthlyReport {
  readonly programme: string
  /** `2020-08` */
  readonly month: string
  readonly sessions: { readonly planned: number; readonly held: number }
  readonly participants: {
    readonly new: number
    readonly ended: number
    readonly enrolledAtEnd: number
    readonly pausedAtEnd: number
    readonly seen: number
  }
  readonly attendance: {
    readonly present: number
    readonly late: number
    readonly excused: number
    readonly sick: number
    readonly absent: number
  }
  readonly production: readonly {
    readonly sku: string
    readonly a: number
    readonly b: number
    readonly reject: number
  }[]
  readonly orders: {
    readonly placed: number
    readonly placedValue: number
    readonly deliveredValue: number
    readonly invoiced: number
    readonly paid: number
  }
  readonly stock: readonly {
    readonly sku: string
    readonly onHand: number
    readonly reserved: number
    readonly backordered: number
  }[]
  readonly proceeds: {
    readonly shared: number
    readonly makers: number
    readonly materialsFund: number
    readonly programmeFund: number
  }
  readonly earnings: readonly {
    readonly participant: string
    readonly credited: number
    readonly paid: number
    readonly dueAtEnd: number
  }[]
  readonly agencies: readonly { readonly code: string; readonly orders: number; readonly value: number }[]
}

/** The projections that the report is made of. */
export const monthlyProjections = { attendance, calendar, earnings, orderMonths, participants, sessions, stockMonths }
/** The rows that the report is made of. */
export type MonthlyRows = RowsOf<typeof monthlyProjections>

const byCode =
  <A>(code: (row: A) => string) =>
  (a: A, b: A): number =>
    code(a) < code(b) ? -1 : code(a) > code(b) ? 1 : 0

const sumOf = <A>(rows: readonly A[], amount: (row: A) => number): number =>
  rows.reduce((sum, row) => sum + amount(row), 0)

/** Rows of one key gathered, in the order in which the keys come. */
const gathered = <A>(rows: readonly A[], key: (row: A) => string): readonly (readonly [string, readonly A[]])[] => {
  const groups = new Map<string, A[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group === undefined) groups.set(key(row), [row])
    else group.push(row)
  }
  return [...groups]
}

/**
 * One month of one programme, from the projections' rows. What is not dated in the month counts only where the report
 * asks for the month's end: stock, what is due, who is enrolled.
 * @param month `2020-08`
 */
export const monthlyReport = (rows: MonthlyRows, programmeId: string, month: string): MonthlyReport => {
  const mine = <A extends { readonly programmeId: string }>(all: ReadonlyMap<string, A>) =>
    [...all.values()].filter((row) => row.programmeId === programmeId)
  // Day 31 stands behind every day of any month, as texts compare.
  const end = `${month}-31`

  const calendarOf = rows.calendar.get(programmeId)
  const people = [...rows.participants.values()].filter(({ steps }) =>
    steps.some((step) => step.programmeId === programmeId),
  )
  const steps = people.flatMap((row) =>
    row.steps.filter((step) => step.programmeId === programmeId && monthOf(step.on) === month),
  )
  const standing = people.map((row) => standingAt(row, programmeId, end))
  const marks = mine(rows.attendance).filter((row) => row.month === month)
  const stockRows = mine(rows.stockMonths)
  const monthsOrders = [...rows.orderMonths.values()].flatMap((row) =>
    row.kind === 'month' && row.programmeId === programmeId && row.month === month ? [row] : [],
  )
  const money = mine(rows.earnings).filter((row) => row.month <= month)
  const codeOf = (participantId: string) => rows.participants.get(participantId)?.code ?? participantId

  return {
    programme: programmeId,
    month,
    sessions: {
      planned: calendarOf === undefined ? 0 : plannedDays(calendarOf, month).length,
      held: mine(rows.sessions).filter(({ heldOn }) => monthOf(heldOn) === month).length,
    },
    participants: {
      new: steps.filter(({ begins }) => begins).length,
      ended: steps.filter(({ is }) => is === 'ended').length,
      enrolledAtEnd: standing.filter((is) => is === 'running').length,
      pausedAtEnd: standing.filter((is) => is === 'paused').length,
      seen: marks.length,
    },
    attendance: {
      present: sumOf(marks, (row) => row.present),
      late: sumOf(marks, (row) => row.late),
      excused: sumOf(marks, (row) => row.excused),
      sick: sumOf(marks, (row) => row.sick),
      absent: sumOf(marks, (row) => row.absent),
    },
    production: stockRows
      .filter((row) => row.month === month && (row.a !== 0 || row.b !== 0 || row.reject !== 0))
      .map(({ sku, a, b, reject }) => ({ sku, a, b, reject }))
      .sort(byCode(({ sku }) => sku)),
    orders: {
      placed: sumOf(monthsOrders, (row) => row.placed),
      placedValue: sumOf(monthsOrders, (row) => row.placedValue),
      deliveredValue: sumOf(monthsOrders, (row) => row.deliveredValue),
      invoiced: sumOf(monthsOrders, (row) => row.invoiced),
      paid: sumOf(monthsOrders, (row) => row.paid),
    },
    stock: gathered(stockRows, ({ sku }) => sku)
      .map(([sku, all]) => {
        const upToEnd = all.filter((row) => row.month <= month)
        return {
          sku,
          onHand: sumOf(upToEnd, (row) => row.onHand),
          reserved: sumOf(upToEnd, (row) => row.reserved),
          backordered: sumOf(upToEnd, (row) => row.backordered),
        }
      })
      .sort(byCode(({ sku }) => sku)),
    proceeds: {
      shared: sumOf(monthsOrders, (row) => row.shared),
      makers: sumOf(monthsOrders, (row) => row.makers),
      materialsFund: sumOf(monthsOrders, (row) => row.materialsFund),
      programmeFund: sumOf(monthsOrders, (row) => row.programmeFund),
    },
    earnings: gathered(money, ({ participantId }) => participantId)
      .map(([participantId, all]) => {
        const inMonth = all.filter((row) => row.month === month)
        return {
          participant: codeOf(participantId),
          credited: sumOf(inMonth, (row) => row.credited),
          paid: sumOf(inMonth, (row) => row.paid),
          dueAtEnd: sumOf(all, (row) => row.credited - row.paid),
        }
      })
      .filter(({ credited, paid, dueAtEnd }) => credited > 0 || paid > 0 || dueAtEnd !== 0)
      .sort(byCode(({ participant }) => participant)),
    agencies: monthsOrders
      .filter(({ placed }) => placed > 0)
      .map(({ agencyCode, placed, placedValue }) => ({ code: agencyCode, orders: placed, value: placedValue }))
      .sort(byCode(({ code }) => code)),
  }
}
