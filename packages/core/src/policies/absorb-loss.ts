import { policy } from '@perca/eventsourcing'
import type { AccountEvent } from '../account/events.js'
import type { AbsorbLoss } from '../fund/decisions.js'
import type { OrderEvent } from '../order/events.js'

const loss = (terms: Omit<AbsorbLoss, 'type'>) => {
  const command: AbsorbLoss = { type: 'AbsorbLoss', ...terms }
  return terms.amount > 0 ? [{ target: terms.fund, command }] : []
}

/** P7: each fund gives its own part of returned goods back; the programme fund also what a maker was paid already. */
export const absorbLossPolicy = policy<OrderEvent | AccountEvent>({
  name: 'absorb-loss',
  sends: ['AbsorbLoss'],
  on: {
    ProceedsReversed: ({ event, id }) => {
      const { programmeId, parts } = event.data
      const { effectiveOn } = event
      const dated = { programmeId, sourceEventId: id, reason: 'proceeds-reversed' as const, effectiveOn }
      return [
        ...loss({ ...dated, fund: 'materials', amount: parts.materialsFund }),
        ...loss({ ...dated, fund: 'programme', amount: parts.programmeFund }),
      ]
    },
    EarningsReversed: ({ event, id }) => {
      const { programmeId, asked, taken } = event.data
      const { effectiveOn } = event
      return loss({
        programmeId,
        fund: 'programme',
        sourceEventId: id,
        amount: asked - taken,
        reason: 'earnings-shortfall',
        effectiveOn,
      })
    },
  },
})
