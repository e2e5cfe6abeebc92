import { expect, test } from 'vitest'
import { marked } from '../participant/person.fixture.js'
import { august } from '../testing/day.fixture.js'
import { hours, minutesOf } from './hours.js'
import { of, rowsOf, type Written } from './people.fixture.js'

const place = (duration: number) => ({ startsAt: '09:00', duration, venue: 'Aula' })
const session = (type: string, date: number, data: object, writtenOn?: string): Written => ({
  stream: `session-kediri.${august(date)}`,
  event: { type, effectiveOn: august(date), data: { programmeId: 'kediri', ...data } },
  ...(writtenOn === undefined ? {} : { writtenOn }),
})
const opened = (date: number, duration = 180, writtenOn?: string) =>
  session('SessionOpened', date, place(duration), writtenOn)
const moved = (date: number, duration: number, writtenOn?: string) =>
  session('SessionMoved', date, { was: place(180), now: place(duration), reason: 'venue' }, writtenOn)

const counted = (person: number, date: number, minutes: number, writtenOn?: string) => {
  const mark = marked(august(date))
  return of(person, { ...mark, data: { ...mark.data, minutes } }, writtenOn)
}
const mark = (person: number, date: number, status: Parameters<typeof marked>[1]) =>
  of(person, marked(august(date), status))

const minutes = (log: readonly Written[], horizon = {}) =>
  [...rowsOf(hours, log, horizon)].map(([id, row]) => [id, row.month, minutesOf(row)])

test('who attended counts with the minutes that were counted, else with the slot; who did not, not at all', () => {
  const log = [
    mark(0, 4, 'present'),
    counted(1, 4, 90),
    mark(2, 4, 'late'),
    mark(3, 4, 'sick'),
    opened(4),
    mark(0, 6, 'absent'),
  ]
  expect(minutes(log)).toEqual([['kediri.2020-08-04', '2020-08', 450]])
  expect(minutes([opened(4), ...log.filter(({ event }) => event.type !== 'SessionOpened')])).toEqual(minutes(log))
})

test('a session that was held at another time counts as long as it was', () => {
  expect(
    minutes([session('SessionScheduled', 4, { ...place(180), helpers: [] }), moved(4, 120), mark(0, 4, 'present')]),
  ).toEqual([['kediri.2020-08-04', '2020-08', 120]])
})

test('a slot that nobody knows is null where it is needed, and only there', () => {
  expect(minutes([mark(0, 4, 'present')])).toEqual([['kediri.2020-08-04', '2020-08', null]])
  expect(minutes([counted(0, 4, 90)])).toEqual([['kediri.2020-08-04', '2020-08', 90]])
})

test('as of a day, and as it was known', () => {
  const log = [opened(4), mark(0, 4, 'present'), opened(6), mark(0, 6, 'present'), counted(1, 4, 60, '2020-08-10')]
  expect(minutes(log, { asOf: '2020-08-05' })).toEqual([['kediri.2020-08-04', '2020-08', 240]])
  expect(minutes(log, { knownAt: '2020-08-09T00:00:00.000Z' }).map(([, , sum]) => sum)).toEqual([180, 180])
})
