import { describe, expect, test } from 'vitest'
import { ended, enrolled, referred } from '../participant/person.fixture.js'
import { declined, joined, offered, offerId } from '../participant/support/support.fixture.js'
import { august } from '../testing/day.fixture.js'
import { fillOn } from './capacity.js'
import { participants } from './participants.js'
import { of, personId, rowsOf, type Written } from './people.fixture.js'
import { waiting, waitingList } from './waiting.js'

const files = [0, 1, 2, 3].map((person) => of(person, referred, '2020-08-01'))

const listOn = (log: readonly Written[], date: number, horizon = {}) =>
  waitingList(
    rowsOf(waiting, [...files, ...log], horizon),
    rowsOf(participants, [...files, ...log], horizon),
    'kediri',
    august(date),
  )
const who = (log: readonly Written[], date: number, horizon = {}) =>
  listOn(log, date, horizon).map(({ participantId }) => [0, 1, 2, 3].find((one) => personId(one) === participantId))

describe('rule 19: the waiting list', () => {
  const log = [
    of(0, joined(august(6))),
    of(1, joined(august(4)), '2020-08-10'),
    of(2, joined(august(6))),
    of(3, joined(august(3)), '2020-08-11'),
  ]

  test('goes by the date joined, and of one date by what was recorded first', () => {
    expect(who(log, 12)).toEqual([3, 1, 0, 2])
  })

  test('on a day holds whoever waited then', () => {
    expect([2, 3, 4, 5, 6].map((date) => who(log, date))).toEqual([[], [3], [3, 1], [3, 1], [3, 1, 0, 2]])
    expect(who(log, 12, { asOf: '2020-08-04' })).toEqual([3, 1])
  })

  test('as it was known is left as it was by what is written down late', () => {
    expect(who(log, 12, { knownAt: '2020-08-09T00:00:00.000Z' })).toEqual([0, 2])
    expect(who(log, 4, { knownAt: '2020-08-10T12:00:00.000Z' })).toEqual([1])
  })

  test('leaves out whoever was taken in, also if that was written down before they joined', () => {
    const taken = [of(0, enrolled(august(8))), of(1, enrolled(august(5)), '2020-08-09')]
    expect(who([...log, ...taken], 12)).toEqual([3, 2])
    expect(who([...taken, ...log], 12)).toEqual([3, 2])
    expect(who([...log, ...taken], 7)).toEqual([3, 0, 2])
    expect(who([...log, ...taken, of(0, ended(august(10)))], 12)).toEqual([3, 2])
  })

  test('leaves out nobody for ever: they may wait anew, behind the others', () => {
    const again = [of(3, enrolled(august(5))), of(3, ended(august(7))), of(3, joined(august(8)))]
    expect(who([...log, ...again], 12)).toEqual([1, 0, 2, 3])
  })

  test('leaves out who declined for good, and keeps the place of who did not', () => {
    const places = [0, 1].map((person) => of(person, offered(august(7), august(12))))
    const answers = [of(0, declined(august(8), 'foundWork')), of(1, declined(august(8), 'illness'))]
    expect(who([...log, ...places, ...answers], 8)).toEqual([3, 1, 2])
    expect(who([...log, ...places, ...answers], 7)).toEqual([3, 1, 0, 2])
  })

  test('leaves out who takes part, although the beginning is dated before they joined', () => {
    expect(who([...log, of(0, enrolled(august(2)), '2020-08-12')], 12)).toEqual([3, 1, 2])
  })

  test('tells which place is kept, from its first day to its last', () => {
    const kept = [...log, of(1, offered(august(7), august(9)))]
    const offers = (events: readonly Written[], date: number) =>
      listOn(events, date).find(({ participantId }) => participantId === personId(1))?.offer
    const offer = { offerId: offerId(1), until: '2020-08-09' }
    expect([6, 7, 9, 10].map((date) => offers(kept, date))).toEqual([null, offer, offer, null])
    expect([7, 8].map((date) => offers([...kept, of(1, declined(august(8), 'family'))], date))).toEqual([offer, null])
  })

  test('is each programme’s own', () => {
    expect(who([...log, of(0, joined(august(2), 'blitar'))], 12)).toEqual([3, 1, 0, 2])
    expect(waitingList(rowsOf(waiting, [of(0, joined(august(2), 'blitar'))]), new Map(), 'blitar', august(2))).toEqual([
      { participantId: personId(0), since: '2020-08-02', offer: null },
    ])
  })
})

describe('rule 19: capacity is soft', () => {
  const schedule = { rule: 'FREQ=WEEKLY;BYDAY=TU,TH', startsAt: '09:00', duration: 180, venue: 'Aula' }
  const calendar = {
    schedules: [
      { from: august(2), terms: { ...schedule, capacity: 2 } },
      { from: august(9), terms: { ...schedule, capacity: 1 } },
    ],
  }
  const people = rowsOf(participants, [
    ...files,
    of(0, enrolled(august(2))),
    of(1, enrolled(august(3))),
    of(2, enrolled(august(4))),
    of(0, ended(august(6))),
  ])
  const excess = (date: number) => fillOn(people, calendar, 'kediri', august(date))

  test('more than the schedule foresees is told, on the day, against the schedule of that day', () => {
    expect([2, 3, 4, 6, 9].map(excess)).toEqual([
      { capacity: 2, running: 1, excess: 0 },
      { capacity: 2, running: 2, excess: 0 },
      { capacity: 2, running: 3, excess: 1 },
      { capacity: 2, running: 2, excess: 0 },
      { capacity: 1, running: 2, excess: 1 },
    ])
  })

  test('where no schedule is in force there is nothing to exceed', () => {
    expect(excess(1)).toBeNull()
  })
})
