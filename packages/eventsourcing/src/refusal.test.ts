import { expect, test } from 'vitest'
import { refusal } from './refusal.js'

test('a refusal names its rule, says what to do next, and what was relied on', () => {
  expect(refusal('balance-too-low', 'Ask for less.', { balance: 6, amount: 9 })).toEqual({
    _tag: 'Refusal',
    rule: 'balance-too-low',
    message: 'Ask for less.',
    evidence: { balance: 6, amount: 9 },
  })
})

test('a refusal that relied on nothing has empty evidence', () => {
  expect(refusal('holder-registered', 'The holder is registered already.').evidence).toEqual({})
})
