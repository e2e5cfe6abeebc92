import type { EnrolmentRow } from '../projections/enrolments.js'
import { monthsAfter } from '../values/month.js'
import { type Rate, rate } from './figure.js'

const good: readonly string[] = ['graduated', 'employed', 'selfEmployed']

/**
 * Of the enrolments that began at least `k` months before the end of `day`: those that, `k` months after they began, were
 * open, or had ended in a graduation, a job or a business. `n`: enrolments.
 */
export const retention = (
  rows: ReadonlyMap<string, EnrolmentRow>,
  programmeId: string,
  k: number,
  day: string,
): Rate => {
  const old = [...rows.values()].filter((row) => row.programmeId === programmeId && monthsAfter(row.begunOn, k) <= day)
  const kept = old.filter(
    ({ begunOn, ended }) => ended === null || ended.on > monthsAfter(begunOn, k) || good.includes(ended.outcome),
  )
  return rate(kept.length, old.length)
}
