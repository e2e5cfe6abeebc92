import type { SkillRow } from '../projections/skills.js'
import { medianOf, rate } from './figure.js'

/** How far people came: the median of last − first level, and of how many the last level is the higher, in basis points. */
export interface SkillGain {
  /** Levels; null where nobody was judged twice. */
  readonly median: number | null
  readonly improvedBp: number | null
  /** People's skills that were judged on two days or more. */
  readonly n: number
}

/** Last − first level per person and skill, of those that were judged on two days or more up to `day`. */
export const skillGain = (rows: ReadonlyMap<string, SkillRow>, programmeId: string, day: string): SkillGain => {
  const gains = [...rows.values()].flatMap((row) => {
    const levels = row.levels.filter(({ on }) => on <= day)
    const first = levels[0]
    const last = levels.at(-1)
    return row.programmeId !== programmeId || first === undefined || last === undefined || levels.length < 2
      ? []
      : [last.level - first.level]
  })
  const improved = rate(gains.filter((gain) => gain > 0).length, gains.length)
  return { median: medianOf(gains), improvedBp: improved.bp, n: gains.length }
}
