import type { BatchPart, ReservedPart } from '../stock/events.js'
import { type Entry, leastFrom } from '../values/balance.js'
import { deliveredOf, type OpenLine } from './state.js'

/** Pieces that were sold at one price, in rupiah a piece, with those who made them: none where nobody knows. */
export interface SoldPart extends ReservedPart {
  readonly unitPrice: number
}

/** The next pieces of a line to be delivered, in the order in which they were reserved. */
export const nextPieces = (line: OpenLine, wanted: number): readonly BatchPart[] => {
  const pieces: BatchPart[] = []
  let skip = deliveredOf(line)
  let left = wanted
  for (const { batchId, quantity } of line.reserved) {
    const passed = Math.min(skip, quantity)
    skip -= passed
    const taken = Math.min(left, quantity - passed)
    left -= taken
    if (taken > 0) pieces.push({ batchId, quantity: taken })
  }
  return pieces
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
