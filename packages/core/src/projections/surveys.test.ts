import { expect, test } from 'vitest'
import type { Answer } from '../instruments/answers.js'
import { answered, closed, opened } from '../survey/survey.fixture.js'
import { august } from '../testing/day.fixture.js'
import { logOf, recordedAt, rowsOver } from './recorded.fixture.js'
import { acceptanceChange, acceptanceOf, surveys } from './surveys.js'

const stream = 'survey-1'
/** Answers of which items 5 to 8 are alike: the score is four times as much. */
const score = (each: Answer, known: Answer | null = 0): readonly (Answer | null)[] => [
  known,
  1,
  0,
  null,
  each,
  each,
  each,
  each,
]
const log = logOf(
  [stream, opened],
  [stream, answered(august(12), 1, score(2))],
  [stream, answered(august(10), 2, score(4, null))],
  [stream, answered(august(14), 3, score(5), 'family')],
  [stream, closed(august(14), 3)],
  ['survey-2', answered(august(20), 4, score(5))],
)

test('a group’s answers in a round are a row', () => {
  expect(rowsOver(surveys, log)[0]).toEqual({
    surveyId: '1',
    programmeId: 'kediri',
    group: 'community',
    firstOn: august(10),
    lastOn: august(12),
    n: 2,
    sum: 24,
    squares: 320,
    prevalence: [
      { yes: 0, n: 1 },
      { yes: 2, n: 2 },
      { yes: 0, n: 2 },
      { yes: 0, n: 0 },
    ],
  })
  expect(rowsOver(surveys, log).map(({ surveyId, group, n }) => [surveyId, group, n])).toEqual([
    ['1', 'community', 2],
    ['1', 'family', 1],
    ['2', 'community', 1],
  ])
})

test('in another order of the log the rows are the same', () => {
  const ofRound = (of: typeof log) => rowsOver(surveys, of).filter(({ group }) => group === 'community')[0]
  expect(ofRound([...log.slice(0, 5)].reverse())).toEqual(ofRound(log.slice(0, 5)))
})

test('as of a day, and as known at an instant, later answers do not count', () => {
  const counts = (horizon: object) => rowsOver(surveys, log, horizon).map(({ n }) => n)
  expect(counts({ asOf: august(10) })).toEqual([1])
  expect(counts({ asOf: august(12) })).toEqual([2])
  expect(counts({ knownAt: recordedAt(1) })).toEqual([1])
  expect(counts({ knownAt: recordedAt(1), asOf: august(11) })).toEqual([])
})

test('answers off their scale, which nobody could record, count for nothing', () => {
  expect(rowsOver(surveys, logOf([stream, answered(august(10), 1, [1, 1])]))).toEqual([])
})

test('the acceptance index is the mean of (RIBS - 4) / 16 x 100, with the variance of a sample', () => {
  const rows = rowsOver(surveys, log)
  // Scores 8 and 16 are 25 and 75 points.
  expect(acceptanceOf(rows.slice(0, 1))).toEqual({ n: 2, mean: 50, variance: 1250 })
  // And 20, which is 100: the mean is 66.67, the variance (41.67² + 8.33² + 33.33²) / 2.
  const round = acceptanceOf(rows.slice(0, 2))
  expect(round?.n).toBe(3)
  expect(round?.mean).toBeCloseTo(66.6667, 3)
  expect(round?.variance).toBeCloseTo(1458.3333, 3)
})

test('of nobody there is no index, and of one no variance', () => {
  expect(acceptanceOf([])).toBeNull()
  expect(acceptanceOf(rowsOver(surveys, log).slice(1, 2))).toEqual({ n: 1, mean: 100, variance: null })
})

test('a change of the index says how far off it may be', () => {
  const before = { n: 50, mean: 40, variance: 400 }
  const after = { n: 100, mean: 47, variance: 900 }
  const { change, margin } = acceptanceChange(before, after)
  expect(change).toBe(7)
  // 1.96 x √(400/50 + 900/100) = 1.96 x √17
  expect(margin).toBeCloseTo(8.0813, 4)
  expect(acceptanceChange({ ...before, variance: null }, after)).toEqual({ change: 7, margin: null })
  expect(acceptanceChange(before, { ...after, variance: null })).toEqual({ change: 7, margin: null })
})
