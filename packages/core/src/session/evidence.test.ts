import { application } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import type { Sent } from '@perca/testing'
import { left, right } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { aggregates } from '../domain.js'
import { august } from '../testing/day.fixture.js'
import { established, send, sendAll } from '../testing/programme.fixture.js'
import { slot } from './slot-of-august.fixture.js'

const asked = (type: string, date: number, more: object = {}, programmeId = 'kediri'): Sent => ({
  command: { type, programmeId, helpers: [], effectiveOn: august(date), ...more },
  role: 'facilitator',
  programmeId,
})
const calendar = async (...sent: readonly Sent[]) => {
  const app = application({ store: memoryStore(), aggregates })
  await sendAll(app, established)
  await sendAll(app, sent, 50)
  return app
}
const extra = (date: number, at = 1) =>
  asked('ScheduleExtraSession', date, { slot: at, startsAt: '13:30', duration: 120, venue: 'Balai', reason: 'event' })
const refusedAs = (rule: string, evidence: object) =>
  left(expect.objectContaining({ _tag: 'Refusal', rule, evidence: expect.objectContaining(evidence) }))
const recordedAt = (place: object) =>
  right(
    expect.objectContaining({
      events: [expect.objectContaining({ event: expect.objectContaining({ data: expect.objectContaining(place) }) })],
    }),
  )

describe('rule 5: the calendar decides whether there is a session', () => {
  describe.each(['ScheduleSession', 'OpenSession'])('%s', (type) => {
    test.each([
      ['not-scheduled', 17, { day: '2020-08-17', rule: 'FREQ=WEEKLY;BYDAY=TU,TH' }],
      ['not-scheduled', 19, { day: '2020-08-19', rule: 'FREQ=WEEKLY;BYDAY=TU,TH' }],
      ['holiday', 20, { day: '2020-08-20' }],
    ])('is refused as %s on the %ith', async (rule, date, evidence) => {
      expect(await send(await calendar(), asked(type, date), 99)).toEqual(refusedAs(rule, evidence))
    })

    test('is refused for a programme that is not there', async () => {
      expect(await send(await calendar(), asked(type, 18, {}, 'blitar'), 99)).toEqual(
        refusedAs('not-scheduled', { day: '2020-08-18', rule: null }),
      )
    })

    test('takes time and place from the schedule', async () => {
      expect(await send(await calendar(), asked(type, 18), 99)).toEqual(recordedAt({ programmeId: 'kediri', ...slot }))
    })
  })

  test.each([20, 19])('unless it has a reason of its own: on the %ith, too', async (date) => {
    const app = await calendar(extra(date))
    expect(await send(app, asked('OpenSession', date), 99)).toEqual(
      recordedAt({ startsAt: '13:30', duration: 120, venue: 'Balai' }),
    )
  })

  test('a second session of a day is opened where it is planned with a reason, and only there', async () => {
    const second = asked('OpenSession', 18, { slot: 2 })
    expect(await send(await calendar(), second, 99)).toEqual(
      refusedAs('not-scheduled', { day: '2020-08-18', session: 'kediri.2020-08-18.2' }),
    )
    expect(await send(await calendar(extra(18, 2)), second, 99)).toEqual(
      right(expect.objectContaining({ stream: 'session-kediri.2020-08-18.2' })),
    )
  })

  test('an extra session needs a programme', async () => {
    const elsewhere = { ...extra(18), programmeId: 'blitar' }
    const command = { ...elsewhere.command, programmeId: 'blitar' }
    expect(await send(await calendar(), { ...elsewhere, command }, 99)).toEqual(refusedAs('programme-unknown', {}))
  })

  test('a session that was moved is opened where it was moved to', async () => {
    const moved = { slot: 1, startsAt: '13:30', duration: 120, venue: 'Balai', reason: 'venue' }
    const app = await calendar(asked('ScheduleSession', 18), asked('MoveSession', 18, moved))
    expect(await send(app, asked('OpenSession', 18), 99)).toEqual(recordedAt({ startsAt: '13:30', venue: 'Balai' }))
  })

  test('but not whether one that was held was held: a holiday declared since refuses no second opening', async () => {
    const holiday = { date: '2020-08-18', name: 'Cuti bersama', decree: null }
    const declare = { ...asked('DeclareHoliday', 18, holiday), role: 'registrar' }
    const app = await calendar(asked('OpenSession', 18), declare)
    expect(await send(app, asked('OpenSession', 18), 99)).toEqual(
      right({ stream: 'session-kediri.2020-08-18', revision: 0, events: [], alreadyKnown: false }),
    )
  })
})

describe('rule 11: what is taught', () => {
  const craft = { craftId: 'jahit', name: 'Jahit perca', skills: ['memotong'] }
  const introduced = { ...asked('IntroduceCraft', 1, craft), role: 'registrar' }
  const teaching = (craftId: string, skillId: string) =>
    asked('TeachSkill', 18, { slot: 1, craftId, skillId, helperId: null })

  test('is a skill of a craft that the programme has', async () => {
    const app = await calendar(introduced, asked('OpenSession', 18))
    expect(await send(app, teaching('jahit', 'memotong'), 98)).toEqual(
      recordedAt({ craftId: 'jahit', skillId: 'memotong' }),
    )
  })

  test.each([
    ['jahit', 'melipat'],
    ['anyam', 'memotong'],
    ['constructor', 'memotong'],
  ])('is refused for what it does not have: %s, %s', async (craftId, skillId) => {
    const app = await calendar(introduced, asked('OpenSession', 18))
    expect(await send(app, teaching(craftId, skillId), 99)).toEqual(refusedAs('unknown-skill', { craftId, skillId }))
  })
})
