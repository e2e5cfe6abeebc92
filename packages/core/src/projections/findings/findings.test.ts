import { type Day, liveRows } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import {
  january,
  lineId,
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
  type Workshop,
  weighed,
  workshopOn,
} from '../../policies/workshop.fixture.js'
import { day } from '../../testing/day.fixture.js'
import { findings, findingsOf } from './findings.js'
import { Row } from './row.js'

const found = async ({ rows }: Workshop, horizon = {}) => findingsOf(await rows(findings, horizon))

const setTo = (price: number, on: string, sku = SKU) => ({
  type: 'SetPrice',
  programmeId: PROGRAMME,
  sku,
  price,
  effectiveOn: day(on),
})
const lastOf = async ({ log }: Workshop, type: string) => {
  const event = (await log()).findLast((recorded) => recorded.event.type === type)
  if (event === undefined) throw new Error(`${type} did not happen`)
  return event
}

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

describe('a price off the list', () => {
  test('is found in a line, with both prices', async () => {
    const workshop = await openWorkshop()
    await workshop.done(place(1, january(3), [orderLine(1, 1, 50_000), orderLine(2, 1, 49_999, OTHER_SKU)]))
    const placed = await lastOf(workshop, 'OrderPlaced')
    expect(await found(workshop)).toEqual([
      {
        is: 'finding',
        kind: 'price-off-list',
        programmeId: PROGRAMME,
        on: january(3),
        stream: placed.stream,
        eventId: placed.id,
        details: { lineId: lineId(2), sku: OTHER_SKU, unitPrice: 49_999, listPrice: 50_000 },
      },
    ])
  })

  test('is found in a line that was added later too', async () => {
    const workshop = await openWorkshop()
    await workshop.done(
      place(1, january(3), [orderLine(1, 1, 50_000)]),
      place(1, january(3), [orderLine(2, 1, 1, OTHER_SKU)]),
    )
    const added = await lastOf(workshop, 'OrderLinesAdded')
    expect(await found(workshop)).toMatchObject([{ eventId: added.id, details: { lineId: lineId(2), unitPrice: 1 } }])
  })

  test('is a matter of the price in force on the order’s day', async () => {
    const workshop = await openWorkshop()
    await workshop.done(setTo(60_000, '2020-01-10'))
    await workshop.done(
      place(1, january(9), [orderLine(1, 1, 50_000)]),
      place(2, january(10), [orderLine(2, 1, 50_000)]),
      place(3, january(10), [orderLine(3, 1, 60_000)]),
      place(4, day('2019-12-31'), [orderLine(4, 1, 7)]),
    )
    expect((await found(workshop)).map(({ details }) => details)).toEqual([
      { lineId: lineId(2), sku: SKU, unitPrice: 50_000, listPrice: 60_000 },
    ])
  })

  test('is settled by a price written down late, and only up to the next price', async () => {
    const workshop = await openWorkshop()
    await workshop.done(
      place(1, january(5), [orderLine(1, 1, 55_000)]),
      place(2, day('2020-02-05'), [orderLine(2, 1, 55_000)]),
      place(3, day('2020-03-05'), [orderLine(3, 1, 55_000)]),
      place(4, day('2020-04-05'), [orderLine(4, 1, 55_000)]),
    )
    const lines = async () => (await found(workshop)).map(({ details }) => details['lineId'])
    expect(await lines()).toEqual([lineId(1), lineId(2), lineId(3), lineId(4)])
    await workshop.done(setTo(55_000, '2020-04-05', 'kpr-tas'))
    expect(await lines()).toEqual([lineId(1), lineId(2), lineId(3)])
    await workshop.done(setTo(60_000, '2020-03-06'))
    await workshop.done(setTo(55_000, '2020-02-05'))
    expect(await lines()).toEqual([lineId(1)])
    await workshop.done(setTo(56_000, '2020-03-05'))
    expect(await lines()).toEqual([lineId(1), lineId(3)])
    expect((await found(workshop)).map(({ details }) => details['listPrice'])).toEqual([50_000, 56_000])
  })

  test('is nobody’s guess where no price counts yet', async () => {
    const workshop = await openWorkshop()
    await workshop.done(
      place(1, day('2019-12-10'), [orderLine(1, 1, 7)]),
      place(2, day('2019-12-11'), [orderLine(2, 1, 8)]),
    )
    expect(await found(workshop, { asOf: '2019-12-31' })).toEqual([])
    await workshop.done(setTo(7, '2019-12-01'))
    expect((await found(workshop, { asOf: '2019-12-31' })).map(({ details }) => details['lineId'])).toEqual([lineId(2)])
  })

  test('counts as of the order’s day, and not before', async () => {
    const workshop = await openWorkshop()
    await workshop.done(place(1, january(5), [orderLine(1, 1, 55_000)]), setTo(55_000, '2020-01-05'))
    await workshop.done(place(2, january(8), [orderLine(2, 1, 50_000)]))
    expect(await found(workshop, { asOf: january(7) })).toEqual([])
    expect(await found(workshop, { asOf: january(8) })).toHaveLength(1)
  })
})

describe('a material of which there is less than none', () => {
  const short = async (workshop: Workshop, horizon = {}) =>
    (await found(workshop, horizon)).map(({ on, details }) => [on, details['grams']])

  test('is found on the first day of the month that ends so, with the month’s worst', async () => {
    const workshop = await openWorkshop()
    await workshop.done(weighed(100, january(3)), weighed(-100, january(4)))
    expect(await short(workshop)).toEqual([])
    await workshop.done(weighed(-1, january(5)))
    const issued = await lastOf(workshop, 'MaterialIssued')
    await workshop.done(weighed(-50, january(8)), weighed(10, january(9)))
    expect(await found(workshop)).toEqual([
      {
        is: 'finding',
        kind: 'material-short',
        programmeId: PROGRAMME,
        on: january(5),
        stream: 'material-kediri.KAIN-PERCA.1',
        eventId: issued.id,
        details: { materialId: 'kain-perca', grams: -51 },
      },
    ])
  })

  test('is a matter of the day’s end: what came in on the day counts, whichever was written first', async () => {
    const workshop = await openWorkshop()
    await workshop.done(weighed(-100, january(3)), weighed(100, january(3)))
    expect(await short(workshop)).toEqual([])
    await workshop.done(weighed(-1, january(3)))
    expect(await short(workshop)).toEqual([[january(3), -1]])
  })

  test('is found in every month in which it moves while short', async () => {
    const workshop = await openWorkshop()
    await workshop.done(
      weighed(-30, january(3)),
      weighed(10, day('2020-02-10')),
      weighed(5, day('2020-02-11')),
      weighed(15, day('2020-03-02')),
    )
    expect(await short(workshop)).toEqual([
      [january(3), -30],
      ['2020-02-10', -20],
    ])
  })

  test('is settled by what is received late, on its day or before', async () => {
    const workshop = await openWorkshop()
    await workshop.done(weighed(-30, january(3)), weighed(-50, day('2020-02-10')), weighed(-10, january(20)))
    expect(await short(workshop)).toEqual([
      [january(3), -40],
      ['2020-02-10', -90],
    ])
    await workshop.done(weighed(30, january(4)))
    expect(await short(workshop)).toEqual([
      [january(3), -30],
      ['2020-02-10', -60],
    ])
    await workshop.done(weighed(45, day('2019-12-30')))
    expect(await short(workshop)).toEqual([['2020-02-10', -15]])
    await workshop.done(weighed(15, day('2020-02-10')))
    expect(await short(workshop)).toEqual([])
  })

  const weigh = (counted: number, on: Day, number = 1) => ({
    type: 'CountMaterial',
    programmeId: PROGRAMME,
    materialId: 'kain-perca',
    countId: sourceId(number),
    counted,
    effectiveOn: on,
  })

  test('is measured from what was counted last, on the day of the count and after it', async () => {
    const workshop = await openWorkshop()
    await workshop.done(weighed(-30, january(3)), weigh(10, january(4)), weighed(-15, january(6)))
    expect(await short(workshop)).toEqual([[january(3), -30]])
    await workshop.done(weighed(30, january(2)))
    expect(await short(workshop)).toEqual([[january(6), -5]])
    await workshop.done(weighed(-40, day('2020-02-10')))
    expect(await short(workshop)).toEqual([
      [january(6), -5],
      ['2020-02-10', -45],
    ])
    await workshop.done(weigh(100, january(31), 2))
    expect(await short(workshop)).toEqual([[january(6), -5]])
    await workshop.done(weighed(500, january(3)), weigh(15, january(4), 3))
    expect(await short(workshop)).toEqual([])
  })

  test('is not found on a day that was counted, whatever the books say', async () => {
    const workshop = await openWorkshop()
    await workshop.done(weighed(-30, january(3)), weigh(0, january(3)), weighed(-1, january(3)))
    expect(await short(workshop)).toEqual([])
    await workshop.done(weighed(-1, january(4)))
    expect(await short(workshop)).toEqual([[january(4), -1]])
  })

  test('counts as of its day; each material by itself', async () => {
    const workshop = await openWorkshop()
    await workshop.done(weighed(50, january(3)), weighed(-10, january(5), 'benang'), weighed(-60, january(6)))
    expect(await short(workshop, { asOf: january(4) })).toEqual([])
    expect(await short(workshop, { asOf: january(5) })).toEqual([[january(5), -10]])
    expect((await found(workshop)).map(({ details }) => details['materialId'])).toEqual(['benang', 'kain-perca'])
  })
})

describe('a product whose count differs from the books', () => {
  const count = (counted: number, on: Day, number = 1) => ({
    type: 'CountStock',
    programmeId: PROGRAMME,
    sku: 'kpr-tas',
    countId: sourceId(number),
    counted,
    effectiveOn: on,
  })

  test('is found by its last count, until a later one agrees', async () => {
    const workshop = await openWorkshop()
    await workshop.done(make(1, january(3), 5), count(5, january(4)))
    expect(await found(workshop)).toEqual([])
    await workshop.done(count(3, january(6), 2))
    const { id } = await lastOf(workshop, 'StockCounted')
    const finding = {
      is: 'finding',
      kind: 'stock-miscounted',
      programmeId: PROGRAMME,
      on: january(6),
      stream: 'stock-kediri.KPR-TAS.1',
      eventId: id,
      details: { sku: SKU, difference: -2 },
    }
    expect(await found(workshop)).toEqual([finding])
    await workshop.done(count(4, january(5), 3))
    expect(await found(workshop)).toEqual([finding])
    const lost = { type: 'WriteOffStock', programmeId: PROGRAMME, sku: SKU, writeOffId: sourceId(4), batchId: null }
    right(
      await workshop.send(
        { ...lost, quantity: 2, reason: 'counted', effectiveOn: january(7) },
        { role: 'coordinator' },
      ),
    )
    await workshop.done(count(3, january(7), 5))
    expect(await found(workshop)).toEqual([])
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
  let marks = 0
  for (const on of days) {
    for (let maker = 0; maker < 200; maker++) {
      const status = statuses[marks % statuses.length]
      marks += 1
      const basis = { enrolmentId: sourceId(1), assessmentId: sourceId(2) }
      const data = { programmeId: PROGRAMME, sessionId: `${PROGRAMME}.${on}`, status, basis }
      live.take({
        ...recorded,
        stream: `participant-${maker}`,
        event: { type: 'AttendanceRecorded', effectiveOn: on, data },
      })
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
  ).toBeLessThanOrEqual(7)
})
