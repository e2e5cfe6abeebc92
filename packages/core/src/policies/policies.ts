import type { Policy } from '@perca/eventsourcing'
import { absorbLossPolicy } from './absorb-loss.js'
import { consignStockPolicy } from './consign-stock.js'
import { creditEarningsPolicy } from './credit-earnings.js'
import { creditFundsPolicy } from './credit-funds.js'
import { dispatchStockPolicy } from './dispatch-stock.js'
import { giveGoodsPolicy } from './give-goods.js'
import { mergeFilesPolicy } from './merge-files.js'
import { moveBalancePolicy } from './move-balance.js'
import { notePromisesPolicy } from './note-promises.js'
import { openSessionPolicy } from './open-session.js'
import { releaseStockPolicy } from './release-stock.js'
import { reserveStockPolicy } from './reserve-stock.js'
import { returnConsignedPolicy } from './return-consigned.js'
import { returnStockPolicy } from './return-stock.js'
import { reverseEarningsPolicy } from './reverse-earnings.js'

/** Every policy of the domain, in the order in which one event runs them. */
export const policies: readonly Policy[] = [
  openSessionPolicy,
  reserveStockPolicy,
  notePromisesPolicy,
  dispatchStockPolicy,
  releaseStockPolicy,
  returnStockPolicy,
  creditEarningsPolicy,
  creditFundsPolicy,
  reverseEarningsPolicy,
  absorbLossPolicy,
  giveGoodsPolicy,
  consignStockPolicy,
  returnConsignedPolicy,
  mergeFilesPolicy,
  moveBalancePolicy,
]
