import { expect, test } from 'vitest'
import {
  deliver,
  january,
  lineId,
  make,
  makerId,
  orderId,
  orderLine,
  PROGRAMME,
  pay,
  place,
  SKU,
  uuid,
} from '../order/sale.fixture.js'
import { openWorkshop, right, type Workshop } from '../policies/workshop.fixture.js'
import { balanceOf, funds, overdrawnFunds } from './funds.js'
import { imbalance, inTransit, ledger } from './ledger.js'

const dated = (date: number) => ({ programmeId: PROGRAMME, effectiveOn: january(date) })

const sent = async (workshop: Workshop, role: string, command: object) => {
  right(await workshop.send(command, { role }))
  expect((await workshop.settled()).refused).toEqual([])
}

/** Two bags are sold for Rp100.000; maker 1 is paid all of their Rp70.000. */
const sold = async () => {
  const workshop = await openWorkshop()
  await workshop.done(
    make(1, january(2), 4),
    place(1, january(3), [orderLine(1, 2, 50_000)]),
    deliver(1, january(5), [{ sku: SKU, quantity: 2 }]),
    pay(1, january(6), 100_000),
  )
  return workshop
}

const payout = (amount: number) => ({
  type: 'PayEarnings',
  participantId: makerId(1),
  ...dated(8),
  payoutId: uuid(9, 1),
  amount,
  receiptRef: 'KW-1',
})

const returning = (quantity: number) => ({
  type: 'ReturnGoods',
  ...dated(10),
  orderId: orderId(1),
  returnId: uuid(11, 1),
  lines: [{ lineId: lineId(1), batchId: null, quantity }],
  condition: 'damaged',
  reason: 'defect',
})

const accountsOf = async (workshop: Workshop) => {
  const rows = [...(await workshop.rows(ledger)).values()]
  expect(imbalance(rows)).toBe(0)
  return Object.fromEntries(rows.map(({ account, debit, credit }) => [account, debit - credit]))
}

test('P4: a sale that was paid is the maker’s and the funds’, and nothing is left on its way', async () => {
  const workshop = await sold()
  expect(await accountsOf(workshop)).toEqual({
    cash: 100_000,
    [`payable.${makerId(1)}`]: -70_000,
    'fund.materials': -20_000,
    'fund.programme': -10_000,
  })
})

test('what is on its way stands in transit until policies have settled', async () => {
  const workshop = await openWorkshop()
  await workshop.done(
    make(1, january(2), 4),
    place(1, january(3), [orderLine(1, 2, 50_000)]),
    deliver(1, january(5), [{ sku: SKU, quantity: 2 }]),
  )
  right(await workshop.send(pay(1, january(6), 100_000)))
  expect(inTransit((await workshop.rows(ledger)).values())).toMatchObject([{ debit: 0, credit: 100_000 }])
  await workshop.settled()
  expect(inTransit((await workshop.rows(ledger)).values())).toEqual([])
})

test('rule 13, P7: of returned goods the maker gives back what is due, the programme fund the rest', async () => {
  const workshop = await sold()
  await sent(workshop, 'treasurer', payout(60_000))
  await sent(workshop, 'storekeeper', returning(1))
  expect(await accountsOf(workshop)).toEqual({
    cash: 40_000,
    // The agency is owed for what it gave back.
    [`receivable.order-${orderId(1)}`]: -50_000,
    // Of Rp35.000 asked, Rp10.000 was due.
    [`payable.${makerId(1)}`]: 0,
    'fund.materials': -10_000,
    // Rp10.000, less its own part of Rp5.000, less the Rp25.000 that the maker had been paid.
    'fund.programme': 20_000,
  })
  const rows = [...(await workshop.rows(funds)).values()]
  expect(overdrawnFunds(rows)).toEqual([
    { programmeId: PROGRAMME, fund: 'programme', credited: 10_000, donated: 0, spent: 0, gifts: 0, lost: 30_000 },
  ])
  await sent(workshop, 'coordinator', {
    type: 'RefundPayment',
    ...dated(11),
    orderId: orderId(1),
    refundId: uuid(13, 1),
    paymentId: null,
    amount: 50_000,
    reason: 'goods-returned',
  })
  expect(await accountsOf(workshop)).toMatchObject({ cash: -10_000 })
  expect(await accountsOf(workshop)).not.toHaveProperty(`receivable.order-${orderId(1)}`)
})

test('rule 13: a maker who was not paid yet bears it alone', async () => {
  const workshop = await sold()
  await sent(workshop, 'storekeeper', returning(1))
  expect(await accountsOf(workshop)).toMatchObject({
    [`payable.${makerId(1)}`]: -35_000,
    'fund.materials': -10_000,
    'fund.programme': -5_000,
  })
})

test('rule 14: a gift leaves the programme fund for its makers, and the stock', async () => {
  const workshop = await sold()
  await sent(workshop, 'treasurer', {
    type: 'GiveGift',
    ...dated(8),
    giftId: uuid(16, 1),
    sku: SKU,
    quantity: 2,
    unitPrice: 5_000,
    occasion: 'official-guest',
  })
  expect(await accountsOf(workshop)).toMatchObject({
    cash: 100_000,
    [`payable.${makerId(1)}`]: -80_000,
    'fund.programme': 0,
  })
  const given = (await workshop.log()).filter(({ event }) => event.type === 'GoodsGiven')
  expect(given).toMatchObject([{ event: { data: { sku: SKU, giftId: uuid(16, 1), batches: [{ quantity: 2 }] } } }])
})

test('a donation and what is spent of it', async () => {
  const workshop = await openWorkshop()
  await sent(workshop, 'treasurer', {
    type: 'ReceiveDonation',
    ...dated(2),
    fund: 'materials',
    donationId: uuid(15, 1),
    amount: 90_000,
    method: null,
    donor: null,
  })
  await sent(workshop, 'treasurer', {
    type: 'SpendFund',
    ...dated(3),
    fund: 'materials',
    spendId: uuid(14, 1),
    amount: 60_000,
    purpose: 'materials',
    receiptRef: 'KB-1',
  })
  expect(await accountsOf(workshop)).toEqual({ cash: 30_000, 'fund.materials': -30_000 })
  expect([...(await workshop.rows(funds)).values()].map(balanceOf)).toEqual([30_000])
  const asOf = await workshop.rows(funds, { asOf: '2020-01-02' })
  expect([...asOf.values()].map(balanceOf)).toEqual([90_000])
})

test('tax that the buyer kept is neither owed nor shared', async () => {
  const workshop = await openWorkshop()
  await workshop.done(
    make(1, january(2), 4),
    place(1, january(3), [orderLine(1, 2, 50_000)]),
    deliver(1, january(5), [{ sku: SKU, quantity: 2 }]),
    {
      type: 'WithholdTax',
      ...dated(6),
      orderId: orderId(1),
      withholdingId: uuid(12, 1),
      amount: 1_500,
      slipRef: 'BP-1',
    },
    pay(1, january(6), 98_500),
  )
  expect(await accountsOf(workshop)).toEqual({
    cash: 98_500,
    'tax-withheld': 1_500,
    'tax-of-sales': -1_500,
    [`payable.${makerId(1)}`]: -68_950,
    'fund.materials': -19_700,
    'fund.programme': -9_850,
  })
})

test('rule 15: consigned goods are owed when sold, shared when settled; what comes back is stock’s again', async () => {
  const workshop = await openWorkshop()
  const consigned = { consignmentId: uuid(10, 1) }
  await workshop.done(make(1, january(2), 4), {
    type: 'PlaceConsignment',
    ...dated(3),
    ...consigned,
    agencyCode: 'KEL-01',
    lines: [{ lineId: lineId(1), sku: SKU, quantity: 4, unitPrice: 50_000 }],
  })
  expect(await accountsOf(workshop)).toEqual({})
  const lines = [{ lineId: lineId(1), quantity: 2 }]
  await sent(workshop, 'coordinator', { type: 'SellConsigned', ...dated(4), ...consigned, saleId: uuid(18, 1), lines })
  expect(await accountsOf(workshop)).toEqual({
    [`receivable.consignment-${uuid(10, 1)}`]: 100_000,
    [`unshared.consignment-${uuid(10, 1)}`]: -100_000,
  })
  const back = { type: 'ReturnConsigned', ...dated(5), ...consigned, returnId: uuid(19, 1), lines }
  await sent(workshop, 'storekeeper', { ...back, condition: 'resaleable' })
  await sent(workshop, 'treasurer', {
    type: 'SettleConsignment',
    ...dated(6),
    ...consigned,
    settlementId: uuid(20, 1),
    amount: 100_000,
  })
  expect(await accountsOf(workshop)).toEqual({
    cash: 100_000,
    [`payable.${makerId(1)}`]: -70_000,
    'fund.materials': -20_000,
    'fund.programme': -10_000,
  })
  const moves = (await workshop.log())
    .filter(({ stream }) => stream.startsWith('stock-'))
    .map(({ event }) => event.type)
  expect(moves).toEqual(['ItemsMade', 'StockConsigned', 'StockReturned'])
})

test('a payout that came back is in the cash box, and due again', async () => {
  const workshop = await sold()
  await sent(workshop, 'treasurer', payout(60_000))
  await sent(workshop, 'coordinator', {
    type: 'ReversePayout',
    participantId: makerId(1),
    ...dated(9),
    payoutId: uuid(9, 1),
    reason: 'receipt-void',
  })
  expect(await accountsOf(workshop)).toMatchObject({ cash: 100_000, [`payable.${makerId(1)}`]: -70_000 })
})

test('P8: what is due moves with a merge, what is shared afterwards too, and back where it is undone', async () => {
  const workshop = await sold()
  const merge = { mergeId: uuid(21, 1), sourceEventId: uuid(22, 1), effectiveOn: january(10) }
  const out = { type: 'MoveBalanceOut', participantId: makerId(1), otherParticipantId: makerId(2), ...merge }
  await sent(workshop, 'policy', out)
  expect(await accountsOf(workshop)).toMatchObject({ [`payable.${makerId(1)}`]: 0, [`payable.${makerId(2)}`]: -70_000 })
  await workshop.done(
    place(2, january(11), [{ ...orderLine(2, 2, 50_000) }]),
    deliver(2, january(12), [{ sku: SKU, quantity: 2 }]),
    pay(2, january(13), 100_000),
  )
  expect(await accountsOf(workshop)).toMatchObject({
    [`payable.${makerId(1)}`]: 0,
    [`payable.${makerId(2)}`]: -140_000,
  })
  const undo = { ...merge, sourceEventId: uuid(22, 2), effectiveOn: january(15) }
  await sent(workshop, 'policy', {
    type: 'ReturnBalance',
    participantId: makerId(2),
    otherParticipantId: makerId(1),
    ...undo,
  })
  expect(await accountsOf(workshop)).toMatchObject({
    [`payable.${makerId(1)}`]: -140_000,
    [`payable.${makerId(2)}`]: 0,
  })
})

test('P8, rule 18: a person merges two files; the duplicate is told, and its money follows; and back', async () => {
  const workshop = await sold()
  const files = { participantId: makerId(2), duplicateId: makerId(1), mergeId: uuid(21, 1) }
  const absorb = { type: 'AbsorbDuplicate', ...files, reason: 'enteredTwice', effectiveOn: january(10) }
  await sent(workshop, 'coordinator', absorb)
  expect(await accountsOf(workshop)).toMatchObject({ [`payable.${makerId(1)}`]: 0, [`payable.${makerId(2)}`]: -70_000 })
  await sent(workshop, 'coordinator', { type: 'UndoMerge', ...files, reason: 'unfounded', effectiveOn: january(12) })
  expect(await accountsOf(workshop)).toMatchObject({ [`payable.${makerId(1)}`]: -70_000, [`payable.${makerId(2)}`]: 0 })
  const told = (await workshop.log()).filter(({ stream }) => stream === `participant-${makerId(1)}`)
  expect(told.map(({ event }) => event.type).slice(-2)).toEqual(['MergedInto', 'MergeUndone'])
})

test('rule 17: what is due to somebody who died is paid to their heir, and to nobody else', async () => {
  const workshop = await sold()
  const maker = { participantId: makerId(1) }
  await sent(workshop, 'coordinator', { type: 'RecordDeath', ...maker, documentRef: null, effectiveOn: january(7) })
  expect(await workshop.send(payout(70_000), { role: 'treasurer' })).toMatchObject({
    left: { rule: 'participant-deceased', evidence: { deceasedOn: january(7) } },
  })
  await sent(workshop, 'coordinator', {
    type: 'RecogniseHeir',
    ...maker,
    ...dated(8),
    heirId: uuid(23, 1),
    heir: { name: null, nik: null, relation: null },
    documentRef: 'SKW-1',
    part: 10_000,
  })
  await sent(workshop, 'treasurer', { ...payout(70_000), heirId: uuid(23, 1) })
  expect(await accountsOf(workshop)).toMatchObject({ cash: 30_000, [`payable.${makerId(1)}`]: 0 })
})
