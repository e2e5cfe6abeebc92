import { type Event, liveRows, type RecordedEvent } from '@perca/eventsourcing'
import { describe, expect, test } from 'vitest'
import type { ParticipantEvent } from '../../participant/events.js'
import { august } from '../../testing/day.fixture.js'
import { findings, findingsOf } from './findings.js'

const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const PERSON = uuid(1)
const stream = `participant-${PERSON}`

/** An event on a day of August, without what this finding does not look at. */
const on = <Type extends ParticipantEvent['type']>(type: Type, date: number, data: object): Event => ({
  type,
  effectiveOn: august(date),
  data,
})
const consent = (date: number, number = 1, purposes: readonly string[] = ['training']) =>
  on('ConsentGiven', date, { consentId: uuid(number), purposes })
const withdrawn = (date: number, number = 1, purposes: readonly string[] = ['training']) =>
  on('ConsentWithdrawn', date, { consentId: uuid(number), purposes })
const assessed = (date: number, number = 1, outcome = 'stable', validUntil = august(31)) =>
  on('StabilityAssessed', date, {
    assessmentId: uuid(number),
    outcome,
    ableToTrain: true,
    validUntil,
    assessor: { staffId: null, profession: null },
  })
const revoked = (date: number, number = 1) =>
  on('AssessmentRevoked', date, { assessmentId: uuid(number), reason: 'unstated' })
const relapse = (date: number) => on('RelapseReported', date, { relapseId: uuid(9), observation: null })
const basis = (assessment: number | null) => ({
  consentId: uuid(1),
  enrolmentId: uuid(1),
  assessmentId: assessment === null ? null : uuid(assessment),
})
const enrolled = (date: number) =>
  on('ParticipantEnrolled', date, { enrolmentId: uuid(1), programmeId: 'kediri', basis: basis(1) })
const ofEnrolment = { enrolmentId: uuid(1), programmeId: 'kediri' }
const paused = (date: number) => on('EnrolmentPaused', date, { ...ofEnrolment, reason: 'leave', basis: null })
const resumed = (date: number) => on('EnrolmentResumed', date, { ...ofEnrolment, basis: basis(1) })
const ended = (date: number) => on('EnrolmentEnded', date, { ...ofEnrolment, outcome: 'withdrew' })
const mark = (date: number, status = 'present', assessment: number | null = 1) =>
  on('AttendanceRecorded', date, {
    sessionId: `kediri.${august(date)}`,
    programmeId: 'kediri',
    status,
    basis: basis(assessment),
  })
const corrected = (date: number, of: number, now: string | null) =>
  on('AttendanceCorrected', date, {
    eventId: uuid(99),
    sessionId: `kediri.${august(of)}`,
    programmeId: 'kediri',
    now,
    basis: now === null ? null : basis(1),
  })

/** What is found once these happened: the day, the act and what it has lost. */
const found = (...events: readonly Event[]) => {
  const live = liveRows(findings)
  events.forEach((event, place) => {
    const recorded: RecordedEvent = {
      event,
      id: `event-${place}`,
      stream,
      revision: place,
      position: String(place + 1),
      recordedAt: '2020-08-31T00:00:00.000Z',
      metadata: {
        commandId: 'c',
        correlationId: 'c',
        causationId: null,
        actor: { id: 'test', role: 'registrar' },
        programmeId: 'kediri',
        subjects: [],
        effectiveOn: event.effectiveOn,
        schemaVersion: 1,
      },
    }
    live.take(recorded)
  })
  return findingsOf(live.rows).map(({ on: date, kind, details }) => {
    expect([kind, details['participantId']]).toEqual(['basis-withdrawn', PERSON])
    return [Number(date.slice(8)), details['act'], details['lost']]
  })
}

const begun = [consent(1), assessed(1), enrolled(2)]

describe('P9: an act that loses its basis later', () => {
  test('is found from the day of the withdrawal on, and not before', () => {
    expect(found(...begun, mark(4), mark(6), mark(11), withdrawn(6))).toEqual([
      [6, 'AttendanceRecorded', 'consent'],
      [11, 'AttendanceRecorded', 'consent'],
    ])
  })

  test('is found where it is written down after the withdrawal, too, and an enrolment like a mark', () => {
    expect(found(consent(1), assessed(1), withdrawn(2), enrolled(2), mark(4))).toEqual([
      [2, 'ParticipantEnrolled', 'consent'],
      [4, 'AttendanceRecorded', 'consent'],
    ])
  })

  test('is none where something else than training was withdrawn, or another consent covers the day', () => {
    expect(found(...begun, mark(6), withdrawn(6, 1, ['publicity']))).toEqual([])
    expect(found(...begun, consent(3, 2), mark(6), withdrawn(6))).toEqual([])
    expect(found(...begun, consent(7, 2), mark(6), withdrawn(6))).toEqual([[6, 'AttendanceRecorded', 'consent']])
  })

  test('is settled by a consent written down late', () => {
    expect(found(...begun, mark(6), withdrawn(6), consent(6, 2))).toEqual([])
  })

  test('is found where its assessment was revoked, and no fit one is in force instead', () => {
    expect(found(...begun, mark(4), mark(6), revoked(6))).toEqual([[6, 'AttendanceRecorded', 'assessment']])
    expect(found(...begun, assessed(3, 2), mark(6, 'late', 2), revoked(6, 2))).toEqual([])
    expect(found(...begun, mark(6), revoked(6), assessed(6, 2, 'unstable'))).toHaveLength(1)
    expect(found(...begun, mark(6), revoked(6), assessed(5, 2, 'stable', august(5)))).toHaveLength(1)
    expect(found(...begun, mark(6), revoked(6), assessed(5, 2, 'stable', august(6)))).toEqual([])
  })

  test('is found where a relapse on or before its day is written down', () => {
    expect(found(...begun, mark(4), mark(6), relapse(6))).toEqual([[6, 'AttendanceRecorded', 'assessment']])
    expect(found(...begun, mark(6), relapse(6), assessed(5, 2))).toHaveLength(1)
    expect(found(...begun, mark(6), relapse(6), assessed(6, 2))).toEqual([])
  })

  test('is found where an assessment of its day or before, which does not allow training, is written down late', () => {
    expect(found(...begun, mark(4), mark(6), assessed(5, 2, 'unstable'))).toEqual([
      [6, 'AttendanceRecorded', 'assessment'],
    ])
    expect(found(...begun, mark(6), assessed(7, 2, 'unstable'))).toEqual([])
    expect(found(...begun, mark(6), assessed(5, 2, 'unstable'), assessed(6, 3))).toEqual([])
  })

  test('is found where a pause or an end is written down late, a mark only, and settled by a resumption', () => {
    expect(found(...begun, mark(4), mark(6), mark(11), paused(5))).toEqual([
      [6, 'AttendanceRecorded', 'enrolment'],
      [11, 'AttendanceRecorded', 'enrolment'],
    ])
    expect(found(...begun, mark(6), mark(11), paused(5), resumed(11))).toEqual([[6, 'AttendanceRecorded', 'enrolment']])
    expect(found(...begun, mark(4), mark(6, 'absent', null), mark(11), ended(11))).toEqual([
      [11, 'AttendanceRecorded', 'enrolment'],
    ])
    expect(found(...begun, resumed(12), paused(9), ended(5), mark(13))).toEqual([
      [13, 'AttendanceRecorded', 'enrolment'],
    ])
  })

  test('is settled by the mark’s correction, and found again by the next one', () => {
    const lost = [...begun, mark(6), withdrawn(6)]
    expect(found(...lost, corrected(10, 6, null))).toEqual([])
    expect(found(...lost, corrected(10, 6, 'absent'))).toEqual([])
    expect(found(...lost, corrected(10, 6, 'absent'), corrected(11, 6, 'late'))).toEqual([
      [6, 'AttendanceCorrected', 'consent'],
    ])
  })

  test('is no matter of marks that need no basis', () => {
    expect(found(...begun, mark(6, 'sick', null), mark(11, 'absent', null), withdrawn(4), revoked(4))).toEqual([])
  })
})
