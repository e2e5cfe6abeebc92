import { given } from '@perca/testing'
import { describe, test } from 'vitest'
import { august, day } from '../testing/day.fixture.js'
import type { CloseMonth, CloseProgramme } from './closing.js'
import { programme } from './decider.js'
import type { ProgrammeEvent } from './events.js'
import type { MonthFigures } from './month-figures.js'

const figures: MonthFigures = {
  sessions: { planned: 8, held: 7 },
  participants: { new: 1, ended: 0, enrolledAtEnd: 12, pausedAtEnd: 1, seen: 12 },
  attendance: { present: 70, late: 3, excused: 2, sick: 4, absent: 5 },
  production: [{ sku: 'KPR-TAS', a: 20, b: 2, reject: 1 }],
  orders: { placed: 1, placedValue: 450_000, deliveredValue: 0, invoiced: 0, paid: 0 },
  stock: [{ sku: 'KPR-TAS', onHand: 22, reserved: 10, backordered: 0 }],
  proceeds: { shared: 0, makers: 0, materialsFund: 0, programmeFund: 0 },
  earnings: [{ participant: 'P-001', credited: 0, paid: 0, dueAtEnd: 15_000 }],
  agencies: [{ code: 'KEL-01', orders: 1, value: 450_000 }],
}
const checkpoint = { events: 1_234, lastEventId: '00000001-0000-4000-8000-000000000001' }

const event = <Type extends ProgrammeEvent['type']>(
  type: Type,
  data: Extract<ProgrammeEvent, { type: Type }>['data'],
  on: string,
): ProgrammeEvent => ({ type, effectiveOn: day(on), data }) as ProgrammeEvent // a type and its own data

const established = event(
  'ProgrammeEstablished',
  { name: 'Perca', agencyName: 'Dinas Sosial', timezone: 'Asia/Jakarta' },
  '2020-01-01',
)
const monthClosed = (month: string, on: string) => event('MonthClosed', { month, figures, checkpoint }, on)
const closeMonth = (month: string, on: string): CloseMonth => ({
  type: 'CloseMonth',
  programmeId: 'kediri',
  month,
  effectiveOn: day(on),
  evidence: { figures, checkpoint },
})
const july = monthClosed('2020-07', '2020-08-05')

describe('rule 20: a month is closed', () => {
  test('once it is over, with its figures and which events they follow from', () => {
    given(programme, [established])
      .when(closeMonth('2020-07', '2020-08-01'))
      .thenEvents([monthClosed('2020-07', '2020-08-01')])
  })

  test('and not on its last day', () => {
    given(programme, [established])
      .when(closeMonth('2020-07', '2020-07-31'))
      .thenRefused('month-not-over', { day: '2020-07-31', month: '2020-07' })
  })

  test('leap years and December, too, on the day after their end', () => {
    given(programme, [established])
      .when(closeMonth('2020-02', '2020-02-29'))
      .thenRefused('month-not-over', { month: '2020-02' })
    given(programme, [established, monthClosed('2020-11', '2020-12-01')])
      .when(closeMonth('2020-12', '2021-01-01'))
      .thenEvents([monthClosed('2020-12', '2021-01-01')])
    given(programme, [established, monthClosed('2020-12', '2021-01-01')])
      .when(closeMonth('2021-01', '2021-02-01'))
      .thenEvents([monthClosed('2021-01', '2021-02-01')])
  })

  test('after the one before it, and no other', () => {
    given(programme, [established, july])
      .when(closeMonth('2020-08', '2020-09-01'))
      .thenEvents([monthClosed('2020-08', '2020-09-01')])
    given(programme, [established, july])
      .when(closeMonth('2020-09', '2020-10-01'))
      .thenRefused('month-out-of-order', { month: '2020-09', next: '2020-08' })
  })

  test.each(['2020-07', '2020-06'])('and no more after that: %s', (month) => {
    given(programme, [established, july])
      .when(closeMonth(month, '2020-09-01'))
      .thenRefused('month-closed', { day: '2020-09-01', month, openFrom: '2020-08-01' })
  })

  test('of a programme that stands, also of one that is closed', () => {
    given(programme, []).when(closeMonth('2020-07', '2020-08-01')).thenRefused('programme-unknown')
    const over = event('ProgrammeClosed', { reason: 'completed' }, '2020-07-31')
    given(programme, [established, over])
      .when(closeMonth('2020-07', '2020-08-01'))
      .thenEvents([monthClosed('2020-07', '2020-08-01')])
  })
})

describe('a programme is closed', () => {
  const close = (on: string): CloseProgramme => ({
    type: 'CloseProgramme',
    programmeId: 'kediri',
    effectiveOn: day(on),
    reason: 'completed',
  })
  const closed = event('ProgrammeClosed', { reason: 'completed' }, '2020-08-18')

  test('on its last day, and once', () => {
    given(programme, [established]).when(close('2020-08-18')).thenEvents([closed])
    given(programme, [established, closed]).when(close('2020-08-18')).thenNothing()
    given(programme, []).when(close('2020-08-18')).thenRefused('programme-unknown')
  })

  test.each(['2020-08-17', '2020-08-19'])('and not on another day as well: %s', (on) => {
    given(programme, [established, closed])
      .when(close(on))
      .thenRefused('programme-closed', { day: on, lastDay: '2020-08-18' })
  })

  test('and decides for itself up to that day, and no longer', () => {
    const holiday = { date: august(17), name: 'Hari Kemerdekaan', decree: null }
    const declare = (on: string) => ({
      type: 'DeclareHoliday' as const,
      programmeId: 'kediri',
      effectiveOn: day(on),
      ...holiday,
    })
    given(programme, [established, closed])
      .when(declare('2020-08-18'))
      .thenEvents([event('HolidayDeclared', holiday, '2020-08-18')])
    given(programme, [established, closed])
      .when(declare('2020-08-19'))
      .thenRefused('programme-closed', { day: '2020-08-19', lastDay: '2020-08-18' })
  })

  test('but goes on to say for how long data are kept', () => {
    const data = { class: 'personal' as const, years: 10, basis: 'JRA-2020' }
    given(programme, [established, closed])
      .when({ type: 'SetRetentionRule', programmeId: 'kediri', effectiveOn: day('2021-01-01'), ...data })
      .thenEvents([event('RetentionRuleSet', data, '2021-01-01')])
  })
})
