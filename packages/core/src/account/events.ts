import { type EventOf, eventType } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { Rupiah } from '../values/amounts.js'
import { Code, Uuid } from '../values/ids.js'

// These names and shapes are stored. They are only ever added to; a changed meaning is a new version (docs/how-to/add-an-event.md).

/** The maker's share of an order, in rupiah; `sharedEventId` is the ProceedsShared that gave it. */
const EarningsCredited = t.type({ sharedEventId: Uuid, orderId: Uuid, amount: Rupiah })

/** Money was handed over against a receipt, in rupiah. */
const EarningsPaid = t.type({ payoutId: Uuid, amount: Rupiah, receiptRef: Code, to: t.keyof({ participant: null }) })

/** Every event of an account, by name: the stored contract. */
export const accountEvents = { EarningsCredited: eventType(EarningsCredited), EarningsPaid: eventType(EarningsPaid) }
/** Every event of a maker's account. */
export type AccountEvent = EventOf<typeof accountEvents>
/** One of them, by its type. */
export type AccountEventOf<Type extends AccountEvent['type']> = Extract<AccountEvent, { type: Type }>
