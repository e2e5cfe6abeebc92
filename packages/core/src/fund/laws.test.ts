import { commandsOf, sequencesOf } from '@perca/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makerId, piecesBy, terms } from '../order/sale.fixture.js'
import { lawsOf, metBy } from '../testing/laws.arbitrary.js'
import { few } from '../testing/values.arbitrary.js'
import { Quantity, Rupiah } from '../values/amounts.js'
import { fund } from './decider.js'

const rules = ['already-recorded', 'insufficient-funds', 'insufficient-stock', 'invalid-code', 'invalid-number']
const some = {
  ...few,
  // Ten pieces at the highest price are past counting; one is not.
  [Quantity.name]: fc.constantFrom(1, 10),
  [Rupiah.name]: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 1, max: 20_000 }) },
    { weight: 1, arbitrary: fc.constant(999_999_999_999_999) },
  ),
}
const makers = [
  [{ participantId: makerId(1), parts: 1 }],
  [
    { participantId: makerId(1), parts: 2 },
    { participantId: makerId(2), parts: 1 },
  ],
  [],
]
const commands = commandsOf(fund, some, {
  GiveGift: ({ sku, quantity }) =>
    fc.record(
      {
        sku: fc.constant(sku),
        batches: fc
          .tuple(fc.constantFrom(...makers), fc.boolean())
          .map(([by, short]) => (short && quantity === 1 ? [] : [piecesBy(1, short ? quantity - 1 : quantity, by)])),
        codes: fc.constant(terms.codes),
      },
      { noNullPrototype: true },
    ),
})
// A sum past counting is no amount of money that a fund ever holds.
const sequences = sequencesOf(
  commands.filter(
    (command) => command.type === 'GiveGift' || command.type === 'SpendFund' || command.amount < 1_000_000,
  ),
)

test.each(lawsOf(fund, sequences, rules))('%s', (_, law) => {
  fc.assert(law)
})

test('the laws meet every event and every refusal', () => {
  expect(metBy(fund, sequences)).toEqual({ events: Object.keys(fund.events).sort(), rules })
})
