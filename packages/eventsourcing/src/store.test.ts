import { expect, test } from 'vitest'
import { type AppendError, categoryOf, isRetrySafe } from './store.js'

test.each([
  ['participant-7f', 'participant'],
  ['account-019f0000-0000-7000-8000-000000000000', 'account'],
  ['account--1', 'account'],
  ['account-', 'account'],
  ['account', 'account'],
  ['-1', ''],
])('the category of %s is what stands before its first dash', (stream, category) => {
  expect(categoryOf(stream)).toBe(category)
})

test('only a store that did not answer may be asked the same again', () => {
  const message = 'for a person'
  const errors: readonly AppendError[] = [
    { _tag: 'Unavailable', outcomeUnknown: true, message },
    { _tag: 'Unavailable', outcomeUnknown: false, message },
    { _tag: 'Conflict', stream: 'account-1', expected: 1, actual: 2, message },
    { _tag: 'TooLarge', limit: 'eventBytes', allowed: 1, actual: 2, message },
    { _tag: 'Unacceptable', message },
    { _tag: 'IdReused', id: '1', message },
    { _tag: 'Corrupt', stream: null, revision: null, path: '', message },
    { _tag: 'Closed', message },
  ]
  expect(errors.filter(isRetrySafe).map(({ _tag }) => _tag)).toEqual(['Unavailable', 'Unavailable'])
})
