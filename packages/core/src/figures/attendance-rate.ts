import type { AttendanceRow } from '../projections/attendance.js'
import { monthOf } from '../projections/keys.js'
import { type ParticipantRow, standingAt } from '../projections/participants.js'
import type { SessionRow } from '../projections/sessions.js'
import { type Rate, rate } from './figure.js'

/** Months of a report, both included: `2020-01`, `2020-12`. */
export interface Months {
  readonly from: string
  readonly to: string
}

const marksIn = (
  rows: ReadonlyMap<string, AttendanceRow>,
  programmeId: string,
  { from, to }: Months,
): { readonly attended: number; readonly all: number } => {
  let attended = 0
  let all = 0
  for (const row of rows.values()) {
    if (row.programmeId !== programmeId || row.month < from || row.month > to) continue
    attended += row.present + row.late
    all += row.present + row.late + row.excused + row.sick + row.absent
  }
  return { attended, all }
}

/** (present + late) of all marks. `n`: marks. */
export const attendanceRate = (
  rows: { readonly attendance: ReadonlyMap<string, AttendanceRow> },
  programmeId: string,
  months: Months,
): Rate => {
  const { attended, all } = marksIn(rows.attendance, programmeId, months)
  return rate(attended, all)
}

/**
 * How far the register was kept: marks of (running enrolments × sessions held), counted on each session's own day. `n`: how
 * many marks there should be. Above 10,000 where marks stand of people who, as was written down later, were paused by then.
 */
export const attendanceCoverage = (
  rows: {
    readonly attendance: ReadonlyMap<string, AttendanceRow>
    readonly participants: ReadonlyMap<string, ParticipantRow>
    readonly sessions: ReadonlyMap<string, SessionRow>
  },
  programmeId: string,
  months: Months,
): Rate => {
  const people = [...rows.participants.values()].filter(({ steps }) =>
    steps.some((step) => step.programmeId === programmeId),
  )
  let foreseen = 0
  for (const session of rows.sessions.values()) {
    const month = monthOf(session.heldOn)
    if (session.programmeId !== programmeId || month < months.from || month > months.to) continue
    foreseen += people.filter((row) => standingAt(row, programmeId, session.heldOn) === 'running').length
  }
  return rate(marksIn(rows.attendance, programmeId, months).all, foreseen)
}
