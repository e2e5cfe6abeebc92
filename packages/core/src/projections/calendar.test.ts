import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { january, PROGRAMME } from '../order/sale.fixture.js'
import { opening, openWorkshop, right } from '../policies/workshop.fixture.js'
import { plannedDays } from '../programme/calendar.js'
import { programme } from '../programme/decider.js'
import { day } from '../testing/day.fixture.js'
import { calendar } from './calendar.js'

const holiday = (date: string, on: string) => ({
  type: 'DeclareHoliday',
  programmeId: PROGRAMME,
  date: day(date),
  name: 'Hari libur',
  decree: null,
  effectiveOn: day(on),
})
const everyDay = {
  type: 'SetSchedule',
  programmeId: PROGRAMME,
  rule: 'FREQ=DAILY',
  startsAt: '09:00',
  duration: 120,
  venue: 'Balai',
  capacity: 30,
  effectiveOn: january(29),
}

test('a programme’s row is its own state, whatever it decided', async () => {
  const { app, done, rows } = await openWorkshop()
  await done(holiday('2020-01-07', '2020-01-07'), holiday('2020-01-09', '2020-01-09'), everyDay)
  await done({
    type: 'WithdrawHoliday',
    programmeId: PROGRAMME,
    date: day('2020-01-09'),
    reason: 'moved',
    effectiveOn: january(9),
  })
  await done({
    type: 'IntroduceCraft',
    programmeId: PROGRAMME,
    craftId: 'jahit',
    name: 'Jahit',
    skills: [],
    effectiveOn: january(2),
  })
  const { state } = right(await app.reader.state(programme, PROGRAMME)())
  expect([...(await rows(calendar))]).toEqual([[PROGRAMME, state]])
  expect(state.holidays).toEqual({ '2020-01-07': 'Hari libur' })
})

test('as of a day, what was decided from then on does not count', async () => {
  const { done, rows } = await openWorkshop()
  await done(holiday('2020-01-07', '2020-01-05'), everyDay)
  const planned = async (asOf: string) => {
    const row = (await rows(calendar, { asOf })).get(PROGRAMME)
    return row === undefined ? null : plannedDays(row, '2020-01').length
  }
  expect(await planned('2019-12-31')).toBeNull()
  // Nine Tuesdays and Thursdays from the second on; one of them a holiday; Wednesday 29 and Friday 31 besides.
  expect(await planned('2020-01-04')).toBe(9)
  expect(await planned('2020-01-05')).toBe(8)
  expect(await planned('2020-01-29')).toBe(10)
})

test('programmes stand apart', async () => {
  const { done, rows } = await openWorkshop()
  await done(...opening('blitar').slice(0, 2))
  expect([...(await rows(calendar)).keys()]).toEqual([PROGRAMME, 'blitar'])
})

test('a row can be stored and read back, and nothing else is taken for one', async () => {
  const { rows } = await openWorkshop()
  const [row] = (await rows(calendar)).values()
  expect(
    calendar.row.decode(JSON.parse(JSON.stringify(calendar.row.encode(right(E.fromNullable('no row')(row)))))),
  ).toEqual(E.right(row))
  expect([{}, null, 'schedules'].map((other) => calendar.row.decode(other)._tag)).toEqual(['Left', 'Left', 'Left'])
  expect(calendar.row.is(row)).toBe(true)
  expect([calendar.row.is(null), calendar.row.is({}), calendar.row.is('schedules')]).toEqual([false, false, false])
})
