import { policy } from '@perca/eventsourcing'
import type { ConsignmentEvent } from '../consignment/events.js'
import type { ReturnStock } from '../stock/returns.js'

/** What an agency gives back of a consignment is stock's again, line by line. */
export const returnConsignedPolicy = policy<ConsignmentEvent>({
  name: 'return-consigned',
  sends: ['ReturnStock'],
  on: {
    ConsignmentReturned: ({ event, stream }) =>
      event.data.lines.map(({ lineId, sku, batches, condition }) => {
        const command: ReturnStock = {
          type: 'ReturnStock',
          programmeId: event.data.programmeId,
          sku,
          returnId: event.data.returnId,
          source: 'consignment',
          sourceId: stream.slice('consignment-'.length),
          batches,
          condition,
          effectiveOn: event.effectiveOn,
        }
        return { target: lineId, command }
      }),
  },
})
