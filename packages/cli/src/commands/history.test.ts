import { afterAll, beforeAll, expect, test } from 'vitest'
import { secrets, smallRegisters, trial } from '../trial.fixture.js'

const perca = trial({ columns: 120 })
let registers: Awaited<ReturnType<typeof smallRegisters>>

beforeAll(async () => {
  registers = await smallRegisters()
  await perca('import', registers.folder)
})
afterAll(() => registers.clean())

test('the history of a participant is every event that tells of them, oldest first', async () => {
  const { code, out, err } = await perca('history', 'P-001', '--format', 'json')
  expect([code, err]).toEqual([0, ''])
  const history = JSON.parse(out)
  expect(history.participant).toBe('P-001')
  expect(history.events.map(({ type }: { type: string }) => type)).toEqual([
    'ParticipantReferred',
    'ConsentGiven',
    'StabilityAssessed',
    'ParticipantEnrolled',
    'AttendanceRecorded',
    'ItemsMade',
    'StockReserved',
    'LineReserved',
    'AttendanceRecorded',
    'ProceedsShared',
    'EarningsCredited',
    'EarningsPaid',
  ])
  const [first] = history.events
  expect(Object.keys(first)).toEqual([
    'position',
    'stream',
    'revision',
    'type',
    'effectiveOn',
    'recordedAt',
    'actor',
    'causedBy',
    'data',
  ])
  expect(first).toMatchObject({
    position: '6',
    revision: 0,
    effectiveOn: '2020-08-03',
    actor: { id: 'registers', role: 'registrar' },
    causedBy: null,
    data: { programmeId: 'kediri', code: 'P-001', person: '(personal)', reference: '(personal)' },
  })
  expect(first.stream).toMatch(/^participant-[0-9a-f-]{36}$/)
  const credited = history.events[10]
  expect(credited.data.amount).toBe(63_000)
  expect(credited.causedBy).toMatch(/^[0-9a-f-]{36}$/)
})

test("its table tells in words what happened, in the reader's language", async () => {
  const { out } = await perca('history', 'p-001', '--lang', 'id')
  expect(out).toMatch(/^P-001: 12 peristiwa, dari yang terlama\n/)
  expect(out).toMatch(
    /│ 3 Agustus 2020 +│ Asesmen: stabil, mampu berlatih, berlaku sampai 31 Desember 2020 +│ petugas register +│/,
  )
  expect(out).toMatch(/│ 8 Agustus 2020 +│ Dibayar Rp63\.000, kuitansi KW-1 +│/)
  expect((await perca('history', 'P-001')).out).toMatch(/│ 8 August 2020 +│ Was paid Rp63,000, receipt KW-1 +│/)
})

test('no personal field is printed in any form, unless it is asked for', async () => {
  for (const form of ['table', 'json', 'csv']) {
    const { out, err } = await perca('history', 'P-001', '--format', form)
    for (const secret of secrets) expect(out + err).not.toContain(secret)
    const shown = await perca(
      'history',
      'P-001',
      '--format',
      form,
      '--show-personal',
      '--role',
      'registrar',
      '--purpose',
      'care',
    )
    expect(shown.out.replaceAll(/[│\s]/g, '')).toContain('3571991810750001')
  }
})

test('a history as of a day ends there', async () => {
  const { out } = await perca('history', 'P-001', '--format', 'json', '--as-of', '2020-08-04')
  expect(JSON.parse(out).events).toHaveLength(6)
  expect((await perca('history', 'P-001', '--as-of', '2019-12-31')).out).toBe(
    'P-001: 0 events, oldest first\nNo event.\n',
  )
})

test('its spreadsheet has an event a row', async () => {
  const lines = (await perca('history', 'P-001', '--format', 'csv')).out.split('\r\n')
  expect(lines[0]).toBe('Position,Recorded,Day,Stream,Revision,Event,Actor,Role,Caused by,Data')
  expect(lines).toHaveLength(14)
  expect(lines[12]).toContain(',EarningsPaid,registers,registrar,,"{""payoutId"":')
})

test('a code that nobody has ends with 1', async () => {
  expect(await perca('history', 'P-999')).toEqual({
    code: 1,
    out: '',
    err: "No participant has the code P-999 here. Codes stand in the participants' register, like P-001.\n",
  })
})
