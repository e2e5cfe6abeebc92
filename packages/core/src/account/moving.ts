import { Day, type Decision } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { RupiahOrNone } from '../values/amounts.js'
import { Uuid } from '../values/ids.js'
import { later } from '../values/later.js'
import type { AccountEvent, AccountEventOf } from './events.js'
import { type AccountEntry, type AccountState, evolve } from './state.js'

type Moved = AccountEventOf<'BalanceMoved'>

const movement = { participantId: Uuid, otherParticipantId: Uuid, mergeId: Uuid, sourceEventId: Uuid, effectiveOn: Day }

/** Moves what is due, and all that comes in afterwards, to the account of the file this one was merged into (policy P8). */
export const MoveBalanceOut = t.strict({ type: t.literal('MoveBalanceOut'), ...movement })
export type MoveBalanceOut = t.TypeOf<typeof MoveBalanceOut>

/** Takes in what moved out of another account (policy P8). */
export const MoveBalanceIn = t.strict({
  type: t.literal('MoveBalanceIn'),
  ...movement,
  amount: RupiahOrNone,
  undoes: t.boolean,
  passed: t.readonlyArray(Uuid),
})
export type MoveBalanceIn = t.TypeOf<typeof MoveBalanceIn>

/** Gives back what came by a merge that was undone, as far as it is still due (policy P8). */
export const ReturnBalance = t.strict({ type: t.literal('ReturnBalance'), ...movement })
export type ReturnBalance = t.TypeOf<typeof ReturnBalance>

/**
 * What may leave an account from a day on, day by day, and never leaves a day short: on each day as much as is due on it and
 * on every day after it. Without a limit the account is empty from its last day on.
 * @param limit rupiah that may leave in all
 */
export const leaving = (
  entries: Iterable<AccountEntry>,
  from: Day,
  limit = Number.MAX_SAFE_INTEGER,
): readonly AccountEntry[] => {
  const changes = new Map<Day, number>([[from, 0]])
  for (const { on, amount } of entries) changes.set(later(on, from), (changes.get(later(on, from)) ?? 0) + amount)
  const days = [...changes].sort(([a], [b]) => (a < b ? -1 : 1))
  let balance = days.reduce((sum, [, amount]) => sum + amount, 0)
  let least = balance
  const due: AccountEntry[] = []
  for (const [on, amount] of [...days].reverse()) {
    least = Math.min(least, balance)
    due.push({ on, amount: Math.min(least, limit) })
    balance -= amount
  }
  let gone = 0
  return due.reverse().flatMap(({ on, amount }) => {
    const more = amount - gone
    gone = Math.max(gone, amount)
    return more > 0 ? [{ on, amount: more }] : []
  })
}

interface Way {
  readonly mergeId: string
  readonly otherParticipantId: string
  readonly undoes: boolean
  readonly passed: readonly string[]
  readonly sourceEventId: string
}

const out = (way: Way, { on, amount }: AccountEntry): Moved => ({
  type: 'BalanceMoved',
  effectiveOn: on,
  data: { ...way, direction: 'out', amount },
})

/** The first movement of a merge, or of undoing one, stands also where nothing is due. */
const withFirst = (moves: readonly AccountEntry[], on: Day): readonly AccountEntry[] =>
  moves[0]?.on === on ? moves : [{ on, amount: 0 }, ...moves]

/**
 * What moves on by itself from an account whose file was merged: all that it holds. Nothing from any other, nor to where it
 * came through: then it stays, and is paid out here.
 */
const movesOn = ({ merged, entries }: AccountState, passed: readonly string[]): readonly Moved[] => {
  if (merged === null || passed.includes(merged.into)) return []
  const { mergeId, into, on, sourceEventId } = merged
  const way = { mergeId, otherParticipantId: into, undoes: false, passed, sourceEventId }
  return leaving(entries, on).map((move) => out(way, move))
}

/**
 * The events, and what moves on because of them: an account whose file was merged keeps nothing. So what is shared under
 * the old file's name ends with the person all the same.
 */
export const andMovesOn = (
  state: AccountState,
  events: readonly AccountEvent[],
  passed: readonly string[] = [],
): readonly AccountEvent[] => [...events, ...movesOn(events.reduce(evolve, state), passed)]

/** Moves out all that is due, day by day. Nothing where it did so already for this merge. Refuses nothing. Rule 18. */
export const moveBalanceOut = (command: MoveBalanceOut, state: AccountState): Decision<Moved> => {
  const { mergeId, otherParticipantId, sourceEventId, effectiveOn } = command
  if (state.merged?.mergeId === mergeId) return E.right([])
  const way = { mergeId, otherParticipantId, undoes: false, passed: [], sourceEventId }
  return E.right(withFirst(leaving(state.entries, effectiveOn), effectiveOn).map((move) => out(way, move)))
}

/**
 * Takes it in. What arrives by a merge that was undone meanwhile goes back; what arrives where the file was merged in its turn
 * moves on. Refuses nothing.
 */
export const moveBalanceIn = (command: MoveBalanceIn, state: AccountState): Decision<AccountEvent> => {
  const { mergeId, otherParticipantId, amount, undoes, passed, sourceEventId, effectiveOn } = command
  const taken: Moved = {
    type: 'BalanceMoved',
    effectiveOn,
    data: { mergeId, direction: 'in', otherParticipantId, amount, undoes, passed, sourceEventId },
  }
  const undone = undoes ? undefined : state.undone.get(mergeId)
  // What came back because a merge was undone has no way behind it.
  const came = undoes ? [] : [...passed, otherParticipantId]
  if (undone === undefined) return E.right(andMovesOn(state, [taken], came))
  const way = { mergeId, otherParticipantId: undone.to, undoes: true, passed: [], sourceEventId: undone.sourceEventId }
  const back = leaving(evolve(state, taken).entries, later(effectiveOn, undone.on), amount)
  return E.right(andMovesOn(state, [taken, ...back.map((move) => out(way, move))], came))
}

/**
 * Gives back what came by the merge, as far as it is due on the day or becomes due later: what was paid out meanwhile was the
 * person's to have. Nothing where it did so already. Refuses nothing. Rule 18.
 */
export const returnBalance = (command: ReturnBalance, state: AccountState): Decision<Moved> => {
  const { mergeId, otherParticipantId, sourceEventId, effectiveOn } = command
  if (state.undone.has(mergeId)) return E.right([])
  const way = { mergeId, otherParticipantId, undoes: true, passed: [], sourceEventId }
  const moves = leaving(state.entries, effectiveOn, state.arrived.get(mergeId) ?? 0)
  return E.right(withFirst(moves, effectiveOn).map((move) => out(way, move)))
}
