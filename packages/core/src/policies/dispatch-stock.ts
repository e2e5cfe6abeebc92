import { policy } from '@perca/eventsourcing'
import type { OrderEvent } from '../order/events.js'
import type { DispatchStock } from '../stock/promise.js'
import { idInStream } from '../values/ids.js'

/** P3: what an order delivered leaves the stock. */
export const dispatchStockPolicy = policy<OrderEvent>({
  name: 'dispatch-stock',
  sends: ['DispatchStock'],
  on: {
    OrderDelivered: ({ event, stream }) =>
      event.data.lines.map(({ lineId, sku, batches }) => {
        const command: DispatchStock = {
          type: 'DispatchStock',
          programmeId: event.data.programmeId,
          sku,
          orderId: idInStream(stream),
          lineId,
          deliveryId: event.data.deliveryId,
          batches,
          effectiveOn: event.effectiveOn,
        }
        return { target: lineId, command }
      }),
  },
})
