import { List, Set as PersistentSet } from 'immutable'
import type { Entry } from '../values/balance.js'
import type { FundEvent } from './events.js'

/** What decisions need of a fund: dated amounts, so that any day can be judged. Nothing personal. */
export interface FundState {
  /** What came in, and, negative, went out, in rupiah. */
  readonly entries: List<Entry>
  /** Ids of what was spent, given and donated: each is written down once. */
  readonly ids: PersistentSet<string>
}

/** An empty fund. */
export const initialState: FundState = { entries: List(), ids: PersistentSet() }

/** The fund after one event more. */
export const evolve = ({ entries, ids }: FundState, event: FundEvent): FundState => {
  const on = event.effectiveOn
  const { amount } = event.data
  switch (event.type) {
    case 'FundCredited':
      return { entries: entries.push({ on, amount }), ids }
    case 'LossAbsorbed':
      return { entries: entries.push({ on, amount: -amount }), ids }
    case 'DonationReceived':
      return { entries: entries.push({ on, amount }), ids: ids.add(event.data.donationId) }
    case 'FundSpent':
      return { entries: entries.push({ on, amount: -amount }), ids: ids.add(event.data.spendId) }
  }
}
