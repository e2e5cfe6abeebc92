import { commandsOf, sequencesOf } from '@perca/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import { lawsOf, metBy } from '../testing/laws.arbitrary.js'
import { slotFor } from '../testing/slot.arbitrary.js'
import { few, fewUuid } from '../testing/values.arbitrary.js'
import { absorb, appoint } from './changes.fixture.js'
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
  'court-reference-missing',
  'data-erased',
  'duplicate-code',
  'duplicate-id',
  'enrolment-ended',
  'enrolment-paused',
  'guardian-consent-missing',
  'not-as-recorded',
  'not-authorised',
  'not-enrolled',
  'not-paused',
  'not-recorded',
  'nothing-corrected',
  'nothing-erased',
  'participant-deceased',
  'participant-merged',
  'same-file',
  'unknown-assessment',
  'unknown-consent',
  'unknown-guardianship',
  'unknown-merge',
  'unknown-participant',
  ...supportRules,
].sort()

/** What would be looked up for the commands that need it. */
const evidence = {
  ...supportEvidence,
  RecordAttendance: slotFor,
  CorrectAttendance: () => fc.nat(3).map((number) => ({ eventId: fewUuid(number) })),
  // Of the few codes one is also an assessor's, who takes nothing back.
  RevokeAssessment: () => fc.constantFrom('anyam', 'PTG-02').map((actorId) => ({ actorId })),
  AbsorbDuplicate: () =>
    fc.record(
      { mergeId: fc.option(fc.nat(3).map(fewUuid), { nil: null }), absorbedThis: fc.boolean() },
      { noNullPrototype: true },
    ),
}

// Under the few ids and on the few days that random commands bear; a minor until the 12th.
const begin = [
  { ...refer(), adultFrom: august(12) },
  { ...consent(august(10)), consentId: fewUuid(0) },
  { ...assess(august(11), { until: august(20) }), assessmentId: fewUuid(0) },
  { ...appoint(august(10)), guardianshipId: fewUuid(0) },
  enrol(august(12)),
  mark(august(18)),
  { ...absorb(august(12)), mergeId: fewUuid(0), duplicateId: fewUuid(1) },
  ...supportBegin,
]
const sequences = sequencesOf(commandsOf(participant, few, evidence), begin)

test.each(lawsOf(participant, sequences, rules))('%s', (_, law) => {
  fc.assert(law)
})

test('the laws meet every event and every refusal', () => {
  expect(metBy(participant, sequences)).toEqual({ events: Object.keys(participant.events).sort(), rules })
})
