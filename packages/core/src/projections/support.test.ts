import { describe, expect, test } from 'vitest'
import { assessed, ended, enrolled, paused, referred } from '../participant/person.fixture.js'
import {
  agreed,
  contacted,
  goalId,
  judged,
  leftRole,
  livesOn,
  measured,
  reviewed,
  roleId,
  tookRole,
} from '../participant/support/support.fixture.js'
import { august, day } from '../testing/day.fixture.js'
import { communityRoles, rolesHeld } from './community-roles.js'
import { daysBetween } from './days-between.js'
import { enrolments } from './enrolments.js'
import { journey, journeyOf } from './journey.js'
import { participants } from './participants.js'
import { of, personId, rowsOf, type Written } from './people.fixture.js'
import { assessmentsEnding, goalsDue, reviewsDue } from './reviews-due.js'
import { skills } from './skills.js'

describe('skills', () => {
  const log = [
    of(0, judged(august(12), 3)),
    of(0, judged(august(4), 1), '2020-08-13'),
    of(0, judged(august(8), 2)),
    of(0, judged(august(8), 0), '2020-08-14'),
    of(1, judged(august(5), 4)),
  ]
  const levels = (horizon = {}) =>
    [...rowsOf(skills, log, horizon).values()].map((row) => row.levels.map(({ on, level }) => [on, level]))

  test('stand by day, whenever they were written down; of one day what was written down last', () => {
    expect(levels()).toEqual([
      [
        ['2020-08-04', 1],
        ['2020-08-08', 0],
        ['2020-08-12', 3],
      ],
      [['2020-08-05', 4]],
    ])
  })

  test('as of a day, and as they were known', () => {
    expect(levels({ asOf: '2020-08-04' })).toEqual([[['2020-08-04', 1]]])
    expect(levels({ knownAt: '2020-08-12T12:00:00.000Z' })[0]).toEqual([
      ['2020-08-08', 2],
      ['2020-08-12', 3],
    ])
  })
})

describe('roles held', () => {
  const log = [
    of(0, tookRole(day('2020-01-01'))),
    of(0, tookRole(day('2020-02-01'), 2)),
    of(0, leftRole(day('2020-06-01'), 2), '2020-07-01'),
    of(1, tookRole(day('2020-03-01'))),
  ]
  const held = (on: string, horizon = {}, atLeast?: number) =>
    rolesHeld(rowsOf(communityRoles, log, horizon), on, atLeast).map((row) => [row.participantId, row.roleId])
  const [first, second, other] = [
    [personId(0), roleId(1)],
    [personId(0), roleId(2)],
    [personId(1), roleId(1)],
  ]

  test('count from their ninetieth day to the day on which they are left', () => {
    expect(held('2020-03-30')).toEqual([])
    expect(held('2020-03-31')).toEqual([first])
    expect(held('2020-05-31')).toEqual([first, second, other])
    expect(held('2020-06-01')).toEqual([first, other])
  })

  test('or from another day on', () => {
    expect(held('2020-03-01', {}, 0)).toEqual([first, second, other])
    expect(held('2020-02-29', {}, 0)).toEqual([first, second])
  })

  test('as of a day, and as they were known', () => {
    expect(held('2020-07-01', { asOf: '2020-05-31' })).toEqual([first, second, other])
    expect(held('2020-06-15', { knownAt: '2020-06-15T00:00:00.000Z' })).toEqual([first, second, other])
  })
})

test('days are counted over months and leap days', () => {
  expect(daysBetween('2020-02-01', '2020-03-01')).toBe(29)
  expect(daysBetween('2021-01-01', '2021-04-01')).toBe(90)
  expect(daysBetween('2021-01-02', '2021-01-01')).toBe(-1)
})

describe('reviews due', () => {
  const log = [
    of(0, agreed(august(1), 1, [1, 2])),
    of(0, reviewed(august(3), august(10))),
    of(0, reviewed(august(3), august(8), 2)),
    of(0, reviewed(august(9), null), '2020-08-12'),
    of(1, agreed(august(1), 1, [3])),
  ]
  const due = (date: number, horizon = {}, programmeId = 'kediri') =>
    goalsDue(rowsOf(reviewsDue, log, horizon), programmeId, august(date)).map((goal) => [goal.goalId, goal.dueOn])

  test('are those whose day has come, the longest past first; never those that are looked at no more', () => {
    expect(due(7)).toEqual([])
    expect(due(8)).toEqual([[goalId(2), '2020-08-08']])
    expect(due(20)).toEqual([[goalId(2), '2020-08-08']])
    expect(due(20, {}, 'blitar')).toEqual([])
  })

  test('as of a day, and as they were known', () => {
    const both = [
      [goalId(2), '2020-08-08'],
      [goalId(1), '2020-08-10'],
    ]
    expect(due(20, { asOf: '2020-08-08' })).toEqual(both)
    expect(due(11, { knownAt: '2020-08-11T12:00:00.000Z' })).toEqual(both)
    expect(due(11)).toEqual([[goalId(2), '2020-08-08']])
  })

  test('a review that is written down late does not stand before a later one', () => {
    const late = [...log, of(0, reviewed(august(2), august(4), 2), '2020-08-15')]
    const rows = rowsOf(reviewsDue, late)
    expect(goalsDue(rows, 'kediri', august(20)).map(({ dueOn }) => dueOn)).toEqual(['2020-08-08'])
    expect(goalsDue(rows, 'kediri', august(2))).toEqual([])
  })
})

describe('assessments that end', () => {
  const log = [
    ...[0, 1, 2].map((person) => of(person, referred)),
    of(0, assessed(august(1), { number: 1, until: august(10) })),
    of(0, enrolled(august(2))),
    of(1, assessed(august(1), { number: 2, until: august(8) })),
    of(1, enrolled(august(2))),
    of(1, paused(august(4))),
    of(2, assessed(august(1), { number: 3, until: august(8) })),
    of(2, enrolled(august(2))),
    of(2, ended(august(5))),
    of(0, assessed(august(9), { number: 4, until: august(20) }), '2020-08-12'),
  ]
  const ending = (date: number, days: number, horizon = {}) =>
    assessmentsEnding(
      rowsOf(reviewsDue, log, horizon),
      rowsOf(participants, log, horizon),
      'kediri',
      august(date),
      days,
    ).map(({ participantId, daysLeft }) => [[0, 1, 2].find((one) => personId(one) === participantId), daysLeft])

  test('are those in force that run out within so many days, of people who take part, the first first', () => {
    expect(ending(5, 2)).toEqual([])
    expect(ending(5, 3)).toEqual([[1, 3]])
    expect(ending(5, 5)).toEqual([
      [1, 3],
      [0, 5],
    ])
    expect(ending(4, 4)).toEqual([
      [1, 4],
      [2, 4],
    ])
  })

  test('and those that have run out, until there is another one', () => {
    expect(ending(9, 0)).toEqual([[1, -1]])
    expect(ending(9, 0, { knownAt: '2020-08-11T00:00:00.000Z' })).toEqual([[1, -1]])
    expect(ending(9, 1, { knownAt: '2020-08-11T00:00:00.000Z' })).toEqual([
      [1, -1],
      [0, 1],
    ])
    expect(ending(9, 11)).toEqual([
      [1, -1],
      [0, 11],
    ])
  })

  test('as of a day', () => {
    expect(ending(9, 5, { asOf: '2020-08-01' })).toEqual([])
    expect(ending(9, 5, { asOf: '2020-08-08' })).toEqual([
      [1, -1],
      [0, 1],
    ])
  })
})

describe('a journey', () => {
  const log = [
    of(0, referred),
    of(0, enrolled(august(3))),
    of(0, agreed(august(4), 1, [1, 2])),
    of(0, judged(august(4), 2)),
    of(0, measured(august(5), [1, 2, 3, 4, 5], 60)),
    of(0, tookRole(august(6), 1, 'Posyandu Melati')),
    of(0, livesOn(august(7), 'ownBusiness', 900_000)),
    of(1, referred),
    of(0, ended(august(9))),
    of(0, contacted(august(11))),
    of(0, assessed(august(2)), '2020-08-12'),
  ]
  const path = (horizon = {}) =>
    journeyOf(rowsOf(journey, log, horizon), personId(0)).map(({ on, what }) => [on.slice(8), what])

  test('is one person’s path by day, whenever each step was written down', () => {
    expect(path()).toEqual([
      ['01', 'ParticipantReferred'],
      ['02', 'StabilityAssessed'],
      ['03', 'ParticipantEnrolled'],
      ['04', 'PlanAgreed'],
      ['04', 'SkillAssessed'],
      ['05', 'OutcomeMeasured'],
      ['06', 'CommunityRoleTaken'],
      ['07', 'LivelihoodReported'],
      ['09', 'EnrolmentEnded'],
      ['11', 'AftercareContacted'],
    ])
    expect(journeyOf(rowsOf(journey, log), personId(2))).toEqual([])
  })

  test('as of a day, and as it was known', () => {
    expect(path({ asOf: '2020-08-03' }).map(([on]) => on)).toEqual(['01', '02', '03'])
    expect(path({ knownAt: '2020-08-05T00:00:00.000Z' }).map(([on]) => on)).toEqual(['01', '03', '04', '04'])
  })

  test('tells codes only: no organisation, no answer, no income', () => {
    const told = JSON.stringify([...rowsOf(journey, log).values()])
    expect(told).not.toMatch(/Posyandu|900000|\[1,2,3,4,5\]|score|answers|income/)
    expect(journeyOf(rowsOf(journey, log), personId(0))[5]).toEqual({
      on: '2020-08-05',
      what: 'OutcomeMeasured',
      eventId: 'event-4',
      programmeId: 'kediri',
      details: { instrument: 'who-5', instrumentVersion: 'id-2019' },
    })
  })
})

test('of two ends of one enrolment that were written down, the earlier counts', () => {
  const outcome = (log: readonly Written[], horizon = {}) =>
    [...rowsOf(enrolments, log, horizon).values()].map((row) => row.ended?.on ?? null)
  const begun = of(0, enrolled(august(3)))
  expect(outcome([begun])).toEqual([null])
  expect(outcome([begun, of(0, ended(august(9))), of(0, ended(august(6)))])).toEqual(['2020-08-06'])
  expect(outcome([begun, of(0, ended(august(6))), of(0, ended(august(9)))])).toEqual(['2020-08-06'])
  expect(outcome([begun, of(0, ended(august(9)))], { asOf: '2020-08-08' })).toEqual([null])
})
