import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AttendanceRow } from '../projections/attendance.js'
import type { EarningsRow } from '../projections/earnings.js'
import type { EnrolmentRow } from '../projections/enrolments.js'
import type { HoursRow } from '../projections/hours.js'
import type { ParticipantRow } from '../projections/participants.js'
import type { PromiseRow } from '../projections/promises.js'
import type { SessionRow } from '../projections/sessions.js'
import type { SkillRow } from '../projections/skills.js'
import { day } from '../testing/day.fixture.js'
import { attendanceCoverage, attendanceRate } from './attendance-rate.js'
import { earningsPerHour } from './earnings-per-hour.js'
import { medianOf, published, rate } from './figure.js'
import { onTimeDelivery } from './on-time-delivery.js'
import { retention } from './retention.js'
import { skillGain } from './skill-gain.js'

const PROGRAMME = 'kediri'
const YEAR = { from: '2020-01', to: '2020-12' }

const keyed = <Row>(rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.map((row, place) => [String(place), row]))

const programmes = fc.constantFrom(PROGRAMME, 'blitar')
const days = fc.integer({ min: 0, max: 700 }).map((number) => {
  const month = Math.floor(number / 28)
  return day(
    `${2020 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-${String((number % 28) + 1).padStart(2, '0')}`,
  )
})
const months = days.map((on) => on.slice(0, 7))
const mapOf = <Row>(row: fc.Arbitrary<Row>) => fc.array(row, { maxLength: 12 }).map(keyed)

/** Holds of every figure in basis points: nothing counted is blank, and else it lies between nothing and the whole. */
const withinBounds = ({ bp, n }: { readonly bp: number | null; readonly n: number }): void => {
  expect(Number.isInteger(n) && n >= 0).toBe(true)
  if (n === 0) expect(bp).toBeNull()
  else expect(bp !== null && Number.isInteger(bp) && bp >= 0 && bp <= 10_000).toBe(true)
}

describe('a rate', () => {
  test.each([
    [1, 3, 3_333],
    [2, 3, 6_667],
    [1, 8, 1_250],
    [1, 20_000, 1],
    [0, 5, 0],
    [5, 5, 10_000],
    [0, 0, null],
  ])('of %i in %i is %j basis points', (part, whole, bp) => {
    expect(rate(part, whole)).toEqual({ bp, n: whole })
  })

  test('leaves the agency from ten on', () => {
    expect([0, 1, 9, 10, 11].map((n) => published(rate(0, n))?.n ?? null)).toEqual([null, null, null, 10, 11])
  })
})

describe('a median', () => {
  test.each([
    [[], null],
    [[3], 3],
    [[3, -1, 2], 2],
    [[1, 4, 2, 3], 2.5],
  ])('of %j is %j', (numbers, median) => {
    expect(medianOf(numbers)).toBe(median)
  })

  test('has as many below it as above it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1 }), (numbers) => {
        const median = medianOf(numbers) ?? Number.NaN
        const half = numbers.length / 2
        expect(numbers.filter((one) => one < median).length).toBeLessThanOrEqual(half)
        expect(numbers.filter((one) => one > median).length).toBeLessThanOrEqual(half)
      }),
    )
  })
})

const none = { present: 0, late: 0, excused: 0, sick: 0, absent: 0 }
const marks = (month: string, counts: Partial<AttendanceRow>, participantId = '1', programmeId = PROGRAMME) => ({
  programmeId,
  month,
  participantId,
  ...none,
  ...counts,
})

describe('the attendance rate', () => {
  test('is present and late of all marks of the months', () => {
    const attendance = keyed([
      marks('2020-01', { present: 3, late: 1, sick: 1 }),
      marks('2020-02', { present: 1, excused: 1, absent: 1 }),
      marks('2020-03', { absent: 9 }),
      marks('2020-01', { absent: 9 }, '1', 'blitar'),
    ])
    expect(attendanceRate({ attendance }, PROGRAMME, { from: '2020-01', to: '2020-02' })).toEqual({ bp: 6_250, n: 8 })
    expect(attendanceRate({ attendance }, PROGRAMME, { from: '2019-01', to: '2019-12' })).toEqual({ bp: null, n: 0 })
  })

  test('law: it lies between nothing and the whole, and is blank where there is none', () => {
    const count = fc.nat(9)
    const row: fc.Arbitrary<AttendanceRow> = fc.record({
      programmeId: programmes,
      month: months,
      participantId: fc.constantFrom('1', '2'),
      present: count,
      late: count,
      excused: count,
      sick: count,
      absent: count,
    })
    fc.assert(fc.property(mapOf(row), (attendance) => withinBounds(attendanceRate({ attendance }, PROGRAMME, YEAR))))
  })
})

describe('coverage', () => {
  const steps = (...list: readonly (readonly [string, 'running' | 'paused' | 'ended'])[]): ParticipantRow => ({
    participantId: '1',
    programmeId: PROGRAMME,
    code: 'P-001',
    merged: null,
    steps: list.map(([on, is], place) => ({ programmeId: PROGRAMME, on, is, begins: place === 0 })),
  })
  const held = (heldOn: string, programmeId = PROGRAMME): SessionRow => ({ programmeId, heldOn })

  test('is marks of what the running enrolments of each session’s own day should have brought', () => {
    const rows = {
      attendance: keyed([marks('2020-01', { present: 2, absent: 1 })]),
      participants: keyed([
        steps(['2020-01-01', 'running']),
        steps(['2020-01-09', 'running']),
        steps(['2020-01-01', 'running'], ['2020-01-14', 'paused']),
      ]),
      // 7th: 2 run; 9th: 3; 14th: 2. Of another programme and another month: not counted.
      sessions: keyed([
        held('2020-01-07'),
        held('2020-01-09'),
        held('2020-01-14'),
        held('2020-02-04'),
        held('2020-01-07', 'blitar'),
      ]),
    }
    expect(attendanceCoverage(rows, PROGRAMME, { from: '2020-01', to: '2020-01' })).toEqual({ bp: 4_286, n: 7 })
  })

  test('is blank where there was no session, or nobody to come', () => {
    const attendance = keyed<AttendanceRow>([])
    const participants = keyed([steps(['2020-01-01', 'running'])])
    const sessions = keyed([held('2020-01-07')])
    const blank = { bp: null, n: 0 }
    expect(attendanceCoverage({ attendance, participants, sessions: keyed([]) }, PROGRAMME, YEAR)).toEqual(blank)
    expect(attendanceCoverage({ attendance, participants: keyed([]), sessions }, PROGRAMME, YEAR)).toEqual(blank)
  })
})

describe('retention', () => {
  const enrolment = (
    begunOn: string,
    ended: readonly [string, NonNullable<EnrolmentRow['ended']>['outcome']] | null = null,
    programmeId = PROGRAMME,
  ): EnrolmentRow => ({
    programmeId,
    participantId: '1',
    begunOn: day(begunOn),
    ended: ended === null ? null : { on: day(ended[0]), outcome: ended[1] },
  })
  const of = (rows: readonly EnrolmentRow[], k: number, on: string) => retention(keyed(rows), PROGRAMME, k, on)

  test('looks at those who began so many months ago, to the day', () => {
    expect(of([enrolment('2020-01-15')], 6, '2020-07-14')).toEqual({ bp: null, n: 0 })
    expect(of([enrolment('2020-01-15')], 6, '2020-07-15')).toEqual({ bp: 10_000, n: 1 })
    expect(of([enrolment('2020-01-15', null, 'blitar')], 6, '2020-07-15')).toEqual({ bp: null, n: 0 })
  })

  test('keeps whoever was open at that time, or had left for good reason', () => {
    const rows = [
      enrolment('2020-01-15'),
      enrolment('2020-01-15', ['2020-07-16', 'withdrew']),
      enrolment('2020-01-15', ['2020-03-01', 'graduated']),
      enrolment('2020-01-15', ['2020-03-01', 'employed']),
      enrolment('2020-01-15', ['2020-03-01', 'selfEmployed']),
      enrolment('2020-01-15', ['2020-07-15', 'withdrew']),
      enrolment('2020-01-15', ['2020-03-01', 'moved']),
      enrolment('2020-01-15', ['2020-03-01', 'unstated']),
    ]
    expect(of(rows, 6, '2020-12-31')).toEqual({ bp: 6_250, n: 8 })
  })

  test('law: it lies between nothing and the whole, and is blank where nobody began so long ago', () => {
    const row: fc.Arbitrary<EnrolmentRow> = fc.record({
      programmeId: programmes,
      participantId: fc.constant('1'),
      begunOn: days,
      ended: fc.option(
        fc.record({ on: days, outcome: fc.constantFrom<'graduated' | 'withdrew'>('graduated', 'withdrew') }),
        { nil: null },
      ),
    })
    fc.assert(
      fc.property(mapOf(row), fc.nat(24), days, (rows, k, on) => withinBounds(retention(rows, PROGRAMME, k, on))),
    )
  })
})

describe('skill gain', () => {
  const skill = (levels: readonly (readonly [string, number])[], programmeId = PROGRAMME): SkillRow => ({
    programmeId,
    participantId: '1',
    craftId: 'jahit',
    skillId: 'pola',
    levels: levels.map(([on, level]) => ({ on: day(on), level })),
  })
  const rows = keyed([
    skill([
      ['2020-01-01', 1],
      ['2020-02-01', 0],
      ['2020-06-01', 3],
    ]),
    skill([
      ['2020-01-01', 2],
      ['2020-03-01', 2],
    ]),
    skill([
      ['2020-01-01', 3],
      ['2020-03-01', 2],
    ]),
    skill([
      ['2020-01-01', 1],
      ['2020-03-01', 2],
    ]),
    skill([['2020-01-01', 4]]),
    skill(
      [
        ['2020-01-01', 0],
        ['2020-03-01', 4],
      ],
      'blitar',
    ),
  ])

  test('is the last less the first level of who was judged twice', () => {
    // Gains 2, 0, −1, 1: middle of 0 and 1; two of four improved.
    expect(skillGain(rows, PROGRAMME, '2020-12-31')).toEqual({ median: 0.5, improvedBp: 5_000, n: 4 })
  })

  test('up to a day', () => {
    // Gains −1, 0, −1, 1: middle of −1 and 0; one of four improved.
    expect(skillGain(rows, PROGRAMME, '2020-05-31')).toEqual({ median: -0.5, improvedBp: 2_500, n: 4 })
    expect(skillGain(rows, PROGRAMME, '2020-01-31')).toEqual({ median: null, improvedBp: null, n: 0 })
  })

  test('law: it lies between four levels down and four up', () => {
    const row = fc
      .array(fc.nat(4), { minLength: 1, maxLength: 4 })
      .map((levels) => skill(levels.map((level, place) => [`2020-0${place + 1}-01`, level] as const)))
    fc.assert(
      fc.property(mapOf(row), (some) => {
        const { median, improvedBp, n } = skillGain(some, PROGRAMME, '2020-12-31')
        withinBounds({ bp: improvedBp, n })
        if (n === 0) expect(median).toBeNull()
        else expect(median !== null && median >= -4 && median <= 4).toBe(true)
      }),
    )
  })
})

describe('earnings per hour', () => {
  const attended = (month: string, row: Partial<HoursRow>): HoursRow => ({
    programmeId: PROGRAMME,
    month,
    slot: 180,
    attended: {},
    ...row,
  })
  const earned = (month: string, credited: number, programmeId = PROGRAMME): EarningsRow => ({
    programmeId,
    month,
    participantId: '1',
    credited,
    paid: 0,
  })

  test('is what was credited by the hours attended, over twelve months', () => {
    const rows = {
      attendance: keyed([
        marks('2020-01', { present: 1 }),
        marks('2020-12', { late: 1 }, '2'),
        marks('2020-12', { sick: 1 }, '3'),
        marks('2019-12', { present: 1 }, '4'),
      ]),
      earnings: keyed([
        earned('2020-01', 30_000),
        earned('2020-12', 15_001),
        earned('2019-12', 9),
        earned('2020-02', 9, 'blitar'),
      ]),
      hours: keyed([
        attended('2020-01', { attended: { a: 150, b: null, c: null } }),
        attended('2020-12', { attended: { a: 30 }, slot: null }),
        attended('2020-12', { attended: { a: null }, slot: null }),
        attended('2019-12', { attended: { a: null } }),
        attended('2021-01', { attended: { a: null } }),
      ]),
    }
    // 45,001 rupiah; 150 + 2 × 180 + 30 = 540 minutes, 9 hours.
    expect(earningsPerHour(rows, PROGRAMME, '2020-12')).toEqual({
      rupiah: 5_000,
      credited: 45_001,
      minutes: 540,
      withoutSlot: 1,
      n: 2,
    })
  })

  test('is blank where nobody attended, whatever was credited', () => {
    const rows = {
      attendance: keyed<AttendanceRow>([]),
      earnings: keyed([earned('2020-01', 9)]),
      hours: keyed<HoursRow>([]),
    }
    expect(earningsPerHour(rows, PROGRAMME, '2020-12')).toMatchObject({ rupiah: null, credited: 9, n: 0 })
  })
})

describe('on-time delivery', () => {
  const PERIOD = { from: '2020-03-01', to: '2020-03-31' }
  const line = (row: Partial<PromiseRow>): PromiseRow => ({
    programmeId: PROGRAMME,
    promisedOn: day('2020-03-10'),
    quantity: 10,
    delivered: [],
    dropped: [],
    ...row,
  })
  const moved = (on: string, quantity: number) => ({ on: day(on), quantity })
  const of = (...rows: readonly PromiseRow[]) => onTimeDelivery(keyed(rows), PROGRAMME, PERIOD)

  test.each([
    ['whole on the very day', { delivered: [moved('2020-03-02', 4), moved('2020-03-10', 6)] }, 10_000],
    ['whole the day after', { delivered: [moved('2020-03-02', 4), moved('2020-03-11', 6)] }, 0],
    ['one piece short', { delivered: [moved('2020-03-10', 9)] }, 0],
    ['closed short by then', { delivered: [moved('2020-03-09', 9)], dropped: [moved('2020-03-10', 1)] }, 10_000],
    ['closed short later', { delivered: [moved('2020-03-09', 9)], dropped: [moved('2020-03-11', 1)] }, 0],
    ['called off too late', { dropped: [moved('2020-03-11', 10)] }, 0],
  ])('a line that was %s', (_, row, bp) => {
    expect(of(line(row))).toEqual({ bp, n: 1 })
  })

  test.each([
    ['promised for no day', { promisedOn: null }],
    ['promised for a day before the period', { promisedOn: day('2020-02-29') }],
    ['promised for a day after it', { promisedOn: day('2020-04-01') }],
    ['called off by then', { dropped: [moved('2020-03-10', 10)] }],
    ['of another programme', { programmeId: 'blitar' }],
  ])('a line that was %s does not count', (_, row) => {
    expect(of(line(row))).toEqual({ bp: null, n: 0 })
  })

  test('law: it lies between nothing and the whole', () => {
    const moves = fc.array(fc.record({ on: days, quantity: fc.integer({ min: 1, max: 10 }) }), { maxLength: 3 })
    const row: fc.Arbitrary<PromiseRow> = fc.record({
      programmeId: programmes,
      promisedOn: fc.option(days, { nil: null }),
      quantity: fc.integer({ min: 1, max: 10 }),
      delivered: moves,
      dropped: moves,
    })
    const period = { from: '2020-01-01', to: '2020-12-31' }
    fc.assert(fc.property(mapOf(row), (rows) => withinBounds(onTimeDelivery(rows, PROGRAMME, period))))
  })
})
