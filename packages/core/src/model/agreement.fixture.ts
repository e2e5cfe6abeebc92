import { leastFrom } from '../values/balance.js'
import type { Desk } from './desk.fixture.js'
import { right } from './desk.fixture.js'
import { turnOn } from './people.fixture.js'
import { keptValue, leftOf, owedOf } from './sales.fixture.js'
import { freeOn } from './shelves.fixture.js'
import {
  codeOf,
  consignmentId,
  DAYS,
  orderId,
  PEOPLE,
  type Piece,
  PROGRAMME,
  personId,
  SKUS,
  sum,
  thereFrom,
  type World,
} from './world.fixture.js'

// Two portraits of one moment: of the plain world, and of the domain's streams. They must be alike in every line.

const ALWAYS = '9999-12-31'

/** Things counted by what they are called, in the order in which they come first. */
const counted = (names: Iterable<string>): readonly string[] => {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].map(([name, count]) => `${count} ${name}`)
}
const times = (name: string, count: number): readonly string[] => Array.from({ length: count }, () => name)
const short = (id: string): string => String(Number(id.slice(4, 8)))

/** The world as it is. */
export const portraitOfWorld = (world: World) => ({
  holidays: [...world.holidays].sort(),
  closedThrough: world.closedThrough,
  held: DAYS.filter((day) => world.held.has(day)),
  people: world.people.map((person) => ({
    who: codeOf(person.number),
    stands: DAYS.map((day) => turnOn(person, day)?.is ?? 'none'),
    marks: DAYS.flatMap((day) => (person.marks.has(day) ? [`${day} ${person.marks.get(day)?.status ?? null}`] : [])),
    diedOn: person.diedOn,
    goesOnIn: person.merged === null ? null : `${codeOf(person.merged.into)} from ${person.merged.on}`,
    tookIn: person.absorbed.map(({ other, on }) => `${codeOf(other)} from ${on}`),
  })),
  stock: SKUS.map((sku) => {
    const isOut = ({ where, batch }: Piece) =>
      batch.sku === sku && (where === 'delivered' || where === 'given' || where === 'consigned')
    return {
      sku,
      free: counted(freeOn(world, sku, ALWAYS).map(({ batch, since }) => `of batch ${short(batch.id)} since ${since}`)),
      waiting: world.waits
        .filter(({ line, pieces }) => line.sku === sku && pieces > 0)
        .map(({ line, on, pieces }) => `${pieces} for order ${line.order} since ${on}`)
        .sort(),
      promised: [...world.orders]
        .sort((a, b) => a.number - b.number)
        .flatMap(({ number, lines }) =>
          lines
            .filter((line) => line.sku === sku && !line.released)
            .flatMap((line) =>
              counted(
                line.promised
                  .slice(line.delivered)
                  .map(({ piece, on }) => `of batch ${short(piece.batch.id)} for order ${number} since ${on}`),
              ),
            ),
        ),
      out: counted(world.pieces.filter(isOut).map(({ batch }) => `of batch ${short(batch.id)}`)).toSorted(),
    }
  }),
  orders: world.orders.map((order) => ({
    order: order.number,
    lines: order.lines.map((line) => ({
      sku: line.sku,
      accepted: line.accepted,
      promised: counted(line.promised.map(({ piece }) => `of batch ${short(piece.batch.id)}`)),
      delivered: line.delivered,
      kept: counted(line.out.map(({ batch }) => `of batch ${short(batch.id)}`)).toSorted(),
      closed: line.closed?.pieces ?? 0,
    })),
    owed: owedOf(order),
    unpaid: DAYS.map((day) => thereFrom(day, order.owed)),
    money: [order.paid, order.refunded, order.withheld],
    ends: order.dropped ?? (order.completed ? 'completed' : null),
    shared:
      order.shared === null
        ? null
        : {
            on: order.shared.on,
            total: order.shared.total,
            makers: [...order.shared.makers].map(([person, amount]) => `${codeOf(person)} ${amount}`),
            funds: [order.shared.materials, order.shared.programme],
          },
  })),
  accounts: world.accounts.map(({ person, entries, payouts, heirs, movesTo }) => ({
    who: codeOf(person),
    due: DAYS.map((day) => thereFrom(day, entries)),
    payouts: payouts.map(({ id, amount, reversed }) => `${short(id)}: ${amount}${reversed ? ', reversed' : ''}`).sort(),
    heirs: heirs.map(({ part, paid }) => `${part}: ${paid}`),
    movesTo: movesTo === null ? null : codeOf(movesTo.into),
  })),
  funds: [world.funds.materials, world.funds.programme].map((entries) => DAYS.map((day) => thereFrom(day, entries))),
  consigned: world.consigned
    .map(({ number, pieces, sold, returned, settled }) => ({
      consignment: number,
      pieces: counted(pieces.map(({ batch }) => `of batch ${short(batch.id)}`)),
      sold: DAYS.map((day) => thereFrom(day, sold)),
      returned,
      settled: DAYS.map((day) => thereFrom(day, settled)),
    }))
    .sort((a, b) => a.consignment - b.consignment),
})

type Portrait = ReturnType<typeof portraitOfWorld>

const peopleOf = async ({ perca }: Desk): Promise<Portrait['people']> => {
  const people = []
  for (const number of PEOPLE) {
    const { state } = right(await perca.state('participant', personId(number))())
    const steps = state.enrolments[PROGRAMME] ?? []
    people.push({
      who: codeOf(number),
      stands: DAYS.map((day) => steps.findLast(({ on }) => on <= day)?.is ?? 'none'),
      marks: DAYS.flatMap((day) => {
        const mark = state.marks.get(`${PROGRAMME}.${day}`)
        return mark === undefined ? [] : [`${day} ${mark.status}`]
      }),
      diedOn: state.deceased?.on ?? null,
      goesOnIn:
        state.merged === null ? null : `${codeOf(Number(short(state.merged.participantId)))} from ${state.merged.on}`,
      tookIn: state.absorbed.map(({ participantId, on }) => `${codeOf(Number(short(participantId)))} from ${on}`),
    })
  }
  return people
}

const stockOf = async ({ perca }: Desk): Promise<Portrait['stock']> => {
  const stock = []
  for (const sku of SKUS) {
    const { state } = right(await perca.state('stock', `${PROGRAMME}.${sku}.1`)())
    const orders = [1, 2, 3]
    stock.push({
      sku,
      free: counted(
        state.free
          .toArray()
          .flatMap(({ batchId, since, quantity }) => times(`of batch ${short(batchId)} since ${since}`, quantity)),
      ),
      waiting: state.queue
        .toArray()
        .map(({ orderId: id, on, quantity }) => `${quantity} for order ${short(id)} since ${on}`)
        .sort(),
      promised: orders.flatMap((order) =>
        [...state.reserved]
          .filter(([key]) => key.startsWith(orderId(order)))
          .flatMap(([, parts]) =>
            counted(
              parts
                .toArray()
                .flatMap(({ batchId, on, quantity }) =>
                  times(`of batch ${short(batchId)} for order ${order} since ${on}`, quantity),
                ),
            ),
          ),
      ),
      out: counted([...state.batches].flatMap(([id, { out }]) => times(`of batch ${short(id)}`, out))).toSorted(),
    })
  }
  return stock
}

const ordersOf = async ({ perca }: Desk, numbers: readonly number[]): Promise<Portrait['orders']> => {
  const orders = []
  for (const number of numbers) {
    const { state } = right(await perca.state('order', orderId(number))())
    const { shared } = state
    orders.push({
      order: number,
      lines: state.lines.map((line) => {
        const kept = new Map<string, number>()
        for (const { sign, moves } of [
          { sign: 1, moves: line.deliveries },
          { sign: -1, moves: line.returns },
        ])
          for (const { batches } of moves)
            for (const { batchId, quantity } of batches) kept.set(batchId, (kept.get(batchId) ?? 0) + sign * quantity)
        return {
          sku: line.sku,
          accepted: line.accepted,
          promised: counted(
            line.reserved.flatMap(({ batchId, quantity }) => times(`of batch ${short(batchId)}`, quantity)),
          ),
          delivered: line.deliveries.reduce((all, { quantity }) => all + quantity, 0),
          kept: counted([...kept].flatMap(([batchId, count]) => times(`of batch ${short(batchId)}`, count))).toSorted(),
          closed: line.closed?.quantity ?? 0,
        }
      }),
      owed: state.owed.reduce((all, { amount }) => all + amount, 0),
      unpaid: DAYS.map((day) => leastFrom(day, state.owed)),
      money: [state.paid, state.refunded, state.withheld],
      ends: state.dropped?.as ?? (state.completed ? ('completed' as const) : null),
      shared:
        shared === null
          ? null
          : {
              on: shared.on,
              total: shared.total,
              makers: shared.left.makers.map(({ code, amount }) => `${code} ${amount}`),
              funds: [shared.left.materialsFund, shared.left.programmeFund],
            },
    })
  }
  return orders
}

const accountsOf = async ({ perca }: Desk): Promise<Portrait['accounts']> => {
  const accounts = []
  for (const person of PEOPLE) {
    const { state } = right(await perca.state('account', personId(person))())
    accounts.push({
      who: codeOf(person),
      due: DAYS.map((day) => leastFrom(day, state.entries)),
      payouts: [...state.payouts]
        .map(([id, { amount, reversedOn }]) => `${short(id)}: ${amount}${reversedOn === null ? '' : ', reversed'}`)
        .sort(),
      heirs: state.heirs.map(({ part, paid }) => `${part}: ${paid}`),
      movesTo: state.merged === null ? null : codeOf(Number(short(state.merged.into))),
    })
  }
  return accounts
}

const consignedOf = async ({ perca }: Desk): Promise<Portrait['consigned']> => {
  const consigned = []
  for (const number of [1, 2, 3]) {
    const { state } = right(await perca.state('consignment', consignmentId(number))())
    const [line] = state.lines
    if (line === undefined) continue
    const by = (moves: readonly { readonly on: string; readonly quantity: number }[]) =>
      DAYS.map((day) =>
        leastFrom(
          day,
          moves.map(({ on, quantity }) => ({ on, amount: quantity })),
        ),
      )
    consigned.push({
      consignment: number,
      pieces: counted(line.batches.flatMap(({ batchId, quantity }) => times(`of batch ${short(batchId)}`, quantity))),
      sold: by(line.sold),
      returned: line.returned.reduce((all, { quantity }) => all + quantity, 0),
      settled: by(line.settled),
    })
  }
  return consigned
}

/** The domain's streams as they are, in the words of the world. */
export const portraitOfDesk = async (desk: Desk, world: World): Promise<Portrait> => {
  const { state: programme } = right(await desk.perca.state('programme', PROGRAMME)())
  const held = []
  for (const day of DAYS) {
    const { state } = right(await desk.perca.state('session', `${PROGRAMME}.${day}`)())
    if (state.held !== null) held.push(day)
  }
  const funds = []
  for (const name of ['MATERIALS', 'PROGRAMME']) {
    const { state } = right(await desk.perca.state('fund', `${PROGRAMME}.${name}.1`)())
    funds.push(DAYS.map((day) => leastFrom(day, state.entries)))
  }
  return {
    holidays: Object.keys(programme.holidays).sort(),
    closedThrough: programme.closedThrough,
    held,
    people: await peopleOf(desk),
    stock: await stockOf(desk),
    orders: await ordersOf(
      desk,
      world.orders.map(({ number }) => number),
    ),
    accounts: await accountsOf(desk),
    funds,
    consigned: await consignedOf(desk),
  }
}

/**
 * Every rupiah that came in lies somewhere: due to a maker, in a fund, or in an order that is not shared, or not any more. What
 * an agency owes is what it kept, less what it paid and kept back, and what was given back to it. Nobody is overdrawn.
 */
export const adrift = (world: World): readonly string[] => {
  const whole = (entries: readonly { readonly amount: number }[]) => sum(entries, ({ amount }) => amount)
  const makers = sum(world.accounts, ({ entries }) => whole(entries))
  const funds = whole(world.funds.materials) + whole(world.funds.programme)
  const inOrders = sum(
    world.orders,
    ({ paid, refunded, shared }) => paid - refunded - (shared === null ? 0 : leftOf(shared)),
  )
  return [
    ...(world.cash === makers + funds + inOrders
      ? []
      : [`${world.cash} in the till: ${makers} of makers, ${funds} of funds, ${inOrders} of orders`]),
    ...world.orders.flatMap((order) =>
      owedOf(order) === keptValue(order) - order.paid - order.withheld + order.refunded
        ? []
        : [`order ${order.number} owes ${owedOf(order)}`],
    ),
    ...world.accounts.flatMap(({ person, entries }) =>
      DAYS.some((day) => thereFrom(day, entries) < 0) ? [`${codeOf(person)} owes something`] : [],
    ),
  ]
}

/** Every piece is in one place, and the places of each batch add up to what is written down of it. */
export const lostPieces = ({ batches, pieces }: World): readonly string[] =>
  batches.flatMap((batch) => {
    const saleable = batch.grade === 'reject' ? 0 : batch.quantity
    const there = pieces.filter((piece) => piece.batch === batch)
    const lives = there.filter(({ where }) => where !== 'gone').length
    return there.length < saleable || lives > saleable ? [`batch ${short(batch.id)}: ${lives} of ${saleable}`] : []
  })
