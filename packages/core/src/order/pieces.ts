import type { BatchPart, ReservedPart } from '../stock/events.js'
import { type Entry, leastFrom } from '../values/balance.js'
import type { OpenLine } from './state.js'

/** Pieces that were sold at one price, in rupiah a piece, with those who made them: none where nobody knows. */
export interface SoldPart extends ReservedPart {
  readonly unitPrice: number
}

/** Takes pieces from parts in their order. */
const taken = (parts: readonly BatchPart[], wanted: number): readonly BatchPart[] => {
  const pieces: BatchPart[] = []
  let left = wanted
  for (const { batchId, quantity } of parts) {
    const some = Math.min(left, quantity)
    left -= some
    if (some > 0) pieces.push({ batchId, quantity: some })
  }
  return pieces
}

/**
 * The next pieces of a line to be delivered on a day: those that were reserved by it, in the order of the days on which they
 * were. Where a later delivery was written down before and took them, the next ones, so that the quantities stay right.
 */
export const nextPieces = (line: OpenLine, wanted: number, day: string): readonly BatchPart[] => {
  const gone = new Map<string, number>()
  for (const { batches } of line.deliveries) {
    for (const { batchId, quantity } of batches) gone.set(batchId, (gone.get(batchId) ?? 0) + quantity)
  }
  const there = line.reserved
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
    .map((part) => {
      const passed = Math.min(gone.get(part.batchId) ?? 0, part.quantity)
      gone.set(part.batchId, (gone.get(part.batchId) ?? 0) - passed)
      return { ...part, quantity: part.quantity - passed }
    })
  const inTime = taken(
    there.filter(({ on }) => on <= day),
    wanted,
  )
  const later = taken(
    there.filter(({ on }) => on > day),
    wanted - countOf(inTime),
  )
  return [...inTime, ...later]
}

/** What was delivered and, negative, came back of each batch of a line; batches in the order of their first delivery. */
const movesOf = (line: OpenLine): ReadonlyMap<string, readonly Entry[]> => {
  const moves = new Map<string, Entry[]>()
  const add = (batchId: string, entry: Entry) => {
    const held = moves.get(batchId)
    if (held === undefined) moves.set(batchId, [entry])
    else held.push(entry)
  }
  for (const { on, batches } of line.deliveries) {
    for (const { batchId, quantity } of batches) add(batchId, { on, amount: quantity })
  }
  for (const { on, batches } of line.returns) {
    for (const { batchId, quantity } of batches) add(batchId, { on, amount: -quantity })
  }
  return moves
}

const gathered = (line: OpenLine, count: (moves: readonly Entry[]) => number): readonly ReservedPart[] => {
  const makers = new Map(line.reserved.map((part) => [part.batchId, part.makers]))
  return [...movesOf(line)].flatMap(([batchId, moves]) => {
    const quantity = count(moves)
    return quantity > 0 ? [{ batchId, quantity, makers: makers.get(batchId) ?? [] }] : []
  })
}

/** What the agency has of a line: delivered and not given back, by batch, whatever the day. */
export const keptOf = (line: OpenLine): readonly ReservedPart[] =>
  gathered(line, (moves) => moves.reduce((sum, { amount }) => sum + amount, 0))

/** What the agency has of a line on that day, and every day since, by batch. */
export const keptOn = (line: OpenLine, day: string): readonly ReservedPart[] =>
  gathered(line, (moves) => leastFrom(day, moves))

/** What the agency has of all lines, with its prices. */
export const soldParts = (lines: readonly OpenLine[]): readonly SoldPart[] =>
  lines.flatMap((line) => keptOf(line).map((part) => ({ ...part, unitPrice: line.unitPrice })))

/** Pieces in all. */
export const countOf = (parts: readonly { readonly quantity: number }[]): number =>
  parts.reduce((sum, { quantity }) => sum + quantity, 0)
