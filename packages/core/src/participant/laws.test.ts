import { commandsOf, sequencesOf } from '@perca/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import { lawsOf, metBy } from '../testing/laws.arbitrary.js'
import { slotFor } from '../testing/slot.arbitrary.js'
import { few } from '../testing/values.arbitrary.js'
import { participant } from './decider.js'
import { assess, consent, enrol, mark, refer } from './person.fixture.js'
import { supportBegin, supportEvidence, supportRules } from './support/support.fixture.js'

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
  ...supportRules,
].sort()
const sequences = sequencesOf(commandsOf(participant, few, { RecordAttendance: slotFor, ...supportEvidence }), [
  refer(),
  consent(august(10)),
  assess(august(11), { until: august(20) }),
  enrol(august(12)),
  mark(august(13)),
  ...supportBegin,
])

test.each(lawsOf(participant, sequences, rules))('%s', (_, law) => {
  fc.assert(law)
})

test('the laws meet every event and every refusal', () => {
  expect(metBy(participant, sequences)).toEqual({ events: Object.keys(participant.events).sort(), rules })
})
