import { aggregates } from '@perca/core'
import { expect, test } from 'vitest'
import { trial } from '../trial.fixture.js'

const perca = trial({ columns: 140 })

test('the catalogue tells of every event and command of the domain', async () => {
  const { code, out, err } = await perca('catalogue', '--format', 'json')
  expect([code, err]).toEqual([0, ''])
  const { streams } = JSON.parse(out)
  expect(streams.map(({ category }: { category: string }) => category)).toEqual(
    aggregates.map(({ category }) => category),
  )
  const names = streams.flatMap(({ events }: { events: { type: string }[] }) => events.map(({ type }) => type))
  expect(names).toEqual(aggregates.flatMap(({ events }) => Object.keys(events)))
  const participant = streams.find(({ category }: { category: string }) => category === 'participant')
  expect(participant.commands).toContainEqual({
    type: 'RecordAttendance',
    roles: ['facilitator', 'registrar'],
    yields: ['AttendanceRecorded'],
    policies: [],
  })
  const reserve = streams.flatMap(({ commands }: never) => commands).find(({ type }: never) => type === 'ReserveStock')
  expect(reserve.policies).toEqual(['reserve-stock'])
  const fields = participant.events.find(({ type }: { type: string }) => type === 'ParticipantReferred').fields
  expect(fields).toContainEqual({ path: 'person.nik', type: 'string', optional: true, sensitivity: 'personal' })
  expect(fields).toContainEqual({ path: 'code', type: 'code', optional: false, sensitivity: null })
  const recorded = participant.events.find(({ type }: { type: string }) => type === 'AttendanceRecorded')
  expect(recorded).toMatchObject({ yieldedBy: ['RecordAttendance'], policies: ['open-session'] })
  expect(recorded.projections).toContain('attendance')
  const consent = participant.events.find(({ type }: { type: string }) => type === 'ConsentGiven')
  expect(consent.versions).toMatchObject([
    { version: 1, upcastBecause: expect.stringContaining('Rule 16'), schema: { type: 'object' } },
    { version: 2, upcastBecause: null },
  ])
})

test('its table and its spreadsheet mark what is personal and what is about health', async () => {
  const { out } = await perca('catalogue', '--lang', 'id')
  expect(out).toMatch(/│ ParticipantReferred +│ 2 +│ programmeId +│ programme slug/)
  expect(out).toMatch(/│ person\.nik +│ string +│ pribadi, boleh kosong +│/)
  expect(out).toMatch(/│ findings +│ string +│ kesehatan, boleh kosong +│/)
  expect(out).toMatch(/│ RecordAttendance +│ facilitator, registrar +│/)
  const csv = (await perca('catalogue', '--format', 'csv')).out.split('\r\n')
  expect(csv[0]).toBe('Stream,Event,Version,Field,Type,Marks')
  expect(csv).toContain('account,EarningsPaid,2,amount,"whole rupiah, 1 or more",')
})

test('no field of the domain is unreadable to the one who leaves personal fields out', async () => {
  const { streams } = JSON.parse((await perca('catalogue', '--format', 'json')).out)
  const types = streams.flatMap(({ events }: { events: { fields: { type: string }[] }[] }) =>
    events.flatMap(({ fields }) => fields.map(({ type }) => type)),
  )
  expect(types.filter((type: string) => /unknown|any|object|Record/.test(type))).toEqual([])
})
