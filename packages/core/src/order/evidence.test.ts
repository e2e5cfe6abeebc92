import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { openWorkshop, right } from '../policies/workshop.fixture.js'
import { day } from '../testing/day.fixture.js'
import { close, sendBack, withhold } from './after-sale.fixture.js'
import { order } from './decider.js'
import {
  deliver,
  has,
  january,
  make,
  makerId,
  OTHER_SKU,
  orderId,
  orderLine,
  PROGRAMME,
  pay,
  piecesBy,
  place,
  SKU,
} from './sale.fixture.js'

const refusedUnder = (rule: string, evidence: object = {}) =>
  E.left(expect.objectContaining({ _tag: 'Refusal', rule, evidence: expect.objectContaining(evidence) }))
const recorded = (...types: readonly string[]) =>
  E.right(
    expect.objectContaining({
      events: types.map((type) => expect.objectContaining({ event: expect.objectContaining({ type }) })),
    }),
  )

const bags = orderLine(1, 2, 50_000)
const whole = [{ sku: SKU, quantity: 2 }]
const rule = (from: string, makersShare: number) => ({
  type: 'SetProceedsRule',
  programmeId: PROGRAMME,
  effectiveOn: day(from),
  makersShare,
  materialsFund: 10_000 - makersShare,
  programmeFund: 0,
})
const sharing = async ({ log }: Awaited<ReturnType<typeof openWorkshop>>) =>
  (await log()).flatMap(({ event }) => (event.type === 'ProceedsShared' ? [event] : []))

describe('what an order refers to is looked up', () => {
  test('products and agency must be known, whatever the date', async () => {
    const { send } = await openWorkshop()
    expect(await send(place(1, day('2019-12-01'), [bags, orderLine(2, 1, 1, 'KPR-TSU')]))).toEqual(
      refusedUnder('unknown-product', { sku: 'KPR-TSU' }),
    )
    expect(await send({ ...place(1, january(3), [bags]), agencyCode: 'KEL-99' })).toEqual(
      refusedUnder('unknown-agency', { agencyCode: 'KEL-99' }),
    )
    expect(await send(place(1, day('2019-12-01'), [bags]))).toEqual(recorded('OrderPlaced', 'OrderAccepted'))
  })

  test('codes are taken in any case, and written as catalogue and register spell them', async () => {
    const { send, log } = await openWorkshop()
    await send({ ...place(1, january(3), [{ ...bags, sku: 'kpr-tas' }]), agencyCode: 'kel-01' })
    expect((await log()).find(({ event }) => event.type === 'OrderPlaced')?.event.data).toMatchObject({
      agencyCode: 'KEL-01',
      lines: [{ sku: SKU }],
    })
  })

  test('what a sender says was looked up counts for nothing', async () => {
    const { send } = await openWorkshop()
    const lie = {
      ...place(1, january(3), [orderLine(1, 1, 1, 'KPR-TSU')]),
      evidence: { skus: [SKU], agencyCode: 'KEL-01' },
    }
    expect(await send(lie)).toEqual(refusedUnder('unknown-product', { sku: 'KPR-TSU' }))
  })

  test('a delivery of an unknown product is refused as that, before the order is looked at', async () => {
    const { send } = await openWorkshop()
    expect(await send(deliver(9, january(3), [{ sku: 'KPR-TSU', quantity: 1 }]))).toEqual(
      refusedUnder('unknown-product', { sku: 'KPR-TSU' }),
    )
    expect(await send(deliver(9, january(3), whole))).toEqual(refusedUnder('unknown-order', { placedOn: null }))
    expect(await send(pay(9, january(3), 1))).toEqual(refusedUnder('unknown-order', { placedOn: null }))
  })

  test('a batch’s makers and product must be known; the makers first', async () => {
    const { send } = await openWorkshop()
    const strangers = [...make(1, january(7), 1).makers, { participantId: makerId(9), parts: 1 }]
    expect(await send({ ...make(1, january(7), 1, { makers: strangers }), sku: 'KPR-TSU' })).toEqual(
      refusedUnder('unknown-participant'),
    )
    expect(await send({ ...make(1, january(7), 1), sku: 'KPR-TSU' })).toEqual(
      refusedUnder('unknown-product', { sku: 'KPR-TSU' }),
    )
    expect(await send({ ...make(1, january(7), 1), sku: 'kpr-tas' })).toEqual(recorded('ItemsMade'))
  })
})

describe('the rule by which an order is shared', () => {
  test('is the one in force on the day of sharing, which is the later of delivery and payment', async () => {
    const workshop = await openWorkshop()
    await workshop.done(
      rule('2020-01-08', 5_000),
      rule('2020-01-10', 4_000),
      make(1, january(3), 2),
      place(1, january(3), [bags]),
    )
    await workshop.done(deliver(1, january(9), whole), pay(1, january(9), 100_000))
    expect(await sharing(workshop)).toMatchObject([
      {
        effectiveOn: january(9),
        data: { rule: { from: '2020-01-08', makersShare: 5_000 }, parts: { makers: 50_000, materialsFund: 50_000 } },
      },
    ])
  })

  test('counts from its very day on', async () => {
    const workshop = await openWorkshop()
    await workshop.done(rule('2020-01-09', 5_000), make(1, january(3), 2), place(1, january(3), [bags]))
    await workshop.done(deliver(1, january(8), whole), pay(1, january(8), 100_000))
    expect(await sharing(workshop)).toMatchObject([{ effectiveOn: january(8), data: { rule: { from: '2020-01-01' } } }])
  })

  test('is that of the last delivery’s day, where the payment that completes is dated before', async () => {
    const workshop = await openWorkshop()
    await workshop.done(rule('2020-01-12', 5_000), make(1, january(3), 2), place(1, january(3), [bags]))
    await workshop.done(
      deliver(1, january(9), [{ sku: SKU, quantity: 1 }]),
      deliver(1, january(12), [{ sku: SKU, quantity: 1 }]),
    )
    await workshop.done(pay(1, january(12), 50_000), pay(1, january(9), 50_000))
    expect(await sharing(workshop)).toMatchObject([
      {
        effectiveOn: january(12),
        data: { rule: { from: '2020-01-12' }, parts: { makers: 50_000, materialsFund: 50_000 } },
      },
    ])
  })

  test('must be there: the last payment waits for it, and so does nothing else', async () => {
    const workshop = await openWorkshop()
    const early = { ...place(1, day('2019-12-01'), [bags]) }
    await workshop.done(
      make(1, day('2019-12-01'), 2),
      early,
      deliver(1, day('2019-12-02'), whole),
      pay(1, day('2019-12-02'), 99_999),
    )
    expect(await workshop.send(pay(1, day('2019-12-31'), 1))).toEqual(
      refusedUnder('proceeds-rule-missing', { day: '2019-12-31' }),
    )
    expect(await workshop.send(pay(1, january(1), 1))).toEqual(
      recorded('PaymentReceived', 'ProceedsShared', 'OrderCompleted'),
    )
  })

  test('must be there for whatever act completes the order, and is not asked for where nothing is to be shared', async () => {
    const workshop = await openWorkshop()
    const [early, late] = [day('2019-12-02'), day('2019-12-03')]
    await workshop.done(make(1, early, 2), place(1, early, [bags]), deliver(1, early, [{ sku: SKU, quantity: 1 }]))
    await workshop.done(place(2, early, [orderLine(2, 1, 50_000)]), close(2, early, 2))
    await workshop.done(pay(1, early, 25_000))
    const missing = refusedUnder('proceeds-rule-missing', { day: late })
    await workshop.done({ ...place(1, early, [orderLine(3, 1, 5_000, OTHER_SKU)]) }, close(1, early, 1))
    expect(await workshop.send(withhold(1, late, 25_000))).toEqual(recorded('TaxWithheld'))
    expect(await workshop.send(close(1, late, 3))).toEqual(missing)
    expect(await workshop.send(close(1, january(1), 3))).toEqual(
      recorded('LineClosedShort', 'ProceedsShared', 'OrderCompleted'),
    )
  })

  test('must be there for a return that completes the order', async () => {
    const workshop = await openWorkshop()
    const early = day('2019-12-02')
    await workshop.done(make(1, early, 2), place(1, early, [bags]), deliver(1, early, whole), pay(1, early, 50_000))
    const one = [{ line: 1, batch: null, quantity: 1 }]
    expect(await workshop.send(sendBack(1, early, one))).toEqual(refusedUnder('proceeds-rule-missing', { day: early }))
    expect(await workshop.send(sendBack(1, january(1), one))).toEqual(
      recorded('GoodsReturned', 'CreditNoteIssued', 'ProceedsShared', 'OrderCompleted'),
    )
  })

  test('is not what an act is refused for that would be refused anyhow', async () => {
    const workshop = await openWorkshop()
    const early = day('2019-12-02')
    await workshop.done(make(1, early, 2), place(1, early, [bags]), deliver(1, early, whole))
    expect(await workshop.send(pay(1, early, 100_001))).toEqual(refusedUnder('over-payment', { unpaid: 100_000 }))
  })

  test('names the makers by their codes', async () => {
    const workshop = await openWorkshop()
    await workshop.done(
      make(1, january(3), 1, { makers: [{ participantId: makerId(2), parts: 1 }] }),
      make(2, january(3), 1, { sku: OTHER_SKU }),
      place(1, january(3), [orderLine(1, 1, 30_000), orderLine(2, 1, 10_000, OTHER_SKU)]),
      deliver(1, january(9), [
        { sku: SKU, quantity: 1 },
        { sku: OTHER_SKU, quantity: 1 },
      ]),
      pay(1, january(9), 40_000),
    )
    expect(await sharing(workshop)).toMatchObject([
      {
        data: {
          total: 40_000,
          parts: { makers: 28_000, materialsFund: 8_000, programmeFund: 4_000 },
          shares: [
            { participantId: makerId(1), code: 'P-001', amount: 7_000 },
            { participantId: makerId(2), code: 'P-002', amount: 21_000 },
          ],
        },
      },
    ])
  })
})

test('lines that are added later are promised, delivered and shared like the first', async () => {
  const workshop = await openWorkshop()
  const { app, done, log } = workshop
  const mats = orderLine(2, 1, 25_000, OTHER_SKU)
  await done(make(1, january(3), 2), make(2, january(3), 1, { sku: OTHER_SKU }), place(1, january(3), [bags]))
  await done(deliver(1, january(5), whole), place(1, january(3), [mats]), pay(1, january(5), 100_000))
  expect(right(await app.reader.state(order, orderId(1))())).toMatchObject({
    state: { completed: false, paid: 100_000 },
  })
  await done(deliver(1, january(6), [{ sku: OTHER_SKU, quantity: 1 }]), pay(1, january(6), 25_000))
  expect(await sharing(workshop)).toMatchObject([{ data: { total: 125_000 } }])
  expect((await log()).filter(({ event }) => event.type === 'OrderCompleted')).toHaveLength(1)
})

test('a maker whose file is not there is paid all the same, under their id', async () => {
  const workshop = await openWorkshop()
  const { batches, ...copy } = has(1, january(3), [piecesBy(1, 2, [{ participantId: makerId(9), parts: 1 }])]).data
  right(await workshop.send(place(1, january(3), [bags])))
  right(
    await workshop.send(
      { type: 'NoteReserved', orderId: orderId(1), ...copy, batches, effectiveOn: january(3) },
      { role: 'policy' },
    ),
  )
  right(await workshop.send(deliver(1, january(5), whole)))
  right(await workshop.send(pay(1, january(5), 100_000)))
  expect(await sharing(workshop)).toMatchObject([
    { data: { shares: [{ participantId: makerId(9), code: makerId(9), amount: 70_000 }] } },
  ])
})
