import { anyAggregate, type Day } from '@perca/eventsourcing'
import { given } from '@perca/testing'
import { describe, expect, test } from 'vitest'
import { august, day } from '../testing/day.fixture.js'
import { type ProgrammeCommand, programme } from './decider.js'
import type { ProgrammeEvent } from './events.js'

const terms = { name: 'Perca', agencyName: 'Dinas Sosial', timezone: 'Asia/Jakarta' }
const schedule = { rule: 'FREQ=WEEKLY;BYDAY=TU,TH', startsAt: '09:00', duration: 180, venue: 'Aula', capacity: 40 }
const holiday = { date: august(17), name: 'Hari Kemerdekaan', decree: 'SKB 2019' }
const craft = { craftId: 'jahit', name: 'Jahit perca', skills: ['memotong', 'menjahit'] }
const proceeds = { makersShare: 7_000, materialsFund: 2_000, programmeFund: 1_000 }

const asked = <Type extends string, Data>(type: Type, data: Data, effectiveOn: Day = august(1)) => ({
  type,
  programmeId: 'kediri',
  effectiveOn,
  ...data,
})
const event = <Type extends string, Data>(type: Type, data: Data, effectiveOn: Day = august(1)) => ({
  type,
  effectiveOn,
  data,
})

const established = event('ProgrammeEstablished', terms, day('2020-01-01'))

describe('a programme is established', () => {
  test('once', () => {
    given(programme, [])
      .when(asked('EstablishProgramme', terms))
      .thenEvents([event('ProgrammeEstablished', terms)])
  })

  test('and nothing happens where that is asked again, on whatever day', () => {
    given(programme, [established])
      .when(asked('EstablishProgramme', terms, august(9)))
      .thenNothing()
  })

  test.each([{ name: 'Lain' }, { agencyName: 'Dinas Lain' }, { timezone: 'Asia/Makassar' }])(
    'but not with other terms: %o',
    (other) => {
      given(programme, [established])
        .when(asked('EstablishProgramme', { ...terms, ...other }))
        .thenRefused('programme-exists', {})
    },
  )
})

test.each<[string, ProgrammeCommand]>([
  ['a schedule', asked('SetSchedule', schedule)],
  ['a holiday', asked('DeclareHoliday', holiday)],
  ['a holiday taken back', asked('WithdrawHoliday', { date: august(17), reason: 'SKB-2' })],
  ['a craft', asked('IntroduceCraft', craft)],
  ['a rule of sharing', asked('SetProceedsRule', proceeds)],
])('%s needs a programme that is established', (_, command) => {
  given(programme, []).when(command).thenRefused('programme-unknown', {})
})

describe('a schedule', () => {
  const set = event('ScheduleSet', schedule)
  const other = { ...schedule, startsAt: '13:00' }

  test('is set from a day on', () => {
    given(programme, [established]).when(asked('SetSchedule', schedule)).thenEvents([set])
  })

  test('is not set again from the same day on', () => {
    given(programme, [established, set]).when(asked('SetSchedule', schedule)).thenNothing()
  })

  test('is set again from the day before or the day after: a rule counts from its own day', () => {
    for (const on of [day('2020-07-31'), august(2)]) {
      given(programme, [established, set])
        .when(asked('SetSchedule', schedule, on))
        .thenEvents([event('ScheduleSet', schedule, on)])
    }
  })

  test.each([{ rule: 'FREQ=DAILY' }, { startsAt: '10:00' }, { duration: 60 }, { venue: 'Balai' }, { capacity: 20 }])(
    'is set anew with %o',
    (changed) => {
      const next = { ...schedule, ...changed }
      given(programme, [established, set])
        .when(asked('SetSchedule', next))
        .thenEvents([event('ScheduleSet', next)])
    },
  )

  test('may go back to what it was on the same day', () => {
    given(programme, [established, set, event('ScheduleSet', other)])
      .when(asked('SetSchedule', schedule))
      .thenEvents([set])
  })
})

describe('a holiday', () => {
  const declared = event('HolidayDeclared', holiday)

  test('is declared, and keeps the name under which it stands', () => {
    given(programme, [established]).when(asked('DeclareHoliday', holiday)).thenEvents([declared])
    given(programme, [established, declared])
      .when(asked('DeclareHoliday', { ...holiday, name: 'Lain', decree: null }))
      .thenNothing()
  })

  test('is taken back where it stands', () => {
    const back = { date: august(17), reason: 'SKB-2' }
    given(programme, [established, declared])
      .when(asked('WithdrawHoliday', back))
      .thenEvents([event('HolidayWithdrawn', back)])
    given(programme, [established, declared])
      .when(asked('WithdrawHoliday', { ...back, date: august(18) }))
      .thenNothing()
    given(programme, [established, declared, event('HolidayWithdrawn', back)])
      .when(asked('WithdrawHoliday', back))
      .thenNothing()
  })

  test('may be declared again once it was taken back', () => {
    given(programme, [established, declared, event('HolidayWithdrawn', { date: august(17), reason: 'SKB-2' })])
      .when(asked('DeclareHoliday', holiday))
      .thenEvents([declared])
  })
})

describe('a craft', () => {
  const introduced = event('CraftIntroduced', craft)

  test('is introduced once', () => {
    given(programme, [established]).when(asked('IntroduceCraft', craft)).thenEvents([introduced])
    given(programme, [established, introduced])
      .when(asked('IntroduceCraft', craft, august(9)))
      .thenNothing()
  })

  test.each([{ name: 'Jahit' }, { skills: ['menjahit', 'memotong'] }, { skills: [] }])(
    'is said anew with %o',
    (changed) => {
      const next = { ...craft, ...changed }
      given(programme, [established, introduced])
        .when(asked('IntroduceCraft', next))
        .thenEvents([event('CraftIntroduced', next)])
    },
  )

  test.each(['constructor', '__proto__', 'toString'])('may be called %s', (craftId) => {
    const odd = { ...craft, craftId }
    given(programme, [established])
      .when(asked('IntroduceCraft', odd))
      .thenEvents([event('CraftIntroduced', odd)])
    given(programme, [established, event('CraftIntroduced', odd)])
      .when(asked('IntroduceCraft', odd))
      .thenNothing()
  })
})

describe('a rule of sharing', () => {
  const set = event('ProceedsRuleSet', proceeds)

  test('is set from a day on, once', () => {
    given(programme, [established]).when(asked('SetProceedsRule', proceeds)).thenEvents([set])
    given(programme, [established, set]).when(asked('SetProceedsRule', proceeds)).thenNothing()
    given(programme, [established, set])
      .when(asked('SetProceedsRule', proceeds, august(2)))
      .thenEvents([event('ProceedsRuleSet', proceeds, august(2))])
  })

  test('may give all to one', () => {
    const all = { makersShare: 10_000, materialsFund: 0, programmeFund: 0 }
    given(programme, [established, set])
      .when(asked('SetProceedsRule', all))
      .thenEvents([event('ProceedsRuleSet', all)])
  })

  test.each([
    [6_999, 9_999],
    [7_001, 10_001],
  ])('of parts that sum to one basis point less or more is refused: %i', (makersShare, sum) => {
    given(programme, [established])
      .when(asked('SetProceedsRule', { ...proceeds, makersShare }))
      .thenRefused('proceeds-not-whole', { sum })
  })

  test('is refused for its parts even before the programme is established', () => {
    given(programme, [])
      .when(asked('SetProceedsRule', { ...proceeds, makersShare: 1 }))
      .thenRefused('proceeds-not-whole', { sum: 3_001 })
  })
})

describe('what is so already is known as that in whatever order a store gives the fields back', () => {
  const backwards = <A extends object>(data: A): A => Object.fromEntries(Object.entries(data).reverse()) as A // the same fields

  test.each<[string, ProgrammeEvent, ProgrammeCommand]>([
    ['terms', event('ProgrammeEstablished', backwards(terms)), asked('EstablishProgramme', terms)],
    ['a schedule', event('ScheduleSet', backwards(schedule)), asked('SetSchedule', schedule)],
    ['a craft', event('CraftIntroduced', backwards(craft)), asked('IntroduceCraft', craft)],
    ['a rule', event('ProceedsRuleSet', backwards(proceeds)), asked('SetProceedsRule', proceeds)],
  ])('%s', (_, recorded, command) => {
    given(programme, [established, recorded]).when(command).thenNothing()
  })
})

test('a programme’s stream bears its name, and nobody’s history holds it', () => {
  const { commands } = anyAggregate(programme)
  expect(new Set(Object.values(commands).map(({ stream }) => stream(asked('SetSchedule', schedule))))).toEqual(
    new Set(['kediri']),
  )
  expect(programme.subjects(established, 'kediri')).toEqual([])
})
