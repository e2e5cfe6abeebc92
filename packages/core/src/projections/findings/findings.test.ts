import { type Day, liveRows } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import {
  january,
  make,
  makerId,
  OTHER_SKU,
  orderLine,
  PROGRAMME,
  place,
  SKU,
  sourceId,
} from '../../order/sale.fixture.js'
import {
  enrolment,
  mark,
  opening,
  openWorkshop,
  referral,
  right,
  weighed,
  workshopOn,
} from '../../policies/workshop.fixture.js'
import { day } from '../../testing/day.fixture.js'
import { found, lastOf } from './finding.fixture.js'
import { findings, findingsOf } from './findings.js'
import { Row } from './row.js'

describe('an identity number that says another birth date', () => {
  const person = { name: null, bornOn: day('1990-05-17'), sex: null, ward: null, phone: null }

  test('is found, by the code of the file, and nothing personal is told', async () => {
    const workshop = await openWorkshop()
    await workshop.done(
      { ...referral(4), person: { ...person, nik: '9999991805900001' }, effectiveOn: january(5) },
      { ...referral(5), person: { ...person, nik: '9999991705900001' }, effectiveOn: january(5) },
    )
    const [first] = (await workshop.log()).filter(({ stream }) => stream === `participant-${makerId(4)}`)
    expect(await found(workshop)).toEqual([
      {
        is: 'finding',
        kind: 'nik-birth-date',
        programmeId: PROGRAMME,
        on: january(5),
        stream: `participant-${makerId(4)}`,
        eventId: first?.id,
        details: { code: 'P-004' },
      },
    ])
    expect(JSON.stringify([...(await workshop.rows(findings))])).not.toMatch(/9999991|1990-05-17/)
  })

  test('counts from the day of the referral', async () => {
    const workshop = await openWorkshop()
    await workshop.done({ ...referral(4), person: { ...person, nik: '9999991805900001' }, effectiveOn: january(5) })
    expect(await found(workshop, { asOf: january(4) })).toEqual([])
    expect(await found(workshop, { asOf: january(5) })).toMatchObject([{ kind: 'nik-birth-date' }])
  })
})

describe('a maker who was not there', () => {
  const makers = [
    { participantId: makerId(1), parts: 2 },
    { participantId: makerId(2), parts: 1 },
    { participantId: makerId(1), parts: 1 },
  ]
  const present = async () => {
    const workshop = await openWorkshop()
    await workshop.done(...enrolment(1, january(2)), ...enrolment(2, january(2)))
    return workshop
  }

  test.each(['absent', 'sick', 'excused'] as const)(
    'is found where the mark says %s, with batch and mark',
    async (status) => {
      const workshop = await present()
      await workshop.done(
        mark(1, january(7), status),
        mark(2, january(7), 'present'),
        make(1, january(7), 2, { makers }),
      )
      const batch = await lastOf(workshop, 'ItemsMade')
      const marked = (await workshop.log()).find(({ event }) => event.type === 'AttendanceRecorded')
      expect(await found(workshop)).toEqual([
        {
          is: 'finding',
          kind: 'maker-absent',
          programmeId: PROGRAMME,
          on: january(7),
          stream: batch.stream,
          eventId: batch.id,
          details: { participantId: makerId(1), sku: SKU, status, markedBy: marked?.id },
        },
      ])
    },
  )

  test('is found too where the mark is written down after the batch', async () => {
    const workshop = await present()
    await workshop.done(make(1, january(7), 2, { makers }), make(2, january(7), 1, { sku: OTHER_SKU, grade: 'reject' }))
    expect(await found(workshop)).toEqual([])
    await workshop.done(mark(1, january(7), 'sick'), mark(2, january(7), 'absent'))
    expect(
      (await found(workshop)).map(({ details }) => [details['participantId'], details['sku'], details['status']]),
    ).toEqual(
      expect.arrayContaining([
        [makerId(1), SKU, 'sick'],
        [makerId(2), SKU, 'absent'],
        [makerId(1), OTHER_SKU, 'sick'],
      ]),
    )
    expect(await found(workshop)).toHaveLength(3)
  })

  test('is not found for another day, another maker, or a mark of coming', async () => {
    const workshop = await present()
    await workshop.done(mark(1, january(7), 'absent'), mark(2, january(7), 'late'), mark(1, january(9), 'present'))
    await workshop.done(
      make(1, january(9), 1, { makers }),
      make(2, january(7), 1, { makers: [{ participantId: makerId(2), parts: 1 }] }),
      make(3, january(8), 1, { makers }),
      mark(1, january(14), 'absent'),
      mark(2, january(14), 'present'),
    )
    expect(await found(workshop)).toEqual([])
  })

  test('counts once both the mark and the batch are known', async () => {
    let now = new Date('2020-02-01T00:00:00.000Z')
    const workshop = await openWorkshop(memoryStore({ now: () => now }))
    await workshop.done(...enrolment(1, january(2)), make(1, january(7), 2))
    now = new Date('2020-02-02T00:00:00.000Z')
    await workshop.done(mark(1, january(7), 'absent'))
    expect(await found(workshop, { knownAt: '2020-02-01T12:00:00.000Z' })).toEqual([])
    expect(await found(workshop, { knownAt: '2020-02-02T00:00:00.000Z' })).toHaveLength(1)
    expect(await found(workshop, { asOf: january(6) })).toEqual([])
    expect(await found(workshop, { asOf: january(7) })).toHaveLength(1)
  })
})

test('findings stand by day, and are told of one programme where one is named', async () => {
  const workshop = await openWorkshop()
  const blitar = opening('blitar').filter((command) => 'type' in command && command.type !== 'ReferParticipant')
  await workshop.done(...blitar)
  await workshop.done(
    weighed(-1, january(9)),
    weighed(-2, january(8), 'kain-perca', 'blitar'),
    place(1, january(7), [orderLine(1, 1, 1)]),
  )
  const rows = await workshop.rows(findings)
  expect(findingsOf(rows).map(({ on, kind, programmeId }) => [on, kind, programmeId])).toEqual([
    [january(7), 'price-off-list', PROGRAMME],
    [january(8), 'material-short', 'blitar'],
    [january(9), 'material-short', PROGRAMME],
  ])
  expect(findingsOf(rows, 'blitar')).toMatchObject([{ details: { grams: -2 } }])
})

test('whatever row is kept can be stored and read back', async () => {
  const workshop = workshopOn()
  await workshop.done(...opening(), ...enrolment(1, january(2)), mark(1, january(7), 'sick'), make(1, january(7), 2))
  await workshop.done(place(1, january(3), [orderLine(1, 1, 1)]), weighed(-1, january(9)))
  await workshop.done({
    type: 'CountStock',
    programmeId: PROGRAMME,
    sku: SKU,
    countId: sourceId(1),
    counted: 2,
    effectiveOn: january(9),
  })
  const close = { type: 'CloseMonth', programmeId: PROGRAMME, month: '2020-01', effectiveOn: day('2020-02-03') }
  right(await workshop.send(close, { role: 'coordinator' }))
  const rows = [...(await workshop.rows(findings)).values()]
  expect([...new Set(rows.map(({ is }) => is))].sort()).toEqual([
    'acts-month',
    'assessed-month',
    'assessment-rules',
    'bases',
    'closed-months',
    'finding',
    'maker-month',
    'material',
    'material-month',
    'product',
    'product-month',
    'stock-counts',
  ])
  expect(rows.map((row) => Row.decode(JSON.parse(JSON.stringify(row))))).toEqual(rows.map(E.right))
  expect(findings.row).toBe(Row)
})

test('the rows of 160,000 marks stay small, and few', async () => {
  const { app } = await openWorkshop()
  const live = liveRows(findings)
  const statuses = [
    'present',
    'present',
    'present',
    'late',
    'present',
    'absent',
    'present',
    'sick',
    'present',
    'excused',
  ] as const
  const days = Array.from({ length: 10 }, (_, year) => year).flatMap((year) =>
    Array.from({ length: 80 }, (_, at) =>
      day(
        `${2020 + year}-${String(1 + Math.floor(at / 7)).padStart(2, '0')}-${String(1 + (at % 7) * 4).padStart(2, '0')}`,
      ),
    ),
  )
  const [example] = right(await app.store.readAll(null, 1)()).events
  const recorded = example === undefined ? undefined : right(app.decode(example))
  if (recorded === undefined) throw new Error('the log is empty')
  const basis = { enrolmentId: sourceId(1), assessmentId: sourceId(2) }
  const take = (maker: number, type: string, effectiveOn: Day, data: object) =>
    live.take({ ...recorded, stream: `participant-${maker}`, event: { type, effectiveOn, data } })
  for (let maker = 0; maker < 200; maker++) {
    const began = { programmeId: PROGRAMME, enrolmentId: sourceId(1), basis }
    take(maker, 'ParticipantEnrolled', day('2020-01-01'), began)
  }
  let marks = 0
  for (const on of days) {
    for (let maker = 0; maker < 200; maker++) {
      const status = statuses[marks % statuses.length]
      marks += 1
      const sessionId = `${PROGRAMME}.${on}`
      take(maker, 'AttendanceRecorded', on, { programmeId: PROGRAMME, sessionId, status, basis })
    }
  }
  expect(marks).toBe(160_000)
  expect(live.rows.size).toBeLessThanOrEqual(200 * (120 + 120 + 1))
  expect(
    Math.max(
      ...[...live.rows.values()].map((row) =>
        row.is === 'maker-month' ? row.away.length : row.is === 'acts-month' ? row.acts.length : 0,
      ),
    ),
  ).toBeLessThanOrEqual(8)
})
