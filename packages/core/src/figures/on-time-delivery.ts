import type { PromiseRow } from '../projections/promises.js'
import { type Rate, rate } from './figure.js'

const upTo = (moves: PromiseRow['delivered'], day: string): number =>
  moves.reduce((sum, { on, quantity }) => sum + (on <= day ? quantity : 0), 0)

/**
 * Of the lines that were promised for a day of the period: those that were complete by that day. What was closed or called
 * off by then is not owed; a line of which nothing is owed then does not count. `n`: lines.
 */
export const onTimeDelivery = (
  rows: ReadonlyMap<string, PromiseRow>,
  programmeId: string,
  period: { readonly from: string; readonly to: string },
): Rate => {
  let lines = 0
  let complete = 0
  for (const row of rows.values()) {
    const { promisedOn, quantity } = row
    if (row.programmeId !== programmeId || promisedOn === null) continue
    if (promisedOn < period.from || promisedOn > period.to) continue
    const owed = quantity - upTo(row.dropped, promisedOn)
    if (owed <= 0) continue
    lines += 1
    if (upTo(row.delivered, promisedOn) >= owed) complete += 1
  }
  return rate(complete, lines)
}
