import { type Refusal, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { leastFrom } from '../values/balance.js'
import { deliveredOf, type OpenLine, type OrderState } from './state.js'

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

/** The order is not completed: what was shared is not shared anew. Rule 9. */
export const stillOpen = (state: OrderState): Check<null> =>
  state.completed
    ? E.left(refusal('order-closed', 'The order is delivered, paid and shared. Place a new one.', {}))
    : E.right(null)

/** The line still lacks this many pieces; what the order has no line for lacks none. Rule 7. */
export const lacking = (
  line: OpenLine | undefined,
  asked: { readonly sku: string; readonly quantity: number },
): Check<OpenLine> => {
  const lacks = line === undefined ? 0 : line.quantity - deliveredOf(line)
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

/** That much is invoiced and not yet paid on that day, and every day since. Rule 8. */
export const unpaidOn = (state: OrderState, amount: number, day: string): Check<number> => {
  const unpaid = leastFrom(day, state.owed)
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
