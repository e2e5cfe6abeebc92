import { type StoredEvent, tick } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commandId, makerId, PROGRAMME, uuid } from '../order/sale.fixture.js'
import { day } from '../testing/day.fixture.js'
import { clockPolicies } from './clock-policies.js'
import { enrolment, opening, right, workshopOn } from './workshop.fixture.js'

/** A fact, and when it is recorded. */
interface Fact {
  readonly at: string
  readonly command: object
  readonly role: string
}

const MONTH_BEGINS = Date.parse('2020-07-31T17:00:00.000Z')
const HOUR = 3_600_000
/** Hours after the begin of August in Kediri. */
const hour = (hours: number): string => new Date(MONTH_BEGINS + hours * HOUR).toISOString()

/** A store with the programme, in which facts are recorded at their instants and a clock is looked at at its own. */
const played = async (facts: readonly Fact[], looks: readonly string[], first: string | null = hour(0)) => {
  let now = '2020-07-01T00:00:00.000Z'
  const workshop = workshopOn(memoryStore({ now: () => new Date(now) }))
  for (const [place, command] of opening().entries())
    right(await workshop.send(command, { id: commandId(4_000 + place) }))
  let after = first
  const refused: unknown[] = []
  const steps = [
    ...facts.map((fact, number) => ({ at: fact.at, fact, number })),
    ...looks.map((at) => ({ at, fact: null, number: 0 })),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  for (const { at, fact, number } of steps) {
    now = at
    if (fact === null) {
      const ticked = right(await tick(workshop.app, clockPolicies, { after, now: at })())
      after = ticked.tickedTo
      refused.push(...ticked.refused)
    } else {
      const { command, role } = fact
      right(await workshop.send(command, { role, id: commandId(5_000 + number), programmeId: PROGRAMME }))
    }
  }
  const { events } = right(await workshop.store.readAll(null, 100_000)())
  return { events, refused, workshop, after }
}

const declare = (date: string, at: string): Fact => ({
  at,
  role: 'registrar',
  command: {
    type: 'DeclareHoliday',
    programmeId: PROGRAMME,
    date,
    name: 'Cuti bersama',
    decree: null,
    effectiveOn: day(date),
  },
})
const withdraw = (date: string, at: string): Fact => ({
  at,
  role: 'registrar',
  command: { type: 'WithdrawHoliday', programmeId: PROGRAMME, date, reason: 'SKB-2', effectiveOn: day(date) },
})
const reschedule = (rule: string, from: string, at: string, startsAt = '09:00'): Fact => ({
  at,
  role: 'registrar',
  command: {
    type: 'SetSchedule',
    programmeId: PROGRAMME,
    rule,
    startsAt,
    duration: 180,
    venue: 'Balai',
    capacity: 30,
    effectiveOn: day(from),
  },
})
const closing = (on: string, at: string): Fact => ({
  at,
  role: 'coordinator',
  command: { type: 'CloseProgramme', programmeId: PROGRAMME, reason: 'completed', effectiveOn: day(on) },
})

/** What happened to sessions, by session, in its order. */
const sessions = (events: readonly StoredEvent[]) =>
  events
    .filter(({ stream }) => stream.startsWith('session-'))
    .map(({ stream, type }) => `${stream.slice('session-kediri.2020-'.length)} ${type.slice('Session'.length)}`)
    .sort((a, b) => (a.slice(0, 5) < b.slice(0, 5) ? -1 : 1))

/** A look every day of the month, at an hour of it. */
const daily = (days: number, at = 9): readonly string[] => Array.from({ length: days }, (_, n) => hour(24 * n + at))

describe('P5: sessions are planned a week ahead', () => {
  test('by the schedule, from tomorrow on, in the programme’s time zone', async () => {
    const { events } = await played([], [hour(0), hour(24)])
    // 1 August is a Saturday; Tuesdays and Thursdays.
    expect(sessions(events)).toEqual(['08-04 Scheduled', '08-06 Scheduled'])
    const next = await played([], [hour(24 * 3)])
    expect(sessions(next.events)).toEqual(['08-04 Scheduled', '08-06 Scheduled', '08-11 Scheduled'])
  })

  test('at the first look as of that very moment, and today is too late', async () => {
    // 4 August, 09:00.
    const { events } = await played([], [hour(24 * 3 + 9)], null)
    expect(sessions(events)).toEqual(['08-06 Scheduled', '08-11 Scheduled'])
  })

  test('leaving out what is a holiday, with the schedule’s time and place', async () => {
    const { events } = await played([declare('2020-08-06', hour(-50))], [hour(9), hour(33)])
    expect(sessions(events)).toEqual(['08-04 Scheduled'])
    expect(events.at(-1)).toMatchObject({
      stream: 'session-kediri.2020-08-04',
      data: { programmeId: PROGRAMME, startsAt: '09:00', duration: 180, venue: 'Balai', helpers: [], reason: null },
      metadata: { effectiveOn: '2020-08-04', actor: { id: 'schedule-sessions', role: 'policy' } },
    })
  })

  test('a holiday declared since cancels, and withdrawn plans again', async () => {
    const { events } = await played(
      [declare('2020-08-06', hour(30)), withdraw('2020-08-06', hour(60))],
      [hour(24), hour(48), hour(72)],
    )
    expect(sessions(events)).toEqual([
      '08-04 Scheduled',
      '08-06 Scheduled',
      '08-06 Cancelled',
      '08-06 Scheduled',
      '08-11 Scheduled',
    ])
    expect(events.find(({ type }) => type === 'SessionCancelled')?.data).toMatchObject({ reason: 'holiday' })
  })

  test('a schedule set since moves what stays and cancels what falls out', async () => {
    const { events } = await played(
      [reschedule('FREQ=WEEKLY;BYDAY=TU,FR', '2020-08-03', hour(30), '13:00')],
      [hour(24), hour(48)],
    )
    expect(sessions(events)).toEqual([
      '08-04 Scheduled',
      '08-04 Moved',
      '08-06 Scheduled',
      '08-06 Cancelled',
      '08-07 Scheduled',
    ])
    expect(events.find(({ type }) => type === 'SessionCancelled')?.data).toMatchObject({ reason: 'schedule' })
  })

  test('a programme that closes plans nothing beyond its last day', async () => {
    const { events } = await played([closing('2020-08-04', hour(30))], [hour(24), hour(48), hour(72)])
    expect(sessions(events)).toEqual(['08-04 Scheduled', '08-06 Scheduled', '08-06 Cancelled'])
  })

  test('programmes keep their own zones: at one look it is tomorrow in one of them', async () => {
    const { workshop } = await played([], [])
    await workshop.done(
      ...opening('sentani')
        .filter((command) => 'type' in command && command.type !== 'ReferParticipant')
        .map((command) => ('timezone' in command ? { ...command, timezone: 'Asia/Jayapura' } : command)),
    )
    // 15:30 UTC on 27 July: the 28th in Jayapura, the 27th still in Jakarta.
    const span = { after: '2020-07-27T14:00:00.000Z', now: '2020-07-27T15:30:00.000Z' }
    right(await tick(workshop.app, clockPolicies, span)())
    const { events } = right(await workshop.store.readAll(null, 100_000)())
    expect(events.filter(({ type }) => type === 'SessionScheduled').map(({ stream }) => stream)).toEqual([
      'session-sentani.2020-07-30',
      'session-sentani.2020-08-04',
    ])
  })
})

const breach = (at: string, detectedAt = at): Fact => ({
  at,
  role: 'dataProtection',
  command: {
    type: 'DetectBreach',
    programmeId: PROGRAMME,
    breachId: uuid(7, 0),
    detectedAt,
    classes: ['health'],
    affected: null,
    description: null,
    effectiveOn: day('2020-08-01'),
  },
})
const told = (to: string, at: string): Fact => ({
  at,
  role: 'dataProtection',
  command: {
    type: 'NotifyBreach',
    programmeId: PROGRAMME,
    year: 2020,
    breachId: uuid(7, 0),
    to,
    at,
    effectiveOn: day('2020-08-31'),
  },
})

describe('P10: what is open for 48 hours raises an alarm', () => {
  const alarms = async (facts: readonly Fact[], looks: readonly string[], first?: string | null) =>
    (await played(facts, looks, first)).events
      .filter(({ type }) => type === 'AlarmRaised')
      .map(({ data, metadata }) => ({ data, metadata }))

  test('at that hour, once, with a day left', async () => {
    expect(await alarms([breach(hour(10))], [hour(57), hour(58), hour(59), hour(90)])).toMatchObject([
      {
        data: { kind: 'breach-open', about: uuid(7, 0), dueAt: hour(10 + 72) },
        metadata: { effectiveOn: '2020-08-03', actor: { id: 'watch-deadlines', role: 'policy' } },
      },
    ])
    expect(await alarms([breach(hour(10))], [hour(57)])).toEqual([])
  })

  test('not where both were told by then; where one was, it does', async () => {
    const both = [breach(hour(10)), told('person', hour(20)), told('authority', hour(58))]
    expect(await alarms(both, [hour(90)])).toEqual([])
    const late = [breach(hour(10)), told('person', hour(20)), told('authority', hour(59))]
    expect(await alarms(late, [hour(90)])).toHaveLength(1)
  })

  test('at once where it is written down later than that', async () => {
    expect(await alarms([breach(hour(100), hour(10))], [hour(99), hour(101)])).toHaveLength(1)
  })

  test('at the first look, where it is open still', async () => {
    expect(await alarms([breach(hour(10))], [hour(500)], null)).toHaveLength(1)
    const seenTo = [breach(hour(10)), told('person', hour(200)), told('authority', hour(201))]
    expect(await alarms(seenTo, [hour(500)], null)).toEqual([])
  })
})

describe('P11: what is kept longer than the rule says is a task for a person', () => {
  const keep = (of: string, years: number, at: string): Fact => ({
    at,
    role: 'coordinator',
    command: {
      type: 'SetRetentionRule',
      programmeId: PROGRAMME,
      class: of,
      years,
      basis: 'JRA-2019',
      effectiveOn: day('2020-01-01'),
    },
  })
  const fact = (command: object, at = hour(-50)): Fact => ({ at, role: 'registrar', command })
  const end = (on: string, at = hour(-40)) =>
    fact(
      {
        type: 'EndEnrolment',
        participantId: makerId(1),
        programmeId: PROGRAMME,
        outcome: 'graduated',
        effectiveOn: day(on),
      },
      at,
    )
  const ended = [...enrolment(1, day('2019-07-01')).map((command) => fact(command)), end('2019-08-03')]
  const reviews = async (facts: readonly Fact[], looks: readonly string[], first?: string | null) =>
    (await played(facts, looks, first)).events
      .filter(({ type }) => type === 'ReviewFellDue')
      .map(({ data, metadata }) => ({ data, metadata }))

  test('on the day on which the years are over, for each class, once', async () => {
    const facts = [...ended, keep('health', 1, hour(-30)), keep('personal', 10, hour(-30)), keep('coded', 1, hour(-30))]
    // 3 August begins in Kediri 48 hours after the first.
    expect(await reviews(facts, [hour(47)])).toEqual([])
    expect(await reviews(facts, [hour(48), hour(72), hour(200)])).toMatchObject([
      {
        data: { participantId: makerId(1), class: 'health', since: '2020-08-03' },
        metadata: { effectiveOn: '2020-08-03', subjects: [makerId(1)] },
      },
    ])
    expect(await reviews(facts, [hour(200)])).toMatchObject([{ metadata: { effectiveOn: '2020-08-03' } }])
  })

  test('not while they take part again, and without a rule never', async () => {
    const again = { ...enrolment(1, day('2020-06-01'))[2], enrolmentId: uuid(9, 9) }
    const facts = [...ended, fact(again, hour(-30))]
    expect(await reviews([...facts, keep('health', 1, hour(-20))], [hour(200)])).toEqual([])
    expect(await reviews(ended, [hour(200)])).toEqual([])
  })

  test('at the first look, where they were over long ago', async () => {
    expect(await reviews([...ended, keep('health', 1, hour(-30))], [hour(200)], null)).toMatchObject([
      { data: { since: '2020-08-03' }, metadata: { effectiveOn: '2020-08-09' } },
    ])
  })
})

// What two logs say, but for when and in which place it was recorded: an alarm stands behind what was recorded before it.
const contentOf = (events: readonly StoredEvent[]) =>
  events.map(({ position: _, recordedAt: __, revision: ___, ...said }) => said).sort((a, b) => (a.id < b.id ? -1 : 1))

describe('P5, P10: who looks seldom records the same as who looks daily', () => {
  const DAYS = 24
  const within = fc.integer({ min: 1, max: DAYS * 24 - 30 }).map(hour)
  const date = fc.integer({ min: 1, max: 31 }).map((number) => `2020-08-${String(number).padStart(2, '0')}`)
  const fact: fc.Arbitrary<Fact> = fc.oneof(
    fc.tuple(date, within).map(([on, at]) => declare(on, at)),
    fc.tuple(date, within).map(([on, at]) => withdraw(on, at)),
    fc
      .tuple(
        fc.constantFrom('FREQ=WEEKLY;BYDAY=TU,TH', 'FREQ=WEEKLY;BYDAY=TU,FR', 'FREQ=DAILY;INTERVAL=3'),
        date,
        within,
        fc.constantFrom('09:00', '13:00'),
      )
      .map(([rule, from, at, startsAt]) => reschedule(rule, from, at, startsAt)),
  )
  const breached = fc
    .tuple(
      fc.integer({ min: 1, max: (DAYS - 2) * 24 }),
      fc.integer({ min: 1, max: 90 }),
      fc.integer({ min: 1, max: 90 }),
    )
    .map(([at, first, second]) => [
      breach(hour(at)),
      told('person', hour(at + first)),
      told('authority', hour(at + second)),
    ])
  const facts = fc
    .tuple(fc.array(fact, { maxLength: 12 }), fc.option(breached, { nil: [] }))
    .map(([calendar, breaches]) => [...calendar, ...breaches])
  const rare = fc.array(fc.integer({ min: 0, max: (DAYS + 6) * 24 }), { maxLength: 3 }).map((hours) => hours.map(hour))
  const end = hour((DAYS + 6) * 24 + 9)

  test('and it makes no difference when in the day', async () => {
    let alarms = 0
    let changes = 0
    await fc.assert(
      fc.asyncProperty(facts, rare, fc.nat(23), async (known, looks, at) => {
        const often = await played(known, [...daily(DAYS + 6, at), end])
        const seldom = await played(known, [...looks, end])
        expect(contentOf(seldom.events)).toEqual(contentOf(often.events))
        expect(sessions(seldom.events)).toEqual(sessions(often.events))
        expect([often.refused, seldom.refused]).toEqual([[], []])
        alarms += often.events.filter(({ type }) => type === 'AlarmRaised').length
        changes += often.events.filter(({ type }) => type === 'SessionMoved' || type === 'SessionCancelled').length
      }),
      { numRuns: 25 },
    )
    // The law speaks of what did happen.
    expect(alarms).toBeGreaterThan(0)
    expect(changes).toBeGreaterThan(10)
  }, 60_000)
})
