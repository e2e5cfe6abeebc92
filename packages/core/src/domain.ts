import { type AnyAggregate, aggregatesOf } from '@perca/eventsourcing'
import { account } from './account/decider.js'
import { agency } from './agency/decider.js'
import { consignment } from './consignment/decider.js'
import { fund } from './fund/decider.js'
import { helper } from './helper/decider.js'
import { incident } from './incident/decider.js'
import { material } from './material/decider.js'
import { order } from './order/decider.js'
import { participant } from './participant/decider.js'
import { privacy } from './privacy/decider.js'
import { product } from './product/decider.js'
import { programme } from './programme/decider.js'
import { session } from './session/decider.js'
import { stock } from './stock/decider.js'
import { survey } from './survey/decider.js'

/** Every kind of stream of the domain, by the name with which its streams begin. */
export const kinds = {
  programme,
  participant,
  account,
  session,
  product,
  agency,
  material,
  stock,
  order,
  fund,
  consignment,
  survey,
  incident,
  helper,
  privacy,
}

/** The whole domain, once its types no longer matter: hand it to `application` with a store. */
export const aggregates: readonly AnyAggregate[] = aggregatesOf(kinds)
