import { policy } from '@perca/eventsourcing'
import type { CreditEarnings } from '../account/decisions.js'
import type { OrderEvent } from '../order/events.js'

/** P4: each maker is credited with their share. */
export const creditEarningsPolicy = policy<OrderEvent>({
  name: 'credit-earnings',
  on: {
    ProceedsShared: ({ event, id, stream }) =>
      event.data.shares.map(({ participantId, amount }) => {
        const command: CreditEarnings = {
          type: 'CreditEarnings',
          participantId,
          sharedEventId: id,
          orderId: stream.slice('order-'.length),
          amount,
          effectiveOn: event.effectiveOn,
        }
        return { target: participantId, command }
      }),
  },
})
