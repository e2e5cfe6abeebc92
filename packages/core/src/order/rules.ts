import { type Refusal, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { leastFrom } from '../values/balance.js'
import { lackingOf, leftOf, type OpenLine, type OrderState } from './state.js'

type Check<Evidence> = E.Either<Refusal, Evidence>

/** The order stands on that day: it was placed on or before it. Rule 11. */
export const standingOn = (state: OrderState, day: string): Check<NonNullable<OrderState['placed']>> =>
  state.placed === null || state.placed.on > day
    ? E.left(
        refusal('unknown-order', 'No order of this number stands on this day. Check the number and the date.', {
          day,
          placedOn: state.placed?.on ?? null,
        }),
      )
    : E.right(state.placed)

/** The order is one of this programme. Rule 11. */
export const placedIn = (placed: NonNullable<OrderState['placed']>, programmeId: string): Check<null> =>
  placed.programmeId === programmeId
    ? E.right(null)
    : E.left(
        refusal('unknown-order', 'This programme has no order of this number. Check the programme.', { programmeId }),
      )

type Asked = { readonly programmeId: string; readonly agencyCode: string; readonly effectiveOn: string }

/** The number stands for this programme, agency and date, or for none yet. Rule 11. */
export const sameOrder = ({ placed }: OrderState, asked: Asked): Check<null> =>
  placed === null ||
  (placed.programmeId === asked.programmeId &&
    placed.on === asked.effectiveOn &&
    placed.agencyCode === asked.agencyCode)
    ? E.right(null)
    : E.left(
        refusal('duplicate-order', 'The number stands already for another date or agency. Check all three.', {
          number: placed.number,
          placedOn: placed.on,
          agencyCode: placed.agencyCode,
        }),
      )

type NamedLine = { readonly lineId: string; readonly sku: string }

/** The order has no line of this product yet, nor one of this id, by which stock knows it. Rule 11. */
export const newLine = (lines: readonly NamedLine[], { lineId, sku }: NamedLine): Check<null> =>
  lines.some((line) => line.sku === sku || line.lineId === lineId)
    ? E.left(
        refusal('duplicate-line', 'The product stands in this order already. Change that line instead.', {
          sku,
          lineId,
        }),
      )
    : E.right(null)

/** The order was neither declined nor called off. Rule 12. */
export const notDropped = ({ dropped }: OrderState): Check<null> =>
  dropped === null
    ? E.right(null)
    : E.left(
        refusal('order-closed', 'The order was declined or cancelled. Place a new one.', {
          closedAs: dropped.as,
          closedOn: dropped.on,
        }),
      )

/** The order is not completed, nor dropped: what was shared is not shared anew. Rules 9 and 12. */
export const stillOpen = (state: OrderState): Check<null> =>
  state.completed
    ? E.left(
        refusal('order-closed', 'The order is delivered, paid and shared. Place a new one.', { closedAs: 'completed' }),
      )
    : notDropped(state)

/** The programme took no line of the order on yet. */
export const notTakenOn = (state: OrderState): Check<null> =>
  state.lines.some(({ accepted }) => accepted)
    ? E.left(
        refusal('order-accepted', 'The programme took the order on already. Cancel it, or close its lines short.', {
          lines: state.lines.filter(({ accepted }) => accepted).map(({ lineId }) => lineId),
        }),
      )
    : E.right(null)

/** Lines that the programme has not taken on yet, and that still lack something. */
export const awaitingAnswer = (state: OrderState): Check<readonly OpenLine[]> => {
  const waiting = state.lines.filter((line) => !line.accepted && lackingOf(line) > 0)
  return waiting.length === 0
    ? E.left(
        refusal('order-accepted', 'The programme took every line on already. There is nothing to answer.', {
          lines: state.lines.map(({ lineId }) => lineId),
        }),
      )
    : E.right(waiting)
}

/** Nothing of the order has gone out. Rule 12. */
export const nothingDelivered = (state: OrderState): Check<null> => {
  const gone = state.lines.filter(({ deliveries }) => deliveries.length > 0)
  return gone.length === 0
    ? E.right(null)
    : E.left(
        refusal('order-delivered', 'Goods of this order have gone out. Close its lines short instead.', {
          lines: gone.map(({ lineId }) => lineId),
        }),
      )
}

/** The line of that id. */
export const lineOf = (state: OrderState, lineId: string): Check<OpenLine> =>
  E.fromNullable(
    refusal('unknown-line', 'The order has no such line. Look the line up in the order, and name it by its id.', {
      lineId,
    }),
  )(state.lines.find((line) => line.lineId === lineId))

/** The line lacks something, so that there is something to close. Rule 12. */
export const lackingSomething = (line: OpenLine): Check<OpenLine> =>
  lackingOf(line) === 0
    ? E.left(
        refusal(
          'line-complete',
          'The line lacks nothing: all of it is delivered or closed. There is nothing to close.',
          {
            lineId: line.lineId,
            closed: line.closed?.quantity ?? 0,
          },
        ),
      )
    : E.right(line)

/** The line still lacks this many pieces; what the order has no line for lacks none. Rule 7. */
export const lacking = (
  line: OpenLine | undefined,
  asked: { readonly sku: string; readonly quantity: number },
): Check<OpenLine> => {
  const lacks = line === undefined ? 0 : lackingOf(line)
  return line === undefined || asked.quantity > lacks
    ? E.left(
        refusal('over-delivery', 'More than the order still lacks of this product. Check the order and the quantity.', {
          ...asked,
          lacks,
        }),
      )
    : E.right(line)
}

/** The line has this many pieces reserved on that day, and every day since. Rule 7. */
export const reservedOn = (line: OpenLine, quantity: number, day: string): Check<OpenLine> => {
  const reserved = leastFrom(day, [
    ...line.reserved.map((part) => ({ on: part.on, amount: part.quantity })),
    ...line.deliveries.map((part) => ({ on: part.on, amount: -part.quantity })),
  ])
  return quantity > reserved
    ? E.left(
        refusal('insufficient-stock', 'More than is reserved for this line. Deliver what there is, or wait.', {
          sku: line.sku,
          quantity,
          reserved,
          day,
        }),
      )
    : E.right(line)
}

/** That much is invoiced and not yet paid on that day, and every day since; tax kept back and what came back count. Rule 8. */
export const unpaidOn = (state: OrderState, amount: number, day: string): Check<number> => {
  const unpaid = Math.max(0, leastFrom(day, state.owed))
  return amount > unpaid
    ? E.left(
        refusal('over-payment', 'More than is invoiced and not yet paid. Check the amount and the date.', {
          amount,
          unpaid,
          day,
        }),
      )
    : E.right(unpaid)
}

/**
 * That much was paid and is owed no longer on that day, and every day since, and can be given back from what came in and is
 * not shared: tax that the buyer kept back never came in. Rule 8, the other way round.
 */
export const overpaidOn = (state: OrderState, amount: number, day: string): Check<number> => {
  const overpaid = leastFrom(
    day,
    state.owed.map((entry) => ({ on: entry.on, amount: -entry.amount })),
  )
  const inHand = state.paid - state.refunded - (state.shared === null ? 0 : leftOf(state.shared))
  const refundable = Math.max(0, Math.min(overpaid, inHand))
  return amount > refundable
    ? E.left(
        refusal(
          'over-refund',
          'More than was paid and is owed no longer. Record the return first, or give back less.',
          {
            amount,
            refundable,
            day,
          },
        ),
      )
    : E.right(refundable)
}

/** The payment that is named is one of the order's. */
export const paymentOf = (state: OrderState, paymentId: string | null): Check<null> =>
  paymentId === null || state.payments.includes(paymentId)
    ? E.right(null)
    : E.left(refusal('unknown-payment', 'The order has no such payment. Check which one is given back.', { paymentId }))

/** The agency has that many of these pieces on that day, and every day since: what comes back was delivered. Rule 13. */
export const returnableOn =
  (asked: {
    readonly lineId: string
    readonly batchId: string | null
    readonly quantity: number
    readonly day: string
  }) =>
  <Part extends { readonly quantity: number }>(kept: readonly Part[]): Check<readonly Part[]> => {
    const returnable = kept.reduce((sum, { quantity }) => sum + quantity, 0)
    return asked.quantity > returnable
      ? E.left(
          refusal('over-return', 'More than was delivered and not given back. Check line, batch, quantity and date.', {
            ...asked,
            returnable,
          }),
        )
      : E.right(kept)
  }
