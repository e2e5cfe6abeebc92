import { policy } from '@perca/eventsourcing'
import type { ReverseEarnings } from '../account/earning.js'
import type { OrderEvent } from '../order/events.js'
import { idInStream } from '../values/ids.js'

/** P7: of returned goods that were shared, each maker gives back what is due to them still. */
export const reverseEarningsPolicy = policy<OrderEvent>({
  name: 'reverse-earnings',
  sends: ['ReverseEarnings'],
  on: {
    ProceedsReversed: ({ event, id, stream }) =>
      event.data.shares.map(({ participantId, amount }) => {
        const command: ReverseEarnings = {
          type: 'ReverseEarnings',
          participantId,
          programmeId: event.data.programmeId,
          sourceEventId: id,
          orderId: idInStream(stream),
          asked: amount,
          effectiveOn: event.effectiveOn,
        }
        return { target: participantId, command }
      }),
  },
})
