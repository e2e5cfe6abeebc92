import { inForceOn, type ProgrammeState } from '../programme/state.js'
import { type ParticipantRow, standingAt } from './participants.js'

/** How full a programme is on a day, in people. `excess`: how many more take part than the schedule foresees. */
export interface Fill {
  readonly capacity: number
  readonly running: number
  readonly excess: number
}

/**
 * Running enrolments against the capacity of the schedule in force on a day. Capacity is soft: more refuses nobody, and is a
 * finding (rule 19).
 * @returns null where no schedule is in force
 */
export const fillOn = (
  people: ReadonlyMap<string, ParticipantRow>,
  calendar: Pick<ProgrammeState, 'schedules'>,
  programmeId: string,
  day: string,
): Fill | null => {
  const schedule = inForceOn(calendar.schedules, day)
  if (schedule === undefined) return null
  const { capacity } = schedule.terms
  const running = [...people.values()].filter((row) => standingAt(row, programmeId, day) === 'running').length
  return { capacity, running, excess: Math.max(0, running - capacity) }
}
