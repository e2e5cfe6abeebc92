import { type Day, type Refusal, refusal } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { BatchPart, Makers, ReservedPart } from './events.js'
import { type Batch, type FreePart, makersOf, type StockState, total } from './state.js'

// One named check a rule.

type Check<Evidence> = E.Either<Refusal, Evidence>

/** Takes up to `wanted` pieces of these, the first ones first. */
export const firstOf = (
  state: StockState,
  free: Iterable<FreePart>,
  wanted: number,
): readonly (ReservedPart & { readonly since: Day })[] => {
  const parts: (ReservedPart & { readonly since: Day })[] = []
  let left = wanted
  for (const { batchId, since, quantity: there } of free) {
    if (left === 0) break
    const quantity = Math.min(left, there)
    left -= quantity
    parts.push({ batchId, quantity, makers: makersOf(state, batchId), since })
  }
  return parts
}

/** The parts that are free on a day, and free ever since; the oldest batch first. */
export const freeOn = (state: StockState, day: Day): Iterable<FreePart> =>
  // Nothing is free before it is made, and the oldest stand first: behind the day nothing needs to be looked at.
  state.free
    .toSeq()
    .takeWhile(({ on }) => on <= day)
    .filter(({ since }) => since <= day)

/**
 * The oldest pieces that are free on a day, with their makers: up to `quantity`, fewer where fewer are there. Evidence for
 * whoever is to name pieces, such as a gift or a consignment.
 */
export const oldestFree = (state: StockState, day: Day, quantity: number): readonly ReservedPart[] => {
  const parts = new Map<string, ReservedPart>()
  for (const { batchId, quantity: part, makers } of firstOf(state, freeOn(state, day), quantity)) {
    parts.set(batchId, { batchId, quantity: part + (parts.get(batchId)?.quantity ?? 0), makers })
  }
  return [...parts.values()]
}

/** Pieces of one batch among these. */
export const piecesOf = (parts: Iterable<BatchPart>, batchId: string): number => {
  let pieces = 0
  for (const part of parts) if (part.batchId === batchId) pieces += part.quantity
  return pieces
}

/** The makers are the same, in the same parts and order. */
export const sameMakers = (a: Makers, b: Makers): boolean =>
  a.length === b.length &&
  a.every(({ participantId, parts }, place) => {
    const other = b[place]
    return other !== undefined && other.participantId === participantId && other.parts === parts
  })

/** The pieces of the named batches, by these makers, are free on the day. Rule 6. */
export const freeAsNamed = (state: StockState, day: Day, parts: readonly ReservedPart[]): Check<null> => {
  const free = (batchId: string) => piecesOf(freeOn(state, day), batchId)
  const lacking = parts.find(
    ({ batchId, makers }) => piecesOf(parts, batchId) > free(batchId) || !sameMakers(makers, makersOf(state, batchId)),
  )
  if (lacking === undefined) return E.right(null)
  const { batchId } = lacking
  const message = 'These pieces, by these makers, are not free on that day. Name others, or wait until there are more.'
  return E.left(
    refusal('insufficient-stock', message, { batchId, day, asked: piecesOf(parts, batchId), free: free(batchId) }),
  )
}

/** So many pieces are free on the day: of one batch, or, null, of whichever are oldest. Rule 6. */
export const freeToTake = (
  state: StockState,
  day: Day,
  batchId: string | null,
  quantity: number,
): Check<readonly ReservedPart[]> => {
  const parts =
    batchId === null
      ? oldestFree(state, day, quantity)
      : [
          {
            batchId,
            quantity: Math.min(quantity, piecesOf(freeOn(state, day), batchId)),
            makers: makersOf(state, batchId),
          },
        ]
  const free = total(parts)
  if (free === quantity) return E.right(parts)
  const message = 'Fewer pieces are free on that day. Close a line short that was promised them, or ask for fewer.'
  return E.left(refusal('insufficient-stock', message, { batchId, day, asked: quantity, free }))
}

/** So many pieces of these batches have left and not come back. Rule 6. */
export const haveLeft = (state: StockState, parts: readonly BatchPart[]): Check<null> => {
  const left = (batchId: string) => state.batches.get(batchId)?.out ?? 0
  const over = parts.find(({ batchId }) => piecesOf(parts, batchId) > left(batchId))
  if (over === undefined) return E.right(null)
  const { batchId } = over
  const message = 'More pieces of this batch come back than ever left. Look at what was delivered or consigned.'
  return E.left(
    refusal('insufficient-stock', message, { batchId, returned: piecesOf(parts, batchId), left: left(batchId) }),
  )
}

/** No batch of this id is written down yet. */
export const newBatch = (state: StockState, batchId: string): Check<null> =>
  state.batches.has(batchId)
    ? E.left(refusal('already-recorded', 'This batch is written down already. Correct that one instead.', { batchId }))
    : E.right(null)

/** The batch was made here. */
export const batchMade = (state: StockState, batchId: string): Check<Batch> => {
  const batch = state.batches.get(batchId)
  return batch?.made === true
    ? E.right(batch)
    : E.left(refusal('unknown-batch', 'No batch of this id was made of this product. Look its id up.', { batchId }))
}

/** Somebody made the batch: else nobody could be paid for it. Rule 11. */
export const madeBySomebody = (makers: Makers, batchId: string): Check<Makers> =>
  makers.length === 0
    ? E.left(refusal('invalid-code', 'Name at least one maker of the batch.', { batchId }))
    : E.right(makers)

/** Nothing of the batch has been promised or has left yet: all of it is free on the day. Rule 6. */
export const allFree = (state: StockState, day: Day, batchId: string, pieces: number): Check<null> => {
  const free = piecesOf(freeOn(state, day), batchId)
  if (free === pieces) return E.right(null)
  const message = 'Pieces of this batch were promised with their makers. Makers are corrected only before that.'
  return E.left(refusal('insufficient-stock', message, { batchId, day, asked: pieces, free }))
}
