import type { Asked } from './people.fixture.js'
import { credit } from './purses.fixture.js'
import { ruleOn, shareOf } from './sales.fixture.js'
import { comeBack, freeOn } from './shelves.fixture.js'
import {
  AGENCIES,
  type Consigned,
  NOTHING,
  no,
  PROGRAMME,
  SKUS,
  sum,
  thereFrom,
  type Verdict,
  type World,
} from './world.fixture.js'

// The calendar and its closed months (rules 5, 9 and 20), gifts (rule 14), and what agencies sell for the programme (rule 15).

/** Rule 20: a closed month takes nothing. */
export const isClosed = ({ closedThrough }: World, day: string): boolean =>
  closedThrough !== null && day.slice(0, 7) <= closedThrough

export const declareHoliday = (world: World, asked: Asked<'DeclareHoliday'>): Verdict =>
  world.holidays.has(asked.date) ? NOTHING : () => world.holidays.add(asked.date)

export const withdrawHoliday = (world: World, asked: Asked<'WithdrawHoliday'>): Verdict =>
  world.holidays.has(asked.date) ? () => world.holidays.delete(asked.date) : NOTHING

/** Months are closed one after the other, once they are over. */
export const closeMonth = (world: World, { month, effectiveOn }: Asked<'CloseMonth'>): Verdict => {
  const { closedThrough } = world
  const after = closedThrough === null ? month : `2020-0${Number(closedThrough.slice(6)) + 1}`
  const broken = [
    ...(closedThrough !== null && month <= closedThrough ? ['month-closed'] : []),
    ...(closedThrough !== null && month > after ? ['month-out-of-order'] : []),
    ...(effectiveOn.slice(0, 7) <= month ? ['month-not-over'] : []),
  ]
  if (broken.length > 0) return broken
  return () => {
    world.closedThrough = month
  }
}

export const setRule = (world: World, asked: Asked<'SetProceedsRule'>): Verdict => {
  const { makersShare: makers, materialsFund: materials, programmeFund: programme, effectiveOn: from } = asked
  if (makers + materials + programme !== 10_000) return no('proceeds-not-whole')
  const now = ruleOn(world, from)
  const isSo = now.from === from && now.makers === makers && now.materials === materials
  return isSo ? NOTHING : () => world.rules.push({ from, makers, materials, programme })
}

export const give = (world: World, asked: Asked<'GiveGift'>): Verdict => {
  const { sku, quantity, unitPrice: price, effectiveOn: on } = asked
  if (!SKUS.some((one) => one === sku)) return no('unknown-product')
  const pieces = freeOn(world, sku, on).slice(0, quantity)
  if (pieces.length < quantity) return no('insufficient-stock')
  const { makers } = shareOf(quantity * price, [{ pieces, price }], { makers: 10_000, materials: 0, programme: 0 })
  const amount = sum(makers.values(), (share) => share)
  if (amount > thereFrom(on, world.funds.programme)) return no('insufficient-funds')
  return () => {
    for (const piece of pieces) piece.where = 'given'
    world.funds.programme.push({ on, amount: -amount })
    credit(world, { on, makers, materials: 0, programme: 0 })
  }
}

export const consign = (world: World, asked: Asked<'PlaceConsignment'>): Verdict => {
  const [line] = asked.lines
  if (line === undefined) return no('invalid-number')
  const { sku, quantity, unitPrice: price, lineId } = line
  const number = Number(asked.consignmentId.slice(4, 8))
  const on = asked.effectiveOn
  const pieces = freeOn(world, sku, on).slice(0, quantity)
  const broken = [
    ...(SKUS.some((one) => one === sku) ? [] : ['unknown-product']),
    ...(AGENCIES.some((one) => one === asked.agencyCode) ? [] : ['unknown-agency']),
    ...(world.consigned.some((one) => one.number === number) ? ['already-recorded'] : []),
    ...(pieces.length < quantity ? ['insufficient-stock'] : []),
  ]
  if (broken.length > 0) return broken
  return () => {
    for (const piece of pieces) piece.where = 'consigned'
    world.consigned.push({ number, on, line: lineId, sku, price, pieces, sold: [], settled: [], returned: 0 })
  }
}

const standing = (
  world: World,
  asked: { readonly consignmentId: string; readonly effectiveOn: string },
  judge: (consigned: Consigned, day: string) => Verdict,
): Verdict => {
  const consigned = world.consigned.find(({ number }) => Number(asked.consignmentId.slice(4, 8)) === number)
  return consigned === undefined || consigned.on > asked.effectiveOn
    ? no('unknown-consignment')
    : judge(consigned, asked.effectiveOn)
}

const count = (entries: readonly { readonly amount: number }[]): number => sum(entries, ({ amount }) => amount)

/** Pieces that the agency has and has not sold. */
export const unsold = ({ pieces, sold, returned }: Consigned): number => pieces.length - count(sold) - returned

/** What the agency sold by a day and has not paid for, in rupiah. */
export const unsettledOn = ({ sold, settled, price }: Consigned, day: string): number =>
  price * Math.max(0, thereFrom(day, [...sold, ...settled.map(({ on, amount }) => ({ on, amount: -amount }))]))

export const sell = (world: World, asked: Asked<'SellConsigned'>): Verdict =>
  standing(world, asked, (consigned, on) => {
    const amount = sum(asked.lines, ({ quantity }) => quantity)
    return amount > unsold(consigned) ? no('over-sale') : () => consigned.sold.push({ on, amount })
  })

export const takeBackUnsold = (world: World, asked: Asked<'ReturnConsigned'>): Verdict =>
  standing(world, asked, (consigned, day) => {
    const wanted = sum(asked.lines, ({ quantity }) => quantity)
    if (wanted > unsold(consigned)) return no('over-sale')
    return () => {
      const end = consigned.pieces.length - consigned.returned
      consigned.returned += wanted
      comeBack(world, consigned.sku, consigned.pieces.slice(end - wanted, end), asked.condition, day)
    }
  })

export const settleUp = (world: World, asked: Asked<'SettleConsignment'>): Verdict =>
  standing(world, asked, (consigned, on) => {
    const total = unsettledOn(consigned, on)
    if (asked.amount !== total || total === 0) return no('over-sale')
    return () => {
      const from = count(consigned.settled)
      const amount = total / consigned.price
      const pieces = consigned.pieces.slice(from, from + amount)
      consigned.settled.push({ on, amount })
      world.cash += total
      credit(world, { on, ...shareOf(total, [{ pieces, price: consigned.price }], ruleOn(world, on)) })
    }
  })

/** The session of a day, by its id. */
const _sessionDay = (sessionId: string): string => sessionId.slice(PROGRAMME.length + 1)
