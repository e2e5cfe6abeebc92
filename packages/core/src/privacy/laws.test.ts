import { commandsOf, sequencesOf } from '@perca/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import { lawsOf, metBy } from '../testing/laws.arbitrary.js'
import { few } from '../testing/values.arbitrary.js'
import { privacy } from './decider.js'
import { detect, grant, receive } from './record.fixture.js'

const rules = [
  'breach-notified',
  'duplicate-id',
  'grant-revoked',
  'invalid-date',
  'not-authorised',
  'reason-missing',
  'request-answered',
  'unknown-breach',
  'unknown-grant',
  'unknown-request',
]
const sequences = sequencesOf(
  commandsOf(privacy, few, {
    ReceiveRequest: () => fc.constant({ code: 'P-001' }),
    GrantAccess: () => fc.constantFrom({ actorId: 'anyam' }, { actorId: 'PTG-05' }),
  }),
  [receive(3), detect(3), grant(august(3))],
)

test.each(lawsOf(privacy, sequences, rules))('%s', (_, law) => {
  fc.assert(law)
})

test('the laws meet every event and every refusal', () => {
  expect(metBy(privacy, sequences)).toEqual({ events: Object.keys(privacy.events).sort(), rules })
})
