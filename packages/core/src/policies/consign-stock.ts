import { policy } from '@perca/eventsourcing'
import type { ConsignmentEvent } from '../consignment/events.js'
import type { ConsignStock } from '../stock/leaving.js'

/** What was handed over on consignment leaves the stock, line by line. */
export const consignStockPolicy = policy<ConsignmentEvent>({
  name: 'consign-stock',
  sends: ['ConsignStock'],
  on: {
    ConsignmentPlaced: ({ event, stream }) =>
      event.data.lines.map(({ lineId, sku, batches }) => {
        const command: ConsignStock = {
          type: 'ConsignStock',
          programmeId: event.data.programmeId,
          sku,
          consignmentId: stream.slice('consignment-'.length),
          lineId,
          batches,
          effectiveOn: event.effectiveOn,
        }
        return { target: lineId, command }
      }),
  },
})
