import { deciderOf, fold } from '@perca/eventsourcing'
import { describe, expect, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import { outcomeOf } from '../testing/outcome.fixture.js'
import { programme } from './decider.js'
import type { ProgrammeCommand } from './decisions.js'
import type { ProgrammeEvent } from './events.js'

// Every command in every state: what it records, or the rule that refuses it.

const on = { programmeId: 'kediri', effectiveOn: august(1) }
const terms = { name: 'Perca', agencyName: 'Dinas Sosial', timezone: 'Asia/Jakarta' }
const schedule = { rule: 'FREQ=DAILY', startsAt: '09:00', duration: 180, venue: 'Aula', capacity: 40 }
const holiday = { date: august(17), name: 'Hari Kemerdekaan', decree: null }
const back = { date: august(17), reason: 'SKB-2' }
const craft = { craftId: 'jahit', name: 'Jahit perca', skills: [] }
const rule = { makersShare: 7_000, materialsFund: 2_000, programmeFund: 1_000 }

const commands = {
  establish: { type: 'EstablishProgramme', ...on, ...terms },
  schedule: { type: 'SetSchedule', ...on, ...schedule },
  declare: { type: 'DeclareHoliday', ...on, ...holiday },
  withdraw: { type: 'WithdrawHoliday', ...on, ...back },
  craft: { type: 'IntroduceCraft', ...on, ...craft },
  rule: { type: 'SetProceedsRule', ...on, ...rule },
} satisfies { readonly [command: string]: ProgrammeCommand }

const established: ProgrammeEvent = { type: 'ProgrammeEstablished', effectiveOn: august(1), data: terms }
const declared: ProgrammeEvent = { type: 'HolidayDeclared', effectiveOn: august(1), data: holiday }

const states = {
  unknown: [],
  established: [established],
  'under a schedule': [established, { type: 'ScheduleSet', effectiveOn: august(1), data: schedule }],
  'with a holiday': [established, declared],
  'with a holiday taken back': [
    established,
    declared,
    { type: 'HolidayWithdrawn', effectiveOn: august(1), data: back },
  ],
  'with a craft': [established, { type: 'CraftIntroduced', effectiveOn: august(1), data: craft }],
  'with a rule of sharing': [established, { type: 'ProceedsRuleSet', effectiveOn: august(1), data: rule }],
} satisfies { readonly [state: string]: readonly ProgrammeEvent[] }

type Row = { readonly [command in keyof typeof commands]: string }

const unknown = 'programme-unknown'
const fresh: Row = {
  establish: 'nothing',
  schedule: 'ScheduleSet',
  declare: 'HolidayDeclared',
  withdraw: 'nothing',
  craft: 'CraftIntroduced',
  rule: 'ProceedsRuleSet',
}

const table: { readonly [state in keyof typeof states]: Row } = {
  unknown: {
    establish: 'ProgrammeEstablished',
    schedule: unknown,
    declare: unknown,
    withdraw: unknown,
    craft: unknown,
    rule: unknown,
  },
  established: fresh,
  'under a schedule': { ...fresh, schedule: 'nothing' },
  'with a holiday': { ...fresh, declare: 'nothing', withdraw: 'HolidayWithdrawn' },
  'with a holiday taken back': fresh,
  'with a craft': { ...fresh, craft: 'nothing' },
  'with a rule of sharing': { ...fresh, rule: 'nothing' },
}

const decider = deciderOf(programme)

describe.each(Object.entries(table))('a programme that is %s', (state, row) => {
  test.each(Object.entries(row))('%s: %s', (name, outcome) => {
    const history: readonly ProgrammeEvent[] = states[state as keyof typeof states]
    const decision = decider.decide(commands[name as keyof Row], fold(decider, history))
    expect(outcomeOf(decision)).toBe(outcome)
  })
})
