import { expect, test } from 'vitest'
import { accessGranted, GRANT, GRANTEE, revoked } from '../privacy/record.fixture.js'
import { august } from '../testing/day.fixture.js'
import { access, rolesOn } from './access.js'
import { logOf, recordedAt, rowsOver } from './recorded.fixture.js'

const stream = 'privacy-kediri.2020'
const other = {
  ...accessGranted(august(5)),
  data: { ...accessGranted(august(5)).data, grantId: 'g2', role: 'assessor' },
}

const log = logOf(
  [stream, accessGranted(august(3), august(20))],
  [stream, other],
  ['privacy-blitar.2020', accessGranted(august(1))],
  [stream, revoked(august(10))],
)

const on = (date: number, rows = rowsOver(access, log)) => rolesOn(rows, GRANTEE, 'kediri', august(date))

test('a grant is a row, with the days on which it holds and where it stands', () => {
  expect(rowsOver(access, log)[0]).toEqual({
    programmeId: 'kediri',
    year: 2020,
    grantId: GRANT,
    actorId: GRANTEE,
    role: 'facilitator',
    from: august(3),
    until: august(20),
    revokedOn: august(10),
  })
})

test('a role is held from the day it was given until the day before it was revoked', () => {
  expect([2, 3, 4, 5, 9, 10].map((date) => on(date))).toEqual([
    [],
    ['facilitator'],
    ['facilitator'],
    ['assessor', 'facilitator'],
    ['assessor', 'facilitator'],
    ['assessor'],
  ])
})

test('and to its last day, that day included', () => {
  const rows = rowsOver(access, log.slice(0, 1))
  expect([20, 21].map((date) => on(date, rows))).toEqual([['facilitator'], []])
})

test('in its own programme, and by nobody else', () => {
  const rows = rowsOver(access, log)
  expect(rolesOn(rows, GRANTEE, 'blitar', august(1))).toEqual(['facilitator'])
  expect(rolesOn(rows, 'PTG-01', 'kediri', august(5))).toEqual([])
})

test('held by two grants it is one role', () => {
  const twice = logOf([stream, accessGranted(august(3))], ['privacy-kediri.2021', accessGranted(august(3))])
  expect(on(3, rowsOver(access, twice))).toEqual(['facilitator'])
})

test('as of a day, and as known at an instant, what was revoked later holds', () => {
  expect(on(12, rowsOver(access, log, { asOf: august(9) }))).toEqual(['assessor', 'facilitator'])
  expect(on(12, rowsOver(access, log, { knownAt: recordedAt(2) }))).toEqual(['assessor', 'facilitator'])
  expect(on(12, rowsOver(access, log, { knownAt: recordedAt(2), asOf: august(4) }))).toEqual(['facilitator'])
})

test('what is revoked counts only where the grant does', () => {
  expect(rowsOver(access, log.slice(3))).toEqual([])
})
