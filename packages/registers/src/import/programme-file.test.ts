import { type AgencyRegisters, expectedOf } from '@perca/example-registers'
import { memoryStore } from '@perca/store-memory'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { domainOn, expectedRefusals, importFiles, logOf, read, refusalsOf, reportsOf } from './agency.fixture.js'
import { importRegisters } from './import.js'
import { january2020 } from './small-registers.fixture.js'

/** The registers without their program.json. */
const bare = ({ 'program.json': _, ...files }: AgencyRegisters): AgencyRegisters => files

/** The registers with words of their program.json replaced. */
const reworded = (files: AgencyRegisters, was: string, is: string): AgencyRegisters => {
  const text = files['program.json'] ?? ''
  expect(text).toContain(was)
  return { ...files, 'program.json': text.replace(was, is) }
}

/** The registers, one file of them with its headings alone. */
const withoutRows = (files: AgencyRegisters, file: string): AgencyRegisters => ({
  ...files,
  [file]: files[file]?.split('\r\n')[0] ?? '',
})

const kediri = january2020({ 'daftar-hadir-2020-01': ['Kode;21/01/2020;28/01/2020', 'P-001;H;H'] })
const blitar = reworded(kediri, '"kediri"', '"blitar"')
const january = Object.keys(expectedOf(kediri).months)

test('registers without a program.json are refused as a whole where the store knows no programme', async () => {
  const app = domainOn()
  expect(await importRegisters(app, await read(bare(kediri)))()).toEqual(
    E.left({
      _tag: 'ImportFailed',
      reason: 'programme-missing',
      message:
        'There is no program.json beside the registers, and the store holds no programme yet. Put a program.json there.',
      cause: null,
    }),
  )
  expect(await logOf(app.store)).toEqual([])
})

test('without a program.json the only programme of the store is the one that is meant', async () => {
  const app = domainOn()
  await importFiles(app, withoutRows(kediri, 'pembayaran.csv'))
  const later = await importFiles(app, bare(kediri))

  expect(later.programme).toBe('kediri')
  expect(later.acceptedByFile).toMatchObject({ 'pembayaran.csv': 2, 'pembayaran-hasil.csv': 1 })
  expect(refusalsOf(later)).toEqual([])
  expect(await reportsOf(app, january, 'kediri')).toEqual(expectedOf(kediri).months)
})

test('without a program.json, of several programmes one must be named', async () => {
  const app = domainOn()
  await importFiles(app, kediri)
  await importFiles(app, blitar)
  const before = await logOf(app.store)
  const registers = await read(bare(kediri))

  const unnamed = {
    _tag: 'ImportFailed',
    reason: 'programme-missing',
    message: 'There is no program.json beside the registers. Name the programme: kediri, blitar.',
    cause: null,
  }
  expect(await importRegisters(app, registers)()).toEqual(E.left(unnamed))
  expect(await importRegisters(app, registers, { programmeId: 'madiun' })()).toEqual(E.left(unnamed))
  expect(await importRegisters(app, registers, { programmeId: 'blitar' })()).toMatchObject(
    E.right({ programme: 'blitar', accepted: 0, events: 0, refused: [] }),
  )
  expect(await logOf(app.store)).toEqual(before)
})

test('a program.json that contradicts what stands is refused, and no row is taken', async () => {
  const app = domainOn()
  await importFiles(app, kediri)
  const before = await logOf(app.store)
  const other = await read(
    reworded(january2020({ produksi: ['14/01/2020;TAS;P-001;1;A'] }), 'Dinas Contoh', 'Dinas Lain'),
  )

  expect(await importRegisters(app, other)()).toMatchObject(
    E.left({
      _tag: 'ImportFailed',
      reason: 'programme-refused',
      message:
        'program.json: A programme of this id stands already with another name, agency or time zone. No row was taken.',
    }),
  )
  expect(await logOf(app.store)).toEqual(before)
})

test('a program.json whose schedule or craft the domain cannot take is refused with its place, and no row is taken', async () => {
  for (const [was, is, path] of [
    ['BYDAY=TU,TH', 'BYDAY=SELASA', 'rule'],
    ['"jahit"', `"${'j'.repeat(65)}"`, 'craftId'],
  ] as const) {
    const app = domainOn()
    const failed = await importRegisters(app, await read(reworded(kediri, was, is)))()
    expect(failed).toMatchObject(E.left({ reason: 'programme-refused', message: expect.stringContaining(path) }))
    expect((await logOf(app.store)).filter(({ stream }) => !stream.startsWith('programme-'))).toEqual([])
  }
})

test('a holiday that is added later is declared, and refuses marks from then on', async () => {
  const app = domainOn()
  await importFiles(app, withoutRows(kediri, 'daftar-hadir-2020-01.csv'))
  const holiday = '{"date":"2020-01-28","name":"Libur lain"},'
  const later = await importFiles(app, reworded(kediri, '"holidays":[', `"holidays":[${holiday}`))

  expect(refusalsOf(later)).toEqual([
    { file: 'daftar-hadir-2020-01.csv', row: 2, rule: 'holiday', column: '28/01/2020' },
  ])
  const declared = (await logOf(app.store)).filter(({ type }) => type === 'HolidayDeclared')
  expect(declared.map(({ data }) => data)).toMatchObject([{ date: '2020-01-23' }, { date: '2020-01-28' }])
})

test('a second programme with the same codes leaves the first as it is, and has figures of its own', async () => {
  const store = memoryStore()
  const app = domainOn(store)
  const more = reworded(
    january2020({
      produksi: ['14/01/2020;TAS;P-001;7;A'],
      pesanan: ['PSN-3;14/01/2020;KEL-02;TAS;9;12.000'],
      pembayaran: ['PSN-1;15/01/2020;10.001;Tunai'],
      'pembayaran-hasil': ['P-001;15/01/2020;9.000;KW-1'],
    }),
    '"kediri"',
    '"blitar"',
  )
  await importFiles(app, kediri)
  const first = await logOf(store)
  const second = await importFiles(app, more)
  const log = await logOf(store)

  expect(refusalsOf(second)).toEqual(expectedRefusals(more))
  expect(log.slice(0, first.length)).toEqual(first)
  const streams = new Set(first.map(({ stream }) => stream))
  expect(log.slice(first.length).filter(({ stream }) => streams.has(stream))).toEqual([])
  expect(await reportsOf(app, january, 'kediri')).toEqual(expectedOf(kediri).months)
  const blitarMonths = expectedOf(more).months
  expect(await reportsOf(app, Object.keys(blitarMonths), 'blitar')).toEqual(blitarMonths)
  expect(await importFiles(app, kediri)).toMatchObject({ accepted: 0, events: 0, refused: [] })
})
