import { commandsOf, sequencesOf } from '@perca/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lawsOf, metBy } from '../testing/laws.arbitrary.js'
import { few } from '../testing/values.arbitrary.js'
import { programme } from './decider.js'

const rules = ['proceeds-not-whole', 'programme-exists', 'programme-unknown']
const sequences = sequencesOf(commandsOf(programme, few, {}))

test.each(lawsOf(programme, sequences, rules))('%s', (_, law) => {
  fc.assert(law)
})

test('the laws meet every event and every refusal', () => {
  expect(metBy(programme, sequences)).toEqual({ events: Object.keys(programme.events).sort(), rules })
})
