import { type Refusal, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { ReservedPart } from '../stock/events.js'
import { leastFrom } from '../values/balance.js'
import { type ConsignedLine, type ConsignmentState, countOf } from './state.js'

type Check<Evidence> = E.Either<Refusal, Evidence>

/** The consignment stands on that day, in this programme. Rule 11. */
export const standingOn = (
  { placed }: ConsignmentState,
  programmeId: string,
  day: string,
): Check<NonNullable<ConsignmentState['placed']>> =>
  placed === null || placed.programmeId !== programmeId || placed.on > day
    ? E.left(
        refusal('unknown-consignment', 'This programme has no such consignment on this day. Check it and the date.', {
          day,
          placedOn: placed?.on ?? null,
        }),
      )
    : E.right(placed)

/** Nothing stands in the consignment under this id yet. Rule 11. */
export const notEntered = ({ ids }: ConsignmentState, id: string): Check<null> =>
  ids.includes(id)
    ? E.left(refusal('already-recorded', 'This is written down already. Look at the consignment.', { id }))
    : E.right(null)

/** Pieces of a line that the agency has: neither sold nor given back. */
export const leftOf = (line: ConsignedLine): number => line.quantity - countOf(line.sold) - countOf(line.returned)

/** The line has that many pieces left: what is sold and given back is never more than was placed. Rule 15. */
export const leftIn = (
  { lines }: ConsignmentState,
  { lineId, quantity }: { readonly lineId: string; readonly quantity: number },
): Check<ConsignedLine> => {
  const line = lines.find((other) => other.lineId === lineId)
  const left = line === undefined ? 0 : leftOf(line)
  return line === undefined || quantity > left
    ? E.left(
        refusal('over-sale', 'More than the agency has left of this line. Check the quantity.', {
          lineId,
          quantity,
          left,
        }),
      )
    : E.right(line)
}

/** The pieces of a line from one place to another, in order. */
export const piecesOf = (batches: readonly ReservedPart[], from: number, to: number): readonly ReservedPart[] => {
  let place = 0
  return batches.flatMap((part) => {
    const first = Math.max(from, place)
    place += part.quantity
    const quantity = Math.min(to, place) - first
    return quantity > 0 ? [{ ...part, quantity }] : []
  })
}

/** Pieces of a line that are sold by a day, and not settled, on that day and every day since. */
export const unsettledOn = ({ sold, settled }: ConsignedLine, day: string): number =>
  leastFrom(day, [
    ...sold.map(({ on, quantity }) => ({ on, amount: quantity })),
    ...settled.map(({ on, quantity }) => ({ on, amount: -quantity })),
  ])

/** What the agency pays is exactly what it sold and has not paid for. Rule 15. */
export const settledExactly = (amount: number, due: number, day: string): Check<number> =>
  amount !== due || due === 0
    ? E.left(
        refusal('over-sale', 'The agency settles exactly what it sold and has not settled. Check sales and amount.', {
          amount,
          due,
          day,
        }),
      )
    : E.right(due)
