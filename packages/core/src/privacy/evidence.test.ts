import { anyAggregate, application } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import { isRight } from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { participant } from '../participant/decider.js'
import { august } from '../testing/day.fixture.js'
import { referral } from '../testing/programme.fixture.js'
import { privacy } from './decider.js'
import { answer, GRANTEE, grant, OFFICER, PARTICIPANT, receive } from './record.fixture.js'

const opened = () => {
  const app = application({ store: memoryStore(), aggregates: [anyAggregate(participant), anyAggregate(privacy)] })
  let sent = 0
  return async (command: object, id: string, role: string) => {
    sent += 1
    const commandId = `${String(sent).padStart(8, '0')}-0000-4000-8000-000000000000`
    const done = await app.execute(command, { commandId, actor: { id, role }, programmeId: 'kediri' })()
    if (isRight(done)) return done.right.stream
    return done.left._tag === 'Refusal' ? done.left.rule : done.left._tag
  }
}

test('rule 11: who asks about their data is known', async () => {
  const send = opened()
  expect(await send(receive(3), OFFICER, 'dataProtection')).toBe('unknown-participant')
  await send(referral(PARTICIPANT, 'P-001').command, 'PTG-01', 'registrar')
  expect(await send(receive(3), OFFICER, 'dataProtection')).toBe('privacy-kediri.2020')
})

test('a request is answered where it stands', async () => {
  const send = opened()
  await send(referral(PARTICIPANT, 'P-001').command, 'PTG-01', 'registrar')
  await send(receive(3), OFFICER, 'dataProtection')
  expect(await send({ ...answer(4), year: 2021 }, OFFICER, 'dataProtection')).toBe('unknown-request')
  expect(await send(answer(4), OFFICER, 'dataProtection')).toBe('privacy-kediri.2020')
})

test('who grants a role is whoever sends the grant', async () => {
  const send = opened()
  expect(await send(grant(august(3)), GRANTEE, 'coordinator')).toBe('not-authorised')
  expect(await send(grant(august(3)), GRANTEE, 'facilitator')).toBe('Unauthorised')
  expect(await send(grant(august(3)), OFFICER, 'dataProtection')).toBe('privacy-kediri.2020')
})
