import { application } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import type { Sent } from '@perca/testing'
import { left, right } from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { aggregates } from '../domain.js'
import { august } from '../testing/day.fixture.js'
import { established, sendAll } from '../testing/programme.fixture.js'
import { slotOfSessionOn } from './slot-on.js'

const sent = (type: string, date: number, more: object = {}, role = 'facilitator'): Sent => ({
  command: { type, programmeId: 'kediri', effectiveOn: august(date), ...more },
  role,
  programmeId: 'kediri',
})
const extra = (date: number) =>
  sent('ScheduleExtraSession', date, {
    slot: 1,
    startsAt: '13:30',
    duration: 120,
    venue: 'Balai',
    helpers: [],
    reason: 'event',
  })
const cancel = (date: number) => sent('CancelSession', date, { slot: 1, reason: 'weather' })

/** What a mark of a day falls into, after these commands. */
const found = async (date: number, ...commands: readonly Sent[]) => {
  const app = application({ store: memoryStore(), aggregates })
  await sendAll(app, established)
  await sendAll(app, commands, 50)
  return slotOfSessionOn({ programmeId: 'kediri', effectiveOn: august(date) }, app.reader)()
}
const refusedAs = (rule: string, evidence: object) =>
  left(expect.objectContaining({ _tag: 'Refusal', rule, evidence: expect.objectContaining(evidence) }))
const at = (place: object) => right(expect.objectContaining(place))

test('rule 5: a mark falls into what the calendar foresees', async () => {
  expect(await found(18)).toEqual(at({ day: '2020-08-18', startsAt: '09:00', scheduleFrom: '2020-01-01' }))
  expect(await found(19)).toEqual(refusedAs('not-scheduled', { day: '2020-08-19' }))
  expect(await found(20)).toEqual(refusedAs('holiday', { day: '2020-08-20' }))
})

test.each([19, 20])('rule 5: or into what is planned with a reason of its own, on the %ith too', async (date) => {
  expect(await found(date, extra(date))).toEqual(at({ startsAt: '13:30', venue: 'Balai', scheduleFrom: null }))
})

test('rule 5: a session that is cancelled takes no marks, until it is planned again', async () => {
  expect(await found(18, cancel(18))).toEqual(refusedAs('not-scheduled', { day: '2020-08-18', cancelled: 'weather' }))
  expect(await found(18, cancel(18), sent('ScheduleSession', 18, { helpers: [] }))).toEqual(at({ startsAt: '09:00' }))
  expect(await found(19, extra(19), cancel(19))).toEqual(refusedAs('not-scheduled', { cancelled: 'weather' }))
})

test('rule 5: a session that was held takes marks, whatever the calendar says since', async () => {
  const holiday = { date: '2020-08-18', name: 'Cuti bersama', decree: null }
  const declare = sent('DeclareHoliday', 18, holiday, 'registrar')
  expect(await found(18, declare)).toEqual(refusedAs('holiday', {}))
  expect(await found(18, sent('OpenSession', 18), declare)).toEqual(at({ startsAt: '09:00' }))
})
