import { isAttendanceHeading } from './attendance.js'
import {
  agencies,
  assessments,
  deliveries,
  enrolments,
  materials,
  orders,
  participants,
  payments,
  payouts,
  production,
  products,
} from './columns.js'
import { bareHeading } from './heading.js'
import type { Register } from './register.js'

const registers: ReadonlyMap<string, Register<unknown>> = new Map(
  [
    participants,
    assessments,
    enrolments,
    products,
    agencies,
    production,
    materials,
    orders,
    deliveries,
    payments,
    payouts,
  ].map((register) => [register.name, register]),
)

const attendanceName = /^daftar-hadir-\d{4}-\d{2}$/

/** The files that are registers, for messages. */
export const knownFiles: readonly string[] = [
  ...[...registers.keys()].map((name) => `${name}.csv`),
  'daftar-hadir-YYYY-MM.csv',
]

/** Whether a register's name is that of a month's attendance. */
export const isAttendance = (name: string): boolean => attendanceName.test(name)

/** The register that a file's name means, whatever its case: `produksi` for `Produksi.CSV`; undefined for any other. */
export const registerNamed = (file: string): string | undefined => {
  const name = /^(.*)\.csv$/i.exec(file)?.[1]?.toLowerCase()
  return name !== undefined && (registers.has(name) || isAttendance(name)) ? name : undefined
}

/** Whether a heading is one that the register of this name has. */
export const isHeadingOf = (name: string): ((heading: string) => boolean) => {
  const register = registers.get(name)
  if (register === undefined) return isAttendanceHeading
  const headings = new Set(Object.values(register.columns).map(({ heading }) => bareHeading(heading)))
  return (heading) => headings.has(bareHeading(heading))
}

/** The headings whose digits a spreadsheet loses where it takes them for numbers. */
export const digitHeadingsOf = (name: string): readonly string[] =>
  Object.values(registers.get(name)?.columns ?? {}).flatMap(({ digits, heading }) => (digits ? [heading] : []))
