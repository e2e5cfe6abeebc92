import { expect, test } from 'vitest'
import { january, makerId, PROGRAMME, sourceId } from '../order/sale.fixture.js'
import { enrolment, opening, openWorkshop } from '../policies/workshop.fixture.js'
import { type ParticipantRow, participants, standingAt } from './participants.js'

const asked = (maker: number, date: number) => ({
  participantId: makerId(maker),
  programmeId: PROGRAMME,
  effectiveOn: january(date),
})
const pause = (maker: number, date: number) => ({ type: 'PauseEnrolment', ...asked(maker, date), reason: 'family' })
const resume = (maker: number, date: number) => ({ type: 'ResumeEnrolment', ...asked(maker, date) })
const end = (maker: number, date: number) => ({ type: 'EndEnrolment', ...asked(maker, date), outcome: 'graduated' })
const again = (maker: number, date: number) => ({
  type: 'EnrolParticipant',
  ...asked(maker, date),
  enrolmentId: sourceId(30 + maker),
})

const rowOf = (rows: ReadonlyMap<string, ParticipantRow>, maker: number): ParticipantRow => {
  const row = rows.get(makerId(maker))
  if (row === undefined) throw new Error(`maker ${maker} has no row`)
  return row
}

test('a file is a row: the code, and every step of the enrolments', async () => {
  const { done, rows } = await openWorkshop()
  await done(...enrolment(1, january(2)), pause(1, 5), resume(1, 9), end(1, 14), again(1, 20))
  const step = (date: number, is: string, begins = false) => ({ programmeId: PROGRAMME, on: january(date), is, begins })
  expect(rowOf(await rows(participants), 1)).toEqual({
    participantId: makerId(1),
    programmeId: PROGRAMME,
    code: 'P-001',
    steps: [
      step(2, 'running', true),
      step(5, 'paused'),
      step(9, 'running'),
      step(14, 'ended'),
      step(20, 'running', true),
    ],
    merged: null,
  })
  expect(rowOf(await rows(participants), 2)).toMatchObject({ code: 'P-002', steps: [] })
})

test('how somebody stands on a day is the last step up to it', async () => {
  const { done, rows } = await openWorkshop()
  await done(...enrolment(1, january(2)), pause(1, 5), resume(1, 9), end(1, 14), again(1, 20))
  const row = rowOf(await rows(participants), 1)
  const standing = [1, 2, 4, 5, 8, 9, 13, 14, 19, 20, 31].map((date) => standingAt(row, PROGRAMME, january(date)))
  expect(standing).toEqual([
    null,
    'running',
    'running',
    'paused',
    'paused',
    'running',
    'running',
    'ended',
    'ended',
    'running',
    'running',
  ])
  expect(standingAt(row, 'blitar', january(31))).toBeNull()
})

test('a step written down late stands where its day puts it; of one day, the one written down last counts', async () => {
  const { done, rows } = await openWorkshop()
  await done(...enrolment(1, january(2)), end(1, 14), pause(1, 5))
  const row = rowOf(await rows(participants), 1)
  expect([4, 5, 13, 14].map((date) => standingAt(row, PROGRAMME, january(date)))).toEqual([
    'running',
    'paused',
    'paused',
    'ended',
  ])
  await done(...enrolment(2, january(2)), pause(2, 5), resume(2, 5))
  expect(standingAt(rowOf(await rows(participants), 2), PROGRAMME, january(5))).toBe('running')
})

test('an end written down late leaves nothing of its enrolment after it, and all of the next one', async () => {
  const { done, rows } = await openWorkshop()
  await done(...enrolment(1, january(2)), pause(1, 9), end(1, 5), again(1, 14), pause(1, 20))
  const row = rowOf(await rows(participants), 1)
  expect([4, 5, 9, 13, 14, 20].map((date) => standingAt(row, PROGRAMME, january(date)))).toEqual([
    'running',
    'ended',
    'ended',
    'ended',
    'running',
    'paused',
  ])
  await done(...enrolment(2, january(2)), pause(2, 9), end(2, 14), again(2, 20), pause(2, 21), end(2, 5))
  const other = rowOf(await rows(participants), 2)
  expect([5, 9, 13, 20, 21].map((date) => standingAt(other, PROGRAMME, january(date)))).toEqual([
    'ended',
    'ended',
    'ended',
    'running',
    'paused',
  ])
})

test('as of a day, later steps do not count, nor people who came later', async () => {
  const { done, rows } = await openWorkshop()
  await done(...enrolment(1, january(2)), pause(1, 5))
  expect(rowOf(await rows(participants, { asOf: january(4) }), 1).steps).toHaveLength(1)
  expect(await rows(participants, { asOf: '2019-12-31' })).toEqual(new Map())
})

test('one person’s programmes stand side by side', async () => {
  const { done, rows } = await openWorkshop()
  await done(...opening('blitar').filter((command) => 'type' in command && command.type !== 'ReferParticipant'))
  await done(...enrolment(1, january(2)), pause(1, 5))
  await done({ ...asked(1, 7), type: 'EnrolParticipant', programmeId: 'blitar', enrolmentId: sourceId(41) })
  const row = rowOf(await rows(participants), 1)
  expect([PROGRAMME, 'blitar'].map((programmeId) => standingAt(row, programmeId, january(9)))).toEqual([
    'paused',
    'running',
  ])
})

test('steps of somebody whose file does not count are left out', async () => {
  const { done, rows } = await openWorkshop()
  await done(...enrolment(1, january(2)))
  const dated = enrolment(2, january(2)).map((command) => ({ ...command, effectiveOn: '2019-12-30' }))
  await done(...dated)
  expect(await rows(participants, { asOf: '2019-12-31' })).toEqual(new Map())
})
