import { expect, test } from 'vitest'
import {
  alarmRaised,
  answered,
  at,
  BREACH,
  detected,
  notified,
  PARTICIPANT,
  REQUEST,
  received,
  registered,
  reviewDue,
} from '../privacy/record.fixture.js'
import { august } from '../testing/day.fixture.js'
import { openBreaches, openRequests, privacyRegister, processingOn } from './privacy-register.js'
import { logOf, recordedAt, rowsOver } from './recorded.fixture.js'

const stream = 'privacy-kediri.2020'
const later = { ...received(4), data: { ...received(4).data, requestId: 'r2' } }
const log = logOf(
  [stream, later],
  [stream, received(3)],
  [stream, detected(3)],
  [stream, alarmRaised()],
  [stream, alarmRaised('breach-open')],
  [stream, answered(5)],
  [stream, notified('person', 5)],
  [stream, notified('authority', 6)],
  [stream, reviewDue()],
)
const rows = rowsOver(privacyRegister, log)
const requests = (of: typeof rows) => openRequests(of, 'kediri').map(({ requestId }) => requestId)
const breaches = (of: typeof rows) => openBreaches(of, 'kediri').map(({ breachId }) => breachId)

test('a request is a row: by when it is due, and what became of it', () => {
  expect(rows.find((row) => row.is === 'request' && row.requestId === REQUEST)).toEqual({
    programmeId: 'kediri',
    year: 2020,
    is: 'request',
    requestId: REQUEST,
    participantId: PARTICIPANT,
    kind: 'access',
    receivedAt: at(3),
    dueAt: at(6),
    answeredAt: at(5),
    outcome: 'granted',
    alarmed: true,
  })
})

test('a breach is a row: by when people and authority are told of it, and when they were', () => {
  expect(rows.find((row) => row.is === 'breach')).toEqual({
    programmeId: 'kediri',
    year: 2020,
    is: 'breach',
    breachId: BREACH,
    detectedAt: at(3),
    dueAt: at(6),
    classes: ['personal'],
    affected: 12,
    personAt: at(5),
    authorityAt: at(6),
    alarmed: true,
  })
})

test('a review is a row', () => {
  expect(rows.find((row) => row.is === 'review')).toEqual({
    programmeId: 'kediri',
    year: 2020,
    is: 'review',
    ...reviewDue().data,
  })
})

test('what is open stands soonest due first, in its own programme', () => {
  expect(requests(rows)).toEqual(['r2'])
  expect(breaches(rows)).toEqual([])
  const before = rowsOver(privacyRegister, log, { asOf: august(4) })
  expect(requests(before)).toEqual([REQUEST, 'r2'])
  expect(openRequests(before, 'blitar')).toEqual([])
  expect(openBreaches(before, 'blitar')).toEqual([])
})

test('as of a day, and as known at an instant, what was seen to later is open', () => {
  expect(requests(rowsOver(privacyRegister, log, { asOf: august(3) }))).toEqual([REQUEST])
  expect(breaches(rowsOver(privacyRegister, log, { asOf: august(5) }))).toEqual([BREACH])
  expect(requests(rowsOver(privacyRegister, log, { knownAt: recordedAt(4) }))).toEqual([REQUEST, 'r2'])
  expect(requests(rowsOver(privacyRegister, log, { knownAt: recordedAt(5) }))).toEqual(['r2'])
  expect(requests(rowsOver(privacyRegister, log, { knownAt: recordedAt(4), asOf: august(3) }))).toEqual([REQUEST])
})

test('a breach is open while one of the two is not told', () => {
  const only = (to: 'person' | 'authority') =>
    breaches(rowsOver(privacyRegister, logOf([stream, detected(3)], [stream, notified(to, 4)])))
  expect([only('person'), only('authority')]).toEqual([[BREACH], [BREACH]])
})

test('the record of processing on a day is each one’s latest registration', () => {
  const said = logOf(
    [stream, registered(august(8), { retentionYears: 6 })],
    ['privacy-kediri.2019', registered(august(3))],
    [stream, registered(august(4), { processingId: 'p2' })],
    [stream, registered(august(8), { retentionYears: 7 })],
    ['privacy-blitar.2020', registered(august(1))],
  )
  const on = (date: number) =>
    processingOn(rowsOver(privacyRegister, said), 'kediri', august(date)).map(({ from, retentionYears }) => [
      from,
      retentionYears,
    ])
  expect(on(2)).toEqual([])
  expect(on(3)).toEqual([[august(3), 5]])
  expect(on(7)).toEqual([
    [august(3), 5],
    [august(4), 5],
  ])
  expect(on(8)).toEqual([
    [august(8), 7],
    [august(4), 5],
  ])
})

test('what follows counts only where its beginning does', () => {
  expect(rowsOver(privacyRegister, log.slice(3, 8))).toEqual([])
})

test('what was told of a breach is never in a row', () => {
  const told = { ...detected(3), data: { ...detected(3).data, description: 'HIDE-ME' } }
  expect(JSON.stringify(rowsOver(privacyRegister, logOf([stream, told])))).not.toContain('HIDE-ME')
})
