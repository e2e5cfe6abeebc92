import {
  type Aggregate,
  Day,
  type Decision,
  type EventOf,
  eventType,
  pastVersion,
  refusal,
  sensitive,
} from '@perca/eventsourcing'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { commandsOf, sentTo, sequencesOf } from './arbitrary-command.js'
import { everyCutAgrees, everyDecisionHolds, everyEventReadsBack, everyRefusalSpeaks, histories } from './laws.js'
import { everySealFolds } from './laws-sealed.js'

// The smallest aggregate that has everything: a jar into which pieces go, up to ten; who put them in is personal.

const filled = (text: t.Type<string, string, unknown>) =>
  t.intersection([
    t.type({ pieces: t.number, by: sensitive('personal', text) }),
    t.partial({ notes: t.readonlyArray(t.strict({ note: t.union([t.null, sensitive('personal', text)]) })) }),
  ])
const Filled = filled(t.string)
const jarEvents = {
  Filled: eventType(Filled, [pastVersion(t.type({ pieces: t.number }), ({ pieces }) => ({ pieces, by: 'unknown' }))]),
}
type JarEvent = EventOf<typeof jarEvents>
interface Jar {
  readonly lots: readonly number[]
}

const Fill = t.strict({ type: t.literal('Fill'), pieces: t.number, by: t.string, effectiveOn: Day })
interface Fill extends t.TypeOf<typeof Fill> {
  readonly evidence: { readonly open: boolean }
}

const fill = ({ pieces, by, effectiveOn, evidence }: Fill, jar: Jar): Decision<JarEvent> =>
  !evidence.open || jar.lots.length >= 10
    ? E.left(refusal('jar-full', 'The jar is full or closed. Take another.', { lots: jar.lots.length }))
    : E.right([{ type: 'Filled', effectiveOn, data: { pieces, by, notes: [{ note: by }, { note: null }] } }])

const jar: Aggregate<Fill, Jar, JarEvent> = {
  category: 'jar',
  events: jarEvents,
  initialState: { lots: [] },
  evolve: (state, { data }) => ({ lots: [...state.lots, data.pieces] }),
  subjects: () => [],
  commands: {
    Fill: {
      codec: Fill,
      roles: ['keeper'],
      stream: () => '1',
      lookUp: () => async () => E.right({ open: true }),
      decide: fill,
    },
  },
}

const named = {
  [Day.name]: fc.constantFrom('2020-08-17', '2020-08-18'),
  [t.number.name]: fc.integer({ min: 1, max: 9 }),
  [t.string.name]: fc.constant('¤'),
}
const commands = sequencesOf(commandsOf(jar, named, { Fill: () => fc.record({ open: fc.boolean() }) }))

/** The jar with another way to decide or to fold. */
const jarThat = (
  change: Partial<Pick<typeof jar, 'evolve' | 'events'>> & { readonly decide?: typeof fill },
): typeof jar => ({
  ...jar,
  ...change,
  commands: { Fill: { ...jar.commands.Fill, decide: change.decide ?? fill } },
})

/** What is found wrong, in the first words of the error; null where the law holds. */
const broken = (law: fc.IProperty<unknown>): string | null => {
  const { failed, errorInstance } = fc.check(law, { seed: 7 })
  return failed ? String(errorInstance) : null
}

const laws: { readonly [law: string]: (aggregate: typeof jar) => fc.IProperty<unknown> } = {
  'every event reads back': (aggregate) => everyEventReadsBack(aggregate, named),
  'every decision holds': (aggregate) => everyDecisionHolds(aggregate, commands),
  'every cut agrees': (aggregate) => everyCutAgrees(aggregate, commands),
  'every seal folds': (aggregate) => everySealFolds(aggregate, commands),
  'every refusal speaks': (aggregate) => everyRefusalSpeaks(aggregate, commands, ['jar-full'], /¤/),
}

test.each(Object.entries(laws))('law "%s" holds for an aggregate that keeps it', (_, law) => {
  expect(broken(law(jar))).toBeNull()
})

test('histories hold what the aggregate itself decided, and its evidence', () => {
  const all = fc.sample(histories(jar, commands), { numRuns: 100, seed: 1 })
  expect(Math.max(...all.map(({ length }) => length))).toBe(10)
  expect(new Set(all.flat().map(({ effectiveOn }) => effectiveOn))).toEqual(new Set(['2020-08-17', '2020-08-18']))
})

test('commands from outside come without evidence, in a role that may send them', () => {
  expect(
    fc
      .sample(sentTo(jar, named), { numRuns: 20, seed: 1 })
      .map(({ role, programmeId, command }) => [role, programmeId, Object.keys(command).sort()]),
  ).toEqual(Array.from({ length: 20 }, () => ['keeper', null, ['by', 'effectiveOn', 'pieces', 'type']]))
})

describe('law "every event reads back" finds', () => {
  test('a codec that writes what it does not take', () => {
    const Hidden = new t.Type<string, string, unknown>('string', t.string.is, t.string.validate, () => '')
    const odd = jarThat({ events: { Filled: eventType(filled(Hidden)) } })
    expect(broken(everyEventReadsBack(odd, named))).toContain('AssertionError')
  })

  test('an upcaster that gives what today’s codec refuses', () => {
    const past = [pastVersion(t.type({ pieces: t.number }), ({ pieces }) => ({ pieces }))]
    const odd = jarThat({ events: { Filled: eventType(Filled, past) } })
    expect(broken(everyEventReadsBack(odd, named))).toContain("Filled of version 1 can't be read back")
  })
})

describe('law "every decision holds" finds', () => {
  test('an event that its codec refuses', () => {
    const decide: typeof fill = (command) =>
      E.right([{ type: 'Filled', effectiveOn: command.effectiveOn, data: { pieces: Number.NaN, by: '¤' } }])
    expect(broken(everyDecisionHolds(jarThat({ decide }), commands))).toContain("Filled can't be read back")
  })

  test('an evolve that changes the state it was given', () => {
    const evolve: typeof jar.evolve = (state, { data }) => {
      // What is tested is that this shows although the types forbid it.
      const lots = state.lots as number[]
      lots.push(data.pieces)
      return state
    }
    expect(broken(everyDecisionHolds(jarThat({ evolve }), commands))).toContain('object is not extensible')
  })

  test('an evolve that changes a collection in place', () => {
    const held = new Set<number>()
    const evolve = (state: { readonly lots: readonly number[] }, { data }: JarEvent) => ({
      ...state,
      held: held.add(data.pieces),
    })
    expect(broken(everyDecisionHolds(jarThat({ evolve }), commands))).toContain('AssertionError')
  })

  test('a decision that is another the second time', () => {
    let asked = 0
    const decide: typeof fill = (command, state) => fill({ ...command, pieces: asked++ }, state)
    expect(broken(everyDecisionHolds(jarThat({ decide }), commands))).toContain('AssertionError')
  })
})

describe('law "every cut agrees" finds', () => {
  test('an evolve that remembers more than the state', () => {
    let seen = 0
    const evolve: typeof jar.evolve = (state) => ({ lots: [...state.lots, seen++] })
    expect(broken(everyCutAgrees(jarThat({ evolve }), commands))).toContain('AssertionError')
  })
})

describe('law "every seal folds" finds', () => {
  test('an evolve that reads what is personal', () => {
    const evolve: typeof jar.evolve = ({ lots }, { data }) => ({
      lots: data.by === '¤' ? [...lots, data.pieces] : lots,
    })
    expect(broken(everySealFolds(jarThat({ evolve }), commands))).toContain('AssertionError')
  })

  test('one that reads it in a list', () => {
    const evolve: typeof jar.evolve = ({ lots }, { data }) => ({
      lots: data.notes?.[0]?.note === '¤' ? [...lots, 1] : lots,
    })
    expect(broken(everySealFolds(jarThat({ evolve }), commands))).toContain('AssertionError')
  })
})

describe('law "every refusal speaks" finds', () => {
  const refusing = (no: ReturnType<typeof refusal>) => jarThat({ decide: () => E.left(no) })

  test.each([
    ['a rule that nobody knows', refusal('jar-odd', 'Take another.'), 'a rule that nobody knows: jar-odd'],
    ['a message that is no sentence', refusal('jar-full', 'full'), 'tells in no sentence'],
    [
      'something personal in the evidence',
      refusal('jar-full', 'Take another.', { by: '¤' }),
      'holds something personal',
    ],
  ])('%s', (_, no, found) => {
    expect(broken(everyRefusalSpeaks(refusing(no), commands, ['jar-full'], /¤/))).toContain(found)
  })
})
