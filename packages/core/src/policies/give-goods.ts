import { policy } from '@perca/eventsourcing'
import type { FundEvent } from '../fund/events.js'
import type { GiveGoods } from '../stock/leaving.js'

/** What the programme fund paid for as a gift leaves the stock. */
export const giveGoodsPolicy = policy<FundEvent>({
  name: 'give-goods',
  sends: ['GiveGoods'],
  on: {
    FundSpent: ({ event }) => {
      const { programmeId, spendId, gift } = event.data
      if (gift === null) return []
      const { sku, batches } = gift
      const { effectiveOn } = event
      const command: GiveGoods = { type: 'GiveGoods', programmeId, sku, giftId: spendId, batches, effectiveOn }
      return [{ target: sku, command }]
    },
  },
})
