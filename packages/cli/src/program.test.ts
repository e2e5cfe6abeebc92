import { memoryStore } from '@perca/store-memory'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { smallRegisters, trial } from './trial.fixture.js'

const store = memoryStore()
const perca = trial({ store })
let registers: Awaited<ReturnType<typeof smallRegisters>>

beforeAll(async () => {
  registers = await smallRegisters()
  await perca('import', registers.folder)
})
afterAll(() => registers.clean())

test('a wrong command hears what it could be, and ends with 2', async () => {
  expect(await perca('improt')).toEqual({
    code: 2,
    out: '',
    err: "error: unknown command 'improt'\n(Did you mean import?)\nAfter `perca` it could be: import, report, history, events, store, copy, subject, catalogue, what-if.\n",
  })
  expect(await perca('report', 'weekly')).toEqual({
    code: 2,
    out: '',
    err: "error: unknown command 'weekly'\nAfter `perca report` it could be: monthly, list.\n",
  })
})

test('a wrong option, a missing word or a word too many ends with 2 and says which', async () => {
  const said = async (...args: string[]) => {
    const { code, out, err } = await perca(...args)
    expect([code, out]).toEqual([2, ''])
    return err
  }
  expect(await said('report', 'monthly', '--moth', '2020-08')).toBe(
    "error: unknown option '--moth'\n(Did you mean --month?)\nOptions here: --month. See `perca report monthly --help`.\n",
  )
  expect(await said('report', 'monthly')).toBe('--month is missing: say which month, like --month 2020-08.\n')
  expect(await said('report', 'monthly', '--month', 'August')).toBe(
    "error: option '--month <month>' argument 'August' is invalid. It could be a month like 2020-08.\n",
  )
  expect(await said('history')).toContain("missing required argument 'participant'")
  expect(await said('history', 'P-001', 'P-002')).toContain('too many arguments')
  expect(await said('store', 'info', '--format', 'xml')).toContain(
    "argument 'xml' is invalid. It could be table, json or csv.",
  )
  expect(await said('store', 'info', '--format', 'csv')).toBe(
    '--format csv: `perca store info` has no such form. It could be table or json.\n',
  )
  expect(await said('catalogue', '--as-of', '2020-08-31')).toContain('--as-of has no meaning for `perca catalogue`')
  expect(await said()).toContain('Usage: perca')
})

test('the options that every command has may stand before it and after it', async () => {
  const before = await perca('--format', 'json', '--lang', 'id', 'store', 'info')
  const after = await perca('store', 'info', '--format', 'json', '--lang', 'id')
  expect(before).toEqual(after)
  expect(JSON.parse(before.out)).toEqual({ store: 'memory', events: 31, streams: 11, head: '31', schema: null })
})

test('help and version go to stdout and end with 0; every command has examples', async () => {
  expect(await perca('--version')).toEqual({ code: 0, out: '1.2.3\n', err: '' })
  for (const path of [
    [],
    ['import'],
    ['report', 'monthly'],
    ['report', 'list'],
    ['history'],
    ['events'],
    ['store', 'info'],
    ['catalogue'],
  ]) {
    const { code, out, err } = await perca(...path, '--help')
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/Examples:\n {2}perca /)
    expect(out).toContain('--programme <id>')
  }
})

test("the reader's language is the environment's unless --lang names one", async () => {
  const indonesian = trial({ store, env: { LANG: 'id_ID.UTF-8' } })
  expect((await indonesian('store', 'info')).out).toContain('Peristiwa')
  expect((await indonesian('store', 'info', '--lang', 'en')).out).toContain('Events')
})

test('colours come on a terminal only, and not where they are not wanted', async () => {
  const bold = '\u001b[1m'
  const report = ['report', 'monthly', '--month', '2020-08'] as const
  expect((await trial({ store, tty: true })(...report)).out).toContain(bold)
  expect((await trial({ store, tty: true })(...report, '--no-color')).out).not.toContain(bold)
  expect((await trial({ store, tty: true, env: { NO_COLOR: '1' } })(...report)).out).not.toContain(bold)
  expect((await trial({ store, tty: true, env: { NO_COLOR: '' } })(...report)).out).toContain(bold)
  expect((await perca(...report)).out).not.toContain('\u001b')
})

test('PERCA_STORE names the store where no option does, and is read as carefully', async () => {
  const asked: string[] = []
  const openStore = (url: string) => {
    asked.push(url)
    return async () => ({ _tag: 'Left', left: { _tag: 'Absent', store: url } }) as const
  }
  const there = trial({ env: { PERCA_STORE: 'sqlite:kediri.db' }, openStore })
  expect(await there('store', 'info')).toEqual({
    code: 1,
    out: '',
    err: 'There is no store sqlite:kediri.db yet. `perca import <folder>` makes one; --store or PERCA_STORE names another.\n',
  })
  await there('store', 'info', '--store', 'sqlite:other.db')
  await trial({ openStore })('store', 'info')
  expect(asked).toEqual(['sqlite:kediri.db', 'sqlite:other.db', 'sqlite:perca.db'])
  expect((await trial({ env: { PERCA_STORE: 'kediri.db' }, openStore })('store', 'info')).code).toBe(2)
})

test('a programme must be named where there are several, and must be there', async () => {
  expect(await perca('report', 'monthly', '--month', '2020-08', '--programme', 'blitar')).toEqual({
    code: 2,
    out: '',
    err: '--programme blitar: there is no such programme. It could be kediri.\n',
  })
  expect((await trial()('history', 'P-001')).err).toBe(
    'The store holds no programme yet. Import one first: `perca import <folder>`.\n',
  )
})

test('a defect ends with 1 and tells where it arose, but not what it was about', async () => {
  const broken = trial({
    openStore: () => {
      throw new Error('Nama Rahasia')
    },
  })
  const { code, out, err } = await broken('store', 'info')
  expect([code, out]).toEqual([1, ''])
  expect(err).toContain('This is a defect of Perca')
  expect(err).toContain('program.test.ts')
  expect(err).not.toContain('Rahasia')
})
