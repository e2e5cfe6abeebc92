import { commandsOf, sequencesOf } from '@perca/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import { lawsOf, metBy } from '../testing/laws.arbitrary.js'
import { few } from '../testing/values.arbitrary.js'
import { helper } from './decider.js'
import { engage } from './engagement.fixture.js'

const rules = ['already-engaged', 'helper-left', 'invalid-date', 'not-authorised', 'unknown-helper']
const actor = fc.record({ actorId: fc.constantFrom('anyam', 'PTG-01', 'PTG-09') }, { noNullPrototype: true })
const sequences = sequencesOf(commandsOf(helper, few, { VetHelper: () => actor }), [engage(august(10))])

test.each(lawsOf(helper, sequences, rules))('%s', (_, law) => {
  fc.assert(law)
})

test('the laws meet every event and every refusal', () => {
  expect(metBy(helper, sequences)).toEqual({ events: Object.keys(helper.events).sort(), rules })
})
