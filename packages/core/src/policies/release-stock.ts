import { policy } from '@perca/eventsourcing'
import type { OrderEvent } from '../order/events.js'
import type { ReleaseReservation } from '../stock/release.js'
import { idInStream } from '../values/ids.js'

/**
 * P6: what stock holds for a line that needs it no longer, or lets it wait for, is freed: of a cancelled order, line by line;
 * of a line that was closed short. It is promised nothing from then on, so that word of a promise that comes later, to the
 * order (P2) or to stock (P1), changes nothing.
 */
export const releaseStockPolicy = policy<OrderEvent>({
  name: 'release-stock',
  sends: ['ReleaseReservation'],
  on: {
    OrderCancelled: ({ event, stream }) =>
      event.data.lines.map(({ lineId, sku }) => {
        const command: ReleaseReservation = {
          type: 'ReleaseReservation',
          programmeId: event.data.programmeId,
          sku,
          orderId: idInStream(stream),
          lineId,
          reason: 'order-cancelled',
          effectiveOn: event.effectiveOn,
        }
        return { target: lineId, command }
      }),
    LineClosedShort: ({ event, stream }) => {
      const { programmeId, sku, lineId } = event.data
      const command: ReleaseReservation = {
        type: 'ReleaseReservation',
        programmeId,
        sku,
        orderId: idInStream(stream),
        lineId,
        reason: 'line-closed-short',
        effectiveOn: event.effectiveOn,
      }
      return [{ target: lineId, command }]
    },
  },
})
