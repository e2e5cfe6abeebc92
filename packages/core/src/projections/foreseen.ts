import { type Change, Day, projection, type RecordedEvent } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { slotOn } from '../programme/calendar.js'
import { type ProgrammeEvent, type ProgrammeEventOf, ScheduleSet } from '../programme/events.js'
import { inForceOn } from '../programme/state.js'
import { daysOf } from '../values/recurrence.js'

const ForeseenRow = t.type({
  /** IANA zone of the programme's clock. */
  timezone: t.string,
  /** The programme's last day, where it is closed. */
  closing: t.union([t.type({ lastDay: t.string, eventId: t.string }), t.null]),
  schedules: t.readonlyArray(
    t.type({ from: Day, terms: t.type({ ...ScheduleSet.props }), eventId: t.string, revision: t.number }),
  ),
  /** What was last said of a day: a holiday or not, by which event. */
  days: t.record(t.string, t.type({ holiday: t.boolean, eventId: t.string, revision: t.number })),
})
/** A programme's calendar, with the events that it follows from. */
export type ForeseenRow = t.TypeOf<typeof ForeseenRow>

const idOf = (stream: string): string => stream.slice('programme-'.length)

const changed = (
  { stream }: { readonly stream: string },
  get: (key: string) => ForeseenRow | undefined,
  change: (row: ForeseenRow) => ForeseenRow,
): readonly Change<ForeseenRow>[] => {
  const row = get(idOf(stream))
  return row === undefined ? [] : [{ put: idOf(stream), row: change(row) }]
}

const said = (
  recorded: RecordedEvent<ProgrammeEventOf<'HolidayDeclared' | 'HolidayWithdrawn'>>,
  get: (key: string) => ForeseenRow | undefined,
) => {
  const { event, id, revision } = recorded
  const holiday = event.type === 'HolidayDeclared'
  return changed(recorded, get, (row) => ({
    ...row,
    days: { ...row.days, [event.data.date]: { holiday, eventId: id, revision } },
  }))
}

/** The calendars of programmes, by id, with the events that they follow from: for the policy that plans sessions ahead. */
export const foreseen = projection<ForeseenRow, ProgrammeEvent>({
  name: 'foreseen',
  version: 1,
  row: ForeseenRow,
  on: {
    ProgrammeEstablished: ({ event, stream }) => [
      {
        put: idOf(stream),
        row: { timezone: event.data.timezone, closing: null, schedules: [], days: {} },
      },
    ],
    ScheduleSet: (recorded, get) =>
      changed(recorded, get, (row) => {
        const { event, id, revision } = recorded
        return {
          ...row,
          schedules: [...row.schedules, { from: event.effectiveOn, terms: event.data, eventId: id, revision }],
        }
      }),
    HolidayDeclared: said,
    HolidayWithdrawn: said,
    ProgrammeClosed: (recorded, get) =>
      changed(recorded, get, (row) => ({
        ...row,
        closing: { lastDay: recorded.event.effectiveOn, eventId: recorded.id },
      })),
  },
})

/** What the calendar says of a day: a session's time and place or none, why, and by which event. */
export interface Foresight {
  readonly place: { readonly startsAt: string; readonly duration: number; readonly venue: string } | null
  readonly because: 'holiday' | 'schedule'
  readonly eventId: string
}

/** What the calendar says of a day; null where no schedule ever had a session on it. */
export const foresightOf = (row: ForeseenRow, day: string): Foresight | null => {
  const set = inForceOn(row.schedules, day)
  const wasForeseen = row.schedules.some(({ from, terms }) => daysOf(terms.rule, from, day.slice(0, 7)).has(day))
  const schedule = row.schedules.findLast((one) => one === set)
  if (!wasForeseen || schedule === undefined) return null
  const about = Object.hasOwn(row.days, day) ? row.days[day] : undefined
  const latest = about !== undefined && about.revision > schedule.revision ? about : schedule
  if (row.closing !== null && day > row.closing.lastDay) {
    return { place: null, because: 'schedule', eventId: row.closing.eventId }
  }
  if (about?.holiday === true) return { place: null, because: 'holiday', eventId: latest.eventId }
  const slot = slotOn({ schedules: row.schedules, holidays: {} }, day)
  if (E.isLeft(slot)) return { place: null, because: 'schedule', eventId: latest.eventId }
  const { startsAt, duration, venue } = slot.right
  return { place: { startsAt, duration, venue }, because: 'schedule', eventId: latest.eventId }
}
