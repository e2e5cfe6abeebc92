import { deciderOf } from '@perca/eventsourcing'
import fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { cancel, close, refund, sendBack, withhold } from './after-sale.fixture.js'
import { type OrderCommand, order } from './decider.js'
import type { OrderEvent } from './events.js'
import {
  deliver,
  has,
  january,
  madeBy,
  makerId,
  OTHER_SKU,
  orderLine,
  pay,
  piecesBy,
  placed,
  SKU,
  terms,
} from './sale.fixture.js'
import { leftOf, owedOf } from './state.js'

// One order, once more, as plain as can be: numbers that go up and down. Everything happens on one day, so that days do not
// matter; the tests of each rule look at those.

const TODAY = january(9)
const lines = [orderLine(1, 5, 9_999), orderLine(2, 3, 7, OTHER_SKU)]
const both = [
  { participantId: makerId(1), parts: 2 },
  { participantId: makerId(3), parts: 1 },
]
const batches = [
  { line: 0, part: piecesBy(1, 2, both) },
  { line: 0, part: piecesBy(2, 3, madeBy(2)) },
  { line: 1, part: piecesBy(3, 1, []) },
  { line: 1, part: piecesBy(4, 1, madeBy(3)) },
]
const begin: readonly OrderEvent[] = [
  ...placed(1, january(3), lines),
  ...batches.map(({ line, part }) => has(line + 1, january(3), [part])),
]

type Wish =
  | { readonly to: 'deliver' | 'return'; readonly line: number; readonly quantity: number }
  | { readonly to: 'pay' | 'withhold' | 'refund'; readonly amount: number }
  | { readonly to: 'close'; readonly line: number }
  | { readonly to: 'cancel' }

const line = fc.nat(1)
const amount = fc.oneof(
  fc.integer({ min: 1, max: 60_000 }),
  fc.constantFrom(7, 14, 21, 9_999, 19_998, 49_995, 49_995 + 14),
)
const wishes: fc.Arbitrary<Wish> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ to: fc.constant('deliver' as const), line, quantity: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ to: fc.constant('return' as const), line, quantity: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 4, arbitrary: fc.record({ to: fc.constant('pay' as const), amount }) },
  {
    weight: 1,
    arbitrary: fc.record({
      to: fc.constant('withhold' as const),
      amount: fc.oneof(
        amount,
        fc.nat(300).map((few) => few + 1),
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ to: fc.constant('refund' as const), amount }) },
  { weight: 2, arbitrary: fc.record({ to: fc.constant('close' as const), line }) },
  { weight: 1, arbitrary: fc.constant({ to: 'cancel' as const }) },
)

/** Amounts that fit: what is owed, or too much paid, is asked for as it stands half of the time. */
const commandOf = (wish: Wish, model: ReturnType<typeof emptyModel>, exactly: boolean): OrderCommand => {
  const owed = owedIn(model)
  switch (wish.to) {
    case 'deliver':
      return deliver(1, TODAY, [{ sku: wish.line === 0 ? SKU : OTHER_SKU, quantity: wish.quantity }], terms)
    case 'return':
      return sendBack(1, TODAY, [{ line: wish.line + 1, batch: null, quantity: wish.quantity }])
    case 'pay':
      return pay(1, TODAY, exactly && owed > 0 ? owed : wish.amount, terms)
    case 'withhold':
      return withhold(1, TODAY, wish.amount)
    case 'refund':
      return refund(1, TODAY, exactly && owed < 0 ? -owed : wish.amount)
    case 'close':
      return close(1, TODAY, wish.line + 1)
    case 'cancel':
      return cancel(1, TODAY)
  }
}

const emptyModel = () => ({
  lines: lines.map(({ quantity, unitPrice }, place) => ({
    ordered: quantity,
    unitPrice,
    reserved: batches.filter(({ line: of }) => of === place).reduce((sum, { part }) => sum + part.quantity, 0),
    delivered: 0,
    returned: 0,
    closed: 0,
  })),
  invoiced: 0,
  credited: 0,
  paid: 0,
  withheld: 0,
  refunded: 0,
  shared: 0,
  reversed: 0,
  sharedOf: 0,
  over: null as 'completed' | 'cancelled' | null,
})
type Model = ReturnType<typeof emptyModel>

const owedIn = ({ invoiced, credited, paid, withheld, refunded }: Model): number =>
  invoiced - credited - paid - withheld + refunded
const lacks = (of: Model['lines'][number]): number => of.ordered - of.closed - of.delivered
const keptIn = (model: Model): number =>
  model.lines.reduce((sum, { delivered, returned, unitPrice }) => sum + (delivered - returned) * unitPrice, 0)

/** What the model makes of a command: the refusal's rule, or null and the model has gone on. */
const judge = (model: Model, command: OrderCommand): string | null => {
  switch (command.type) {
    case 'DeliverOrder': {
      if (model.over === 'cancelled') return 'order-closed'
      const [asked] = command.lines
      const of = model.lines[asked?.sku === SKU ? 0 : 1]
      if (of === undefined || asked === undefined) return 'unknown'
      if (asked.quantity > lacks(of)) return 'over-delivery'
      if (asked.quantity > of.reserved - of.delivered) return 'insufficient-stock'
      of.delivered += asked.quantity
      model.invoiced += asked.quantity * of.unitPrice
      return null
    }
    case 'ReturnGoods': {
      const [asked] = command.lines
      const of = model.lines.find((_, place) => asked?.lineId === lines[place]?.lineId)
      if (of === undefined || asked === undefined) return 'unknown'
      if (asked.quantity > of.delivered - of.returned) return 'over-return'
      of.returned += asked.quantity
      model.credited += asked.quantity * of.unitPrice
      return null
    }
    case 'ReceivePayment':
    case 'WithholdTax': {
      if (command.type === 'WithholdTax' && model.over !== null) return 'order-closed'
      if (command.amount > Math.max(0, owedIn(model))) return 'over-payment'
      if (command.type === 'ReceivePayment') model.paid += command.amount
      else model.withheld += command.amount
      return null
    }
    case 'RefundPayment': {
      const inHand = model.paid - model.refunded - (model.shared - model.reversed)
      if (command.amount > Math.min(-owedIn(model), inHand)) return 'over-refund'
      model.refunded += command.amount
      return null
    }
    case 'CloseLineShort': {
      if (model.over !== null) return 'order-closed'
      const of = model.lines.find((_, place) => command.lineId === lines[place]?.lineId)
      if (of === undefined) return 'unknown'
      if (lacks(of) === 0) return 'line-complete'
      of.closed += lacks(of)
      return null
    }
    case 'CancelOrder':
      if (model.over !== null) return 'order-closed'
      if (model.lines.some(({ delivered }) => delivered > 0)) return 'order-delivered'
      model.over = 'cancelled'
      return null
    default:
      return 'unknown'
  }
}

/** What follows by itself: sharing and completion, or, after it, the reversal. */
const follow = (model: Model): void => {
  if (model.over === null && model.lines.every((of) => lacks(of) === 0) && owedIn(model) <= 0) {
    model.over = 'completed'
    model.sharedOf = keptIn(model)
    model.shared = Math.max(0, model.sharedOf - model.withheld)
  }
  if (model.shared > 0) {
    const back = model.sharedOf - keptIn(model)
    model.reversed = Number((BigInt(model.shared) * BigInt(back)) / BigInt(model.sharedOf))
  }
}

const sumOf = (events: readonly OrderEvent[], amountOf: (event: OrderEvent) => number): number =>
  events.reduce((sum, event) => sum + amountOf(event), 0)

test('law: an order decides and counts as a plain model does, and no rupiah appears or is lost', () => {
  const decider = deciderOf(order)
  const met = new Set<string>()
  fc.assert(
    fc.property(fc.array(fc.tuple(wishes, fc.boolean()), { minLength: 5, maxLength: 40, size: 'max' }), (sent) => {
      const model = emptyModel()
      const log: OrderEvent[] = [...begin]
      let state = log.reduce(decider.evolve, decider.initialState)
      for (const [wish, exactly] of sent) {
        const command = commandOf(wish, model, exactly)
        const decision = decider.decide(command, state)
        const refused = judge(model, command)
        expect({ command, refused: isLeft(decision) ? decision.left.rule : null }).toEqual({ command, refused })
        if (refused !== null) met.add(refused)
        if (isLeft(decision)) continue
        for (const { type } of decision.right) met.add(type)
        follow(model)
        log.push(...decision.right)
        state = decision.right.reduce(decider.evolve, state)

        expect(owedOf(state)).toBe(owedIn(model))
        expect(state.completed).toBe(model.over === 'completed')
        const shared = sumOf(log, (event) => (event.type === 'ProceedsShared' ? event.data.total : 0))
        const reversed = sumOf(log, (event) => (event.type === 'ProceedsReversed' ? event.data.total : 0))
        expect({ shared, reversed }).toEqual({ shared: model.shared, reversed: model.reversed })
        // What people and funds hold of the order is there in cash; what is over belongs to the agency, or is not shared yet.
        expect(model.paid - model.refunded).toBeGreaterThanOrEqual(model.shared - model.reversed)
        if (decision.right.some(({ type }) => type === 'OrderCompleted') && model.sharedOf >= model.withheld) {
          expect(model.paid - model.refunded + owedIn(model)).toBe(model.shared)
        }
        for (const { participantId } of state.shared?.left.makers ?? []) {
          const credited = sumOf(log, (event) =>
            event.type === 'ProceedsShared' ? amountOf(event.data.shares, participantId) : 0,
          )
          const taken = sumOf(log, (event) =>
            event.type === 'ProceedsReversed' ? amountOf(event.data.shares, participantId) : 0,
          )
          expect(taken).toBeLessThanOrEqual(credited)
        }
        if (model.shared > 0 && keptIn(model) === 0) expect(state.shared === null ? 0 : leftOf(state.shared)).toBe(0)
      }
    }),
    { numRuns: 400 },
  )
  const rules = [
    'insufficient-stock',
    'line-complete',
    'order-closed',
    'order-delivered',
    'over-delivery',
    'over-payment',
    'over-refund',
    'over-return',
  ]
  const events = [
    'CreditNoteIssued',
    'GoodsReturned',
    'InvoiceIssued',
    'LineClosedShort',
    'OrderCancelled',
    'OrderCompleted',
    'OrderDelivered',
    'PaymentReceived',
    'PaymentRefunded',
    'ProceedsReversed',
    'ProceedsShared',
    'TaxWithheld',
  ]
  expect([...met].sort()).toEqual([...rules, ...events].sort())
})

function amountOf(
  shares: readonly { readonly participantId: string; readonly amount: number }[],
  participantId: string,
): number {
  return shares.find((share) => share.participantId === participantId)?.amount ?? 0
}
