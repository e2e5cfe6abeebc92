import { projection } from '@perca/eventsourcing'
import { isLeft } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { Group, type SurveyEvent } from '../survey/events.js'
import { ribsAnswers } from '../survey/ribs-answers.js'
import { rowKey } from './keys.js'

const SurveyRow = t.type({
  surveyId: t.string,
  programmeId: t.string,
  group: Group,
  /** The first and the last day on which somebody answered. */
  firstOn: t.string,
  lastOn: t.string,
  /** How many answered. Who shows rows of fewer than 10 outside the agency tells who answered. */
  n: t.number,
  /** Sum of the scores of the RIBS, each 4 to 20, and sum of their squares. */
  sum: t.number,
  squares: t.number,
  /** Of items 1 to 4, in order: how many said yes, and how many said yes or no. */
  prevalence: t.readonlyArray(t.type({ yes: t.number, n: t.number })),
})
/** What a group answered in a round, added up. */
export type SurveyRow = t.TypeOf<typeof SurveyRow>

/** The days from the first to the last, with one more among them. */
const widened = ({ firstOn, lastOn }: Pick<SurveyRow, 'firstOn' | 'lastOn'>, on: string) => {
  if (on < firstOn) return { firstOn: on, lastOn }
  return on > lastOn ? { firstOn, lastOn: on } : { firstOn, lastOn }
}

const nobody = [0, 1, 2, 3].map(() => ({ yes: 0, n: 0 }))

/** Answers by round and group, added up. */
export const surveys = projection<SurveyRow, SurveyEvent>({
  name: 'surveys',
  version: 1,
  row: SurveyRow,
  on: {
    SurveyResponseRecorded: ({ event, stream }, get) => {
      const { programmeId, group, answers } = event.data
      const read = ribsAnswers(answers)
      if (isLeft(read)) return []
      const { score, prevalence } = read.right
      const on = event.effectiveOn
      const key = rowKey(stream, group)
      const surveyId = stream.slice('survey-'.length)
      const before = get(key) ?? {
        surveyId,
        programmeId,
        group,
        firstOn: on,
        lastOn: on,
        n: 0,
        sum: 0,
        squares: 0,
        prevalence: nobody,
      }
      const row: SurveyRow = {
        ...before,
        ...widened(before, on),
        n: before.n + 1,
        sum: before.sum + score,
        squares: before.squares + score * score,
        prevalence: before.prevalence.map(({ yes, n }, item) => {
          const answer = prevalence[item] ?? null
          return answer === null ? { yes, n } : { yes: yes + answer, n: n + 1 }
        }),
      }
      return [{ put: key, row }]
    },
  },
})

/** A mean on the acceptance index, 0 to 100, of n answers. `variance` is null where fewer than two answered. */
export interface Acceptance {
  readonly n: number
  readonly mean: number
  readonly variance: number | null
}

/** Points of the index that a point of the score is: (RIBS - 4) / 16 x 100. */
const POINTS = 100 / 16

/**
 * The acceptance index of a round, or of some groups in it: the mean of (RIBS - 4) / 16 x 100, and the sample's variance.
 * @returns null where nobody answered
 */
export const acceptanceOf = (rows: Iterable<SurveyRow>): Acceptance | null => {
  const all = [...rows]
  const total = (of: (row: SurveyRow) => number): number => all.reduce((added, row) => added + of(row), 0)
  const [n, sum, squares] = [total((row) => row.n), total((row) => row.sum), total((row) => row.squares)]
  if (n === 0) return null
  return {
    n,
    mean: (sum / n - 4) * POINTS,
    // n x squares - sum x sum is whole and exact, so that equal answers have no variance at all.
    variance: n < 2 ? null : ((n * squares - sum * sum) / (n * (n - 1))) * POINTS * POINTS,
  }
}

/**
 * How the index changed from one round to another, in points, and how far off that may be: ± 1.96 √(s₁²/n₁ + s₂²/n₂).
 * @returns `margin` null where fewer than two answered in one of them
 */
export const acceptanceChange = (
  before: Acceptance,
  after: Acceptance,
): { readonly change: number; readonly margin: number | null } => ({
  change: after.mean - before.mean,
  margin:
    before.variance === null || after.variance === null
      ? null
      : 1.96 * Math.sqrt(before.variance / before.n + after.variance / after.n),
})
