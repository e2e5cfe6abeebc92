import { type ClockPolicy, type Due, derivedId, type Reader, type StoreError } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { KeptClass } from '../privacy/events.js'
import type { AskReview } from '../privacy/reminders.js'
import { inForceOn, type ProgrammeState } from '../programme/state.js'
import { calendar } from '../projections/calendar.js'
import { type EndedRow, endedEnrolments, lastEnding } from '../projections/ended-enrolments.js'
import { monthsAfter } from '../values/month.js'
import { beginOf, type Dawn, dawns, daysAfter } from './clock.js'

const CLASSES: readonly KeptClass[] = ['personal', 'health']

/** What a person's data fall due for on a day, by the rules of the programme in which their last enrolment ended. */
const fallenDue = (
  programmeId: string,
  { retentionRules }: ProgrammeState,
  { day, at }: Dawn,
  people: ReadonlyMap<string, EndedRow>,
): readonly Due[] =>
  [...people].flatMap(([participantId, row]) => {
    const last = lastEnding(row)
    if (last === null || last.programmeId !== programmeId) return []
    return CLASSES.flatMap((of): readonly Due[] => {
      const rule = inForceOn(
        retentionRules.filter(({ terms }) => terms.class === of),
        day,
      )
      if (rule === undefined) return []
      const since = monthsAfter(last.on, 12 * rule.terms.years)
      if (since > day) return []
      const target = `${of}.${since}`
      const reviewId = derivedId(last.eventId, target)
      const command: AskReview = {
        type: 'AskReview',
        programmeId,
        participantId,
        reviewId,
        class: of,
        since,
        effectiveOn: day,
      }
      return [{ at, cause: last.eventId, target, command, programmeId }]
    })
  })

const keyOf = ({ cause, target }: Due): string => `${cause}.${target}`

/** What is due on a day of a programme, by what is known as the day begins. */
const dueOn =
  (programmeId: string, dawn: Dawn, known: Reader): TaskEither<StoreError, readonly Due[]> =>
  async () => {
    const rules = await known.rows(calendar)()
    if (E.isLeft(rules)) return rules
    const people = await known.rows(endedEnrolments)()
    if (E.isLeft(people)) return people
    const state = rules.right.get(programmeId)
    return E.right(state === undefined ? [] : fallenDue(programmeId, state, dawn, people.right))
  }

/**
 * P11: when the years are over for which a person's data of a class are kept, counted from the end of their last enrolment
 * anywhere, a person is asked to look. The rule is that of the programme in which it ended, in force on the day.
 */
export const watchRetentionPolicy: ClockPolicy = {
  name: 'watch-retention',
  sends: ['AskReview'],
  due: (span, knownAt) => async () => {
    const programmes = await knownAt(span.now).rows(calendar)()
    if (E.isLeft(programmes)) return programmes
    const due: Due[] = []
    for (const [programmeId, { established }] of programmes.right) {
      if (established === null) continue
      const { timezone } = established
      const days = dawns(span, timezone)
      const [first] = days
      if (first === undefined) continue
      const before = daysAfter(first.day, -1)
      const eve = { day: before, at: beginOf(before, timezone) }
      // What was due the day before was sent then, or at the first look.
      let sent: ReadonlySet<string> = new Set()
      for (const dawn of span.after === null ? days : [eve, ...days]) {
        const found = await dueOn(programmeId, dawn, knownAt(dawn.at))()
        if (E.isLeft(found)) return found
        const isNew = (one: Due) => !sent.has(keyOf(one))
        if (dawn !== eve) due.push(...found.right.filter(isNew))
        sent = new Set(found.right.map(keyOf))
      }
    }
    return E.right(due)
  },
}
