import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { type AnyAggregate, anyAggregate } from './aggregate.js'
import { application } from './application.js'
import {
  account,
  anyHolder,
  bank,
  carriedOut,
  changeCredit,
  closeAccount,
  deposit,
  here,
  holder,
  idOf,
  openAccount,
  registerHolder,
  sentAs,
  streamOf,
  withBalance,
  withdraw,
} from './example.fixture.js'
import { eventId } from './ids.js'
import { faulty, logStore, wholeLog } from './log.fixture.js'

const knownCommands =
  'one of ChangeCredit, CloseAccount, ConfirmSending, Deposit, OpenAccount, Receive, RegisterHolder, Send, Withdraw'

describe('parse', () => {
  test.each([
    ['nothing', null],
    ['a text', 'Withdraw'],
    ['a list', [{ type: 'Withdraw' }]],
    ['no type', {}],
    ['a type that is no text', { type: 7 }],
    ['a type nobody has', { type: 'Steal' }],
    ['a name that every object has', { type: 'toString' }],
    ['the name of a prototype', JSON.parse('{"type":"__proto__"}')],
    ['a type with blanks around it', { type: ' Withdraw ' }],
  ])('%s is answered with the types that are known', async (_, input) => {
    expect(await bank(logStore()).execute(input, sentAs('a'))()).toEqual(
      E.left({
        _tag: 'Invalid',
        faults: [{ path: 'type', expected: knownCommands }],
        message: `Not a command: type: expected ${knownCommands}`,
      }),
    )
  })

  test('every fault of a command is told with its place, and no value is shown', async () => {
    const input = { type: 'Deposit', accountId: 171717, amounts: [5, 'a secret', -3], effectiveOn: 'another secret' }
    const result = await bank(logStore()).execute(input, sentAs('a'))()
    expect(result).toEqual(
      E.left({
        _tag: 'Invalid',
        faults: [
          { path: 'accountId', expected: 'string' },
          { path: 'effectiveOn', expected: 'Day' },
          { path: 'amounts[1]', expected: 'whole coins, 1 or more' },
          { path: 'amounts[2]', expected: 'whole coins, 1 or more' },
        ],
        message:
          'Not a Deposit: accountId: expected string; effectiveOn: expected Day; ' +
          'amounts[1]: expected whole coins, 1 or more; amounts[2]: expected whole coins, 1 or more',
      }),
    )
    expect(JSON.stringify(result)).not.toMatch(/secret|171717/)
  })

  test('evidence that the sender supplies is dropped: it is looked up', async () => {
    const app = await withBalance(logStore(), 10)
    const forged = { ...withdraw(11), evidence: { credit: 1_000, basis: { eventId: idOf('forged'), revision: 0 } } }
    expect(await app.execute(forged, sentAs('forged'))()).toMatchObject(
      E.left({ _tag: 'Refusal', rule: 'balance-too-low', evidence: { balance: 10, amount: 11 } }),
    )
  })
})

describe('authorise', () => {
  test('a role that the command does not list is refused, and told which do', async () => {
    const store = faulty(logStore())
    const result = await bank(store.store).execute(withdraw(1), sentAs('a', 'visitor'))()
    expect(result).toEqual(
      E.left({
        _tag: 'Unauthorised',
        command: 'Withdraw',
        role: 'visitor',
        allowed: ['teller', 'machine'],
        message: 'The role visitor may not send Withdraw; these may: teller, machine.',
      }),
    )
    expect([store.appends, store.eventsRead]).toEqual([0, 0])
  })

  test('nobody may send a command that lists no role', async () => {
    const closed: typeof account = {
      ...account,
      commands: { ...account.commands, CloseAccount: { ...account.commands.CloseAccount, roles: [] } },
    }
    const app = application({ store: logStore(), aggregates: [anyAggregate(holder), anyAggregate(closed)] })
    for (const role of ['teller', 'manager', 'policy', '', 'CloseAccount']) {
      expect(await app.execute(closeAccount(), sentAs('a', role))()).toMatchObject(
        E.left({ _tag: 'Unauthorised', role, allowed: [] }),
      )
    }
  })

  test('what is no command is Invalid for any role: there is nothing to authorise', async () => {
    expect(await bank(logStore()).execute({ type: 'Withdraw' }, sentAs('a', 'visitor'))()).toMatchObject(
      E.left({ _tag: 'Invalid' }),
    )
  })
})

describe('evidence', () => {
  test('is looked up in other streams and rows, and the event names what was relied on', async () => {
    const app = bank(logStore())
    const registered = await carriedOut(app, registerHolder(), 'register')
    const opened = await carriedOut(app, openAccount(), 'open')
    expect(opened.events.map(({ event }) => event.data)).toEqual([
      { holderId: anyHolder, basis: { eventId: registered.events[0]?.id, revision: 0 } },
    ])
  })

  test('refuses where what it refers to is not there, before anything is decided', async () => {
    const store = logStore()
    expect(await bank(store).execute(openAccount(), sentAs('open'))()).toEqual(
      E.left({
        _tag: 'Refusal',
        rule: 'holder-unknown',
        message: 'Register the holder first.',
        evidence: { holderId: anyHolder },
      }),
    )
    expect(await wholeLog(store)).toEqual([])
  })

  test('is as fresh as the moment: what another application wrote just now counts', async () => {
    const store = logStore()
    const one = await withBalance(store, 10)
    await carriedOut(one, withdraw(1), 'one')
    await carriedOut(bank(store), changeCredit(5), 'raise', 'manager')
    expect((await carriedOut(one, withdraw(14), 'all of it')).events[0]?.event.data).toMatchObject({
      basis: { revision: 1 },
    })
  })

  test('a store that does not answer the look-up is Unavailable, not a refusal', async () => {
    const store = faulty(logStore())
    const app = await withBalance(store.store, 10)
    store.refuseReads = 1
    expect(await app.execute(withdraw(1), sentAs('a'))()).toMatchObject(
      E.left({ _tag: 'Unavailable', outcomeUnknown: false }),
    )
    expect((await carriedOut(app, withdraw(1), 'a')).revision).toBe(2)
  })

  test('where the log does not answer for rows, that is Unavailable too', async () => {
    const store = logStore()
    await carriedOut(bank(store), registerHolder(), 'register')
    const silent = { _tag: 'Unavailable', outcomeUnknown: false, message: 'The log is away.' } as const
    const app = bank({ ...store, readAll: () => async () => E.left(silent) })
    expect(await app.execute(openAccount(), sentAs('open'))()).toEqual(E.left(silent))
  })
})

describe('append', () => {
  test('keeps beside each event who did what, when it holds, for whom, and which version wrote it', async () => {
    const store = logStore()
    const app = bank(store)
    await carriedOut(app, registerHolder(), 'register')
    const sent = {
      ...sentAs('open', 'teller', 'programme-1'),
      correlationId: idOf('chain'),
      causationId: idOf('cause'),
    }
    await app.execute(openAccount(), sent)()
    expect((await wholeLog(store)).map(({ metadata }) => metadata)).toEqual([
      {
        commandId: idOf('command register'),
        correlationId: idOf('command register'),
        causationId: null,
        actor: { id: 'desk-1', role: 'teller' },
        programmeId: null,
        subjects: [anyHolder],
        effectiveOn: '2020-08-17',
        commandType: 'RegisterHolder',
        schemaVersion: 2,
      },
      {
        commandId: idOf('command open'),
        correlationId: idOf('chain'),
        causationId: idOf('cause'),
        actor: { id: 'desk-1', role: 'teller' },
        programmeId: 'programme-1',
        subjects: [anyHolder],
        effectiveOn: '2020-08-17',
        commandType: 'OpenAccount',
        schemaVersion: 1,
      },
    ])
  })

  test('the answer holds what was recorded: stream, revisions, ids, and that it is new', async () => {
    const store = logStore()
    const app = await withBalance(store, 0)
    const done = await carriedOut(app, deposit(3, 4), 'two')
    const commandId = idOf('command two')
    expect(done).toMatchObject({ stream: streamOf(here), revision: 2, alreadyKnown: false })
    expect(done.events.map(({ id, stream, revision, event }) => [id, stream, revision, event])).toEqual([
      [eventId(commandId, 0), streamOf(here), 1, { type: 'Deposited', effectiveOn: '2020-08-17', data: { amount: 3 } }],
      [eventId(commandId, 1), streamOf(here), 2, { type: 'Deposited', effectiveOn: '2020-08-17', data: { amount: 4 } }],
    ])
    expect((await wholeLog(store)).slice(-2)).toMatchObject(
      done.events.map(({ id, stream, revision, metadata }) => ({ id, stream, revision, metadata })),
    )
  })

  test('a command that leaves nothing to do writes nothing, and says where the stream is', async () => {
    const store = faulty(logStore())
    const app = await withBalance(store.store, 5)
    await carriedOut(app, closeAccount(), 'close')
    const appends = store.appends
    expect(await carriedOut(app, closeAccount(), 'close it again')).toEqual({
      stream: streamOf(here),
      revision: 2,
      events: [],
      alreadyKnown: false,
    })
    expect(store.appends).toBe(appends)
  })

  test('a batch that the store does not take is answered with its limit, and nothing is written', async () => {
    const store = logStore()
    const app = await withBalance(store, 0)
    const tooMany = deposit(...Array.from({ length: 2_501 }, () => 1))
    expect(await app.execute(tooMany, sentAs('many'))()).toMatchObject(
      E.left({ _tag: 'TooLarge', limit: 'batchEvents', allowed: 2_500, actual: 2_501 }),
    )
    expect((await wholeLog(store)).length).toBe(2)
  })

  test('a command id that is another stream’s command is told: IdReused', async () => {
    const store = logStore()
    const app = await withBalance(store, 5)
    expect(await app.execute(changeCredit(3), sentAs('first deposit', 'manager'))()).toMatchObject(
      E.left({ _tag: 'IdReused', id: eventId(idOf('command first deposit'), 0) }),
    )
    expect((await wholeLog(store)).length).toBe(3)
  })
})

test('a stream of more than one page is folded to its end', async () => {
  const store = logStore()
  const app = await withBalance(store, 0)
  await carriedOut(app, deposit(...Array.from({ length: 2_300 }, () => 1)), 'many')
  const other = bank(store)
  const folded = await other.reader.state(account, here)()
  expect(folded).toMatchObject(E.right({ state: { balance: 2_300 }, revision: 2_300 }))
  expect(await other.execute(withdraw(2_301), sentAs('all'))()).toMatchObject(
    E.left({ rule: 'balance-too-low', evidence: { balance: 2_300, amount: 2_301 } }),
  )
})

test('a reader gives the initial state of a stream that has no event', async () => {
  expect(await bank(logStore()).reader.state(account, here)()).toMatchObject(
    E.right({ state: account.initialState, revision: -1, lastEventId: null }),
  )
})

describe('a defect of the program throws', () => {
  const store = logStore()
  const twice = (other: AnyAggregate) => () => application({ store, aggregates: [anyAggregate(account), other] })

  test('two aggregates with one event', () => {
    expect(twice({ ...anyAggregate(account), category: 'other', commands: {} })).toThrow(
      'AccountOpened is an event of both account and other',
    )
  })

  test('two aggregates with one command', () => {
    expect(twice({ ...anyAggregate(account), category: 'other', events: {} })).toThrow(
      'OpenAccount is a command of both account and other',
    )
  })

  test('two aggregates with one category', () => {
    expect(twice({ ...anyAggregate(holder), category: 'account' })).toThrow('account is the category of two aggregates')
  })

  test('a state of an aggregate that the application does not have', () => {
    const app = application({ store, aggregates: [anyAggregate(holder)] })
    expect(() => app.reader.state(account, here)).toThrow('account is no aggregate of this application')
  })

  test('a decision for an event that the aggregate does not have; the next command is carried out all the same', async () => {
    const whole = anyAggregate(account)
    const events = Object.fromEntries(Object.entries(whole.events).filter(([type]) => type !== 'Sent'))
    const app = application({ store, aggregates: [anyAggregate(holder), { ...whole, events }] })
    await carriedOut(app, registerHolder(), 'register')
    await carriedOut(app, openAccount(), 'open')
    await carriedOut(app, deposit(5), 'deposit')
    const sending = app.execute(
      { type: 'Send', accountId: here, amount: 1, to: 'x', effectiveOn: '2020-08-17' },
      sentAs('s'),
    )
    const next = app.execute(deposit(1), sentAs('next'))
    const [failed, done] = await Promise.allSettled([sending(), next()])
    expect(failed).toMatchObject({
      status: 'rejected',
      reason: { message: 'Send decided Sent, which account does not have' },
    })
    expect(done).toMatchObject({ status: 'fulfilled', value: E.right({ revision: 2 }) })
  })
})

test('a stored event that nothing can read is Corrupt, with its place, for every command on its stream', async () => {
  const store = faulty(logStore())
  await withBalance(store.store, 5)
  store.spoil = (stored) => (stored.type === 'Deposited' ? { ...stored, data: { amount: 'a secret' } } : stored)
  const app = bank(store.store)
  const corrupt = E.left({
    _tag: 'Corrupt',
    stream: streamOf(here),
    revision: 1,
    path: 'data.amount',
    message: `${streamOf(here)} revision 1 (Deposited): data can't be read: amount: expected whole coins, 1 or more`,
  })
  expect(await app.execute(withdraw(1), sentAs('a'))()).toEqual(corrupt)
  expect(await app.execute(deposit(1), sentAs('b'))()).toEqual(corrupt)
  expect(await app.reader.state(account, here)()).toEqual(corrupt)
  expect(await app.judge(deposit(1), sentAs('b'), () => true)()).toEqual(corrupt)
  store.spoil = (stored) => stored
  expect((await carriedOut(app, withdraw(5), 'a')).revision).toBe(2)
})
