import { commandsOf, sequencesOf } from '@perca/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lawsOf, metBy } from '../testing/laws.arbitrary.js'
import { slotFor } from '../testing/slot.arbitrary.js'
import { few } from '../testing/values.arbitrary.js'
import { session } from './decider.js'

const rules = [
  'session-cancelled',
  'session-closed',
  'session-held',
  'session-not-held',
  'session-not-planned',
  'session-planned',
]
const sequences = sequencesOf(
  commandsOf(session, few, {
    ScheduleSession: slotFor,
    OpenSession: slotFor,
    ScheduleExtraSession: () => fc.constant({ established: true }),
    TeachSkill: () => fc.constant({ introduced: true }),
  }),
)

test.each(lawsOf(session, sequences, rules))('%s', (_, law) => {
  fc.assert(law)
})

test('the laws meet every event and every refusal', () => {
  expect(metBy(session, sequences)).toEqual({ events: Object.keys(session.events).sort(), rules })
})
