import { type AnyAggregate, anyAggregate } from '@perca/eventsourcing'
import { account } from './account/decider.js'
import { agency } from './agency/decider.js'
import { material } from './material/decider.js'
import { order } from './order/decider.js'
import { participant } from './participant/decider.js'
import { product } from './product/decider.js'
import { programme } from './programme/decider.js'
import { session } from './session/decider.js'
import { stock } from './stock/decider.js'

/** The whole domain: every kind of stream. Hand it to `application` with a store. */
export const aggregates: readonly AnyAggregate[] = [
  anyAggregate(programme),
  anyAggregate(participant),
  anyAggregate(account),
  anyAggregate(session),
  anyAggregate(product),
  anyAggregate(agency),
  anyAggregate(material),
  anyAggregate(stock),
  anyAggregate(order),
]
