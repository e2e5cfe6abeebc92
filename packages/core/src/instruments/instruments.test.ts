import fc from 'fast-check'
import { left, right } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { scoreRibs } from './ribs.js'
import { scoreOf } from './scoring.js'
import { scoreWho5, who5CallsForTalk, who5ChangeCounts } from './who-5.js'
import { scoreWhodas12 } from './whodas-12.js'

const scored = (score: unknown): number => {
  if (typeof score === 'object' && score !== null && 'right' in score && typeof score.right === 'number') {
    return score.right
  }
  throw new Error(`no score: ${JSON.stringify(score)}`)
}

const answers = (items: number, least: number, most: number): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: least, max: most }), { minLength: items, maxLength: items })

/** What each instrument asks, and the score of the best and the worst sheet. */
const instruments = [
  { name: 'WHO-5', score: scoreWho5, items: 5, least: 0, most: 5, lowest: 0, highest: 100, step: 4 },
  {
    name: 'WHODAS 2.0, 12 items',
    score: scoreWhodas12,
    items: 12,
    least: 0,
    most: 4,
    lowest: 0,
    highest: 100,
    step: 25 / 12,
  },
  { name: 'RIBS, items 5 to 8', score: scoreRibs, items: 4, least: 1, most: 5, lowest: 4, highest: 20, step: 1 },
]

describe.each(instruments)('$name', ({ score, items, least, most, lowest, highest, step }) => {
  const all = (answer: number): number[] => Array.from({ length: items }, () => answer)

  test('goes from its lowest to its highest score', () => {
    expect(score(all(least))).toEqual(right(lowest))
    expect(score(all(most))).toEqual(right(highest))
  })

  test('scores any sheet within its bounds, whatever the order of the answers', () => {
    fc.assert(
      fc.property(answers(items, least, most), (given) => {
        const mine = scored(score(given))
        expect(mine).toBeGreaterThanOrEqual(lowest)
        expect(mine).toBeLessThanOrEqual(highest)
        expect(scored(score(given.toReversed()))).toBe(mine)
      }),
    )
  })

  test('one answer one higher is one step of the score', () => {
    fc.assert(
      fc.property(answers(items, least, most - 1), fc.nat(items - 1), (given, item) => {
        const higher = given.with(item, (given[item] ?? 0) + 1)
        expect(scored(score(higher)) - scored(score(given))).toBeCloseTo(step, 9)
      }),
    )
  })

  test.each([0, items - 1, items + 1])('has no sheet of %i answers', (given) => {
    expect(score(Array.from({ length: given }, () => least))).toEqual(left({ _tag: 'WrongNumber', items, given }))
  })

  test.each([least - 1, most + 1, least + 0.5, Number.NaN])(
    'has no answer %d, and tells of the item only',
    (answer) => {
      const fault = { _tag: 'OutOfRange', item: items, least, most }
      expect(score(all(most).with(items - 1, answer))).toEqual(left(fault))
    },
  )
})

describe('worked by hand', () => {
  test.each([
    // 3 + 2 + 3 + 1 + 4 = 13, times 4
    [[3, 2, 3, 1, 4], 52],
    // 2 + 3 + 2 + 3 + 2 = 12, times 4
    [[2, 3, 2, 3, 2], 48],
    // one left out: no score
    [[3, 2, null, 1, 4], null],
  ])('WHO-5 of %j is %j', (given, score) => {
    expect(scoreWho5(given)).toEqual(right(score))
    expect(scoreOf('who-5', given)).toEqual(right(score))
  })

  test.each([
    // 0+1+2+3+4+0+1+2+3+4+0+4 = 24, of 48
    [[0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 4], 50],
    // 6 × 1 + 6 × 0 = 6, of 48
    [[1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0], 12.5],
    // 22 of eleven items, their mean 2 for the missing one: 24, of 48
    [[0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 2, null], 50],
    // 11 of eleven items, their mean 1 for the missing one: 12, of 48
    [[null, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], 25],
    // two left out: no score
    [[null, null, 2, 3, 4, 0, 1, 2, 3, 4, 0, 4], null],
  ])('WHODAS of %j is %j', (given, score) => {
    expect(scoreWhodas12(given)).toEqual(right(score))
    expect(scoreOf('whodas-12', given)).toEqual(right(score))
  })

  test.each([
    // 5 + 4 + 2 + 3
    [[5, 4, 2, 3], 14],
    // don't know is 3: 5 + 3 + 3 + 1
    [[5, null, null, 1], 12],
    [[null, null, null, null], 12],
  ])('RIBS of %j is %i', (given, score) => {
    expect(scoreRibs(given)).toEqual(right(score))
  })
})

test('a WHODAS item at the mean of the others may as well be missing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4 }), fc.nat(11), (answer, item) => {
      const sheet = Array.from({ length: 12 }, () => answer)
      const missing: (number | null)[] = [...sheet]
      missing[item] = null
      expect(scoreWhodas12(missing)).toEqual(scoreWhodas12(sheet))
    }),
  )
})

test('a WHO-5 of 50 calls for a talk, of 52 it does not; a change of 10 counts, of 8 it does not', () => {
  expect([48, 50, 52].map(who5CallsForTalk)).toEqual([true, true, false])
  expect([who5ChangeCounts(40, 50), who5ChangeCounts(50, 40), who5ChangeCounts(40, 48)]).toEqual([true, true, false])
})
