import { Day, type Decision, type Refusal, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { Condition } from '../stock/events.js'
import { Quantity } from '../values/amounts.js'
import { ProgrammeId, Uuid } from '../values/ids.js'
import type { ConsignmentEventOf } from './events.js'
import { leftIn, notEntered, piecesOf, standingOn } from './rules.js'
import { type ConsignedLine, type ConsignmentState, countOf } from './state.js'

const consigned = { consignmentId: Uuid, programmeId: ProgrammeId, effectiveOn: Day }

/** Takes note of what the agency sold. */
export const SellConsigned = t.strict({
  type: t.literal('SellConsigned'),
  ...consigned,
  saleId: Uuid,
  lines: t.readonlyArray(t.strict({ lineId: Uuid, quantity: Quantity })),
})
export type SellConsigned = t.TypeOf<typeof SellConsigned>

/** Takes back what the agency did not sell. */
export const ReturnConsigned = t.strict({
  type: t.literal('ReturnConsigned'),
  ...consigned,
  returnId: Uuid,
  lines: t.readonlyArray(t.strict({ lineId: Uuid, quantity: Quantity })),
  condition: Condition,
})
export type ReturnConsigned = t.TypeOf<typeof ReturnConsigned>

interface Taken {
  readonly line: ConsignedLine
  readonly quantity: number
}

/** The lines, each named once, with at most the pieces that the agency has left of it. Rule 15. */
const taken = (
  state: ConsignmentState,
  asked: readonly { readonly lineId: string; readonly quantity: number }[],
): E.Either<Refusal, readonly Taken[]> => {
  const sums = new Map<string, number>()
  for (const { lineId, quantity } of asked) sums.set(lineId, (sums.get(lineId) ?? 0) + quantity)
  return pipe(
    [...sums],
    E.fromPredicate(
      (lines) => lines.length > 0,
      () => refusal('invalid-number', 'Say how many pieces of which line.', {}),
    ),
    E.chain(
      E.traverseArray(([lineId, quantity]) =>
        pipe(
          leftIn(state, { lineId, quantity }),
          E.map((line) => ({ line, quantity })),
        ),
      ),
    ),
  )
}

/** @returns Left: `unknown-consignment`, `already-recorded`, `invalid-number` (nothing named), `over-sale`. Rule 15. */
export const sellConsigned = (
  command: SellConsigned,
  state: ConsignmentState,
): Decision<ConsignmentEventOf<'ConsignmentSold'>> => {
  const { programmeId, saleId, effectiveOn } = command
  return pipe(
    standingOn(state, programmeId, effectiveOn),
    E.chain(() => notEntered(state, saleId)),
    E.chain(() => taken(state, command.lines)),
    E.map((found) => {
      const lines = found.map(({ line: { lineId, unitPrice }, quantity }) => ({ lineId, quantity, unitPrice }))
      return [{ type: 'ConsignmentSold', effectiveOn, data: { programmeId, saleId, lines } }]
    }),
  )
}

/**
 * The last pieces of a line come back first; stock takes them in by a policy.
 * @returns Left: `unknown-consignment`, `already-recorded`, `invalid-number` (nothing named), `over-sale`. Rule 15.
 */
export const returnConsigned = (
  command: ReturnConsigned,
  state: ConsignmentState,
): Decision<ConsignmentEventOf<'ConsignmentReturned'>> => {
  const { programmeId, returnId, condition, effectiveOn } = command
  return pipe(
    standingOn(state, programmeId, effectiveOn),
    E.chain(() => notEntered(state, returnId)),
    E.chain(() => taken(state, command.lines)),
    E.map((found) => {
      const lines = found.map(({ line, quantity }) => {
        const end = line.quantity - countOf(line.returned)
        const batches = piecesOf(line.batches, end - quantity, end)
        return { lineId: line.lineId, sku: line.sku, batches, condition }
      })
      return [{ type: 'ConsignmentReturned', effectiveOn, data: { programmeId, returnId, lines } }]
    }),
  )
}
