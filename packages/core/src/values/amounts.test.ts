import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { BasisPoints, Capacity, Grams, Minutes, Parts, Quantity, Rupiah, RupiahOrNone } from './amounts.js'

const never: readonly unknown[] = [-1, 0.5, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, '1', null, undefined, 1n]

describe.each([
  ['rupiah', Rupiah, 1],
  ['rupiah or none', RupiahOrNone, 0],
  ['pieces', Quantity, 1],
  ['grams', Grams, 1],
  ['minutes', Minutes, 1],
  ['basis points', BasisPoints, 0],
  ['people', Capacity, 1],
  ['parts', Parts, 1],
] as const)('%s', (_, codec, least) => {
  test(`are whole numbers from ${least} on`, () => {
    for (const value of [least, least + 1, Number.MAX_SAFE_INTEGER]) {
      expect(codec.decode(value)).toEqual(E.right(value))
      expect(codec.encode(value)).toBe(value)
    }
  })

  test('and nothing else', () => {
    const refused = [least - 1, ...never]
    expect(refused.filter((value) => codec.is(value) || E.isRight(codec.decode(value)))).toEqual([])
  })
})
