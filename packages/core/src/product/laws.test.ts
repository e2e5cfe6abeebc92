import { commandsOf, sequencesOf } from '@perca/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lawsOf, metBy } from '../testing/laws.arbitrary.js'
import { few } from '../testing/values.arbitrary.js'
import { product } from './decider.js'

const rules = ['duplicate-code', 'product-retired', 'unknown-product']
const sequences = sequencesOf(commandsOf(product, few, {}))

test.each(lawsOf(product, sequences, rules))('%s', (_, law) => {
  fc.assert(law)
})

test('the laws meet every event and every refusal', () => {
  expect(metBy(product, sequences)).toEqual({ events: Object.keys(product.events).sort(), rules })
})
