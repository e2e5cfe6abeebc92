import { commandsOf } from '@perca/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lawsOf, metBy } from '../testing/laws.arbitrary.js'
import { slotFor } from '../testing/slot.arbitrary.js'
import { few } from '../testing/values.arbitrary.js'
import { participant } from './decider.js'

const rules = [
  'already-enrolled',
  'already-recorded',
  'assessment-expired',
  'assessment-missing',
  'assessment-unstable',
  'consent-missing',
  'duplicate-code',
  'enrolment-ended',
  'enrolment-paused',
  'not-enrolled',
  'not-paused',
  'unknown-participant',
]
const commands = commandsOf(participant, few, { RecordAttendance: slotFor })

test.each(lawsOf(participant, commands, rules))('%s', (_, law) => {
  fc.assert(law)
})

test('the laws meet every event and every refusal', () => {
  expect(metBy(participant, commands)).toEqual({ events: Object.keys(participant.events).sort(), rules })
})
