import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { memoryStore } from '@perca/store-memory'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { kediri, smallRegisters, trial } from '../trial.fixture.js'

const perca = trial()
const expected = JSON.parse(readFileSync(join(kediri, 'expected.json'), 'utf8')).months
let folder: Awaited<ReturnType<typeof smallRegisters>>

beforeAll(async () => {
  folder = await smallRegisters()
  await perca('import', kediri, '--refused-to', join(folder.top, 'refused'))
})
afterAll(() => folder.clean())

test('each month of the sample registers is reported as worked out apart from Perca', async () => {
  for (const [month, report] of Object.entries(expected)) {
    const { code, out, err } = await perca('report', 'monthly', '--month', month, '--format', 'json')
    expect([code, err]).toEqual([0, ''])
    expect(JSON.parse(out)).toEqual(report)
  }
})

test('the report of August 2020 as a table and as a spreadsheet, in both languages', async () => {
  const report = (...args: string[]) => perca('report', 'monthly', '--month', '2020-08', ...args)
  const english = await report()
  expect(english.code).toBe(0)
  expect(english.out).toMatch(/^Monthly report August 2020\nProgramme kediri\n/)
  expect(english.out).toContain('│ Received               │ Rp2,960,014 │')
  expect((await report('--lang', 'id')).out).toContain('│ Diterima             │ Rp2.960.014 │')
  expect((await report('--lang', 'id', '--format', 'csv')).out).toContain('Pesanan dan uang;;Diterima;2960014\r\n')
})

test('a report as of a day leaves out what holds from a later one', async () => {
  const asOf = async (...args: string[]) =>
    JSON.parse((await perca('report', 'monthly', '--month', '2020-08', '--format', 'json', ...args)).out)
  const half = await asOf('--as-of', '2020-08-15')
  expect(half.sessions.held).toBe(4)
  expect(half.attendance.present).toBeLessThan(expected['2020-08'].attendance.present)
  expect(await asOf('--as-of', '2020-08-31')).toEqual(expected['2020-08'])
})

test('a report as known at a moment leaves out what was recorded later', async () => {
  let now = new Date('2020-08-05T00:00:00.000Z')
  const there = trial({ store: memoryStore({ now: () => now }) })
  await there('import', folder.folder)
  now = new Date('2020-09-05T00:00:00.000Z')
  const late = await smallRegisters({ 'daftar-hadir-2020-08.csv': ['Kode;11/08/2020', 'P-001;H'] })
  expect((await there('import', late.folder)).code).toBe(0)
  await late.clean()
  const present = async (...args: string[]) =>
    JSON.parse((await there('report', 'monthly', '--month', '2020-08', '--format', 'json', ...args)).out).attendance
      .present
  expect(await present()).toBe(2)
  expect(await present('--known-at', '2020-08-31T17:00:00Z')).toBe(1)
})

test('a store that does not answer ends with 1', async () => {
  const store = memoryStore()
  const broken = trial({
    store: {
      ...store,
      readAll: () => async () => E.left({ _tag: 'Unavailable', outcomeUnknown: false, message: 'The disk is away.' }),
    },
  })
  expect(await broken('report', 'monthly', '--month', '2020-08')).toEqual({
    code: 1,
    out: '',
    err: 'The disk is away.\n',
  })
})

test('the reports can be listed', async () => {
  expect(JSON.parse((await perca('report', 'list', '--format', 'json')).out)).toEqual({ reports: ['monthly'] })
  expect((await perca('report', 'list', '--lang', 'id')).out).toContain('Satu bulan program')
})
