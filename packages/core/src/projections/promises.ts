import { Day, projection } from '@perca/eventsourcing'
import * as t from 'io-ts'
import type { OrderEvent } from '../order/events.js'
import { rowKey } from './keys.js'

const PromiseRow = t.type({
  programmeId: t.string,
  /** The day until which the line is to be complete; null where none was promised. */
  promisedOn: t.union([Day, t.null]),
  /** Pieces. */
  quantity: t.number,
  /** Pieces that went out, as recorded. */
  delivered: t.readonlyArray(t.type({ on: Day, quantity: t.number })),
  /** Pieces that are not owed any more: the line was closed short, or its order called off. */
  dropped: t.readonlyArray(t.type({ on: Day, quantity: t.number })),
})
/** What was promised of one line of an order, and what became of it. */
export type PromiseRow = t.TypeOf<typeof PromiseRow>

/** Lines of orders that were taken on, by order and line. What comes back later does not undo a delivery. */
export const promises = projection<PromiseRow, OrderEvent>({
  name: 'promises',
  version: 1,
  row: PromiseRow,
  on: {
    OrderAccepted: ({ event, stream }) => {
      const { programmeId, lines, promisedOn } = event.data
      return lines.map(({ lineId, quantity }) => ({
        put: rowKey(stream, lineId),
        row: { programmeId, promisedOn, quantity, delivered: [], dropped: [] },
      }))
    },
    OrderDelivered: ({ event, stream }, get) => {
      // Of one delivery two lines may be parts of the same line of the order.
      const byLine = new Map<string, number>()
      for (const { lineId, quantity } of event.data.lines) byLine.set(lineId, (byLine.get(lineId) ?? 0) + quantity)
      return [...byLine].flatMap(([lineId, quantity]) => {
        const row = get(rowKey(stream, lineId))
        if (row === undefined) return []
        const delivered = [...row.delivered, { on: event.effectiveOn, quantity }]
        return [{ put: rowKey(stream, lineId), row: { ...row, delivered } }]
      })
    },
    LineClosedShort: ({ event, stream }, get) => {
      const { lineId, closedQuantity } = event.data
      const row = get(rowKey(stream, lineId))
      if (row === undefined) return []
      const dropped = [...row.dropped, { on: event.effectiveOn, quantity: closedQuantity }]
      return [{ put: rowKey(stream, lineId), row: { ...row, dropped } }]
    },
    OrderCancelled: ({ event, stream }, get) =>
      event.data.lines.flatMap(({ lineId }) => {
        const row = get(rowKey(stream, lineId))
        if (row === undefined) return []
        const dropped = [...row.dropped, { on: event.effectiveOn, quantity: row.quantity }]
        return [{ put: rowKey(stream, lineId), row: { ...row, dropped } }]
      }),
  },
})
