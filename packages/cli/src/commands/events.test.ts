import { memoryStore } from '@perca/store-memory'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { secrets, smallRegisters, trial } from '../trial.fixture.js'

const store = memoryStore()
const perca = trial({ store })
let registers: Awaited<ReturnType<typeof smallRegisters>>

beforeAll(async () => {
  registers = await smallRegisters()
  await perca('import', registers.folder)
})
afterAll(() => registers.clean())

const positions = async (...args: string[]): Promise<string[]> => {
  const { code, out, err } = await perca('events', '--format', 'json', ...args)
  expect([code, err]).toEqual([0, ''])
  return JSON.parse(out).events.map(({ position }: { position: string }) => position)
}

const upTo = (last: number): string[] => Array.from({ length: last }, (_, index) => String(index + 1))

test('the log is one JSON document, newest last', async () => {
  expect(await positions()).toEqual(upTo(31))
})

test('--limit gives the newest, or, after a position, the first ones', async () => {
  expect(await positions('--limit', '3')).toEqual(['29', '30', '31'])
  expect(await positions('--limit', '100')).toEqual(upTo(31))
  expect(await positions('--after', '10', '--limit', '3')).toEqual(['11', '12', '13'])
  expect(await positions('--after', '30')).toEqual(['31'])
  expect(await positions('--after', '31')).toEqual([])
})

test('--type and --stream leave the others out', async () => {
  expect(await positions('--type', 'AttendanceRecorded')).toEqual(['13', '20'])
  expect(await positions('--stream', 'session-kediri.2020-08-04')).toEqual(['14'])
  expect(await positions('--stream', 'session-kediri.2020-08')).toEqual([])
  expect(await positions('--type', 'ItemsMade', '--stream', 'stock-kediri.KPR-TAS.1')).toEqual(['15'])
  expect(await positions('--as-of', '2020-01-01')).toEqual(['1', '2', '4', '5', '8', '9', '10'])
})

test('a type that no event has is a wrong call, and hears which it could be', async () => {
  expect(await perca('events', '--type', 'AttendanceRecrded')).toEqual({
    code: 2,
    out: '',
    err: '--type AttendanceRecrded: there is no such event. It could be AttendanceRecorded or AttendanceCorrected.\n',
  })
})

test('the table has an event a line, under headings', async () => {
  const { out } = await perca('events', '--limit', '1')
  const [headings = '', line = '', ...rest] = out.split('\n')
  expect(headings.split(/ {2,}/)).toEqual(['Position', 'Recorded', 'Day', 'Event', 'Stream'])
  expect(line).toMatch(/^31 +\d{4}-\d{2}-\d{2}T[\d:.]+Z {2}2020-08-08 {2}EarningsPaid +account-[0-9a-f-]{36}$/)
  expect(rest).toEqual([''])
  expect((await perca('events', '--lang', 'id', '--format', 'csv')).out).toMatch(/^\uFEFFNomor;Dicatat;Tanggal;Aliran;/)
})

test('no personal field is printed in any form, unless it is asked for', async () => {
  for (const form of ['table', 'json', 'csv']) {
    const { out, err } = await perca('events', '--format', form)
    for (const secret of secrets) expect(out + err).not.toContain(secret)
  }
  expect(
    (await perca('events', '--format', 'json', '--show-personal', '--role', 'registrar', '--purpose', 'care')).out,
  ).toContain('3571991810750001')
})

test('an event that cannot be read is told with its place, and ends with 1', async () => {
  const damaged = trial({
    store: {
      ...store,
      readAll: (after, limit, filter) => async () => {
        const page = await store.readAll(after, limit, filter)()
        return E.isLeft(page)
          ? page
          : E.right({
              ...page.right,
              events: page.right.events.map((event) => ({ ...event, data: { nik: secrets[1] ?? '' } })),
            })
      },
    },
  })
  const { code, err } = await damaged('events')
  expect(code).toBe(1)
  expect(err).toMatch(/^programme-kediri revision 0 \(ProgrammeEstablished\): data can't be read/)
  expect(err).not.toContain(secrets[1])
})

test('--follow goes on with what is recorded, one JSON document a line, until it is stopped with 130', async () => {
  const own = memoryStore()
  const stopping = new AbortController()
  const seen: string[] = []
  let caughtUp: (() => void) | undefined
  const first = new Promise<void>((resolve) => {
    caughtUp = resolve
  })
  await trial({ store: own })('import', registers.folder)
  const following = trial({
    store: own,
    stop: stopping.signal,
    onOut: (out) => {
      const lines = out.split('\n').filter((line) => line !== '')
      seen.splice(0, seen.length, ...lines)
      if (lines.length >= 31) caughtUp?.()
      if (lines.length >= 32) stopping.abort()
    },
  })('events', '--follow', '--format', 'json')
  await first
  const late = await smallRegisters({ 'daftar-hadir-2020-08.csv': ['Kode;13/08/2020', 'P-001;I'] })
  await trial({ store: own })('import', late.folder)
  await late.clean()
  const { code, err } = await following
  expect(code).toBe(130)
  expect(err).toContain('safe to run again')
  expect(seen.slice(0, 31).map((line) => JSON.parse(line).position)).toEqual(upTo(31))
  expect(JSON.parse(seen[31] ?? '')).toMatchObject({ type: 'AttendanceRecorded', data: { status: 'excused' } })
})

test('--follow with --limit ends by itself', async () => {
  const { code, out } = await perca('events', '--follow', '--format', 'json', '--limit', '2')
  expect(code).toBe(0)
  expect(out.split('\n').filter((line) => line !== '')).toHaveLength(2)
})

test('--follow ends with 0 where its reader went away', async () => {
  const leaving = new AbortController()
  const { code, err } = await trial({ store, gone: leaving.signal, onOut: () => leaving.abort() })('events', '--follow')
  expect([code, err]).toEqual([0, ''])
})
