import { commandsOf, sequencesOf } from '@perca/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lawsOf, metBy } from '../testing/laws.arbitrary.js'
import { few } from '../testing/values.arbitrary.js'
import { material } from './decider.js'

const rules = ['invalid-number']
const sequences = sequencesOf(commandsOf(material, few, {}))

test.each(lawsOf(material, sequences, rules))('%s', (_, law) => {
  fc.assert(law)
})

test('the laws meet every event and every refusal', () => {
  expect(metBy(material, sequences)).toEqual({ events: Object.keys(material.events).sort(), rules })
})
