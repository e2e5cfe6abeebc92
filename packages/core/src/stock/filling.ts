import type { Day } from '@perca/eventsourcing'
import { later } from '../values/later.js'
import type { ReservedPart, StockEventOf } from './events.js'
import type { Waiting } from './state.js'

/** Pieces that become free on a day. */
interface Freed extends ReservedPart {
  readonly since: Day
}

/**
 * Who waits gets what becomes free, the oldest wait first, on the day when both the wait and the pieces are there. Rule 6.
 * @param queue who waits, the oldest first: while anybody does, nothing else is free
 */
export const filled = (
  { programmeId, sku }: { readonly programmeId: string; readonly sku: string },
  queue: Iterable<Waiting>,
  freed: readonly Freed[],
): readonly StockEventOf<'StockReserved'>[] => {
  const events: StockEventOf<'StockReserved'>[] = []
  const rest = [...freed].sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0))
  for (const { orderId, lineId, on, quantity: wanted } of queue) {
    const byDay = new Map<Day, ReservedPart[]>()
    let left = wanted
    while (left > 0) {
      const part = rest.shift()
      if (part === undefined) break
      const { batchId, makers, since } = part
      const quantity = Math.min(left, part.quantity)
      left -= quantity
      if (part.quantity > quantity) rest.unshift({ ...part, quantity: part.quantity - quantity })
      const day = later(on, since)
      byDay.set(day, [...(byDay.get(day) ?? []), { batchId, quantity, makers }])
    }
    for (const [effectiveOn, batches] of byDay) {
      const data = { programmeId, sku, orderId, lineId, batches, reason: 'backorder' as const }
      events.push({ type: 'StockReserved', effectiveOn, data })
    }
    if (rest.length === 0) break
  }
  return events
}
