import type { Day } from '@perca/eventsourcing'
import { List, Map as PersistentMap } from 'immutable'
import type { BatchPart, Makers, StockEvent } from './events.js'

/** Pieces of a batch that nobody has been promised. */
export interface FreeBatch {
  readonly batchId: string
  readonly on: Day
  readonly quantity: number
  readonly makers: Makers
}

/** A line of an order that waits. */
export interface Waiting {
  readonly orderId: string
  readonly lineId: string
  readonly on: Day
  readonly quantity: number
}

/** What is open: free pieces, promises, and who waits. What has left is forgotten, so the state stays small. */
export interface StockState {
  /** Oldest first. */
  readonly free: List<FreeBatch>
  /** Oldest first. Whoever waits leaves nothing free. */
  readonly queue: List<Waiting>
  /** What is promised and has not left, by line, in the order it was promised. */
  readonly reserved: PersistentMap<string, readonly BatchPart[]>
}

/** Nothing made, nothing promised, nobody waits. */
export const initialState: StockState = { free: List(), queue: List(), reserved: PersistentMap() }

/** The key of an order's line among the promises. */
export const lineKey = ({ orderId, lineId }: { readonly orderId: string; readonly lineId: string }): string =>
  `${orderId}.${lineId}`

/** Puts an entry behind all that are as old or older. Entries mostly come in the order of their days: then it is a push. */
const byAge = <A extends { readonly on: string }>(list: List<A>, entry: A): List<A> => {
  const last = list.last()
  return last === undefined || last.on <= entry.on
    ? list.push(entry)
    : list.insert(list.findLastIndex(({ on }) => on <= entry.on) + 1, entry)
}

/** Takes pieces from an entry; an entry without pieces goes. What is taken stands near the front. */
const take = <A extends { readonly quantity: number }>(
  list: List<A>,
  is: (entry: A) => boolean,
  quantity: number,
): List<A> => {
  const place = list.findIndex(is)
  const entry = list.get(place)
  if (place === -1 || entry === undefined) return list
  if (entry.quantity > quantity) return list.set(place, { ...entry, quantity: entry.quantity - quantity })
  return place === 0 ? list.shift() : list.delete(place)
}

const total = (parts: readonly BatchPart[]): number => parts.reduce((sum, { quantity }) => sum + quantity, 0)

/** What is left of a line's promise when these pieces have gone. */
const without = (held: readonly BatchPart[], gone: readonly BatchPart[]): readonly BatchPart[] =>
  gone.reduce<readonly BatchPart[]>(
    (left, { batchId, quantity }) => [...take(List(left), (part) => part.batchId === batchId, quantity)],
    held,
  )

/** The stock after one event more. */
export const evolve = (state: StockState, event: StockEvent): StockState => {
  switch (event.type) {
    case 'ItemsMade': {
      const { batchId, grade, quantity, makers } = event.data
      return grade === 'reject'
        ? state
        : { ...state, free: byAge(state.free, { batchId, on: event.effectiveOn, quantity, makers }) }
    }
    case 'StockReserved': {
      const { batches, reason } = event.data
      const key = lineKey(event.data)
      const free = batches.reduce(
        (list, part) => take(list, ({ batchId }) => batchId === part.batchId, part.quantity),
        state.free,
      )
      const held = batches.map(({ batchId, quantity }) => ({ batchId, quantity }))
      return {
        free,
        queue: reason === 'order' ? state.queue : take(state.queue, (entry) => lineKey(entry) === key, total(batches)),
        reserved: state.reserved.set(key, [...(state.reserved.get(key) ?? []), ...held]),
      }
    }
    case 'BackorderQueued': {
      const { orderId, lineId, quantity } = event.data
      return { ...state, queue: byAge(state.queue, { orderId, lineId, on: event.effectiveOn, quantity }) }
    }
    case 'StockDispatched': {
      const key = lineKey(event.data)
      const left = without(state.reserved.get(key) ?? [], event.data.batches)
      return { ...state, reserved: left.length === 0 ? state.reserved.delete(key) : state.reserved.set(key, left) }
    }
  }
}
