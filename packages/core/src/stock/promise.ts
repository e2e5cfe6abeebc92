import { Day, type Decision, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { Quantity } from '../values/amounts.js'
import { Code, ProgrammeId, Uuid } from '../values/ids.js'
import { BatchPart, type ReservedPart, type StockEvent, type StockEventOf } from './events.js'
import { filled } from './filling.js'
import { firstOf, freeOn, piecesOf } from './rules.js'
import { lineKey, makersOf, type StockState, total } from './state.js'

const line = { programmeId: ProgrammeId, sku: Code, orderId: Uuid, lineId: Uuid, effectiveOn: Day }

/** Promises pieces to an order's line; what is short waits (policy P1). */
export const ReserveStock = t.strict({ type: t.literal('ReserveStock'), ...line, quantity: Quantity })
export type ReserveStock = t.TypeOf<typeof ReserveStock>

/** Lets reserved pieces leave with a delivery (policy P3). */
export const DispatchStock = t.strict({
  type: t.literal('DispatchStock'),
  ...line,
  deliveryId: Uuid,
  batches: t.readonlyArray(BatchPart),
})
export type DispatchStock = t.TypeOf<typeof DispatchStock>

const reserved = (
  { programmeId, sku, orderId, lineId, effectiveOn }: ReserveStock,
  parts: readonly ReservedPart[],
): StockEventOf<'StockReserved'> => {
  const batches = parts.map(({ batchId, quantity, makers }) => ({ batchId, quantity, makers }))
  return { type: 'StockReserved', effectiveOn, data: { programmeId, sku, orderId, lineId, batches, reason: 'order' } }
}

/** What became free after a day, with its makers. */
const freedAfter = (state: StockState, day: Day) =>
  state.free
    .toArray()
    .filter(({ since }) => since > day)
    .map(({ batchId, quantity, since }) => ({ batchId, quantity, since, makers: makersOf(state, batchId) }))

/**
 * Promises the oldest pieces that are free on the order's day; what is short is queued on that day, and pieces that became
 * free since, where there are any (the order was written down late), fill it on their own days. Nothing, where the line gave
 * its promise up already: the order was cancelled, and the commands crossed. Rule 6.
 */
export const reserveStock = (command: ReserveStock, state: StockState): Decision<StockEvent> => {
  const { programmeId, sku, orderId, lineId, quantity, effectiveOn } = command
  if (state.released.has(lineKey(command))) return E.right([])
  const atOnce = firstOf(state, freeOn(state, effectiveOn), quantity)
  const short = quantity - total(atOnce)
  if (short === 0) return E.right([reserved(command, atOnce)])
  return E.right([
    ...(atOnce.length === 0 ? [] : [reserved(command, atOnce)]),
    { type: 'BackorderQueued', effectiveOn, data: { programmeId, sku, orderId, lineId, quantity: short } },
    ...filled(command, [{ orderId, lineId, on: effectiveOn, quantity: short }], freedAfter(state, effectiveOn)),
  ])
}

/** @returns Left: `insufficient-stock`, the line has not these pieces. Rule 6. */
export const dispatchStock = (command: DispatchStock, state: StockState): Decision<StockEventOf<'StockDispatched'>> => {
  const { programmeId, sku, orderId, lineId, deliveryId, batches, effectiveOn } = command
  const held = state.reserved.get(lineKey(command)) ?? []
  const has = (batchId: string) => piecesOf(held, batchId)
  const missing = batches.find(({ batchId }) => has(batchId) < piecesOf(batches, batchId))
  if (missing !== undefined) {
    const message = 'The line has not reserved these pieces. Reserve them before they leave.'
    return E.left(
      refusal('insufficient-stock', message, { lineId, batchId: missing.batchId, reserved: has(missing.batchId) }),
    )
  }
  const data = { programmeId, sku, deliveryId, orderId, lineId, batches }
  return E.right([{ type: 'StockDispatched', effectiveOn, data }])
}
