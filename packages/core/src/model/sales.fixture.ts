import type { Happened } from '@perca/eventsourcing'
import type { OrderEvent } from '../order/events.js'
import type { Asked } from './people.fixture.js'
import { credit, takeBack } from './purses.fixture.js'
import { comeBack, release, reserve } from './shelves.fixture.js'
import {
  AGENCIES,
  type Batch,
  byWeight,
  type Effect,
  type Line,
  laterOf,
  no,
  type Order,
  type Piece,
  type Sharing,
  SKUS,
  sum,
  thereFrom,
  type Verdict,
  type World,
} from './world.fixture.js'

// Orders, up to their sharing and what comes back of them: rules 7, 8, 9, 12 and 13.

/** What of a line is neither out nor closed; what came back is not lacking again. */
export const lackingOf = ({ quantity, closed, delivered }: Line): number => quantity - (closed?.pieces ?? 0) - delivered

/** What of a line may go out on a day. */
export const deliverableOn = (line: Line, day: string): number => {
  const promised = line.promised.map(({ on }) => ({ on, amount: 1 }))
  const gone = line.moves.filter(({ amount }) => amount > 0).map(({ on, amount }) => ({ on, amount: -amount }))
  return Math.max(0, thereFrom(day, [...promised, ...gone]))
}

/** What the agency has of a line on a day, by batch, as they first went out. */
export const keptOn = ({ moves }: Line, day: string): readonly { readonly batch: Batch; readonly pieces: number }[] =>
  [...new Set(moves.map(({ batch }) => batch))].map((batch) => ({
    batch,
    pieces: thereFrom(
      day,
      moves.filter((move) => move.batch === batch),
    ),
  }))

/** What is invoiced and not paid; negative: paid and not owed any more. */
export const owedOf = ({ owed }: Order): number => sum(owed, ({ amount }) => amount)

/** The value of what the agency has, in rupiah. */
export const keptValue = ({ lines }: Order): number => sum(lines, ({ out, price }) => out.length * price)

interface Sold {
  readonly pieces: readonly Piece[]
  readonly price: number
}

/** Rules 9 and 14: who gets what of a sale, to the rupiah. */
export const shareOf = (
  total: number,
  sold: readonly Sold[],
  rule: { readonly makers: number; readonly materials: number; readonly programme: number },
): Pick<Sharing, 'makers' | 'materials' | 'programme'> => {
  const [forMakers = 0, materials = 0, programme = 0] = byWeight(
    total,
    [rule.makers, rule.materials, rule.programme].map(BigInt),
  )
  // Nobody has more than three parts of a piece here, so that twelfths of rupiah are exact.
  const weights = new Map<number, bigint>([1, 2, 3, 0].map((person) => [person, 0n]))
  const add = (person: number, weight: number) => weights.set(person, (weights.get(person) ?? 0n) + BigInt(weight))
  for (const { pieces, price } of sold) {
    for (const { batch } of pieces) {
      const whole = sum(batch.makers, ({ parts }) => parts)
      if (whole === 0) add(0, 12 * price)
      for (const { person, parts } of batch.makers) add(person, (12 * price * parts) / whole)
    }
  }
  const amounts = byWeight(forMakers, [...weights.values()])
  const shares = [...weights.keys()].map((person, place) => [person, amounts[place] ?? 0] as const)
  const unknown = shares.find(([person]) => person === 0)?.[1] ?? 0
  return {
    makers: new Map(shares.filter(([person, amount]) => person !== 0 && amount > 0)),
    materials,
    programme: programme + unknown,
  }
}

/** How sales are shared on a day: by the latest rule; of one day, the one set last. */
export const ruleOn = ({ rules }: World, day: string) => {
  const [first, ...others] = rules.filter(({ from }) => from <= day)
  if (first === undefined) throw new Error(`no rule says how sales are shared on ${day}`)
  return others.reduce((best, rule) => (rule.from >= best.from ? rule : best), first)
}

/** Rule 9: an order that lacks nothing and owes nothing is shared, once. */
const completeIfWhole = (world: World, order: Order, day: string): void => {
  const isWhole = owedOf(order) <= 0 && order.lines.every((line) => lackingOf(line) === 0)
  if (!isWhole || order.completed || order.dropped !== null) return
  order.completed = true
  const value = keptValue(order)
  const total = Math.max(0, value - order.withheld)
  if (total === 0) return
  const days = [...order.owed, ...order.lines.flatMap(({ closed }) => closed ?? [])].map(({ on }) => on)
  const on = days.reduce(laterOf, day)
  const sold = order.lines.map(({ out, price }) => ({ pieces: out, price }))
  order.shared = { on, total, value, ...shareOf(total, sold, ruleOn(world, on)) }
  credit(world, order.shared)
}

const standing = (
  world: World,
  asked: { readonly orderId: string; readonly effectiveOn: string },
  judge: (order: Order, day: string) => Verdict,
): Verdict => {
  const order = world.orders.find(({ number }) => Number(asked.orderId.slice(4, 8)) === number)
  return order === undefined || order.on > asked.effectiveOn ? no('unknown-order') : judge(order, asked.effectiveOn)
}

const isOver = ({ completed, dropped }: Order): boolean => completed || dropped !== null

const acceptAll = (world: World, order: Order, on: string): void => {
  for (const line of order.lines) {
    const lacking = lackingOf(line)
    if (line.accepted || lacking === 0) continue
    line.accepted = true
    reserve(world, line, lacking, on)
  }
}

/** Rule 11, and what stands already. */
const write = (world: World, asked: Asked<'PlaceOrder'> | Asked<'RequestOrder'>, accepts: boolean): Verdict => {
  const { agencyCode: agency, effectiveOn: on } = asked
  const number = Number(asked.orderId.slice(4, 8))
  const known = world.orders.find((one) => one.number === number)
  const broken: string[] = []
  for (const { sku } of asked.lines) if (!SKUS.some((one) => one === sku)) broken.push('unknown-product')
  if (!AGENCIES.some((one) => one === agency)) broken.push('unknown-agency')
  if (known !== undefined && (known.on !== on || known.agency !== agency)) broken.push('duplicate-order')
  if (asked.lines.some(({ sku }) => known?.lines.some((line) => line.sku === sku))) broken.push('duplicate-line')
  if (known !== undefined && isOver(known)) broken.push('order-closed')
  if (broken.length > 0) return broken
  return () => {
    const order: Order = known ?? {
      number,
      on,
      agency,
      lines: [],
      owed: [],
      paid: 0,
      refunded: 0,
      withheld: 0,
      shared: null,
      completed: false,
      dropped: null,
    }
    if (known === undefined) world.orders.push(order)
    const lines = asked.lines.map(
      ({ lineId: id, sku, quantity, unitPrice: price }): Line => ({
        order: number,
        id,
        sku,
        quantity,
        price,
        accepted: accepts,
        promised: [],
        delivered: 0,
        out: [],
        moves: [],
        closed: null,
        released: false,
      }),
    )
    order.lines.push(...lines)
    if (accepts) for (const line of lines) reserve(world, line, line.quantity, on)
  }
}

export const placeOrder = (world: World, asked: Asked<'PlaceOrder'>): Verdict => write(world, asked, true)
export const requestOrder = (world: World, asked: Asked<'RequestOrder'>): Verdict => write(world, asked, false)

export const acceptOrder = (world: World, asked: Asked<'AcceptOrder'>): Verdict =>
  standing(world, asked, (order, on) => {
    if (isOver(order)) return no('order-closed')
    const waiting = order.lines.some((line) => !line.accepted && lackingOf(line) > 0)
    return waiting ? () => acceptAll(world, order, on) : no('order-accepted')
  })

export const declineOrder = (world: World, asked: Asked<'DeclineOrder'>): Verdict =>
  standing(world, asked, (order) => {
    if (isOver(order)) return no('order-closed')
    if (order.lines.some(({ accepted }) => accepted)) return no('order-accepted')
    return () => {
      order.dropped = 'declined'
    }
  })

export const cancelOrder = (world: World, asked: Asked<'CancelOrder'>): Verdict =>
  standing(world, asked, (order, day) => {
    if (isOver(order)) return no('order-closed')
    if (order.lines.some(({ delivered }) => delivered > 0)) return no('order-delivered')
    return () => {
      order.dropped = 'cancelled'
      for (const line of order.lines) if (line.accepted && line.closed === null) release(world, line, day)
    }
  })

/** Rule 12. */
export const closeShort = (world: World, asked: Asked<'CloseLineShort'>): Verdict =>
  standing(world, asked, (order, on) => {
    if (isOver(order)) return no('order-closed')
    const line = order.lines.find(({ id }) => id === asked.lineId)
    if (line === undefined) return no('unknown-line')
    const pieces = lackingOf(line)
    if (pieces === 0) return no('line-complete')
    return () => {
      line.closed = { on, pieces }
      release(world, line, on)
      completeIfWhole(world, order, on)
    }
  })

/** What of a line goes out next on a day: what was promised by then, as it was, before what was promised later. */
const nextOut = (line: Line, day: string): Line['promised'] =>
  line.promised
    .slice(line.delivered)
    .toSorted((a, b) => Number(a.on > day) - Number(b.on > day) || (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))

/** Rule 7. */
export const deliver = (world: World, asked: Asked<'DeliverOrder'>): Verdict => {
  const [wanted] = asked.lines
  if (wanted === undefined) return no('invalid-number')
  if (!SKUS.some((one) => one === wanted.sku)) return no('unknown-product')
  return standing(world, asked, (order, on) => {
    if (order.dropped !== null) return no('order-closed')
    const line = order.lines.find(({ sku }) => sku === wanted.sku)
    const { quantity } = wanted
    if (line === undefined || quantity > lackingOf(line)) return no('over-delivery')
    if (quantity > deliverableOn(line, on)) return no('insufficient-stock')
    return () => {
      const goes = nextOut(line, on).slice(0, quantity)
      const stays = line.promised.slice(line.delivered).filter((promised) => !goes.includes(promised))
      line.promised.splice(line.delivered, line.promised.length, ...goes, ...stays)
      for (const { piece } of goes) {
        piece.where = 'delivered'
        line.out.push(piece)
        line.moves.push({ on, amount: 1, batch: piece.batch })
      }
      line.delivered += quantity
      order.owed.push({ on, amount: quantity * line.price })
      completeIfWhole(world, order, on)
    }
  })
}

/** Rule 8. */
export const pay = (world: World, asked: Asked<'ReceivePayment'>): Verdict =>
  standing(world, asked, (order, on) => {
    const { amount } = asked
    if (amount > thereFrom(on, order.owed)) return no('over-payment')
    return () => {
      order.owed.push({ on, amount: -amount })
      order.paid += amount
      world.cash += amount
      completeIfWhole(world, order, on)
    }
  })

export const withhold = (world: World, asked: Asked<'WithholdTax'>): Verdict =>
  standing(world, asked, (order, on) => {
    const { amount } = asked
    const broken = [
      ...(isOver(order) ? ['order-closed'] : []),
      ...(amount > thereFrom(on, order.owed) ? ['over-payment'] : []),
    ]
    if (broken.length > 0) return broken
    return () => {
      order.owed.push({ on, amount: -amount })
      order.withheld += amount
      world.taxSlips += amount
      completeIfWhole(world, order, on)
    }
  })

/** What nobody gave back of a sharing. */
export const leftOf = ({ makers, materials, programme }: Sharing): number =>
  sum(makers.values(), (amount) => amount) + materials + programme

/** What may be given back of what was paid, on a day: never money that is shared, nor tax that never came in. */
export const refundableOn = ({ owed, paid, refunded, shared }: Order, day: string): number => {
  const over = thereFrom(
    day,
    owed.map(({ on, amount }) => ({ on, amount: -amount })),
  )
  return Math.max(0, Math.min(over, paid - refunded - (shared === null ? 0 : leftOf(shared))))
}

export const refund = (world: World, asked: Asked<'RefundPayment'>): Verdict =>
  standing(world, asked, (order, on) => {
    const { amount } = asked
    if (amount > refundableOn(order, on)) return no('over-refund')
    return () => {
      order.owed.push({ on, amount })
      order.refunded += amount
      world.cash -= amount
    }
  })

/**
 * How a reversal splits to the rupiah no rule says; what must hold of it: it is the returned pieces' part of the value that was
 * shared, nobody gives back more than they have of it, and when all is back, nobody has anything left.
 */
const reverse = (world: World, order: Order, recorded: readonly Happened[]): void => {
  const { shared } = order
  if (shared === null) return
  const reversal = recorded
    .map(({ event }) => event as OrderEvent) // a return is carried out on an order's stream
    .find((event) => event.type === 'ProceedsReversed')
  const before = leftOf(shared)
  if (reversal?.type === 'ProceedsReversed') {
    const { parts, shares } = reversal.data
    const on = reversal.effectiveOn
    const makers = new Map<number, number>()
    for (const { participantId, amount } of shares) {
      const person = Number(participantId.slice(4, 8))
      const left = (shared.makers.get(person) ?? 0) - amount
      if (left < 0) throw new Error(`maker ${person} is to give back more than they had of order ${order.number}`)
      shared.makers.set(person, left)
      makers.set(person, amount)
    }
    shared.materials -= parts.materialsFund
    shared.programme -= parts.programmeFund
    if (Math.min(shared.materials, shared.programme) < 0) throw new Error('a fund is to give back more than it had')
    if (before - leftOf(shared) !== reversal.data.total) throw new Error('the parts of a reversal are not its total')
    takeBack(world, { on, makers, materials: parts.materialsFund, programme: parts.programmeFund })
  }
  const fair = (shared.total * keptValue(order)) / shared.value
  if (Math.abs(leftOf(shared) - fair) >= 1)
    throw new Error(`${leftOf(shared)} are left of a sharing where ${fair} are the part of what was kept`)
}

/** Rule 13. */
export const sendBack = (world: World, asked: Asked<'ReturnGoods'>): Verdict => {
  const [wanted] = asked.lines
  if (wanted === undefined) return no('invalid-number')
  return standing(world, asked, (order, on): Verdict => {
    const line = order.lines.find(({ id }) => id === wanted.lineId)
    if (line === undefined) return no('unknown-line')
    const { batchId, quantity } = wanted
    const kept = keptOn(line, on).filter(({ batch }) => batchId === null || batch.id === batchId)
    if (quantity > sum(kept, ({ pieces }) => Math.max(0, pieces))) return no('over-return')
    const happens: Effect = (recorded) => {
      const back: Piece[] = []
      for (const { batch, pieces } of kept.toReversed()) {
        const some = line.out
          .filter((piece) => piece.batch === batch)
          .slice(0, Math.min(pieces, quantity - back.length))
        back.push(...some)
      }
      line.out = line.out.filter((piece) => !back.includes(piece))
      for (const { batch } of back) line.moves.push({ on, amount: -1, batch })
      order.owed.push({ on, amount: -quantity * line.price })
      const wasShared = order.shared !== null
      completeIfWhole(world, order, on)
      if (wasShared) reverse(world, order, recorded)
      comeBack(world, line.sku, back, asked.condition, on)
    }
    return happens
  })
}
