import { policy } from '@perca/eventsourcing'
import type { CreditEarnings } from '../account/earning.js'
import type { ConsignmentEvent } from '../consignment/events.js'
import type { FundEvent } from '../fund/events.js'
import type { OrderEvent } from '../order/events.js'
import { idInStream } from '../values/ids.js'

interface Share {
  readonly participantId: string
  readonly amount: number
}

const credits = (shares: readonly Share[], terms: Pick<CreditEarnings, 'sharedEventId' | 'source' | 'effectiveOn'>) =>
  shares.map(({ participantId, amount }) => {
    const command: CreditEarnings = { type: 'CreditEarnings', participantId, amount, ...terms }
    return { target: participantId, command }
  })

/** P4: each maker is credited with their share of an order, of a consignment's settlement, of a gift. */
export const creditEarningsPolicy = policy<OrderEvent | ConsignmentEvent | FundEvent>({
  name: 'credit-earnings',
  sends: ['CreditEarnings'],
  on: {
    ProceedsShared: ({ event, id, stream }) => {
      const source = { kind: 'order' as const, id: idInStream(stream) }
      return credits(event.data.shares, { sharedEventId: id, source, effectiveOn: event.effectiveOn })
    },
    ConsignmentSettled: ({ event, id, stream }) => {
      const source = { kind: 'consignment' as const, id: stream.slice('consignment-'.length) }
      return credits(event.data.shares, { sharedEventId: id, source, effectiveOn: event.effectiveOn })
    },
    FundSpent: ({ event, id }) => {
      const { gift, spendId } = event.data
      const source = { kind: 'gift' as const, id: spendId }
      return gift === null ? [] : credits(gift.shares, { sharedEventId: id, source, effectiveOn: event.effectiveOn })
    },
  },
})
