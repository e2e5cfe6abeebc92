import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { checkedText, wholeNumber } from './checked.js'
import { faults } from './fault.js'

const Grams = wholeNumber('whole grams, 1 or more', 1)
const Colour = checkedText('colour', (text) => /^[a-z]+$/.test(text), { pattern: '^[a-z]+$' })

test.each([1, 2, Number.MAX_SAFE_INTEGER])(
  'a whole number from its least on is taken and written as it is: %i',
  (grams) => {
    expect(Grams.decode(grams)).toEqual(E.right(grams))
    expect(Grams.encode(grams)).toBe(grams)
  },
)

test.each([0, -1, 1.5, Number.MAX_SAFE_INTEGER + 1, Number.NaN, Number.POSITIVE_INFINITY, '1', null])(
  'what does not count exactly, or is less, is refused under the name that tells the unit: %j',
  (value) => {
    const read = Grams.decode(value)
    if (E.isRight(read)) throw new Error('it was taken')
    expect(faults(read.left)).toEqual([{ path: '', expected: 'whole grams, 1 or more' }])
    expect(Grams.is(value)).toBe(false)
  },
)

test('a text is taken where it fits', () => {
  expect(Colour.decode('red')).toEqual(E.right('red'))
  expect(['Red', '', 7, null].map(Colour.is)).toEqual([false, false, false, false])
})

test('each says its check as JSON Schema does', () => {
  expect(Grams.schema).toEqual({ type: 'integer', minimum: 1 })
  expect(Colour.schema).toEqual({ type: 'string', pattern: '^[a-z]+$' })
})
