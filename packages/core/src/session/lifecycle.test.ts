import { anyAggregate, deciderOf, fold } from '@perca/eventsourcing'
import { given } from '@perca/testing'
import { describe, expect, test } from 'vitest'
import { august } from '../testing/day.fixture.js'
import { outcomeOf } from '../testing/outcome.fixture.js'
import { type SessionCommand, session } from './decider.js'
import type { SessionEvent } from './events.js'
import type { CloseSession, TeachSkill } from './holding.js'
import {
  cancel,
  cancelledByCalendar,
  cancelledByPerson,
  closed,
  elsewhere,
  extra,
  follow,
  HELPER,
  move,
  movedByCalendar,
  movedByPerson,
  open,
  opened,
  planned,
  schedule,
  scheduled,
  scheduleExtra,
  slot,
} from './slot-of-august.fixture.js'

const first = { programmeId: 'kediri', effectiveOn: august(18), slot: 1 }
const close: CloseSession = { type: 'CloseSession', ...first, helpers: [HELPER], attended: 12 }
const teach: TeachSkill = {
  type: 'TeachSkill',
  ...first,
  craftId: 'jahit',
  skillId: 'memotong',
  helperId: HELPER,
  evidence: { introduced: true },
}
const taught: SessionEvent = {
  type: 'SkillTaught',
  effectiveOn: august(18),
  data: { programmeId: 'kediri', craftId: 'jahit', skillId: 'memotong', helperId: HELPER },
}

const states = {
  new: [],
  planned: [planned],
  extra: [extra],
  'moved by somebody': [scheduled, movedByPerson],
  'moved by the calendar': [planned, movedByCalendar],
  'cancelled by somebody': [scheduled, cancelledByPerson],
  'cancelled by the calendar': [planned, cancelledByCalendar],
  open: [opened],
  'planned and open': [scheduled, opened],
  over: [opened, closed],
} satisfies { readonly [state: string]: readonly SessionEvent[] }

const commands = {
  schedule: schedule(),
  extra: scheduleExtra,
  move,
  cancel,
  open: open(),
  close,
  teach,
  foreseen: follow(slot),
  'foreseen elsewhere': follow(elsewhere),
  'not foreseen': follow(null),
} satisfies { readonly [command: string]: SessionCommand }

type Row = { readonly [command in keyof typeof commands]: string }

const held: Row = {
  schedule: 'nothing',
  extra: 'session-planned',
  move: 'session-held',
  cancel: 'session-held',
  open: 'nothing',
  close: 'SessionClosed',
  teach: 'SkillTaught',
  foreseen: 'nothing',
  'foreseen elsewhere': 'nothing',
  'not foreseen': 'nothing',
}
const fresh: Row = {
  schedule: 'SessionScheduled',
  extra: 'SessionScheduled',
  move: 'session-not-planned',
  cancel: 'SessionCancelled',
  open: 'SessionOpened',
  close: 'session-not-held',
  teach: 'session-not-held',
  foreseen: 'SessionScheduled',
  'foreseen elsewhere': 'SessionScheduled',
  'not foreseen': 'nothing',
}
const there: Row = {
  ...fresh,
  schedule: 'nothing',
  extra: 'session-planned',
  move: 'SessionMoved',
  foreseen: 'nothing',
  'foreseen elsewhere': 'SessionMoved',
  'not foreseen': 'SessionCancelled',
}
const gone: Row = { ...fresh, cancel: 'nothing', open: 'session-cancelled' }

const table: { readonly [state in keyof typeof states]: Row } = {
  new: fresh,
  planned: there,
  extra: { ...there, extra: 'nothing', 'foreseen elsewhere': 'nothing', 'not foreseen': 'nothing' },
  'moved by somebody': { ...there, move: 'nothing', 'foreseen elsewhere': 'nothing' },
  'moved by the calendar': { ...there, move: 'nothing', foreseen: 'SessionMoved', 'foreseen elsewhere': 'nothing' },
  'cancelled by somebody': { ...gone, foreseen: 'nothing', 'foreseen elsewhere': 'nothing' },
  'cancelled by the calendar': gone,
  open: held,
  'planned and open': held,
  over: { ...held, close: 'nothing' },
}

const decider = deciderOf(session)

describe.each(Object.entries(table))('a session that is %s', (state, row) => {
  test.each(Object.entries(row))('%s: %s', (name, outcome) => {
    const history: readonly SessionEvent[] = states[state as keyof typeof states]
    const decision = decider.decide(commands[name as keyof Row], fold(decider, history))
    expect(outcomeOf(decision)).toBe(outcome)
  })
})

test('a session is planned where the calendar foresees it, with who helps', () => {
  given(session, []).when(schedule()).thenEvents([scheduled])
})

test('rule 5: off the calendar a session needs a reason, which it keeps', () => {
  given(session, []).when(scheduleExtra).thenEvents([extra])
})

test('a session moves from where it was, and says why', () => {
  given(session, [scheduled]).when(move).thenEvents([movedByPerson])
  given(session, [planned]).when(follow(elsewhere)).thenEvents([movedByCalendar])
})

test('what the calendar takes away says why, and comes back as it is foreseen then', () => {
  given(session, [planned]).when(follow(null)).thenEvents([cancelledByCalendar])
  given(session, [planned, cancelledByCalendar]).when(follow(slot)).thenEvents([planned])
})

test('a refusal says the day, and what stands', () => {
  const day = '2020-08-18'
  given(session, [extra])
    .when({ ...scheduleExtra, reason: 'request' })
    .thenRefused('session-planned', {
      day,
      startsAt: '09:00',
    })
  given(session, [opened]).when(cancel).thenRefused('session-held', { day })
  given(session, []).when(move).thenRefused('session-not-planned', { day })
  given(session, [cancelledByPerson]).when(open()).thenRefused('session-cancelled', { day, reason: 'weather' })
  given(session, [opened, closed])
    .when({ ...close, attended: 13 })
    .thenRefused('session-closed', { day, attended: 12 })
})

test('a session ends with who helped and how many came, and once', () => {
  given(session, [opened]).when(close).thenEvents([closed])
  given(session, [opened, closed])
    .when({ ...close, helpers: [] })
    .thenRefused('session-closed', { attended: 12 })
})

test('a skill is taught once by one helper, and again by another', () => {
  given(session, [opened]).when(teach).thenEvents([taught])
  given(session, [opened, taught]).when(teach).thenNothing()
  const { data } = taught
  given(session, [opened, taught])
    .when({ ...teach, helperId: null })
    .thenEvents([{ ...taught, data: { ...data, helperId: null } } as SessionEvent])
})

test('where nothing is left to do no slot is asked for', () => {
  given(session, [opened]).when(open(null)).thenNothing()
  given(session, [opened]).when(schedule(null)).thenNothing()
})

test('a session bears its programme, its day and its slot, and nobody’s history holds it', () => {
  const { commands: entries } = anyAggregate(session)
  const ids = (asked: SessionCommand) => new Set(Object.values(entries).map(({ stream }) => stream(asked)))
  expect(ids(open())).toEqual(new Set(['kediri.2020-08-18']))
  expect(ids({ ...move, slot: 2 })).toEqual(new Set(['kediri.2020-08-18.2']))
  expect(session.subjects(opened, 'kediri.2020-08-18')).toEqual([])
})
