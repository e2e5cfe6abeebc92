import { type ClockPolicy, type Due, derivedId } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { alarmDueAt, answerDueAt } from '../privacy/deadlines.js'
import type { RaiseAlarm } from '../privacy/reminders.js'
import { foreseen } from '../projections/foreseen.js'
import { type MatterRow, openMatters, seenToAt } from '../projections/open-matters.js'
import { dayAt } from './clock.js'

/** When an alarm about a matter falls due: after 48 hours, or when it came to be known, if that was later still. */
const alarmAt = ({ since, knownFrom }: MatterRow): string => {
  const due: string = alarmDueAt(since)
  return due > knownFrom ? due : knownFrom
}

/**
 * P10: a request or a breach that is still open 48 hours after it came in raises an alarm: a day is left then to answer it, or
 * to tell of it (UU 27/2022 art. 32, 40, 41, 46). Judged by what was known at that instant.
 */
export const watchDeadlinesPolicy: ClockPolicy = {
  name: 'watch-deadlines',
  sends: ['RaiseAlarm'],
  due:
    ({ after, now }, knownAt) =>
    async () => {
      const known = knownAt(now)
      const matters = await known.rows(openMatters)()
      if (E.isLeft(matters)) return matters
      const programmes = await known.rows(foreseen)()
      if (E.isLeft(programmes)) return programmes
      return E.right(
        [...matters.right.values()].flatMap((matter): readonly Due[] => {
          const at = alarmAt(matter)
          const { programmeId, year, kind, about, since, eventId } = matter
          if (at > now || (after !== null && at <= after) || seenToAt(matter, after === null ? now : at)) return []
          const timezone = programmes.right.get(programmeId)?.timezone ?? 'UTC'
          const command: RaiseAlarm = {
            type: 'RaiseAlarm',
            programmeId,
            year,
            alarmId: derivedId(eventId, 'alarm'),
            kind,
            about,
            dueAt: answerDueAt(since),
            effectiveOn: dayAt(at, timezone),
          }
          return [{ at, cause: eventId, target: about, command, programmeId }]
        }),
      )
    },
}
