import { commandsOf, sequencesOf } from '@perca/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import { lawsOf, metBy } from '../testing/laws.arbitrary.js'
import { few, fewUuid } from '../testing/values.arbitrary.js'
import { survey } from './decider.js'
import { ANSWERS, answer, open } from './survey.fixture.js'

const rules = [
  'already-recorded',
  'duplicate-id',
  'instrument-not-adopted',
  'invalid-date',
  'invalid-number',
  'round-closed',
  'unknown-round',
]
const adopted = fc.record({ version: fc.constantFrom('2011-id', null) }, { noNullPrototype: true })
const random = commandsOf(survey, few, { OpenSurveyRound: () => adopted })
// Eight answers made at random are hardly ever answers to the RIBS.
const answering = fc
  .tuple(fc.integer({ min: 10, max: 14 }), fc.nat(3))
  .map(([date, number]) => ({ ...answer(august(date), number, ANSWERS), responseId: fewUuid(number) }))
const sequences = sequencesOf(fc.oneof(random, answering), [open()])

test.each(lawsOf(survey, sequences, rules))('%s', (_, law) => {
  fc.assert(law)
})

test('the laws meet every event and every refusal', () => {
  expect(metBy(survey, sequences)).toEqual({ events: Object.keys(survey.events).sort(), rules })
})
