import type { AttendanceRow } from '../projections/attendance.js'
import type { EarningsRow } from '../projections/earnings.js'
import { type HoursRow, minutesOf } from '../projections/hours.js'
import { monthsAfter } from '../values/month.js'

/** What an hour at the programme earned. */
export interface EarningsPerHour {
  /** Rupiah an hour, rounded; null where nobody attended. */
  readonly rupiah: number | null
  /** Rupiah that were credited. */
  readonly credited: number
  /** Minutes that people attended. */
  readonly minutes: number
  /** Sessions with marks of which nobody knows how long they were: left out. */
  readonly withoutSlot: number
  /** People who attended. */
  readonly n: number
}

/**
 * Credited by hours attended, in the twelve months that end with `month` (`2020-08`). Minutes as they were counted, else the
 * session's slot.
 */
export const earningsPerHour = (
  rows: {
    readonly attendance: ReadonlyMap<string, AttendanceRow>
    readonly earnings: ReadonlyMap<string, EarningsRow>
    readonly hours: ReadonlyMap<string, HoursRow>
  },
  programmeId: string,
  month: string,
): EarningsPerHour => {
  const from = monthsAfter(`${month}-01`, -11).slice(0, 7)
  const inYear = <Row extends { readonly programmeId: string; readonly month: string }>(
    all: ReadonlyMap<string, Row>,
  ): readonly Row[] =>
    [...all.values()].filter((row) => row.programmeId === programmeId && row.month >= from && row.month <= month)
  const credited = inYear(rows.earnings).reduce((sum, row) => sum + row.credited, 0)
  const attended = inYear(rows.hours).map(minutesOf)
  const minutes = attended.reduce<number>((sum, one) => sum + (one ?? 0), 0)
  const people = new Set(
    inYear(rows.attendance).flatMap((row) => (row.present + row.late > 0 ? [row.participantId] : [])),
  )
  return {
    rupiah: minutes === 0 ? null : Math.round((credited * 60) / minutes),
    credited,
    minutes,
    withoutSlot: attended.filter((one) => one === null).length,
    n: people.size,
  }
}
