import fc from 'fast-check'
import { expect, test } from 'vitest'
import { monthOf, rowKey } from './keys.js'

test('law: keys of different parts differ, whatever the parts hold', () => {
  const parts = fc.array(fc.string(), { maxLength: 4 })
  fc.assert(
    fc.property(parts, parts, (one, other) => {
      expect(rowKey(...one) === rowKey(...other)).toBe(JSON.stringify(one) === JSON.stringify(other))
    }),
  )
  expect(rowKey('a', 'b,c')).not.toBe(rowKey('a,b', 'c'))
  expect(rowKey('a","b')).not.toBe(rowKey('a', 'b'))
})

test('a day’s month is its year and month', () => {
  expect(monthOf('2020-08-31')).toBe('2020-08')
})
