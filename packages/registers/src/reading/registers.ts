import { sequenceS } from 'fp-ts/lib/Apply.js'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type AttendanceEntry, attendanceOf } from './attendance.js'
import {
  type AgencyRow,
  type AssessmentRow,
  agencies,
  assessments,
  type DeliveryRow,
  deliveries,
  type EnrolmentRow,
  enrolments,
  type MaterialRow,
  materials,
  type OrderRow,
  orders,
  type ParticipantRow,
  type PaymentRow,
  type PayoutRow,
  type ProductionRow,
  type ProductRow,
  participants,
  payments,
  payouts,
  production,
  products,
} from './columns.js'
import type { RegistersError } from './error.js'
import { bareHeading } from './heading.js'
import { digitHeadingsOf, isAttendance, registerNamed } from './name.js'
import type { ProgrammeFile } from './programme.js'
import { type Entries, type Entry, entriesOf, type Register, type TotalRow } from './register.js'
import { type Doubt, doubtsOf, type Table } from './table.js'

/** An agency's registers as they read. A register without a file has no entries. Entries stand in file and row order. */
export interface Registers {
  /** What program.json says; undefined where there is none. */
  readonly programme: ProgrammeFile | undefined
  readonly participants: readonly Entry<ParticipantRow>[]
  readonly assessments: readonly Entry<AssessmentRow>[]
  readonly enrolments: readonly Entry<EnrolmentRow>[]
  readonly attendance: readonly AttendanceEntry[]
  readonly products: readonly Entry<ProductRow>[]
  readonly agencies: readonly Entry<AgencyRow>[]
  readonly production: readonly Entry<ProductionRow>[]
  readonly materials: readonly Entry<MaterialRow>[]
  readonly orders: readonly Entry<OrderRow>[]
  readonly deliveries: readonly Entry<DeliveryRow>[]
  readonly payments: readonly Entry<PaymentRow>[]
  readonly payouts: readonly Entry<PayoutRow>[]
  /** The registers found, by file name. */
  readonly files: readonly string[]
  /** Files or sheets that are no registers, and were not opened. */
  readonly ignored: readonly string[]
  /** Rows left out because they sum up those above them. */
  readonly totals: readonly TotalRow[]
  /** What a person should look at though no rule refuses it. */
  readonly doubts: readonly Doubt[]
}

type Read<OneEntry> = E.Either<RegistersError, Entries<OneEntry>>

const nothing: Entries<never> = { entries: [], totals: [] }

/** Digits that came back from a spreadsheet as `3,57E+15`. */
const scientific = /^\d([.,]\d+)?e\+?\d+$/i

const lostDigits = (name: string, { file, header, rows }: Table): readonly Doubt[] => {
  const wanted = digitHeadingsOf(name).map(bareHeading)
  const places = header.flatMap((heading, at) => (wanted.includes(bareHeading(heading)) ? [at] : []))
  const cells = rows.flatMap(({ row, cells }) =>
    places.flatMap((at) => (scientific.test((cells[at] ?? '').trim()) ? [{ row, at }] : [])),
  )
  return doubtsOf('digits-lost', file, header, cells)
}

const readAttendance = (tables: ReadonlyMap<string, Table>): Read<AttendanceEntry> =>
  pipe(
    [...tables].filter(([name]) => isAttendance(name)).sort(([a], [b]) => (a < b ? -1 : 1)),
    E.traverseArray(([name, table]) => attendanceOf(name, table)),
    E.map((read) => ({
      entries: read.flatMap(({ entries }) => entries),
      totals: read.flatMap(({ totals }) => totals),
    })),
  )

/**
 * Reads tables as the registers their names say they are.
 * @param tables one a register at most, each named as a register.
 */
export const registersOf = (
  programme: ProgrammeFile | undefined,
  tables: readonly Table[],
  ignored: readonly string[],
): E.Either<RegistersError, Registers> => {
  const byName = new Map(tables.map((table) => [registerNamed(table.file) ?? table.file, table]))
  const read = <A>(register: Register<A>): Read<Entry<A>> => {
    const table = byName.get(register.name)
    return table === undefined ? E.right(nothing) : entriesOf(register, table)
  }
  return pipe(
    sequenceS(E.Apply)({
      participants: read(participants),
      assessments: read(assessments),
      enrolments: read(enrolments),
      attendance: readAttendance(byName),
      products: read(products),
      agencies: read(agencies),
      production: read(production),
      materials: read(materials),
      orders: read(orders),
      deliveries: read(deliveries),
      payments: read(payments),
      payouts: read(payouts),
    }),
    E.map((all) => ({
      programme,
      participants: all.participants.entries,
      assessments: all.assessments.entries,
      enrolments: all.enrolments.entries,
      attendance: all.attendance.entries,
      products: all.products.entries,
      agencies: all.agencies.entries,
      production: all.production.entries,
      materials: all.materials.entries,
      orders: all.orders.entries,
      deliveries: all.deliveries.entries,
      payments: all.payments.entries,
      payouts: all.payouts.entries,
      files: tables.map(({ file }) => file),
      ignored,
      totals: Object.values(all).flatMap(({ totals }) => totals),
      doubts: [...byName].flatMap(([name, table]) => [...table.doubts, ...lostDigits(name, table)]),
    })),
  )
}
