import { policy } from '@perca/eventsourcing'
import type { ConsignmentEvent } from '../consignment/events.js'
import type { CreditFund } from '../fund/decisions.js'
import type { OrderEvent } from '../order/events.js'
import { idInStream } from '../values/ids.js'

interface Parts {
  readonly materialsFund: number
  readonly programmeFund: number
}

const credits = (
  { materialsFund, programmeFund }: Parts,
  terms: Pick<CreditFund, 'programmeId' | 'sourceEventId' | 'source' | 'effectiveOn'>,
) => {
  const amounts = [
    { fund: 'materials' as const, amount: materialsFund },
    { fund: 'programme' as const, amount: programmeFund },
  ]
  return amounts.flatMap(({ fund, amount }) => {
    const command: CreditFund = { type: 'CreditFund', fund, amount, ...terms }
    return amount > 0 ? [{ target: fund, command }] : []
  })
}

/** P4: each fund is credited with its part of an order, or of a consignment's settlement. */
export const creditFundsPolicy = policy<OrderEvent | ConsignmentEvent>({
  name: 'credit-funds',
  sends: ['CreditFund'],
  on: {
    ProceedsShared: ({ event, id, stream }) => {
      const { programmeId, parts } = event.data
      const source = { kind: 'order' as const, id: idInStream(stream) }
      return credits(parts, { programmeId, sourceEventId: id, source, effectiveOn: event.effectiveOn })
    },
    ConsignmentSettled: ({ event, id, stream }) => {
      const { programmeId, parts } = event.data
      const source = { kind: 'consignment' as const, id: stream.slice('consignment-'.length) }
      return credits(parts, { programmeId, sourceEventId: id, source, effectiveOn: event.effectiveOn })
    },
  },
})
