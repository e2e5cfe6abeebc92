import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { type Aggregate, anyAggregate, type Reader } from './aggregate.js'
import { application, type Boundary } from './application.js'
import { Day } from './day.js'
import { idOf } from './example.fixture.js'
import { logStore, wholeLog } from './log.fixture.js'
import { refusal } from './refusal.js'
import { type EventOf, eventType } from './versions.js'

// A shelf of a programme, and who last put something on it.

const shelfEvents = { Shelved: eventType(t.strict({ by: t.string })) }
type ShelfEvent = EventOf<typeof shelfEvents>
const Shelve = t.strict({ type: t.literal('Shelve'), programmeId: t.string, effectiveOn: Day })
type Shelve = t.TypeOf<typeof Shelve> & { readonly evidence: { readonly actorId: string } }

const shelf: Aggregate<Shelve, number, ShelfEvent> = {
  category: 'shelf',
  events: shelfEvents,
  initialState: 0,
  evolve: (count) => count + 1,
  subjects: () => [],
  commands: {
    Shelve: {
      codec: Shelve,
      roles: ['keeper'],
      stream: ({ programmeId }) => programmeId,
      lookUp: (_asked, _state, _reader, actor) => TE.right({ actorId: actor.id }),
      decide: ({ effectiveOn, evidence }) =>
        E.right([{ type: 'Shelved', effectiveOn, data: { by: evidence.actorId } }]),
    },
  },
}

const shelfFull = refusal('shelf-full', 'Take something off first.', { most: 2 })

/** No programme has more than two things on its shelf. */
const atMostTwo: Boundary =
  (_command, { programmeId }, reader: Reader) =>
  async () => {
    const found = await reader.state(shelf, programmeId ?? '')()
    if (E.isLeft(found)) return found
    return found.right.state >= 2 ? E.left(shelfFull) : E.right(null)
  }

const opened = (boundary?: Boundary) => {
  const store = logStore()
  const terms = { store, aggregates: [anyAggregate(shelf)] }
  const app = application(boundary === undefined ? terms : { ...terms, boundary })
  const send = (
    name: string,
    { programmeId = 'kediri', role = 'keeper', envelopeOf = programmeId as string | null } = {},
  ) =>
    app.execute(
      { type: 'Shelve', programmeId, effectiveOn: '2020-08-17' },
      { commandId: idOf(name), actor: { id: 'desk-1', role }, programmeId: envelopeOf },
    )()
  return { store, app, send }
}

describe('a boundary', () => {
  test('refuses before the decider is asked, and nothing is recorded', async () => {
    const { store, send } = opened(atMostTwo)
    expect(await send('a')).toMatchObject(E.right({ revision: 0 }))
    expect(await send('b')).toMatchObject(E.right({ revision: 1 }))
    expect(await send('c')).toEqual(E.left(shelfFull))
    expect(await wholeLog(store)).toHaveLength(2)
  })

  test('is not asked again about a command that was carried out already', async () => {
    const { send } = opened(atMostTwo)
    await send('a')
    await send('b')
    expect(await send('a')).toMatchObject(E.right({ alreadyKnown: true }))
  })

  test('is asked when a command is judged, and sees only what counts', async () => {
    const { app, send } = opened(atMostTwo)
    await send('a')
    await send('b')
    const command = { type: 'Shelve', programmeId: 'kediri', effectiveOn: '2020-08-17' }
    const envelope = { commandId: idOf('c'), actor: { id: 'desk-1', role: 'keeper' }, programmeId: 'kediri' }
    expect(await app.judge(command, envelope, () => true)()).toEqual(E.left(shelfFull))
    expect(await app.judge(command, envelope, ({ revision }) => revision === 0)()).toMatchObject(
      E.right([{ type: 'Shelved' }]),
    )
  })

  test('lets everything pass where there is none', async () => {
    const { send } = opened()
    for (const name of ['a', 'b', 'c']) expect(await send(name)).toMatchObject({ _tag: 'Right' })
  })
})

describe('a role counts in one programme', () => {
  test('a command for another programme than the sender’s is refused, and nothing is recorded', async () => {
    const { store, send } = opened()
    expect(await send('a', { programmeId: 'blitar', envelopeOf: 'kediri' })).toEqual(
      E.left({
        _tag: 'Unauthorised',
        command: 'Shelve',
        role: 'keeper',
        allowed: ['keeper'],
        message: 'The role keeper was given for kediri, and Shelve asks for another.',
      }),
    )
    expect(await wholeLog(store)).toEqual([])
  })

  test('and for a programme where the sender acts in none', async () => {
    const { send } = opened()
    expect(await send('a', { envelopeOf: null })).toMatchObject(
      E.left({ message: 'The role keeper was given for no programme, and Shelve asks for another.' }),
    )
  })

  test('a role that may not send the command is told that first', async () => {
    const { send } = opened()
    expect(await send('a', { role: 'visitor', envelopeOf: 'blitar' })).toMatchObject(
      E.left({ message: 'The role visitor may not send Shelve; these may: keeper.' }),
    )
  })
})

test('evidence may hold who sends the command', async () => {
  const { send } = opened()
  expect(await send('a')).toMatchObject(E.right({ events: [{ event: { data: { by: 'desk-1' } } }] }))
})

test('an event says by which command it was recorded', async () => {
  const { store, send } = opened()
  await send('a')
  expect((await wholeLog(store)).map(({ metadata }) => Object(metadata).commandType)).toEqual(['Shelve'])
})
