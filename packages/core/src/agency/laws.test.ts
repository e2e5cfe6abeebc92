import { commandsOf, sequencesOf } from '@perca/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lawsOf, metBy } from '../testing/laws.arbitrary.js'
import { few } from '../testing/values.arbitrary.js'
import { agency } from './decider.js'

const rules = ['duplicate-code', 'partnership-ended', 'unknown-agency']
const sequences = sequencesOf(commandsOf(agency, few, {}))

test.each(lawsOf(agency, sequences, rules))('%s', (_, law) => {
  fc.assert(law)
})

test('the laws meet every event and every refusal', () => {
  expect(metBy(agency, sequences)).toEqual({ events: Object.keys(agency.events).sort(), rules })
})
