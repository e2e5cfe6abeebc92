import { anyAggregate, application } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import { isRight } from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { programme } from '../programme/decider.js'
import { august, day } from '../testing/day.fixture.js'
import { established } from '../testing/programme.fixture.js'
import { survey } from './decider.js'
import { open, opened } from './survey.fixture.js'

const adopted = (version: string, on = august(1), id = 'ribs') => ({
  type: 'AdoptInstrument',
  programmeId: 'kediri',
  id,
  version,
  licence: { holder: 'kcl', terms: 'registered', documentRef: null },
  effectiveOn: on,
})

/** What becomes of a round, asked for on the 1st of August, in a programme that decided so before. */
const roundAfter = async (...decided: readonly object[]) => {
  const app = application({ store: memoryStore(), aggregates: [anyAggregate(programme), anyAggregate(survey)] })
  let sent = 0
  const send = (command: object, role: string) => {
    sent += 1
    const commandId = `${String(sent).padStart(8, '0')}-0000-4000-8000-000000000000`
    return app.execute(command, { commandId, actor: { id: 'PTG-07', role }, programmeId: 'kediri' })()
  }
  for (const { command, role } of established) await send(command, role)
  for (const command of decided) await send(command, 'coordinator')
  const done = await send(open(), 'surveyor')
  if (isRight(done)) return done.right.events.map(({ event }) => event)
  return done.left._tag === 'Refusal' ? done.left.rule : done.left._tag
}

test('a round is held with the version that the programme has adopted by then', async () => {
  expect(await roundAfter(adopted('2011-id'))).toEqual([opened])
  expect(await roundAfter(adopted('2020-id', day('2020-07-31')), adopted('2011-id', day('2020-07-30')))).toEqual([
    { ...opened, data: { ...opened.data, instrumentVersion: '2020-id' } },
  ])
})

test('and not with one that it adopts later, nor with another', async () => {
  expect(await roundAfter()).toBe('instrument-not-adopted')
  expect(await roundAfter(adopted('2011-id', august(2)))).toBe('instrument-not-adopted')
  expect(await roundAfter(adopted('1998', august(1), 'who-5'))).toBe('instrument-not-adopted')
})
