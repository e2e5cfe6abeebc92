import { policy } from '@perca/eventsourcing'
import type { NoteBackordered, NoteReserved } from '../order/copies.js'
import type { StockEvent } from '../stock/events.js'

/** P2: an order is told what stock promised its line, and what its line waits for. */
export const notePromisesPolicy = policy<StockEvent>({
  name: 'note-promises',
  sends: ['NoteBackordered', 'NoteReserved'],
  on: {
    StockReserved: ({ event, id }) => {
      const { orderId, lineId, batches } = event.data
      const { effectiveOn } = event
      const command: NoteReserved = { type: 'NoteReserved', orderId, lineId, batches, sourceEventId: id, effectiveOn }
      return [{ target: lineId, command }]
    },
    BackorderQueued: ({ event, id }) => {
      const { orderId, lineId, quantity } = event.data
      const { effectiveOn } = event
      const command: NoteBackordered = {
        type: 'NoteBackordered',
        orderId,
        lineId,
        quantity,
        sourceEventId: id,
        effectiveOn,
      }
      return [{ target: lineId, command }]
    },
  },
})
