import { commandsOf, sequencesOf } from '@perca/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lawsOf, metBy } from '../testing/laws.arbitrary.js'
import { few, fewUuid } from '../testing/values.arbitrary.js'
import { incident } from './decider.js'

const rules = ['duplicate-id', 'incident-closed', 'not-authorised', 'unknown-incident']
const id = fc.constantFrom('PTG-01', 'PTG-04', 'anyam', fewUuid(0))
const actor = fc.record({ actorId: id }, { noNullPrototype: true })
const sequences = sequencesOf(
  commandsOf(incident, few, {
    ReportIncident: () => fc.record({ actorId: id, actsAs: fc.array(id, { maxLength: 1 }) }, { noNullPrototype: true }),
    ReferIncident: () => actor,
    CloseIncident: () => actor,
  }),
)

test.each(lawsOf(incident, sequences, rules))('%s', (_, law) => {
  fc.assert(law)
})

test('the laws meet every event and every refusal', () => {
  expect(metBy(incident, sequences)).toEqual({ events: Object.keys(incident.events).sort(), rules })
})
