import { commandsOf, sequencesOf } from '@perca/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lawsOf, metBy } from '../testing/laws.arbitrary.js'
import { few } from '../testing/values.arbitrary.js'
import { account } from './decider.js'

const rules = ['duplicate-receipt', 'over-payout']
const receipt = fc.record(
  { paidByEvent: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, fc.constant('e-1')) },
  { noNullPrototype: true },
)
const sequences = sequencesOf(commandsOf(account, few, { PayEarnings: () => receipt }))

test.each(lawsOf(account, sequences, rules))('%s', (_, law) => {
  fc.assert(law)
})

test('the laws meet every event and every refusal', () => {
  expect(metBy(account, sequences)).toEqual({ events: Object.keys(account.events).sort(), rules })
})
