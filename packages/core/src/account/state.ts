import type { Day } from '@perca/eventsourcing'
import { List, Map as PersistentMap } from 'immutable'
import type { AccountEvent, AccountEventOf } from './events.js'

/** What was added to the account, or, negative, taken from it, on a day, in rupiah. */
export interface AccountEntry {
  readonly on: Day
  readonly amount: number
}

/** A payout, and whether it was reversed. */
export interface Payout {
  readonly on: Day
  readonly amount: number
  /** Null: to the maker. */
  readonly heirId: string | null
  readonly reversedOn: Day | null
}

/** A recognised heir: from which day, for how many basis points, and what they were paid, in rupiah. */
export interface Heir {
  readonly heirId: string
  readonly from: Day
  readonly part: number
  readonly paid: number
}

/** Where everything that comes in moves on to: the file was merged into another. */
export interface Merged {
  readonly mergeId: string
  readonly into: string
  readonly on: Day
  readonly sourceEventId: string
}

/** A merge into this account that was undone: what still arrives by it goes back. */
export interface Undone {
  readonly to: string
  readonly on: Day
  readonly sourceEventId: string
}

/** What decisions need of an account: dated amounts, so that any day can be judged. Nothing personal. */
export interface AccountState {
  readonly entries: List<AccountEntry>
  /** By payout's id. */
  readonly payouts: PersistentMap<string, Payout>
  /** As they were recognised. */
  readonly heirs: readonly Heir[]
  readonly merged: Merged | null
  /** By merge's id: rupiah that came by it and have not gone back. */
  readonly arrived: PersistentMap<string, number>
  /** By merge's id. */
  readonly undone: PersistentMap<string, Undone>
}

/** Nothing credited, nothing paid. */
export const initialState: AccountState = {
  entries: List(),
  payouts: PersistentMap(),
  heirs: [],
  merged: null,
  arrived: PersistentMap(),
  undone: PersistentMap(),
}

const entered = (state: AccountState, on: Day, amount: number): AccountState =>
  amount === 0 ? state : { ...state, entries: state.entries.push({ on, amount }) }

const paidToHeir = (heirs: readonly Heir[], heirId: string | null, amount: number): readonly Heir[] =>
  heirId === null ? heirs : heirs.map((heir) => (heir.heirId === heirId ? { ...heir, paid: heir.paid + amount } : heir))

const moved = (state: AccountState, { effectiveOn: on, data }: AccountEventOf<'BalanceMoved'>): AccountState => {
  const { mergeId, direction, otherParticipantId, amount, undoes, sourceEventId } = data
  const arrived = state.arrived.get(mergeId) ?? 0
  if (direction === 'in') {
    const so = entered(state, on, amount)
    return undoes
      ? { ...so, merged: state.merged?.mergeId === mergeId ? null : state.merged }
      : { ...so, arrived: state.arrived.set(mergeId, arrived + amount) }
  }
  const so = entered(state, on, -amount)
  if (undoes) {
    const undone = state.undone.get(mergeId) ?? { to: otherParticipantId, on, sourceEventId }
    return { ...so, arrived: state.arrived.set(mergeId, arrived - amount), undone: state.undone.set(mergeId, undone) }
  }
  return state.merged?.mergeId === mergeId
    ? so
    : { ...so, merged: { mergeId, into: otherParticipantId, on, sourceEventId } }
}

/** The account after one event more. */
export const evolve = (state: AccountState, event: AccountEvent): AccountState => {
  const on = event.effectiveOn
  switch (event.type) {
    case 'EarningsCredited':
      return entered(state, on, event.data.amount)
    case 'EarningsReversed':
      return entered(state, on, -event.data.taken)
    case 'EarningsPaid': {
      const { payoutId, amount, to } = event.data
      const heirId = to.kind === 'heir' ? to.heirId : null
      return {
        ...entered(state, on, -amount),
        payouts: state.payouts.set(payoutId, { on, amount, heirId, reversedOn: null }),
        heirs: paidToHeir(state.heirs, heirId, amount),
      }
    }
    case 'PayoutReversed': {
      const { payoutId, amount } = event.data
      const payout = state.payouts.get(payoutId)
      return {
        ...entered(state, on, amount),
        payouts: payout === undefined ? state.payouts : state.payouts.set(payoutId, { ...payout, reversedOn: on }),
        heirs: paidToHeir(state.heirs, payout?.heirId ?? null, -amount),
      }
    }
    case 'HeirRecognised': {
      const { heirId, part } = event.data
      return { ...state, heirs: [...state.heirs, { heirId, from: on, part, paid: 0 }] }
    }
    case 'BalanceMoved':
      return moved(state, event)
  }
}
