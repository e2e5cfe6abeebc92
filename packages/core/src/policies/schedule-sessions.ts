import type { ClockPolicy, Due } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { type ForeseenRow, foreseen, foresightOf } from '../projections/foreseen.js'
import type { FollowCalendar } from '../session/planning.js'
import { slotId } from '../session/slot.js'
import { dawns, daysAfter } from './clock.js'

/** How many days ahead sessions are planned. */
const AHEAD = 7

/** What the calendar, as it was known, says of a day and the week after it. */
const followed = (programmeId: string, row: ForeseenRow, day: string, at: string): readonly Due[] =>
  Array.from({ length: AHEAD + 1 }, (_, ahead) => daysAfter(day, ahead)).flatMap((effectiveOn, ahead) => {
    const foresight = foresightOf(row, effectiveOn)
    // Of today nothing is planned any more, but what falls out is cancelled still.
    if (foresight === null || (ahead === 0 && foresight.place !== null)) return []
    const { place, because, eventId } = foresight
    const command: FollowCalendar = { type: 'FollowCalendar', programmeId, effectiveOn, place, because }
    return [{ at, cause: eventId, target: slotId({ programmeId, effectiveOn }), command, programmeId }]
  })

/**
 * P5: sessions are planned a week ahead by the calendar, in the programme's time zone, leaving holidays out; what the calendar
 * no longer foresees is cancelled, what it foresees again is planned again. Each day is judged by what was known when it began.
 */
export const scheduleSessionsPolicy: ClockPolicy = {
  name: 'schedule-sessions',
  sends: ['FollowCalendar'],
  due: (span, knownAt) => async () => {
    const programmes = await knownAt(span.now).rows(foreseen)()
    if (E.isLeft(programmes)) return programmes
    const due: Due[] = []
    for (const [programmeId, { timezone }] of programmes.right) {
      for (const { day, at } of dawns(span, timezone)) {
        const known = await knownAt(at).rows(foreseen)()
        if (E.isLeft(known)) return known
        const row = known.right.get(programmeId)
        if (row !== undefined) due.push(...followed(programmeId, row, day, at))
      }
    }
    return E.right(due)
  },
}
