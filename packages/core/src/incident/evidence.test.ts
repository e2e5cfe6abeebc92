import { anyAggregate, application, type ExecuteError } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { helper } from '../helper/decider.js'
import { engage, HELPER, STAFF_ID } from '../helper/engagement.fixture.js'
import { participant } from '../participant/decider.js'
import { august } from '../testing/day.fixture.js'
import { referral } from '../testing/programme.fixture.js'
import { incident } from './decider.js'
import type { Involved } from './events.js'
import { AFFECTED, close, INCIDENT, refer, report, SAFEGUARDING } from './incident.fixture.js'

/** A store with a participant and a helper, and how commands are sent to it: by whom, in which role. */
const opened = async () => {
  const app = application({
    store: memoryStore(),
    aggregates: [anyAggregate(participant), anyAggregate(helper), anyAggregate(incident)],
  })
  let sent = 0
  const send = (command: object, id: string, role: string) => {
    sent += 1
    const commandId = `${String(sent).padStart(8, '0')}-0000-4000-8000-000000000000`
    return app.execute(command, { commandId, actor: { id, role }, programmeId: 'kediri' })()
  }
  await send(referral(AFFECTED, 'P-001').command, 'PTG-01', 'registrar')
  await send(engage(august(1)), 'PTG-01', 'coordinator')
  return { app, send }
}

const reportOf = (...involved: readonly Involved[]) => ({ ...report(), involved })
const ruleOf = (done: E.Either<ExecuteError, unknown>) =>
  E.isRight(done) ? 'done' : done.left._tag === 'Refusal' ? done.left.rule : done.left._tag

test('who reports is whoever sends the report; a helper that it names is named as staff, too', async () => {
  const { app, send } = await opened()
  const named: readonly Involved[] = [
    { participantId: AFFECTED, part: 'affected' },
    { helperId: HELPER, part: 'alleged' },
  ]
  expect(ruleOf(await send(reportOf(...named), 'PTG-07', 'facilitator'))).toBe('done')
  expect(await app.reader.state(incident, INCIDENT)()).toMatchObject({
    right: { state: { reported: { by: 'PTG-07', named: [AFFECTED, HELPER, STAFF_ID] } } },
  })
})

test('rule 21: whoever sends a command acts as themselves', async () => {
  const { send } = await opened()
  await send(reportOf({ helperId: HELPER, part: 'alleged' }), 'PTG-07', 'facilitator')
  const outcomes = [
    await send(refer(august(4)), STAFF_ID, 'safeguarding'),
    await send(refer(august(4)), SAFEGUARDING, 'safeguarding'),
    await send(close(august(5)), 'PTG-07', 'safeguarding'),
    await send(close(august(5)), SAFEGUARDING, 'safeguarding'),
  ]
  expect(outcomes.map(ruleOf)).toEqual(['not-authorised', 'done', 'not-authorised', 'done'])
})

test('only those in charge of safety settle it, and no policy reports one', async () => {
  const { send } = await opened()
  expect(ruleOf(await send(reportOf(), 'watch', 'policy'))).toBe('Unauthorised')
  expect(ruleOf(await send(reportOf(), 'PTG-07', 'surveyor'))).toBe('done')
  expect(ruleOf(await send(refer(august(4)), 'PTG-01', 'coordinator'))).toBe('Unauthorised')
  expect(ruleOf(await send(close(august(4)), 'PTG-01', 'coordinator'))).toBe('Unauthorised')
})

test('rule 11: whom a report names is known', async () => {
  const { send } = await opened()
  const nobody = '00000009-0000-4000-8000-000000000009'
  const outcomes = [
    await send(reportOf({ participantId: nobody, part: 'affected' }), 'PTG-07', 'facilitator'),
    await send(reportOf({ helperId: nobody, part: 'affected' }), 'PTG-07', 'facilitator'),
    await send(reportOf({ staffId: 'PTG-99', part: 'affected' }), 'PTG-07', 'facilitator'),
  ]
  expect(outcomes.map(ruleOf)).toEqual(['unknown-participant', 'unknown-helper', 'done'])
})
