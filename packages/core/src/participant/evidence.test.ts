import { application } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import type { Sent } from '@perca/testing'
import { left, right } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { aggregates } from '../domain.js'
import { august } from '../testing/day.fixture.js'
import { established, referral, send, sendAll } from '../testing/programme.fixture.js'
import { assess, consent, enrol, mark, marked, PARTICIPANT } from './person.fixture.js'

const sent = (command: Sent['command'], role = 'registrar'): Sent => ({ command, role, programmeId: 'kediri' })

const asked = (date: number) => {
  const { evidence: _, ...command } = mark(august(date))
  return sent(command, 'facilitator')
}

const opened = async (more: readonly Sent[] = []) => {
  const app = application({ store: memoryStore(), aggregates })
  await sendAll(app, [...established, ...more])
  return app
}

const enrolled = [
  referral(PARTICIPANT, 'P-001'),
  ...[consent(august(2)), assess(august(2)), enrol(august(3))].map((command) => sent(command)),
]

describe('a mark falls into the slot that the calendar foresees (rule 5)', () => {
  test('and is recorded there', async () => {
    const app = await opened(enrolled)
    const event = expect.objectContaining({ event: marked(august(18)), revision: 4 })
    expect(await send(app, asked(18), 99)).toEqual(
      right({ stream: `participant-${PARTICIPANT}`, revision: 4, events: [event], alreadyKnown: false }),
    )
  })

  test.each([
    ['not-scheduled', 19, { day: '2020-08-19', rule: 'FREQ=WEEKLY;BYDAY=TU,TH' }],
    ['holiday', 20, { day: '2020-08-20' }],
  ])('%s is told of the %ith', async (rule, date, evidence) => {
    const app = await opened(enrolled)
    expect(await send(app, asked(date), 99)).toEqual(left(expect.objectContaining({ _tag: 'Refusal', rule, evidence })))
  })

  test('before whether they take part', async () => {
    const app = await opened(enrolled.slice(0, 1))
    expect(await send(app, asked(20), 99)).toEqual(left(expect.objectContaining({ rule: 'holiday' })))
    expect(await send(app, asked(18), 98)).toEqual(left(expect.objectContaining({ rule: 'not-enrolled' })))
  })

  test('and after whether they are known', async () => {
    const app = await opened()
    expect(await send(app, asked(20), 99)).toEqual(
      left(expect.objectContaining({ rule: 'unknown-participant', evidence: {} })),
    )
  })

  test('of a programme that nobody established has no day', async () => {
    const app = await opened(enrolled)
    const elsewhere = { ...asked(18), command: { ...asked(18).command, programmeId: 'blitar' }, programmeId: 'blitar' }
    expect(await send(app, elsewhere, 99)).toEqual(
      left(expect.objectContaining({ rule: 'not-scheduled', evidence: { day: '2020-08-18', rule: null } })),
    )
  })
})

test('a store that does not answer is told as that', async () => {
  const app = await opened(enrolled)
  await app.store.close()()
  expect(await send(app, asked(18), 99)).toEqual(left(expect.objectContaining({ _tag: 'Closed' })))
})
