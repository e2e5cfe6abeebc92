import { commandsOf, sequencesOf } from '@perca/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lawsOf, metBy } from '../testing/laws.arbitrary.js'
import { few } from '../testing/values.arbitrary.js'
import { Quantity } from '../values/amounts.js'
import { stock } from './decider.js'

const rules = ['already-recorded', 'insufficient-stock', 'invalid-code', 'invalid-date', 'unknown-batch']
const some = { ...few, [Quantity.name]: fc.integer({ min: 1, max: 4 }) }
const spelled = ({ sku }: { readonly sku: string }) => fc.constant({ sku })
const sequences = sequencesOf(
  commandsOf(stock, some, {
    RecordProduction: spelled,
    ReceiveStock: spelled,
    CorrectProduction: spelled,
    WriteOffStock: spelled,
    CountStock: spelled,
  }),
)

test.each(lawsOf(stock, sequences, rules))('%s', (_, law) => {
  fc.assert(law)
})

test('the laws meet every event and every refusal', () => {
  expect(metBy(stock, sequences)).toEqual({ events: Object.keys(stock.events).sort(), rules })
})
