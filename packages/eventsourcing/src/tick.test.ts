import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { type Aggregate, anyAggregate } from './aggregate.js'
import { application } from './application.js'
import { Day } from './day.js'
import { dayOf, idOf } from './example.fixture.js'
import { derivedId } from './ids.js'
import { faulty, logStore, wholeLog } from './log.fixture.js'
import { refusal } from './refusal.js'
import { type ClockPolicy, type Due, tick } from './tick.js'
import { type EventOf, eventType } from './versions.js'

// A lamp that a clock switches: on and off by turns.

const lampEvents = { Switched: eventType(t.strict({ on: t.boolean })) }
type LampEvent = EventOf<typeof lampEvents>
const Switch = t.strict({ type: t.literal('Switch'), lampId: t.string, on: t.boolean, effectiveOn: Day })
type Switch = t.TypeOf<typeof Switch>

const lamp: Aggregate<Switch, boolean, LampEvent> = {
  category: 'lamp',
  events: lampEvents,
  initialState: false,
  evolve: (_, { data }) => data.on,
  subjects: () => [],
  commands: {
    Switch: {
      codec: Switch,
      roles: ['policy', 'hand'],
      stream: ({ lampId }) => lampId,
      decide: ({ on, effectiveOn }, state) =>
        on === state
          ? E.left(refusal('so-already', 'It is.', { on }))
          : E.right([{ type: 'Switched', effectiveOn, data: { on } }]),
    },
  },
}

const on = dayOf('2020-08-17')
const switching = (lampId: string, to: boolean): Switch => ({ type: 'Switch', lampId, on: to, effectiveOn: on })
const due = (at: string, target: string, command: Switch = switching('hall', true)): Due => ({
  at: `2020-08-17T${at}:00.000Z`,
  cause: idOf('cause'),
  target,
  command,
  programmeId: null,
})
const always = (name: string, ...found: readonly Due[]): ClockPolicy => ({ name, due: () => TE.right(found) })
const span = { after: null, now: '2020-08-18T00:00:00.000Z' }

const lamps = () => {
  const faults = faulty(logStore())
  return { faults, app: application({ store: faults.store, aggregates: [anyAggregate(lamp)] }) }
}

describe('a look at the clock', () => {
  test('sends what fell due, earliest first, whichever policy it is of; of one instant in the policies’ order', async () => {
    const { app } = lamps()
    const evening = always(
      'evening',
      due('18:00', 'a', switching('hall', false)),
      due('06:00', 'b', switching('hall', true)),
    )
    const noon = always('noon', due('12:00', 'a', switching('hall', false)), due('18:00', 'b', switching('hall', true)))
    expect(await tick(app, [noon, evening], span)()).toEqual(E.right({ tickedTo: span.now, recorded: 4, refused: [] }))
    const log = await wholeLog(app.store)
    expect(log.map(({ data }) => data)).toEqual([{ on: true }, { on: false }, { on: true }, { on: false }])
  })

  test('names its cause and its policy, under an id that follows from both and the target', async () => {
    const { app } = lamps()
    await tick(app, [always('evening', { ...due('18:00', 'hall'), programmeId: 'kediri' })], span)()
    const [event] = await wholeLog(app.store)
    expect(event?.metadata).toMatchObject({
      commandId: derivedId(idOf('cause'), 'evening.hall'),
      causationId: idOf('cause'),
      actor: { id: 'evening', role: 'policy' },
      programmeId: 'kediri',
    })
  })

  test('sends nothing twice, whatever the span', async () => {
    const { app } = lamps()
    const policies = [always('evening', due('18:00', 'hall'))]
    await tick(app, policies, span)()
    expect(await tick(app, policies, span)()).toEqual(E.right({ tickedTo: span.now, recorded: 0, refused: [] }))
    expect(await wholeLog(app.store)).toHaveLength(1)
  })

  test('tells what was refused, and goes on', async () => {
    const { app } = lamps()
    const policies = [always('evening', due('18:00', 'a', switching('hall', false)), due('18:01', 'b'))]
    expect(await tick(app, policies, span)()).toEqual(
      E.right({
        tickedTo: span.now,
        recorded: 1,
        refused: [
          {
            policy: 'evening',
            cause: idOf('cause'),
            command: 'Switch',
            error: refusal('so-already', 'It is.', { on: false }),
          },
        ],
      }),
    )
  })

  test('stops where the store fails, and goes on with what is left when it is asked again', async () => {
    const { app, faults } = lamps()
    const policies = [always('evening', due('18:00', 'hall'), due('18:01', 'yard', switching('yard', true)))]
    await tick(app, [always('evening', due('18:00', 'hall'))], span)()
    faults.refuseAppends = 1
    expect(await tick(app, policies, span)()).toMatchObject(E.left({ _tag: 'Unavailable' }))
    expect(await tick(app, policies, span)()).toMatchObject(E.right({ recorded: 1 }))
  })

  test('fails where a policy can’t read', async () => {
    const { app, faults } = lamps()
    const reading: ClockPolicy = {
      name: 'reading',
      due: ({ now }, knownAt) => TE.map((): readonly Due[] => [])(knownAt(now).state(lamp, 'hall')),
    }
    faults.refuseReads = 1
    expect(await tick(app, [reading], span)()).toMatchObject(E.left({ _tag: 'Unavailable' }))
  })

  test.each(['2020-08-18T00:00:00.000Z', '2020-08-18T00:00:00.001Z'])(
    'does nothing where it was looked at then already: %s',
    async (after) => {
      const { app } = lamps()
      expect(await tick(app, [always('evening', due('18:00', 'hall'))], { ...span, after })()).toEqual(
        E.right({ tickedTo: after, recorded: 0, refused: [] }),
      )
      expect(await wholeLog(app.store)).toEqual([])
    },
  )

  test('hands a policy the span, and what was known at an instant of it, that instant included', async () => {
    const { app } = lamps()
    const sent = { actor: { id: 'desk-1', role: 'hand' }, programmeId: null }
    await app.execute(switching('hall', true), { commandId: idOf('first'), ...sent })()
    await app.execute(switching('hall', false), { commandId: idOf('second'), ...sent })()
    const [first, second] = await wholeLog(app.store)
    const seen: unknown[] = []
    const looking: ClockPolicy = {
      name: 'looking',
      due: (asked, knownAt) => async () => {
        const at = async (instant: string) => {
          const folded = await knownAt(instant).state(lamp, 'hall')()
          return E.isRight(folded) ? folded.right.state : folded.left
        }
        seen.push(asked, await at(first?.recordedAt ?? ''), await at(second?.recordedAt ?? ''))
        return E.right([])
      },
    }
    await tick(app, [looking], span)()
    expect(seen).toEqual([span, true, false])
  })
})
