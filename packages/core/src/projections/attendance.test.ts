import { expect, test } from 'vitest'
import { january, makerId, PROGRAMME } from '../order/sale.fixture.js'
import { enrolment, mark, openWorkshop } from '../policies/workshop.fixture.js'
import { day } from '../testing/day.fixture.js'
import { attendance } from './attendance.js'
import { rowKey } from './keys.js'
import { sessions } from './sessions.js'

const none = { present: 0, late: 0, excused: 0, sick: 0, absent: 0 }

const year = async () => {
  const workshop = await openWorkshop()
  await workshop.done(...enrolment(1, january(2)), ...enrolment(2, january(2)))
  await workshop.done(
    mark(1, january(7), 'present'),
    mark(2, january(7), 'absent'),
    mark(1, january(9), 'late'),
    mark(1, january(14), 'present'),
    mark(1, day('2020-02-04'), 'sick'),
    mark(2, day('2020-02-04'), 'excused'),
  )
  return workshop
}

test('each person’s marks are counted by month', async () => {
  const { rows } = await year()
  const row = (month: string, maker: number, marks: object) =>
    [
      rowKey(PROGRAMME, month, makerId(maker)),
      { programmeId: PROGRAMME, month, participantId: makerId(maker), ...none, ...marks },
    ] as const
  expect(await rows(attendance)).toEqual(
    new Map([
      row('2020-01', 1, { present: 2, late: 1 }),
      row('2020-01', 2, { absent: 1 }),
      row('2020-02', 1, { sick: 1 }),
      row('2020-02', 2, { excused: 1 }),
    ]),
  )
})

test('as of a day, the marks up to it count', async () => {
  const { rows } = await year()
  const marks = async (asOf: string) =>
    [...(await rows(attendance, { asOf })).values()].map(({ present, late, absent }) => [present, late, absent])
  expect(await marks('2020-01-06')).toEqual([])
  expect(await marks('2020-01-07')).toEqual([
    [1, 0, 0],
    [0, 0, 1],
  ])
  expect(await marks('2020-01-13')).toEqual([
    [1, 1, 0],
    [0, 0, 1],
  ])
})

test('a session is held where somebody has a mark for it, whatever the mark, and counts once', async () => {
  const { rows } = await year()
  const held = async (asOf: string) => [...(await rows(sessions, { asOf })).entries()]
  const session = (on: string) => [`session-${PROGRAMME}.${on}`, { programmeId: PROGRAMME, heldOn: on }]
  expect(await held('2020-12-31')).toEqual(['2020-01-07', '2020-01-09', '2020-01-14', '2020-02-04'].map(session))
  expect(await held('2020-01-08')).toEqual([session('2020-01-07')])
})
