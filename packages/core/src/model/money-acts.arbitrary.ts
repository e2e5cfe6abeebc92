import fc from 'fast-check'
import {
  type Aim,
  aimAt,
  aimed,
  anyDay,
  kindOf,
  late,
  lowOf,
  meant,
  nth,
  partOf,
  share,
  whom,
} from './act.arbitrary.js'
import { consign, give, sell, settleUp, takeBackUnsold, unsettledOn, unsold } from './elsewhere.fixture.js'
import { sku } from './goods-acts.arbitrary.js'
import { accountOf, donate, dueToHeir, payEarnings, recogniseHeir, reversePayout, spend } from './purses.fixture.js'
import { agency, price } from './trade-acts.arbitrary.js'
import {
  type Account,
  type Consigned,
  codeOf,
  consignmentId,
  idOf,
  PROGRAMME,
  personId,
  thereFrom,
  type World,
} from './world.fixture.js'

const dated = (effectiveOn: string) => ({ programmeId: PROGRAMME, effectiveOn })
const account = (world: World, person: number) => (person > 3 ? undefined : accountOf(world, person))
const who = aimAt(whom)
const makerAimed = (aim: Aim, world: World, fits: (account: Account) => boolean): number =>
  aimed(
    aim,
    world.accounts.filter(fits).map(({ person }) => person),
    (number) => number,
  )
const receipt = (number: number | null, world: World) => `KW-${number ?? world.steps + 1_000}`

export const payouts = kindOf({
  type: 'PayEarnings',
  drawn: fc.record({
    who,
    share,
    day: late,
    receipt: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat(1) }),
  }),
  says: ({ who: aim, share: much, day, receipt: number }) =>
    `pays ${much} that is due to ${meant('maker', aim, 'have something')} on ${day}, against ${
      number === null ? 'a new receipt' : `receipt ${number}`
    }`,
  judge: payEarnings,
  asks: ({ who: aim, share: much, day, receipt: number }, world) => {
    const person = makerAimed(aim, world, ({ entries }) => thereFrom(day, entries) > 0)
    return {
      type: 'PayEarnings',
      ...dated(day),
      participantId: personId(person),
      payoutId: idOf(9, world.steps),
      amount: partOf(thereFrom(day, account(world, person)?.entries ?? []), much),
      receiptRef: receipt(number, world),
    }
  },
})

export const inheritances = kindOf({
  type: 'PayEarnings',
  drawn: fc.record({ who, which: fc.nat(2), share, day: late }),
  says: ({ who: aim, which, share: much, day }) =>
    `pays heir ${which} of ${meant('maker', aim, 'have heirs')} ${much} of what is theirs on ${day}`,
  judge: payEarnings,
  asks: ({ who: aim, which, share: much, day }, world) => {
    const person = makerAimed(aim, world, ({ heirs: known }) => known.length > 0)
    const of = account(world, person)
    const heir = nth(of?.heirs ?? [], which)
    return {
      type: 'PayEarnings',
      ...dated(day),
      participantId: personId(person),
      payoutId: idOf(9, world.steps),
      amount: partOf(of === undefined || heir === undefined ? 0 : dueToHeir(of, heir, day), much),
      receiptRef: receipt(null, world),
      heirId: heir?.id ?? idOf(23, 9_999),
    }
  },
})

export const payoutReversals = kindOf({
  type: 'ReversePayout',
  drawn: fc.record({ who, which: fc.nat(3), day: late }),
  says: ({ who: aim, which, day }) => `takes payout ${which} of ${meant('maker', aim, 'were paid')} back on ${day}`,
  judge: reversePayout,
  asks: ({ who: aim, which, day }, world) => {
    const person = makerAimed(aim, world, ({ payouts: made }) => made.some(({ reversed }) => !reversed))
    return {
      type: 'ReversePayout',
      ...dated(day),
      participantId: personId(person),
      payoutId: nth(account(world, person)?.payouts ?? [], which)?.id ?? idOf(9, 9_999),
      reason: 'receipt-void',
    }
  },
})

export const heirs = kindOf({
  type: 'RecogniseHeir',
  drawn: fc.record({ who: whom, part: fc.constantFrom(5_000, 3_333, 10_000, 0), day: anyDay }),
  says: ({ who, part, day }) => `recognises an heir of ${codeOf(who)} for ${part} basis points on ${day}`,
  judge: recogniseHeir,
  asks: ({ who, part, day }, world) => ({
    type: 'RecogniseHeir',
    ...dated(day),
    participantId: personId(who),
    heirId: idOf(23, world.steps),
    heir: { name: null, nik: null, relation: null },
    documentRef: 'SKW-1',
    part,
  }),
})

const fund = fc.constantFrom('programme' as const, 'programme' as const, 'materials' as const)

export const spendings = kindOf({
  type: 'SpendFund',
  drawn: fc.record({ fund, share, day: late }),
  says: ({ fund: of, share: much, day }) => `spends ${much} of the ${of} fund on ${day}`,
  judge: spend,
  asks: ({ fund: of, share: much, day }, world) => ({
    type: 'SpendFund',
    ...dated(day),
    fund: of,
    spendId: idOf(14, world.steps),
    amount: partOf(Math.max(0, thereFrom(day, world.funds[of])), much),
    purpose: 'transport',
    receiptRef: 'KB-1',
  }),
})

export const donations = kindOf({
  type: 'ReceiveDonation',
  drawn: fc.record({ fund, amount: fc.constantFrom(100_001, 7), day: anyDay }),
  says: ({ fund: of, amount, day }) => `takes ${amount} for the ${of} fund on ${day}`,
  judge: donate,
  asks: ({ fund: of, amount, day }, world) => ({
    type: 'ReceiveDonation',
    ...dated(day),
    fund: of,
    donationId: idOf(15, world.steps),
    amount,
    method: null,
    donor: null,
  }),
})

const few = fc.integer({ min: 1, max: 3 })

export const gifts = kindOf({
  type: 'GiveGift',
  drawn: fc.record({ sku, pieces: few, price, day: late }),
  says: ({ sku: of, pieces, price: each, day }) => `gives ${pieces} ${of} away at ${each} on ${day}`,
  judge: give,
  asks: ({ sku: of, pieces: quantity, price: unitPrice, day }, world) => ({
    type: 'GiveGift',
    ...dated(day),
    giftId: idOf(16, world.steps),
    sku: of,
    quantity,
    unitPrice,
    occasion: 'exhibition',
  }),
})

const consignment = aimAt(lowOf(2))
const consignmentAimed = (aim: Aim, world: World, fits: (consigned: Consigned) => boolean): number =>
  aimed(
    aim,
    world.consigned.filter(fits).map(({ number }) => number),
    (number) => number,
  )
const known = (world: World, number: number) => world.consigned.find((one) => one.number === number)
const named = (number: number, day: string) => ({ ...dated(day), consignmentId: consignmentId(number) })
const lineOf = (world: World, number: number) => known(world, number)?.line ?? idOf(17, number)

export const consignments = kindOf({
  type: 'PlaceConsignment',
  drawn: fc.record({ consignment: lowOf(3), agency, sku, pieces: few, price, day: anyDay }),
  says: ({ consignment: number, agency: to, sku: of, pieces, price: each, day }) =>
    `hands ${pieces} ${of} at ${each} to ${to} as consignment ${number} on ${day}`,
  judge: consign,
  asks: ({ consignment: number, agency: agencyCode, sku: of, pieces: quantity, price: unitPrice, day }) => ({
    type: 'PlaceConsignment',
    ...named(number, day),
    agencyCode,
    lines: [{ lineId: idOf(17, number), sku: of, quantity, unitPrice }],
  }),
})

export const consignedSales = kindOf({
  type: 'SellConsigned',
  drawn: fc.record({ consignment, share, day: late }),
  says: ({ consignment: aim, share: much, day }) =>
    `notes that ${much} of ${meant('consignment', aim, 'have something left')} is sold on ${day}`,
  judge: sell,
  asks: ({ consignment: aim, share: much, day }, world) => {
    const number = consignmentAimed(aim, world, (consigned) => consigned.on <= day && unsold(consigned) > 0)
    const one = known(world, number)
    const quantity = partOf(one === undefined ? 0 : unsold(one), much)
    return {
      type: 'SellConsigned',
      ...named(number, day),
      saleId: idOf(18, world.steps),
      lines: [{ lineId: lineOf(world, number), quantity }],
    }
  },
})

export const consignedReturns = kindOf({
  type: 'ReturnConsigned',
  drawn: fc.record({
    consignment,
    share,
    condition: fc.constantFrom('resaleable' as const, 'damaged' as const),
    day: late,
  }),
  says: ({ consignment: aim, share: much, condition, day }) =>
    `takes ${much} that is not sold of ${meant('consignment', aim, 'have something left')} back on ${day}, ${condition}`,
  judge: takeBackUnsold,
  asks: ({ consignment: aim, share: much, condition, day }, world) => {
    const number = consignmentAimed(aim, world, (consigned) => consigned.on <= day && unsold(consigned) > 0)
    const one = known(world, number)
    const quantity = partOf(one === undefined ? 0 : unsold(one), much)
    return {
      type: 'ReturnConsigned',
      ...named(number, day),
      returnId: idOf(19, world.steps),
      lines: [{ lineId: lineOf(world, number), quantity }],
      condition,
    }
  },
})

export const settlements = kindOf({
  type: 'SettleConsignment',
  drawn: fc.record({ consignment, over: fc.constantFrom(0, 0, 0, 0, 1), day: late }),
  says: ({ consignment: aim, over, day }) =>
    `takes what is unsettled of ${meant('consignment', aim, 'sold something')}${over === 0 ? '' : ` and ${over} more`} on ${day}`,
  judge: settleUp,
  asks: ({ consignment: aim, over, day }, world) => {
    const number = consignmentAimed(aim, world, (consigned) => unsettledOn(consigned, day) > 0)
    const one = known(world, number)
    return {
      type: 'SettleConsignment',
      ...named(number, day),
      settlementId: idOf(20, world.steps),
      amount: Math.max(1, (one === undefined ? 0 : unsettledOn(one, day)) + over),
    }
  },
})
