import { existsSync } from 'node:fs'
import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EventStore } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { kediri, secrets, smallRegisters, trial } from '../trial.fixture.js'

let registers: Awaited<ReturnType<typeof smallRegisters>>
beforeEach(async () => {
  registers = await smallRegisters()
})
afterEach(() => registers.clean())

const holiday = { file: 'daftar-hadir-2020-08.csv', row: 2, column: '20/08/2020', rule: 'holiday' }
const unknown = { file: 'daftar-hadir-2020-08.csv', row: 3, column: '04/08/2020', rule: 'unknown-participant' }

test('an import with refused rows ends with 3 and says in one document what became of each row', async () => {
  const { code, out, err } = await trial()('import', registers.folder, '--format', 'json')
  expect([code, err]).toEqual([3, ''])
  const summary = JSON.parse(out)
  expect(Object.keys(summary)).toEqual([
    'programme',
    'rows',
    'accepted',
    'alreadyKnown',
    'refused',
    'events',
    'refusedTo',
  ])
  expect(summary).toMatchObject({
    programme: 'kediri',
    rows: 14,
    accepted: 12,
    alreadyKnown: 0,
    refused: [holiday, unknown],
    events: 31,
    refusedTo: `${registers.folder}-refused`,
  })
  for (const { message } of summary.refused) expect(message).toMatch(/\.$/)
})

test('the same source again changes nothing', async () => {
  const perca = trial()
  await perca('import', registers.folder)
  const again = JSON.parse((await perca('import', registers.folder, '--format', 'json')).out)
  expect(again).toMatchObject({ rows: 14, accepted: 0, alreadyKnown: 12, refused: [holiday, unknown], events: 0 })
  expect((await perca('import', registers.folder)).out).toContain('Nothing new: everything was known already.')
})

test('refused rows stand where the person wants them; mended, they are imported with 0', async () => {
  const perca = trial()
  const refusedTo = join(registers.top, 'to mend')
  const { out } = await perca('import', registers.folder, '--refused-to', refusedTo)
  expect(out).toContain(`\n  perca import "${refusedTo}"\n`)
  expect(existsSync(`${registers.folder}-refused`)).toBe(false)
  expect(await readdir(refusedTo)).toEqual(['daftar-hadir-2020-08.csv'])
  const file = join(refusedTo, 'daftar-hadir-2020-08.csv')
  expect(await readFile(file, 'utf8')).toContain('Alasan')
  await writeFile(file, 'Kode;25/08/2020\r\nP-001;H\r\n')
  const mended = await perca('import', refusedTo, '--format', 'json')
  expect(mended.code).toBe(0)
  expect(JSON.parse(mended.out)).toMatchObject({ rows: 1, accepted: 1, refused: [], refusedTo: null })
})

test("the table tells what was accepted per register, and what to do about each rule, in the reader's language", async () => {
  const english = (await trial()('import', registers.folder)).out
  expect(english).toMatch(/│ daftar-hadir-2020-08\.csv +│ +4 │ +2 │ +0 │ +2 │/)
  expect(english).toMatch(/│ Total +│ +14 │ +12 │ +0 │ +2 │/)
  expect(english).toMatch(/│ holiday +│ +1 │ That day is a holiday: mend the date of the column\. +│/)
  expect(english).toContain('31 events recorded.')
  const indonesian = (await trial()('import', registers.folder, '--lang', 'id')).out
  expect(indonesian).toMatch(/│ holiday +│ +1 │ Hari itu libur: perbaiki tanggal kolomnya\. +│/)
  expect(indonesian).toContain('Baris yang ditolak ada di')
})

test('the call that imports the mended rows names the store and the programme that this one named', async () => {
  const { out } = await trial()('import', registers.folder, '--store', 'sqlite:kediri.db', '--programme', 'kediri')
  expect(out).toContain(`\n  perca import ${registers.folder}-refused --store sqlite:kediri.db --programme kediri\n`)
})

test('the sample registers: every refusal that was worked out apart from Perca, and no other', async () => {
  const { rejects } = JSON.parse(await readFile(join(kediri, 'expected.json'), 'utf8'))
  const { code, out, err } = await trial()(
    'import',
    kediri,
    '--format',
    'json',
    '--refused-to',
    join(registers.top, 'r'),
  )
  expect(code).toBe(3)
  const { refused } = JSON.parse(out)
  interface Place {
    readonly file: string
    readonly row: number
    /** Left out where a whole row is meant. */
    readonly column?: string | null
    readonly rule: string
  }
  const places = (all: readonly Place[]) => all.map(({ file, row, column, rule }) => [file, row, column ?? null, rule])
  expect(places(refused)).toEqual(places(rejects))
  expect(err).toBe('Not read, as no register is named so: expected.json.\n')
})

test('nothing that is personal is printed', async () => {
  for (const form of ['table', 'json']) {
    const { out, err } = await trial()('import', registers.folder, '--format', form)
    for (const secret of secrets) expect(out + err).not.toContain(secret)
  }
})

test('a source that is not there ends with 1, and no store is opened for it', async () => {
  const perca = trial({
    openStore: () => {
      throw new Error('opened')
    },
  })
  const { code, out, err } = await perca('import', join(registers.top, 'nowhere'))
  expect([code, out]).toEqual([1, ''])
  expect(err).toContain('nowhere cannot be read')
})

test('a programme other than that of the registers, or the source as the place of refused rows, is a wrong call', async () => {
  const other = await trial()('import', registers.folder, '--programme', 'blitar')
  expect(other).toEqual({
    code: 2,
    out: '',
    err: '--programme blitar: the registers are those of kediri. It could be kediri.\n',
  })
  const same = await trial()('import', registers.folder, '--refused-to', `${registers.folder}/`)
  expect(same.code).toBe(2)
  expect(same.err).toContain('that is the source itself')
})

test('registers without a programme go to the one there is, or to the one that is named', async () => {
  const perca = trial()
  await perca('import', registers.folder)
  const more = await smallRegisters({ 'daftar-hadir-2020-08.csv': ['Kode;18/08/2020', 'P-001;H'] })
  await rename(join(more.folder, 'program.json'), join(more.top, 'program.json'))
  const { code, out } = await perca('import', more.folder, '--format', 'json')
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ programme: 'kediri', accepted: 1 })
  expect((await perca('import', more.folder, '--programme', 'blitar')).code).toBe(2)
  expect((await trial()('import', more.folder)).code).toBe(1)
  await more.clean()
})

test('an import that is interrupted ends with 130, and run again ends as if it had not been', async () => {
  const stopping = new AbortController()
  const store = memoryStore()
  let appends = 0
  const counting: EventStore = {
    ...store,
    append: (stream, revision, events) => {
      appends += 1
      if (appends === 10) stopping.abort()
      return store.append(stream, revision, events)
    },
  }
  const { code, out, err } = await trial({ store: counting, stop: stopping.signal })('import', registers.folder)
  expect([code, out]).toEqual([130, ''])
  expect(err).toContain('safe to run again')
  expect(existsSync(`${registers.folder}-refused`)).toBe(false)

  const whole = trial()
  await whole('import', registers.folder)
  const again = trial({ store })
  expect((await again('import', registers.folder)).code).toBe(3)
  const report = ['report', 'monthly', '--month', '2020-08', '--format', 'json']
  expect((await again(...report)).out).toBe((await whole(...report)).out)
  expect(JSON.parse((await again('store', 'info', '--format', 'json')).out).events).toBe(31)
})

test('progress shows on a terminal once it takes long, unless it is to be quiet', async () => {
  let time = 0
  const clock = () => {
    time += 700
    return time
  }
  expect((await trial({ tty: true, clock })('import', registers.folder)).err).toMatch(/Importing [█░]{24} \d+ \/ 14/)
  expect((await trial({ tty: true, clock })('import', registers.folder, '--quiet')).err).toBe('')
  expect((await trial({ clock })('import', registers.folder)).err).toBe('')
})
