import type { EventStore, NewEvent } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import { everyCommandOnce, type Sent, sentTo } from '@perca/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { account } from '../account/decider.js'
import { aggregates } from '../domain.js'
import { participant } from '../participant/decider.js'
import { programme } from '../programme/decider.js'
import { session } from '../session/decider.js'
import { day } from './day.fixture.js'
import { established, referral } from './programme.fixture.js'
import { few, fewUuid } from './values.arbitrary.js'

const people = [0, 1].map((number) => referral(fewUuid(number), `P-00${number}`))

/** Makes a person fit and takes them in. */
const enrolled = (participantId: string): readonly Sent[] =>
  [
    { type: 'GiveConsent', consentId: fewUuid(1), purposes: ['training'], givenBy: 'self', documentRef: null },
    {
      type: 'AssessStability',
      assessmentId: fewUuid(1),
      outcome: 'stable',
      ableToTrain: true,
      validUntil: '2020-08-31',
      assessor: { staffId: null, profession: null },
      findings: null,
    },
    { type: 'EnrolParticipant', programmeId: 'kediri', enrolmentId: fewUuid(1) },
  ].map((command) => ({
    command: { ...command, participantId, effectiveOn: day('2020-08-02') },
    role: 'registrar',
    programmeId: 'kediri',
  }))

const laws = {
  programme: { given: [], commands: sentTo(programme, few) },
  participant: { given: [...established, ...people, ...enrolled(fewUuid(0))], commands: sentTo(participant, few) },
  session: { given: established, commands: sentTo(session, few) },
  account: { given: people, commands: sentTo(account, few) },
} satisfies { readonly [category: string]: { readonly given: readonly Sent[]; readonly commands: fc.Arbitrary<Sent> } }

test.each(Object.entries(laws))('a command to a %s that comes twice is carried out once', async (_, law) => {
  await fc.assert(everyCommandOnce({ aggregates, open: memoryStore, ...law }), { numRuns: 50 })
})

test('a store that forgets whose command an event was is found out', async () => {
  let appended = 0
  const forgotten = (event: NewEvent): NewEvent => {
    const id = `${String(appended++).padStart(8, '0')}-0000-4000-8000-000000000000`
    return { ...event, id, metadata: { ...event.metadata, commandId: id } }
  }
  const forgetful = (): EventStore => {
    const store = memoryStore()
    return { ...store, append: (stream, expected, events) => store.append(stream, expected, events.map(forgotten)) }
  }
  const { failed, errorInstance } = await fc.check(everyCommandOnce({ aggregates, open: forgetful, ...laws.account }), {
    seed: 1,
  })
  expect({ failed, error: String(errorInstance) }).toEqual({
    failed: true,
    error: expect.stringContaining('AssertionError'),
  })
})

test('what is given must be accepted, or the law speaks of nothing', async () => {
  const given = [...people, ...people]
  const { errorInstance } = await fc.check(
    everyCommandOnce({ aggregates, open: memoryStore, given, commands: laws.account.commands }),
  )
  expect(String(errorInstance)).toContain('ReferParticipant, which is given, is not accepted')
})
