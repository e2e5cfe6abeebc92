import fc from 'fast-check'
import { account } from '../account/decider.js'
import { order } from '../order/decider.js'
import {
  january,
  lineId,
  make,
  makerId,
  OTHER_SKU,
  orderId,
  PROGRAMME,
  pay,
  place,
  SKU,
  uuid,
} from '../order/sale.fixture.js'
import { deliveredOf, type OpenLine, orderValue } from '../order/state.js'
import { right, type Workshop } from './workshop.fixture.js'

const PRICES: { readonly [sku: string]: number } = { [SKU]: 50_001, [OTHER_SKU]: 24_999 }

/** How much of what is open somebody asks for: all of it, some of it, or more than that. */
type Share = 'all' | 'some' | 'more'

/**
 * What somebody wants, before it is known how things stand: an amount is a share of what is open, and an order or a maker is
 * one of those with something open, where there are any.
 */
export type Wish =
  | {
      readonly to: 'make'
      readonly sku: string
      readonly quantity: number
      readonly reject: boolean
      readonly makers: ReturnType<typeof makersOf>
    }
  | { readonly to: 'order'; readonly order: number; readonly sku: string; readonly quantity: number }
  | { readonly to: 'deliver'; readonly order: number; readonly share: Share }
  | { readonly to: 'pay'; readonly order: number; readonly share: Share }
  | { readonly to: 'pay out'; readonly maker: number; readonly share: Share }

/** A wish, and how many days before its turn it is dated: mostly none; more, where it is written down late. */
export interface Turn {
  readonly wish: Wish
  readonly late: number
}

const makersOf = (parts: readonly number[]) =>
  parts.flatMap((part, place) => (part === 0 ? [] : [{ participantId: makerId(place + 1), parts: part }]))

const makers = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 1 }))
  .map((parts) => (parts.some((part) => part > 0) ? makersOf(parts) : makersOf([1])))
const share = fc.oneof({ weight: 5, arbitrary: fc.constant<Share>('all') }, fc.constantFrom<Share>('some', 'more'))
const orders = fc.integer({ min: 1, max: 3 })
const sku = fc.oneof({ weight: 3, arbitrary: fc.constant(SKU) }, { weight: 1, arbitrary: fc.constant(OTHER_SKU) })

/** Makes a piece, or several. */
export const making: fc.Arbitrary<Wish> = fc.record({
  to: fc.constant('make' as const),
  sku,
  quantity: fc.integer({ min: 1, max: 6 }),
  reject: fc.oneof({ weight: 7, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  makers,
})

/** Places an order, or adds a line to it. */
export const ordering: fc.Arbitrary<Wish> = fc.record({
  to: fc.constant('order' as const),
  order: orders,
  sku,
  quantity: fc.integer({ min: 1, max: 4 }),
})

const delivering: fc.Arbitrary<Wish> = fc.record({ to: fc.constant('deliver' as const), order: orders, share })
const paying: fc.Arbitrary<Wish> = fc.record({ to: fc.constant('pay' as const), order: orders, share })
const payingOut: fc.Arbitrary<Wish> = fc.record({
  to: fc.constant('pay out' as const),
  maker: fc.integer({ min: 1, max: 3 }),
  share,
})

/** Turns of one programme's sales, a day each, some of them dated back. */
export const turns = (wishes: fc.Arbitrary<Wish>, lateness: number): fc.Arbitrary<readonly Turn[]> =>
  fc.array(
    fc.record({
      wish: wishes,
      late: fc.oneof(
        { weight: 3, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.integer({ min: 0, max: lateness }) },
      ),
    }),
    { minLength: 15, maxLength: 30, size: 'max' },
  )

/** Everything that may be wished for; pieces, orders and money come about equally often. */
export const anyWish: fc.Arbitrary<Wish> = fc.oneof(
  { weight: 3, arbitrary: making },
  { weight: 2, arbitrary: ordering },
  { weight: 3, arbitrary: delivering },
  { weight: 3, arbitrary: paying },
  { weight: 2, arbitrary: payingOut },
)

const part = (open: number, asked: Share): number =>
  asked === 'all' ? Math.max(open, 1) : asked === 'some' ? Math.max(Math.floor(open / 2), 1) : open + 1

/** One of those that fit; the one that was named where none does. */
const oneOf = <A>(fitting: readonly A[], named: number): A | undefined => fitting[named % Math.max(fitting.length, 1)]

const sum = <A>(list: Iterable<A>, amount: (one: A) => number): number =>
  [...list].reduce((total, one) => total + amount(one), 0)

const readyOf = (line: OpenLine): number => sum(line.reserved, ({ quantity }) => quantity) - deliveredOf(line)

/** The command that a turn comes to, as things stand. Orders keep their day: what is added to one bears it. */
export const commandOf = async ({ app }: Workshop, { wish, late }: Turn, number: number): Promise<object> => {
  const on = january(Math.max(1, number + 1 - late))
  const orderOf = async (which: number) => ({ which, ...right(await app.reader.state(order, orderId(which))()).state })
  const known = async () => [await orderOf(1), await orderOf(2), await orderOf(3)]
  switch (wish.to) {
    case 'make':
      return make(number, on, wish.quantity, {
        sku: wish.sku,
        makers: wish.makers,
        grade: wish.reject ? 'reject' : 'B',
      })
    case 'order': {
      const { placed } = await orderOf(wish.order)
      const id = lineId(10 * wish.order + (wish.sku === SKU ? 0 : 1))
      const line = { lineId: id, sku: wish.sku, quantity: wish.quantity, unitPrice: PRICES[wish.sku] ?? 1 }
      return place(wish.order, placed?.on ?? on, [line])
    }
    case 'deliver': {
      const lines = (await known()).flatMap(({ which, lines: held }) => held.map((line) => ({ which, line })))
      const ready = oneOf(
        lines.filter(({ line }) => readyOf(line) > 0),
        wish.order,
      )
      return {
        type: 'DeliverOrder',
        orderId: orderId(ready?.which ?? wish.order),
        programmeId: PROGRAMME,
        deliveryId: uuid(6, number),
        lines: [
          { sku: ready?.line.sku ?? SKU, quantity: part(ready === undefined ? 0 : readyOf(ready.line), wish.share) },
        ],
        handoverRef: null,
        receivedBy: null,
        effectiveOn: on,
      }
    }
    case 'pay': {
      const open = (await known()).map(({ which, owed }) => ({ which, amount: sum(owed, ({ amount }) => amount) }))
      const owing = oneOf(
        open.filter(({ amount }) => amount > 0),
        wish.order,
      )
      return {
        ...pay(owing?.which ?? wish.order, on, part(owing?.amount ?? 0, wish.share)),
        paymentId: uuid(7, number),
      }
    }
    case 'pay out': {
      const makersDue = []
      for (const maker of [1, 2, 3]) {
        const { entries } = right(await app.reader.state(account, makerId(maker))()).state
        makersDue.push({ maker, due: sum(entries, ({ amount }) => amount) })
      }
      const owed = oneOf(
        makersDue.filter(({ due }) => due > 0),
        wish.maker,
      )
      return {
        type: 'PayEarnings',
        participantId: makerId(owed?.maker ?? wish.maker),
        programmeId: PROGRAMME,
        payoutId: uuid(9, number),
        amount: part(owed?.due ?? 0, wish.share),
        receiptRef: `KW-${number}`,
        effectiveOn: on,
      }
    }
  }
}

/** True where an order is all delivered and all paid. */
export const isWhole = (state: Parameters<typeof order.evolve>[0]): boolean =>
  state.placed !== null &&
  state.paid === orderValue(state.lines) &&
  state.lines.every((line) => deliveredOf(line) === line.quantity)
