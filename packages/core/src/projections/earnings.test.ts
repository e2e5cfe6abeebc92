import { liveRows, type RecordedEvent } from '@perca/eventsourcing'
import { expect, test } from 'vitest'
import { deliver, january, make, makerId, orderLine, PROGRAMME, pay, place, SKU, uuid } from '../order/sale.fixture.js'
import { openWorkshop } from '../policies/workshop.fixture.js'
import { day } from '../testing/day.fixture.js'
import { earnings } from './earnings.js'
import { rowKey } from './keys.js'

const paidOut = (number: number, amount: number, on: string) => ({
  type: 'PayEarnings',
  participantId: makerId(1),
  programmeId: PROGRAMME,
  payoutId: uuid(9, number),
  amount,
  receiptRef: `KW-${number}`,
  effectiveOn: day(on),
})

const year = async () => {
  const workshop = await openWorkshop()
  const makers = [
    { participantId: makerId(1), parts: 1 },
    { participantId: makerId(2), parts: 1 },
  ]
  await workshop.done(
    make(1, january(3), 2, { makers }),
    place(1, january(3), [orderLine(1, 2, 50_000)]),
    deliver(1, january(5), [{ sku: SKU, quantity: 2 }]),
    pay(1, january(9), 100_000),
    paidOut(1, 10_000, '2020-01-20'),
    paidOut(2, 5_000, '2020-01-31'),
    paidOut(3, 20_000, '2020-02-01'),
  )
  return workshop
}
const row = (month: string, maker: number, credited: number, paid: number) =>
  [
    rowKey(PROGRAMME, month, makerId(maker)),
    { programmeId: PROGRAMME, month, participantId: makerId(maker), credited, paid },
  ] as const

test('what was credited and paid out is summed by month, in rupiah', async () => {
  const { rows } = await year()
  expect(await rows(earnings)).toEqual(
    new Map([row('2020-01', 1, 35_000, 15_000), row('2020-01', 2, 35_000, 0), row('2020-02', 1, 0, 20_000)]),
  )
})

test('as of a day, what was credited and paid out up to it counts', async () => {
  const { rows } = await year()
  expect(await rows(earnings, { asOf: '2020-01-08' })).toEqual(new Map())
  expect(await rows(earnings, { asOf: '2020-01-20' })).toEqual(
    new Map([row('2020-01', 1, 35_000, 10_000), row('2020-01', 2, 35_000, 0)]),
  )
})

test('a payout that came back lowers what was paid, in the month in which it came back', async () => {
  const { send, rows } = await year()
  const back = { type: 'ReversePayout', participantId: makerId(1), programmeId: PROGRAMME, payoutId: uuid(9, 1) }
  await send({ ...back, reason: 'receipt-void', effectiveOn: day('2020-02-03') }, { role: 'coordinator' })
  expect((await rows(earnings)).get(row('2020-02', 1, 0, 0)[0])).toMatchObject({ credited: 0, paid: 10_000 })
})

test('money of no programme is kept apart', async () => {
  const { log } = await year()
  const credited = (await log()).find(({ event }) => event.type === 'EarningsCredited')
  if (credited === undefined) throw new Error('nobody was credited')
  const live = liveRows(earnings)
  const ofNone: RecordedEvent = { ...credited, metadata: { ...credited.metadata, programmeId: null } }
  live.take(ofNone)
  expect([...live.rows.values()]).toMatchObject([{ programmeId: '', credited: 35_000 }])
})
