import type { Change, RecordedEvent } from '@perca/eventsourcing'
import type { StockEventOf } from '../../stock/events.js'
import { rowKey } from '../keys.js'
import { foundOrNot, type Get, type Row, rowThat } from './row.js'

const counted = (
  { event, id, stream }: RecordedEvent<StockEventOf<'StockCounted'>>,
  get: Get,
): readonly Change<Row>[] => {
  const { programmeId, sku, difference } = event.data
  const on = event.effectiveOn
  const key = rowKey('stock-counts', stream)
  const held = rowThat(get, 'stock-counts', key)?.counts ?? []
  const counts = [
    ...held.filter((other) => other.on <= on),
    { on, difference, eventId: id },
    ...held.filter((other) => other.on > on),
  ]
  const last = counts.at(-1)
  const details = { sku, difference: last?.difference ?? 0 }
  return [
    { put: key, row: { is: 'stock-counts', counts } },
    ...foundOrNot(
      get,
      rowKey('stock-miscounted', stream),
      last === undefined || last.difference === 0
        ? undefined
        : {
            is: 'finding',
            kind: 'stock-miscounted',
            programmeId,
            on: last.on,
            stream,
            eventId: last.eventId,
            details,
          },
    ),
  ]
}

/**
 * Finds a product of which the last count has more or fewer pieces than should be there. A later count that agrees, after what
 * lacked was written off or what was over was received, settles it.
 */
export const miscountedStock = { StockCounted: counted }
