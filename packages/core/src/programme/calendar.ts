import { type Refusal, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { daysOf } from '../values/recurrence.js'
import { inForceOn, type ProgrammeState } from './state.js'

/** A session of a day: foreseen by the schedule, or held or planned with a reason of its own. */
export interface Slot {
  readonly day: string
  readonly startsAt: string
  /** Minutes. */
  readonly duration: number
  readonly venue: string
  /** The day from which the schedule that foresees it is in force; null where none needs to. */
  readonly scheduleFrom: string | null
}

/**
 * The session that the calendar foresees on a day.
 * @returns Left: `holiday`, else `not-scheduled`. Rule 5.
 */
export const slotOn = (
  calendar: Pick<ProgrammeState, 'schedules' | 'holidays'>,
  day: string,
): E.Either<Refusal, Slot> => {
  if (Object.hasOwn(calendar.holidays, day)) {
    return E.left(
      refusal('holiday', 'No session is held on a holiday. Check the date, or withdraw the holiday.', { day }),
    )
  }
  const schedule = inForceOn(calendar.schedules, day)
  if (schedule === undefined || !daysOf(schedule.terms.rule, schedule.from, day.slice(0, 7)).has(day)) {
    return E.left(
      refusal('not-scheduled', 'The schedule foresees no session on this day. Check the date, or set the schedule.', {
        day,
        rule: schedule?.terms.rule ?? null,
      }),
    )
  }
  const { startsAt, duration, venue } = schedule.terms
  return E.right({ day, startsAt, duration, venue, scheduleFrom: schedule.from })
}

/**
 * The days of a month, `2020-08`, on which the calendar foresees a session, in order: the schedule's days that are no
 * holiday, each under the schedule in force on it.
 */
export const plannedDays = (
  calendar: Pick<ProgrammeState, 'schedules' | 'holidays'>,
  month: string,
): readonly string[] =>
  [...new Set(calendar.schedules.flatMap(({ from, terms }) => [...daysOf(terms.rule, from, month)]))]
    .filter((day) => E.isRight(slotOn(calendar, day)))
    .sort()
