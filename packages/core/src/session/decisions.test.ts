import { anyAggregate, application, deciderOf, fold } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import { given, type Sent } from '@perca/testing'
import { left, right } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { aggregates } from '../domain.js'
import type { Slot } from '../programme/calendar.js'
import { august, day } from '../testing/day.fixture.js'
import { outcomeOf } from '../testing/outcome.fixture.js'
import { established, send, sendAll } from '../testing/programme.fixture.js'
import { session } from './decider.js'
import type { OpenSession, ScheduleSession } from './decisions.js'
import type { SessionEvent } from './events.js'

const HELPER = '00000009-0000-4000-8000-000000000001'
const on = { programmeId: 'kediri', effectiveOn: august(18) }
const slot: Slot = { day: august(18), startsAt: '09:00', duration: 180, venue: 'Aula', scheduleFrom: day('2020-01-01') }
const place = { programmeId: 'kediri', startsAt: '09:00', duration: 180, venue: 'Aula' }

const schedule = (found: Slot | null = slot): ScheduleSession => ({
  type: 'ScheduleSession',
  ...on,
  helpers: [HELPER],
  evidence: { slot: found },
})
const open = (found: Slot | null = slot): OpenSession => ({ type: 'OpenSession', ...on, evidence: { slot: found } })

const scheduled: SessionEvent = {
  type: 'SessionScheduled',
  effectiveOn: august(18),
  data: { ...place, helpers: [HELPER] },
}
const opened: SessionEvent = { type: 'SessionOpened', effectiveOn: august(18), data: place }

test('a session is planned where the calendar foresees it, with who helps', () => {
  given(session, []).when(schedule()).thenEvents([scheduled])
})

test('a session is opened where the calendar foresees it, planned or not', () => {
  given(session, []).when(open()).thenEvents([opened])
  given(session, [scheduled]).when(open()).thenEvents([opened])
})

describe('a session that is', () => {
  const states = { new: [], planned: [scheduled], open: [opened], 'planned and open': [scheduled, opened] }
  const commands = { schedule: schedule(), open: open() }
  const table: { readonly [state in keyof typeof states]: { readonly [command in keyof typeof commands]: string } } = {
    new: { schedule: 'SessionScheduled', open: 'SessionOpened' },
    planned: { schedule: 'nothing', open: 'SessionOpened' },
    open: { schedule: 'nothing', open: 'nothing' },
    'planned and open': { schedule: 'nothing', open: 'nothing' },
  }
  const cells = Object.entries(table).flatMap(([state, row]) =>
    Object.entries(row).map((cell) => [state, ...cell] as const),
  )

  test.each(cells)('%s, %s: %s', (state, name, outcome) => {
    const decider = deciderOf(session)
    const history = fold(decider, states[state as keyof typeof states])
    const decision = decider.decide(commands[name as keyof typeof commands], history)
    expect(outcomeOf(decision)).toBe(outcome)
  })
})

test('where nothing is left to do no slot is asked for', () => {
  given(session, [opened]).when(open(null)).thenNothing()
  given(session, [opened]).when(schedule(null)).thenNothing()
})

test('a session bears its programme and its day, and nobody’s history holds it', () => {
  const { commands } = anyAggregate(session)
  expect(new Set(Object.values(commands).map(({ stream }) => stream(open())))).toEqual(new Set(['kediri.2020-08-18']))
  expect(session.subjects(opened, 'kediri.2020-08-18')).toEqual([])
})

describe('the calendar decides whether there is a session (rule 5)', () => {
  const asked = (type: string, date: number, programmeId = 'kediri'): Sent => ({
    command: { type, programmeId, helpers: [], effectiveOn: august(date) },
    role: 'facilitator',
    programmeId,
  })
  const calendar = async () => {
    const app = application({ store: memoryStore(), aggregates })
    await sendAll(app, established)
    return app
  }

  describe.each(['ScheduleSession', 'OpenSession'])('%s', (type) => {
    test.each([
      ['not-scheduled', 17, { day: '2020-08-17', rule: 'FREQ=WEEKLY;BYDAY=TU,TH' }],
      ['not-scheduled', 19, { day: '2020-08-19', rule: 'FREQ=WEEKLY;BYDAY=TU,TH' }],
      ['holiday', 20, { day: '2020-08-20' }],
    ])('is refused as %s on the %ith', async (rule, date, evidence) => {
      expect(await send(await calendar(), asked(type, date), 99)).toEqual(
        left(expect.objectContaining({ _tag: 'Refusal', rule, evidence })),
      )
    })

    test('is refused for a programme that is not there', async () => {
      expect(await send(await calendar(), asked(type, 18, 'blitar'), 99)).toEqual(
        left(expect.objectContaining({ rule: 'not-scheduled', evidence: { day: '2020-08-18', rule: null } })),
      )
    })

    test('takes time and place from the schedule', async () => {
      const recorded = await send(await calendar(), asked(type, 18), 99)
      expect(recorded).toEqual(
        right(
          expect.objectContaining({
            stream: 'session-kediri.2020-08-18',
            events: [
              expect.objectContaining({ event: expect.objectContaining({ data: expect.objectContaining(place) }) }),
            ],
          }),
        ),
      )
    })
  })

  test('but not whether one that was held was held: a holiday declared since refuses no second opening', async () => {
    const app = await calendar()
    await sendAll(app, [asked('OpenSession', 18)], 50)
    const holiday = { date: '2020-08-18', name: 'Cuti bersama', decree: null }
    const declare = { type: 'DeclareHoliday', programmeId: 'kediri', effectiveOn: august(18), ...holiday }
    await sendAll(app, [{ command: declare, role: 'registrar', programmeId: 'kediri' }], 60)
    expect(await send(app, asked('OpenSession', 18), 99)).toEqual(
      right({ stream: 'session-kediri.2020-08-18', revision: 0, events: [], alreadyKnown: false }),
    )
  })
})
