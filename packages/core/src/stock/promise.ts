import { Day, type Decision, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { Quantity } from '../values/amounts.js'
import { Code, ProgrammeId, Uuid } from '../values/ids.js'
import { BatchPart, type ReservedPart, type StockEvent, type StockEventOf } from './events.js'
import { type FreeBatch, lineKey, type StockState } from './state.js'

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

/** Takes up to `wanted` pieces of these batches, the first batches first. */
const oldest = (batches: Iterable<FreeBatch>, wanted: number): readonly (ReservedPart & { readonly on: Day })[] => {
  const parts: (ReservedPart & { readonly on: Day })[] = []
  let left = wanted
  for (const { batchId, on, quantity: free, makers } of batches) {
    if (left === 0) break
    const quantity = Math.min(left, free)
    left -= quantity
    parts.push({ batchId, on, quantity, makers })
  }
  return parts
}

/**
 * Promises the oldest free pieces made by the order's day; what is short is queued on that day, and pieces made since, where
 * there are any (the order was written down late), fill it on their own days. Rule 6.
 */
export const reserveStock = (command: ReserveStock, state: StockState): Decision<StockEvent> => {
  const { programmeId, sku, orderId, lineId, quantity, effectiveOn } = command
  const reserved = (
    on: Day,
    parts: readonly ReservedPart[],
    reason: 'order' | 'backorder',
  ): StockEventOf<'StockReserved'> => ({
    type: 'StockReserved',
    effectiveOn: on,
    data: {
      programmeId,
      sku,
      orderId,
      lineId,
      batches: parts.map(({ batchId, quantity: part, makers }) => ({ batchId, quantity: part, makers })),
      reason,
    },
  })
  const made = (parts: readonly ReservedPart[]) => parts.reduce((sum, part) => sum + part.quantity, 0)
  const atOnce = oldest(
    state.free.toSeq().takeWhile(({ on }) => on <= effectiveOn),
    quantity,
  )
  const short = quantity - made(atOnce)
  const since =
    short === 0
      ? []
      : oldest(
          state.free.toSeq().skipWhile(({ on }) => on <= effectiveOn),
          short,
        )
  const queued = { programmeId, sku, orderId, lineId, quantity: short }
  return E.right([
    ...(atOnce.length === 0 ? [] : [reserved(effectiveOn, atOnce, 'order')]),
    ...(short === 0 ? [] : [{ type: 'BackorderQueued', effectiveOn, data: queued } as const]),
    ...since.map((part) => reserved(part.on, [part], 'backorder')),
  ])
}

const pieces = (parts: readonly BatchPart[], batchId: string): number =>
  parts.reduce((sum, part) => sum + (part.batchId === batchId ? part.quantity : 0), 0)

/** @returns Left: `insufficient-stock`, the line has not these pieces. Rule 6. */
export const dispatchStock = (command: DispatchStock, state: StockState): Decision<StockEventOf<'StockDispatched'>> => {
  const { programmeId, sku, orderId, lineId, deliveryId, batches, effectiveOn } = command
  const held = state.reserved.get(lineKey(command)) ?? []
  const has = (batchId: string) => pieces(held, batchId)
  const missing = batches.find(({ batchId }) => has(batchId) < pieces(batches, batchId))
  if (missing !== undefined) {
    const message = 'The line has not reserved these pieces. Reserve them before they leave.'
    return E.left(
      refusal('insufficient-stock', message, { lineId, batchId: missing.batchId, reserved: has(missing.batchId) }),
    )
  }
  const data = { programmeId, sku, deliveryId, orderId, lineId, batches }
  return E.right([{ type: 'StockDispatched', effectiveOn, data }])
}
