import { expect, test } from 'vitest'
import { orderIdOf, participantIdOf } from './ids.js'

test('a code or a number is the same whatever its case', () => {
  expect(orderIdOf('kediri', 'psn-0001')).toBe(orderIdOf('kediri', 'PSN-0001'))
  expect(participantIdOf('kediri', 'p-001')).toBe(participantIdOf('kediri', 'P-001'))
})

test('the same code in another programme, or of another kind, is another', () => {
  expect(participantIdOf('kediri', 'P-001')).not.toBe(participantIdOf('blitar', 'P-001'))
  expect(participantIdOf('kediri', 'P-001')).not.toBe(orderIdOf('kediri', 'P-001'))
})
