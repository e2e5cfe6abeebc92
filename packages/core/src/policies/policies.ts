import type { Policy } from '@perca/eventsourcing'
import { creditEarningsPolicy } from './credit-earnings.js'
import { dispatchStockPolicy } from './dispatch-stock.js'
import { notePromisesPolicy } from './note-promises.js'
import { openSessionPolicy } from './open-session.js'
import { reserveStockPolicy } from './reserve-stock.js'

/** Every policy of the domain, in the order in which one event runs them. */
export const policies: readonly Policy[] = [
  openSessionPolicy,
  reserveStockPolicy,
  notePromisesPolicy,
  dispatchStockPolicy,
  creditEarningsPolicy,
]
