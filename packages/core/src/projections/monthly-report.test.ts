import { type Horizon, project } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import { describe, expect, test } from 'vitest'
import {
  deliver,
  january,
  make,
  makerId,
  OTHER_SKU,
  orderId,
  orderLine,
  PROGRAMME,
  pay,
  place,
  SKU,
  sourceId,
  uuid,
} from '../order/sale.fixture.js'
import { enrolment, mark, opening, openWorkshop, referral, right, type Workshop } from '../policies/workshop.fixture.js'
import { day } from '../testing/day.fixture.js'
import { monthlyProjections, monthlyReport } from './monthly-report.js'

const report = async (
  { app, store }: Workshop,
  month: string,
  { programme = PROGRAMME, ...horizon }: Horizon & { programme?: string } = {},
) => monthlyReport(right(await project(store, app.decode, monthlyProjections, horizon)()), programme, month)

const asked = (maker: number, on: string, programmeId = PROGRAMME) => ({
  participantId: makerId(maker),
  programmeId,
  effectiveOn: day(on),
})
const pause = (maker: number, on: string) => ({ type: 'PauseEnrolment', ...asked(maker, on), reason: 'family' })
const resume = (maker: number, on: string) => ({ type: 'ResumeEnrolment', ...asked(maker, on) })
const end = (maker: number, on: string) => ({ type: 'EndEnrolment', ...asked(maker, on), outcome: 'graduated' })
const again = (maker: number, on: string) => ({
  type: 'EnrolParticipant',
  ...asked(maker, on),
  enrolmentId: sourceId(30 + maker),
})
const paidOut = (number: number, maker: number, amount: number, on: string) => ({
  type: 'PayEarnings',
  ...asked(maker, on),
  payoutId: uuid(9, number),
  amount,
  receiptRef: `KW-${number}`,
})

const empty = {
  programme: PROGRAMME,
  sessions: { planned: 0, held: 0 },
  participants: { new: 0, ended: 0, enrolledAtEnd: 0, pausedAtEnd: 0, seen: 0 },
  attendance: { present: 0, late: 0, excused: 0, sick: 0, absent: 0 },
  production: [],
  orders: { placed: 0, placedValue: 0, deliveredValue: 0, invoiced: 0, paid: 0 },
  stock: [],
  proceeds: { shared: 0, makers: 0, materialsFund: 0, programmeFund: 0 },
  earnings: [],
  agencies: [],
}
const nothing = (sku: string) => ({ sku, onHand: 0, reserved: 0, backordered: 0 })

/** A programme's first two months: three people, two batches, two orders, one of them shared in January. */
const twoMonths = async () => {
  const workshop = await openWorkshop()
  const makers = [
    { participantId: makerId(1), parts: 1 },
    { participantId: makerId(2), parts: 1 },
  ]
  await workshop.done(
    ...enrolment(1, january(2)),
    ...enrolment(2, january(2)),
    ...enrolment(3, january(30)),
    mark(1, january(7), 'present'),
    mark(2, january(7), 'late'),
    mark(1, january(9), 'excused'),
    mark(1, day('2020-02-04'), 'present'),
    mark(3, day('2020-02-04'), 'sick'),
    mark(2, day('2020-02-06'), 'absent'),
    pause(3, '2020-02-10'),
    end(2, '2020-02-27'),
    make(1, january(7), 4, { makers }),
    make(2, january(9), 1, { grade: 'reject' }),
    make(3, january(9), 2, { grade: 'B', sku: OTHER_SKU }),
    place(1, january(8), [orderLine(1, 2, 50_000)]),
    place(2, january(10), [orderLine(2, 5, 50_000), orderLine(3, 1, 20_000, OTHER_SKU)]),
    deliver(1, january(14), [{ sku: SKU, quantity: 2 }]),
    pay(1, january(16), 100_000),
    { ...deliver(2, day('2020-02-11'), [{ sku: OTHER_SKU, quantity: 1 }]), deliveryId: uuid(6, 2) },
    pay(2, day('2020-02-12'), 20_000),
    paidOut(1, 1, 30_000, '2020-01-20'),
    paidOut(2, 1, 5_000, '2020-02-20'),
  )
  return workshop
}

describe('a month', () => {
  test('reports what it brought, and how things stand at its end', async () => {
    expect(await report(await twoMonths(), '2020-01')).toEqual({
      programme: PROGRAMME,
      month: '2020-01',
      sessions: { planned: 9, held: 2 },
      participants: { new: 3, ended: 0, enrolledAtEnd: 3, pausedAtEnd: 0, seen: 2 },
      attendance: { present: 1, late: 1, excused: 1, sick: 0, absent: 0 },
      production: [
        { sku: OTHER_SKU, a: 0, b: 2, reject: 0 },
        { sku: SKU, a: 4, b: 0, reject: 1 },
      ],
      orders: { placed: 2, placedValue: 370_000, deliveredValue: 100_000, invoiced: 100_000, paid: 100_000 },
      stock: [
        { sku: OTHER_SKU, onHand: 2, reserved: 1, backordered: 0 },
        { sku: SKU, onHand: 2, reserved: 2, backordered: 3 },
      ],
      proceeds: { shared: 100_000, makers: 70_000, materialsFund: 20_000, programmeFund: 10_000 },
      earnings: [
        { participant: 'P-001', credited: 35_000, paid: 30_000, dueAtEnd: 5_000 },
        { participant: 'P-002', credited: 35_000, paid: 0, dueAtEnd: 35_000 },
      ],
      agencies: [{ code: 'KEL-01', orders: 2, value: 370_000 }],
    })
  })

  test('carries over what was there before: stock, what is due, who is enrolled', async () => {
    expect(await report(await twoMonths(), '2020-02')).toEqual({
      ...empty,
      month: '2020-02',
      // Tuesdays and Thursdays of February 2020.
      sessions: { planned: 8, held: 2 },
      participants: { new: 0, ended: 1, enrolledAtEnd: 1, pausedAtEnd: 1, seen: 3 },
      attendance: { present: 1, late: 0, excused: 0, sick: 1, absent: 1 },
      orders: { placed: 0, placedValue: 0, deliveredValue: 20_000, invoiced: 20_000, paid: 20_000 },
      stock: [
        { sku: OTHER_SKU, onHand: 1, reserved: 0, backordered: 0 },
        { sku: SKU, onHand: 2, reserved: 2, backordered: 3 },
      ],
      // P-001 was paid all that was due: in the list, since they were paid in the month.
      earnings: [
        { participant: 'P-001', credited: 0, paid: 5_000, dueAtEnd: 0 },
        { participant: 'P-002', credited: 0, paid: 0, dueAtEnd: 35_000 },
      ],
    })
  })

  test('after the last entry stands as that left it; who is owed nothing is left out', async () => {
    expect(await report(await twoMonths(), '2020-04')).toEqual({
      ...empty,
      month: '2020-04',
      sessions: { planned: 9, held: 0 },
      participants: { new: 0, ended: 0, enrolledAtEnd: 1, pausedAtEnd: 1, seen: 0 },
      stock: [
        { sku: OTHER_SKU, onHand: 1, reserved: 0, backordered: 0 },
        { sku: SKU, onHand: 2, reserved: 2, backordered: 3 },
      ],
      earnings: [{ participant: 'P-002', credited: 0, paid: 0, dueAtEnd: 35_000 }],
    })
  })

  test('before the start is empty, and has the catalogue', async () => {
    expect(await report(await twoMonths(), '2019-12')).toEqual({
      ...empty,
      month: '2019-12',
      stock: [nothing(OTHER_SKU), nothing(SKU)],
    })
  })

  test('of a programme that nobody established is empty', async () => {
    expect(await report(await twoMonths(), '2020-01', { programme: 'blitar' })).toEqual({
      ...empty,
      programme: 'blitar',
      month: '2020-01',
    })
  })
})

describe('who takes part at a month’s end', () => {
  test('is neither the paused nor the ended; a pause is over with the resumption', async () => {
    const workshop = await openWorkshop()
    await workshop.done(...enrolment(1, january(2)), ...enrolment(2, january(2)), ...enrolment(3, january(2)))
    await workshop.done(pause(1, '2020-01-31'), pause(2, '2020-01-10'), resume(2, '2020-02-01'), end(3, '2020-01-31'))
    const people = async (month: string) => (await report(workshop, month)).participants
    expect(await people('2020-01')).toEqual({ new: 3, ended: 1, enrolledAtEnd: 0, pausedAtEnd: 2, seen: 0 })
    expect(await people('2020-02')).toEqual({ new: 0, ended: 0, enrolledAtEnd: 1, pausedAtEnd: 1, seen: 0 })
  })

  test('is new again with a new enrolment, and not with a resumption', async () => {
    const workshop = await openWorkshop()
    await workshop.done(
      ...enrolment(1, january(2)),
      end(1, '2020-01-20'),
      again(1, '2020-01-25'),
      pause(1, '2020-02-05'),
      resume(1, '2020-02-06'),
    )
    const people = async (month: string) => (await report(workshop, month)).participants
    expect(await people('2020-01')).toEqual({ new: 2, ended: 1, enrolledAtEnd: 1, pausedAtEnd: 0, seen: 0 })
    expect(await people('2020-02')).toEqual({ new: 0, ended: 0, enrolledAtEnd: 1, pausedAtEnd: 0, seen: 0 })
  })
})

test('lists are sorted by code, and by nothing else', async () => {
  const workshop = await openWorkshop()
  const listed = (sku: string) => ({
    type: 'ListProduct',
    programmeId: PROGRAMME,
    sku,
    name: sku,
    craftId: null,
    price: 50_000,
    effectiveOn: january(1),
  })
  const partner = (code: string) => ({
    type: 'PartnerAgency',
    programmeId: PROGRAMME,
    code,
    name: code,
    kind: 'other',
    effectiveOn: january(1),
  })
  await workshop.done(...['KPR-ZZZ', 'KPR-AAA', 'KPR-a'].map(listed), ...['UMUM-02', 'DPRD', 'UMUM-01'].map(partner))
  await workshop.done(...['KPR-ZZZ', 'KPR-AAA'].map((sku, place) => make(place, january(7), 1, { sku })))
  await workshop.done(
    ...['UMUM-02', 'KEL-01', 'UMUM-01', 'DPRD'].map((agencyCode, number) => ({
      ...place(number, january(8), [orderLine(number, 1, 50_000)]),
      agencyCode,
    })),
  )
  const { stock, production, agencies } = await report(workshop, '2020-01')
  expect(stock.map(({ sku }) => sku)).toEqual(['KPR-a', 'KPR-AAA', 'KPR-KST', 'KPR-TAS', 'KPR-ZZZ'].sort())
  expect(production.map(({ sku }) => sku)).toEqual(['KPR-AAA', 'KPR-ZZZ'])
  expect(agencies.map(({ code, orders }) => [code, orders])).toEqual([
    ['DPRD', 1],
    ['KEL-01', 1],
    ['UMUM-01', 1],
    ['UMUM-02', 1],
  ])
})

describe('several programmes in one store', () => {
  test('are reported each by itself; a maker of both is owed by each what it owes', async () => {
    const workshop = await openWorkshop()
    const { send, settled } = workshop
    const blitar = opening('blitar').filter((command) => 'type' in command && command.type !== 'ReferParticipant')
    const inBlitar = { programmeId: 'blitar' }
    await workshop.done(...blitar, ...enrolment(1, january(2)))
    await workshop.done(
      { type: 'EnrolParticipant', ...asked(1, '2020-01-03', 'blitar'), enrolmentId: sourceId(41) },
      mark(1, january(7), 'present', 'blitar'),
    )
    await workshop.done(
      make(1, january(7), 1),
      place(1, january(7), [orderLine(1, 1, 50_000)]),
      deliver(1, january(8), [{ sku: SKU, quantity: 1 }]),
      pay(1, january(8), 50_000),
    )
    const there = [
      { ...make(2, january(7), 2), ...inBlitar },
      { ...place(2, january(7), [orderLine(2, 1, 10_000)]), ...inBlitar },
      { ...deliver(2, january(8), [{ sku: SKU, quantity: 1 }]), ...inBlitar },
      pay(2, january(8), 10_000),
    ]
    for (const command of there) {
      right(await send(command, inBlitar))
      await settled()
    }
    const figures = async (programme: string) => {
      const { participants, attendance, sessions, production, stock, orders, proceeds, earnings } = await report(
        workshop,
        '2020-01',
        { programme },
      )
      return {
        people: [participants.enrolledAtEnd, participants.seen, attendance.present, sessions.held],
        made: production.map(({ sku, a }) => [sku, a]),
        onHand: stock.map(({ sku, onHand }) => [sku, onHand]),
        money: [orders.placedValue, orders.paid, proceeds.shared],
        earnings,
      }
    }
    expect(await figures(PROGRAMME)).toEqual({
      people: [1, 0, 0, 0],
      made: [[SKU, 1]],
      onHand: [
        [OTHER_SKU, 0],
        [SKU, 0],
      ],
      money: [50_000, 50_000, 50_000],
      earnings: [{ participant: 'P-001', credited: 35_000, paid: 0, dueAtEnd: 35_000 }],
    })
    expect(await figures('blitar')).toEqual({
      people: [1, 1, 1, 1],
      made: [[SKU, 2]],
      onHand: [
        [OTHER_SKU, 0],
        [SKU, 1],
      ],
      money: [10_000, 10_000, 10_000],
      earnings: [{ participant: 'P-001', credited: 7_000, paid: 0, dueAtEnd: 7_000 }],
    })
  })
})

test('two people of one code, of two programmes, are both listed', async () => {
  const workshop = await openWorkshop()
  await workshop.done({ ...referral(4, 'blitar'), code: 'P-001' })
  const makers = [1, 4].map((maker) => ({ participantId: makerId(maker), parts: maker }))
  await workshop.done(make(1, january(3), 1, { makers }), place(1, january(3), [orderLine(1, 1, 50_000)]))
  await workshop.done(deliver(1, january(3), [{ sku: SKU, quantity: 1 }]), pay(1, january(3), 50_000))
  expect((await report(workshop, '2020-01')).earnings).toEqual([
    { participant: 'P-001', credited: 7_000, paid: 0, dueAtEnd: 7_000 },
    { participant: 'P-001', credited: 28_000, paid: 0, dueAtEnd: 28_000 },
  ])
})

test('somebody whose file does not count is reported under their id', async () => {
  const workshop = await openWorkshop()
  await workshop.done(make(1, january(3), 1), place(1, january(3), [orderLine(1, 1, 50_000)]))
  await workshop.done(deliver(1, january(3), [{ sku: SKU, quantity: 1 }]), pay(1, january(3), 50_000))
  const rows = right(await project(workshop.store, workshop.app.decode, monthlyProjections)())
  expect(monthlyReport({ ...rows, participants: new Map() }, PROGRAMME, '2020-01').earnings).toEqual([
    { participant: makerId(1), credited: 35_000, paid: 0, dueAtEnd: 35_000 },
  ])
})

describe('a report as of a day, as known at an instant', () => {
  test('holds all of that day and nothing after', async () => {
    const workshop = await twoMonths()
    const figures = async (asOf: string) => {
      const { orders, earnings, stock, attendance } = await report(workshop, '2020-01', { asOf })
      return [
        orders.placed,
        orders.paid,
        earnings.length,
        stock.find(({ sku }) => sku === SKU)?.onHand ?? null,
        attendance.present,
      ]
    }
    expect(await figures('2019-12-31')).toEqual([0, 0, 0, null, 0])
    expect(await figures('2020-01-07')).toEqual([0, 0, 0, 4, 1])
    expect(await figures('2020-01-10')).toEqual([2, 0, 0, 4, 1])
    expect(await figures('2020-01-15')).toEqual([2, 0, 0, 2, 1])
    expect(await figures('2020-01-16')).toEqual([2, 100_000, 2, 2, 1])
    expect(await figures('2020-12-31')).toEqual(await figures('2020-01-31'))
  })

  test('holds what was written down by then, whatever its day', async () => {
    let now = new Date('2020-02-01T00:00:00.000Z')
    const workshop = await openWorkshop(memoryStore({ now: () => now }))
    await workshop.done(make(1, january(7), 4))
    now = new Date('2020-02-03T00:00:00.000Z')
    await workshop.done(place(1, january(8), [orderLine(1, 1, 50_000)]), make(2, january(3), 1))
    const figures = async (horizon: Horizon) => {
      const { orders, production, stock } = await report(workshop, '2020-01', horizon)
      return [orders.placed, production.map(({ a }) => a), stock.map(({ reserved }) => reserved)]
    }
    expect(await figures({ knownAt: '2020-01-31T23:59:59.999Z' })).toEqual([0, [], []])
    expect(await figures({ knownAt: '2020-02-02T00:00:00.000Z' })).toEqual([0, [4], [0, 0]])
    expect(await figures({ knownAt: '2020-02-03T00:00:00.000Z' })).toEqual([1, [5], [0, 1]])
    expect(await figures({ knownAt: '2020-02-03T00:00:00.000Z', asOf: '2020-01-07' })).toEqual([0, [5], [0, 0]])
    expect(await figures({ asOf: '2020-01-03' })).toEqual([0, [1], [0, 0]])
  })

  test('is read in one pass, and tells how far it is', async () => {
    const workshop = await twoMonths()
    const pages: number[] = []
    right(await project(workshop.store, workshop.app.decode, monthlyProjections, {}, (events) => pages.push(events))())
    const types = new Set(Object.values(monthlyProjections).flatMap(({ on }) => Object.keys(on)))
    expect(pages).toEqual([(await workshop.log()).filter(({ event }) => types.has(event.type)).length])
  })
})

test('an order’s month is its own, also where its lines were added later', async () => {
  const workshop = await openWorkshop()
  await workshop.done(
    place(1, january(31), [orderLine(1, 1, 50_000)]),
    place(1, january(31), [orderLine(2, 1, 20_000, OTHER_SKU)]),
  )
  expect((await report(workshop, '2020-01')).agencies).toEqual([{ code: 'KEL-01', orders: 1, value: 70_000 }])
  expect((await workshop.log()).filter(({ stream }) => stream === `order-${orderId(1)}`)).toHaveLength(6)
})
