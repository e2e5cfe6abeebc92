import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { secrets, smallRegisters, trial } from '../trial.fixture.js'

const perca = trial({ columns: 140 })
let registers: Awaited<ReturnType<typeof smallRegisters>>
const pathOf = (file: string): string => join(registers.top, file)

const proceeds = (makersShare: number, effectiveOn = '2020-01-01') => ({
  type: 'SetProceedsRule',
  effectiveOn,
  programmeId: 'kediri',
  makersShare,
  materialsFund: 9_000 - makersShare,
  programmeFund: 1_000,
})

beforeAll(async () => {
  registers = await smallRegisters()
  await perca('import', registers.folder)
  await writeFile(pathOf('half.json'), JSON.stringify([proceeds(5_000)]))
  await writeFile(pathOf('same.json'), JSON.stringify([proceeds(7_000)]))
  await writeFile(pathOf('wrong.json'), JSON.stringify([{ ...proceeds(5_000), programmeFund: 2_000 }]))
  await writeFile(
    pathOf('no-late-marks.mjs'),
    `export const change = ({ aggregates, policies, boundary }) => ({
      policies,
      boundary,
      aggregates: aggregates.map((aggregate) => aggregate.category !== 'participant' ? aggregate : {
        ...aggregate,
        commands: {
          ...aggregate.commands,
          RecordAttendance: {
            ...aggregate.commands.RecordAttendance,
            decide: (command, state) => command.status === 'late'
              ? { _tag: 'Left', left: { _tag: 'Refusal', rule: 'too-late', message: 'Come in time.', evidence: {} } }
              : aggregate.commands.RecordAttendance.decide(command, state),
          },
        },
      }),
    })`,
  )
})
afterAll(() => registers.clean())

const asked = async (...args: readonly string[]) => {
  const { code, out, err } = await perca('what-if', ...args, '--format', 'json')
  expect([code, err]).toEqual([0, ''])
  return JSON.parse(out)
}

describe('under another rule of sharing', () => {
  test('each decision that would differ is listed with both verdicts, also what follows from it', async () => {
    const found = await asked('--settings', pathOf('half.json'))
    expect(found.differences.map(({ command, changed }: never) => [command, Object(changed).rule ?? null])).toEqual([
      ['ReceivePayment', null],
      ['PayEarnings', 'over-payout'],
    ])
    const [shared, paid] = found.differences
    const credited = ({ events }: { readonly events: readonly { readonly type: string; readonly data: object }[] }) =>
      events.filter(({ type }) => type === 'EarningsCredited').map(({ data }) => Object(data).amount)
    expect([credited(shared.today), credited(shared.changed)]).toEqual([[63_000], [45_000]])
    expect(paid.changed.evidence).toMatchObject({ asked: 63_000, due: 45_000 })
    expect([found.notReplayed, found.unlikeTheLog, found.unsent]).toEqual([[], [], []])
  })

  test('the same setting makes no difference', async () => {
    expect((await asked('--settings', pathOf('same.json'))).differences).toEqual([])
  })

  test('a setting that is refused is told', async () => {
    expect((await asked('--settings', pathOf('wrong.json'))).unsent).toMatchObject([{ rule: 'proceeds-not-whole' }])
  })

  test('the log stays as it was', async () => {
    const before = (await perca('events', '--format', 'json')).out
    await asked('--settings', pathOf('half.json'))
    expect((await perca('events', '--format', 'json')).out).toBe(before)
  })

  test('the table says it in the reader’s language, and no figure of a person is personal', async () => {
    const { out } = await perca('what-if', '--settings', pathOf('half.json'))
    expect(out).toMatch(/^\d+ decisions replayed, 2 would differ\n/)
    expect(out).toMatch(/│ 7 August 2020 +│ ReceivePayment +│ .*Rp63,000.* │ .*Rp45,000/)
    const indonesian = (await perca('what-if', '--settings', pathOf('half.json'), '--lang', 'id')).out
    expect(indonesian).toMatch(/keputusan diputar ulang, 2 akan berbeda/)
    for (const secret of secrets) expect(out + indonesian).not.toContain(secret)
  })
})

test('under a changed decider, with a module of the caller’s own', async () => {
  const found = await asked('--rules', pathOf('no-late-marks.mjs'))
  expect(found.differences).toMatchObject([
    { command: 'RecordAttendance', effectiveOn: '2020-08-06', changed: { is: 'refused', rule: 'too-late' } },
  ])
})

test('as a spreadsheet, a row a difference', async () => {
  const { out } = await perca('what-if', '--settings', pathOf('half.json'), '--format', 'csv', '--lang', 'en')
  expect(out.trim().split('\n')).toHaveLength(3)
})

test.each([
  [[], 2, '--settings <file> or --rules <module>'],
  [['--settings', 'nowhere.json'], 1, 'nowhere.json can’t be read'],
  [['--rules', 'nowhere.mjs'], 1, 'nowhere.mjs can’t be loaded'],
])('a call that can’t be done says what to do: %j', async (args, code, message) => {
  const given = await perca('what-if', ...args)
  expect([given.code, given.out]).toEqual([code, ''])
  expect(given.err.replaceAll("'", '’')).toContain(message)
})

test.each([
  ['{', 'is no JSON'],
  ['{}', 'should hold a list of commands'],
  ['[{"type":"SetProceedRule"}]', 'It could be SetProceedsRule'],
])('a settings file that is none says what it should be: %s', async (text, message) => {
  await writeFile(pathOf('odd.json'), text)
  const given = await perca('what-if', '--settings', pathOf('odd.json'))
  expect([given.code, given.out]).toEqual([1, ''])
  expect(given.err).toContain(message)
})
