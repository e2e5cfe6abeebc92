import { commandsOf, sequencesOf } from '@perca/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import { lawsOf, metBy } from '../testing/laws.arbitrary.js'
import { few, fewUuid } from '../testing/values.arbitrary.js'
import { credit, pay } from './account.fixture.js'
import { account } from './decider.js'

const rules = [
  'already-reversed',
  'duplicate-heir',
  'duplicate-receipt',
  'heir-unknown',
  'invalid-number',
  'over-payout',
  'participant-deceased',
  'participant-merged',
  'unknown-payout',
]
const receipt = fc.record(
  {
    paidByEvent: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, fc.constant('e-1')),
    deceasedOn: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, fc.integer({ min: 10, max: 21 }).map(august)),
  },
  { noNullPrototype: true },
)
const commands = commandsOf(account, few, {
  PayEarnings: () => receipt,
  RecogniseHeir: () => fc.constant({ code: 'P-001' }),
})
/** A maker was credited, and paid out most of it. */
const paidOut = [credit(10, 70_000), { ...pay(10, 50_000), payoutId: fewUuid(0) }]
const sequences = sequencesOf(commands, paidOut)

test.each(lawsOf(account, sequences, rules))('%s', (_, law) => {
  fc.assert(law)
})

test('the laws meet every event and every refusal', () => {
  expect(metBy(account, sequences)).toEqual({ events: Object.keys(account.events).sort(), rules })
})
