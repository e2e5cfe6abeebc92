import { deciderOf, fold } from '@perca/eventsourcing'
import { describe, expect, test } from 'vitest'
import { august, day } from '../testing/day.fixture.js'
import { outcomeOf } from '../testing/outcome.fixture.js'
import type { CloseMonth } from './closing.js'
import { type ProgrammeCommand, programme } from './decider.js'
import type { ProgrammeEvent } from './events.js'

// Every command in every state: what it records, or the rule that refuses it.

const on = { programmeId: 'kediri', effectiveOn: august(1) }
const terms = { name: 'Perca', agencyName: 'Dinas Sosial', timezone: 'Asia/Jakarta' }
const schedule = { rule: 'FREQ=DAILY', startsAt: '09:00', duration: 180, venue: 'Aula', capacity: 40 }
const holiday = { date: august(17), name: 'Hari Kemerdekaan', decree: null }
const back = { date: august(17), reason: 'SKB-2' }
const craft = { craftId: 'jahit', name: 'Jahit perca', skills: [] }
const assessment = { validityMonths: 6, professions: ['psikiater'] }
const instrument = {
  id: 'who-5',
  version: '1998-id',
  licence: { holder: 'INSPQ', terms: 'public-domain' as const, documentRef: null },
}
const retention = { class: 'health' as const, years: 5, basis: 'JRA-2020' }
const figuresOfJuly: CloseMonth['evidence'] = {
  figures: {
    sessions: { planned: 0, held: 0 },
    participants: { new: 0, ended: 0, enrolledAtEnd: 0, pausedAtEnd: 0, seen: 0 },
    attendance: { present: 0, late: 0, excused: 0, sick: 0, absent: 0 },
    production: [],
    orders: { placed: 0, placedValue: 0, deliveredValue: 0, invoiced: 0, paid: 0 },
    stock: [],
    proceeds: { shared: 0, makers: 0, materialsFund: 0, programmeFund: 0 },
    earnings: [],
    agencies: [],
  },
  checkpoint: { events: 1, lastEventId: '00000001-0000-4000-8000-000000000001' },
}
const rule = { makersShare: 7_000, materialsFund: 2_000, programmeFund: 1_000 }

const commands = {
  establish: { type: 'EstablishProgramme', ...on, ...terms },
  schedule: { type: 'SetSchedule', ...on, ...schedule },
  declare: { type: 'DeclareHoliday', ...on, ...holiday },
  withdraw: { type: 'WithdrawHoliday', ...on, ...back },
  craft: { type: 'IntroduceCraft', ...on, ...craft },
  rule: { type: 'SetProceedsRule', ...on, ...rule },
  assessment: { type: 'SetAssessmentRule', ...on, ...assessment },
  instrument: { type: 'AdoptInstrument', ...on, ...instrument },
  retention: { type: 'SetRetentionRule', ...on, ...retention },
  month: { type: 'CloseMonth', ...on, month: '2020-07', evidence: figuresOfJuly },
  end: { type: 'CloseProgramme', ...on, reason: 'completed' },
} satisfies { readonly [command: string]: ProgrammeCommand }

const established: ProgrammeEvent = { type: 'ProgrammeEstablished', effectiveOn: august(1), data: terms }
const declared: ProgrammeEvent = { type: 'HolidayDeclared', effectiveOn: august(1), data: holiday }

const closed: ProgrammeEvent = {
  type: 'ProgrammeClosed',
  effectiveOn: day('2020-07-31'),
  data: { reason: 'completed' },
}

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
  'with a rule of assessing': [established, { type: 'AssessmentRuleSet', effectiveOn: august(1), data: assessment }],
  'with an instrument': [established, { type: 'InstrumentAdopted', effectiveOn: august(1), data: instrument }],
  'with a rule of keeping': [established, { type: 'RetentionRuleSet', effectiveOn: august(1), data: retention }],
  'closed up to July': [
    established,
    { type: 'MonthClosed', effectiveOn: august(1), data: { month: '2020-07', ...figuresOfJuly } },
  ],
  'closed since yesterday': [established, closed],
  'closed today': [established, { ...closed, effectiveOn: august(1) }],
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
  assessment: 'AssessmentRuleSet',
  instrument: 'InstrumentAdopted',
  retention: 'RetentionRuleSet',
  month: 'MonthClosed',
  end: 'ProgrammeClosed',
}
const over = 'programme-closed'

const table: { readonly [state in keyof typeof states]: Row } = {
  unknown: {
    establish: 'ProgrammeEstablished',
    schedule: unknown,
    declare: unknown,
    withdraw: unknown,
    craft: unknown,
    rule: unknown,
    assessment: unknown,
    instrument: unknown,
    retention: unknown,
    month: unknown,
    end: unknown,
  },
  established: fresh,
  'under a schedule': { ...fresh, schedule: 'nothing' },
  'with a holiday': { ...fresh, declare: 'nothing', withdraw: 'HolidayWithdrawn' },
  'with a holiday taken back': fresh,
  'with a craft': { ...fresh, craft: 'nothing' },
  'with a rule of sharing': { ...fresh, rule: 'nothing' },
  'with a rule of assessing': { ...fresh, assessment: 'nothing' },
  'with an instrument': { ...fresh, instrument: 'nothing' },
  'with a rule of keeping': { ...fresh, retention: 'nothing' },
  'closed up to July': { ...fresh, month: 'month-closed' },
  'closed since yesterday': {
    ...fresh,
    schedule: over,
    declare: over,
    withdraw: over,
    craft: over,
    rule: over,
    assessment: over,
    instrument: over,
    end: over,
  },
  'closed today': { ...fresh, end: 'nothing' },
}

const decider = deciderOf(programme)

describe.each(Object.entries(table))('a programme that is %s', (state, row) => {
  test.each(Object.entries(row))('%s: %s', (name, outcome) => {
    const history: readonly ProgrammeEvent[] = states[state as keyof typeof states]
    const decision = decider.decide(commands[name as keyof Row], fold(decider, history))
    expect(outcomeOf(decision)).toBe(outcome)
  })
})
