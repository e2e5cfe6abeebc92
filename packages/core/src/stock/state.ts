import type { Day } from '@perca/eventsourcing'
import { List, Map as PersistentMap, Set as PersistentSet } from 'immutable'
import { later } from '../values/later.js'
import { byAge, take } from './by-age.js'
import type { BatchPart, Grade, Makers, ReservedPart, StockEvent } from './events.js'

/** A batch as it is written down, whatever became of its pieces. */
export interface Batch {
  /** The day it was made or received. */
  readonly on: Day
  readonly grade: Grade
  /** Pieces, as corrected; 0 where the batch was never made. */
  readonly quantity: number
  readonly makers: Makers
  /** Made here; else received. */
  readonly made: boolean
  /** Pieces that were delivered, given or consigned, and did not come back. */
  readonly out: number
}

/** Pieces of a batch that nobody has been promised. */
export interface FreePart {
  readonly batchId: string
  /** The batch's day, by which the oldest go first. */
  readonly on: Day
  /** From which day these pieces are free: the batch's, unless they were given up, came back or were found since. */
  readonly since: Day
  readonly quantity: number
}

/** Pieces of a batch that an order's line was promised, and the promise's day. */
export interface HeldPart extends BatchPart {
  readonly on: Day
}

/** A line of an order that waits. */
export interface Waiting {
  readonly orderId: string
  readonly lineId: string
  readonly on: Day
  readonly quantity: number
}

/** What stock knows of a product. */
export interface StockState {
  /** Every batch ever, by id. */
  readonly batches: PersistentMap<string, Batch>
  /** Oldest batch first; of one day, as they became free. */
  readonly free: List<FreePart>
  /** Oldest first. Whoever waits leaves nothing free. */
  readonly queue: List<Waiting>
  /** What is promised and has not left, by line, in the order it was promised. What has left is forgotten. */
  readonly reserved: PersistentMap<string, List<HeldPart>>
  /** Lines that gave up their promise. */
  readonly released: PersistentSet<string>
  /** By day, how many pieces more or fewer are there, free or promised, than the day before. */
  readonly moved: PersistentMap<Day, number>
}

/** Nothing made, nothing promised, nobody waits. */
export const initialState: StockState = {
  batches: PersistentMap(),
  free: List(),
  queue: List(),
  reserved: PersistentMap(),
  released: PersistentSet(),
  moved: PersistentMap(),
}

/** The key of an order's line among the promises. */
export const lineKey = ({ orderId, lineId }: { readonly orderId: string; readonly lineId: string }): string =>
  `${orderId}.${lineId}`

/** Who made a batch; nobody, where that is not known. */
export const makersOf = (state: StockState, batchId: string): Makers => state.batches.get(batchId)?.makers ?? []

/** From which day pieces of a batch can be free that become so on this day: never before the batch is there. */
export const freeFrom = (state: StockState, batchId: string, day: Day): Day =>
  later(day, state.batches.get(batchId)?.on ?? day)

/** Pieces of a batch that can be sold: of a reject none. */
export const saleable = (facts: { readonly grade: Grade; readonly quantity: number } | null): number =>
  facts === null || facts.grade === 'reject' ? 0 : facts.quantity

/** Pieces of these batches. */
export const total = (parts: readonly { readonly quantity: number }[]): number =>
  parts.reduce((sum, { quantity }) => sum + quantity, 0)

/** The queue without a line. */
export const withoutWait = (queue: List<Waiting>, key: string): List<Waiting> =>
  take(queue, (entry) => lineKey(entry) === key, Number.POSITIVE_INFINITY)

const withFree = (state: StockState, day: Day, parts: readonly BatchPart[]): List<FreePart> =>
  parts.reduce((free, { batchId, quantity }) => {
    const on = state.batches.get(batchId)?.on ?? day
    return byAge(free, { batchId, on, since: freeFrom(state, batchId, day), quantity })
  }, state.free)

const withoutFree = (state: StockState, day: Day, parts: readonly BatchPart[]): List<FreePart> =>
  parts.reduce(
    (free, part) => take(free, ({ batchId, since }) => batchId === part.batchId && since <= day, part.quantity),
    state.free,
  )

const withoutHeld = (state: StockState, key: string, parts: readonly BatchPart[]): StockState['reserved'] => {
  const left = parts.reduce(
    (held, part) => take(held, ({ batchId }) => batchId === part.batchId, part.quantity),
    state.reserved.get(key) ?? List<HeldPart>(),
  )
  return left.isEmpty() ? state.reserved.delete(key) : state.reserved.set(key, left)
}

const withMoved = (state: StockState, day: Day, pieces: number): StockState['moved'] =>
  pieces === 0 ? state.moved : state.moved.set(day, (state.moved.get(day) ?? 0) + pieces)

/** The batches when so many pieces of each have gone out, or, `sign` -1, have come back. */
const withOut = (state: StockState, parts: readonly BatchPart[], sign: 1 | -1): StockState['batches'] =>
  parts.reduce((batches, { batchId, quantity }) => {
    const batch = batches.get(batchId)
    return batch === undefined ? batches : batches.set(batchId, { ...batch, out: batch.out + sign * quantity })
  }, state.batches)

/** A batch came into the records; its pieces are free unless they are rejects. */
const withBatch = (state: StockState, batchId: string, batch: Batch): StockState => {
  const known = { ...state, batches: state.batches.set(batchId, batch) }
  const quantity = saleable(batch)
  return quantity === 0
    ? known
    : {
        ...known,
        free: withFree(known, batch.on, [{ batchId, quantity }]),
        moved: withMoved(state, batch.on, quantity),
      }
}

/** Free pieces left. */
const withoutPieces = (state: StockState, day: Day, parts: readonly ReservedPart[]): StockState => ({
  ...state,
  free: withoutFree(state, day, parts),
  moved: withMoved(state, day, -total(parts)),
})

/** The stock after one event more. */
export const evolve = (state: StockState, event: StockEvent): StockState => {
  const on = event.effectiveOn
  switch (event.type) {
    case 'ItemsMade':
    case 'StockReceived': {
      const { batchId, grade, quantity, makers } = event.data
      return withBatch(state, batchId, { on, grade, quantity, makers, made: event.type === 'ItemsMade', out: 0 })
    }
    case 'ItemsMadeCorrected': {
      const { batchId, was, now } = event.data
      const batch = state.batches.get(batchId)
      if (batch === undefined) return state
      const more = saleable(now) - saleable(was)
      const corrected = {
        ...state,
        batches: state.batches.set(batchId, { ...batch, ...(now ?? { quantity: 0 }) }),
        moved: withMoved(state, on, more),
      }
      if (more > 0) return { ...corrected, free: withFree(corrected, on, [{ batchId, quantity: more }]) }
      return { ...corrected, free: withoutFree(corrected, on, [{ batchId, quantity: -more }]) }
    }
    case 'StockReserved': {
      const { batches, reason } = event.data
      const key = lineKey(event.data)
      const held = batches.map(({ batchId, quantity }) => ({ batchId, quantity, on }))
      return {
        ...state,
        free: withoutFree(state, on, batches),
        queue: reason === 'order' ? state.queue : take(state.queue, (entry) => lineKey(entry) === key, total(batches)),
        reserved: state.reserved.set(key, (state.reserved.get(key) ?? List<HeldPart>()).push(...held)),
      }
    }
    case 'BackorderQueued': {
      const { orderId, lineId, quantity } = event.data
      return { ...state, queue: byAge(state.queue, { orderId, lineId, on, quantity }) }
    }
    case 'ReservationReleased': {
      const { batches, waiting } = event.data
      const key = lineKey(event.data)
      return {
        ...state,
        free: withFree(state, on, batches),
        queue: waiting === null ? state.queue : take(state.queue, (entry) => lineKey(entry) === key, waiting),
        reserved: withoutHeld(state, key, batches),
        released: state.released.add(key),
      }
    }
    case 'StockDispatched': {
      const { batches } = event.data
      return {
        ...state,
        batches: withOut(state, batches, 1),
        reserved: withoutHeld(state, lineKey(event.data), batches),
        moved: withMoved(state, on, -total(batches)),
      }
    }
    case 'StockReturned': {
      const { batches, condition } = event.data
      const back = { ...state, batches: withOut(state, batches, -1) }
      return condition === 'damaged'
        ? back
        : { ...back, free: withFree(state, on, batches), moved: withMoved(state, on, total(batches)) }
    }
    case 'StockWrittenOff':
      return withoutPieces(state, on, event.data.batches)
    case 'GoodsGiven':
    case 'StockConsigned':
      return withoutPieces({ ...state, batches: withOut(state, event.data.batches, 1) }, on, event.data.batches)
    case 'StockCounted':
      return state
  }
}
