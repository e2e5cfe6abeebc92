import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { expect, test } from 'vitest'
import { health, personal } from './sensitive.js'

test.each([
  ['personal', personal(t.string)],
  ['health', health(t.string)],
])('a field of class %s is read in the clear and sealed, and written as it is', (sensitivity, codec) => {
  expect(codec.sensitivity).toBe(sensitivity)
  for (const value of ['in the clear', { sealed: 'x' }]) {
    expect(codec.decode(value)).toEqual(E.right(value))
    expect(codec.encode(value)).toEqual(value)
  }
  expect([codec.is(7), codec.is({ sealed: 7 })]).toEqual([false, false])
})
