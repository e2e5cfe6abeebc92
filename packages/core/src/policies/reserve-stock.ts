import { policy } from '@perca/eventsourcing'
import type { OrderEvent } from '../order/events.js'
import type { ReserveStock } from '../stock/promise.js'
import { idInStream } from '../values/ids.js'

/** P1: an accepted order's pieces are promised, line by line. */
export const reserveStockPolicy = policy<OrderEvent>({
  name: 'reserve-stock',
  sends: ['ReserveStock'],
  on: {
    OrderAccepted: ({ event, stream }) =>
      event.data.lines.map(({ lineId, sku, quantity }) => {
        const command: ReserveStock = {
          type: 'ReserveStock',
          programmeId: event.data.programmeId,
          sku,
          orderId: idInStream(stream),
          lineId,
          quantity,
          effectiveOn: event.effectiveOn,
        }
        return { target: lineId, command }
      }),
  },
})
