import { policy } from '@perca/eventsourcing'
import type { OrderEvent } from '../order/events.js'
import type { ReturnStock } from '../stock/returns.js'
import { idInStream } from '../values/ids.js'

/** What came back of an order goes back into the stock's books, line by line. */
export const returnStockPolicy = policy<OrderEvent>({
  name: 'return-stock',
  sends: ['ReturnStock'],
  on: {
    GoodsReturned: ({ event, stream }) =>
      event.data.lines.map(({ lineId, sku, batches }) => {
        const { programmeId, returnId, condition } = event.data
        const command: ReturnStock = {
          type: 'ReturnStock',
          programmeId,
          sku,
          returnId,
          source: 'order',
          sourceId: idInStream(stream),
          batches,
          condition,
          effectiveOn: event.effectiveOn,
        }
        return { target: lineId, command }
      }),
  },
})
