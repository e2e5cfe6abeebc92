import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { type Embedding, embed } from './embedding.js'
import {
  account,
  anyHolder,
  carryMoney,
  confirmSending,
  dayOf,
  deposit,
  here,
  holder,
  holdings,
  idOf,
  openAccount,
  registerHolder,
  send,
  there,
  withdraw,
} from './example.fixture.js'
import { logStore, rightOf, wholeLog } from './log.fixture.js'
import { refusal } from './refusal.js'
import type { EventStore } from './store.js'
import type { ClockPolicy } from './tick.js'

const domain = { aggregates: { holder, account }, policies: [carryMoney, confirmSending] }
type ErrorOf<Result> = Extract<Result, E.Left<unknown>>['left']
type EventIn<Result> = Extract<Result, E.Right<readonly unknown[]>>['right'][number]

const sender = { actor: { id: 'desk-1', role: 'teller' }, programmeId: 'north' }

let made = 0
const newId = () => {
  made += 1
  return idOf(`made ${made}`)
}

let now = new Date('2020-08-17T00:00:00.000Z')
const clock = () => now

const opened = (store: EventStore = logStore()) => embed(domain, { store, clock, newId, sender })
type Bank = ReturnType<typeof opened>

const done = async (bank: Bank, ...commands: readonly Parameters<Bank['execute']>[0][]) => {
  for (const command of commands) rightOf(await bank.execute(command)())
}

const withAccounts = async (store?: EventStore): Promise<Bank> => {
  const bank = opened(store)
  await done(bank, registerHolder(), openAccount(here), openAccount(there), deposit(10))
  return bank
}

describe('execute', () => {
  test('carries a command out as the sender, under an id of its own', async () => {
    const store = logStore()
    await done(opened(store), registerHolder(), openAccount())
    expect(
      (await wholeLog(store)).map(({ type, metadata }) => [type, Object(metadata).actor, Object(metadata).programmeId]),
    ).toEqual([
      ['HolderRegistered', sender.actor, 'north'],
      ['AccountOpened', sender.actor, 'north'],
    ])
    expect(new Set((await wholeLog(store)).map(({ metadata }) => Object(metadata).commandId)).size).toBe(2)
  })

  test('the same id again is the same command', async () => {
    const bank = await withAccounts()
    const id = idOf('once')
    expect(await bank.execute(deposit(5), id)()).toMatchObject(E.right({ alreadyKnown: false }))
    expect(await bank.execute(deposit(5), id)()).toMatchObject(E.right({ alreadyKnown: true }))
  })

  test('a refusal is a Left with its rule and evidence', async () => {
    const bank = await withAccounts()
    expect(await bank.execute(withdraw(11))()).toMatchObject(
      E.left({ _tag: 'Refusal', rule: 'balance-too-low', evidence: { balance: 10, amount: 11 } }),
    )
  })

  test('JSON that no compiler has seen goes the same way', async () => {
    const bank = await withAccounts()
    expect(await bank.submit(JSON.parse(JSON.stringify(deposit(3))))()).toMatchObject({ _tag: 'Right' })
    expect(await bank.submit({ type: 'Deposit', accountId: here })()).toMatchObject(E.left({ _tag: 'Invalid' }))
  })

  test('somebody else uses the same domain in another role', async () => {
    const bank = await withAccounts()
    const guest = bank.as({ actor: { id: 'guest', role: 'guest' }, programmeId: null })
    expect(await guest.execute(deposit(1))()).toMatchObject(E.left({ _tag: 'Unauthorised', role: 'guest' }))
    expect(await bank.execute(deposit(1))()).toMatchObject({ _tag: 'Right' })
  })

  test('the domain’s boundary is asked first', async () => {
    const closed = refusal('closed', 'Come tomorrow.')
    const bank = embed(
      { ...domain, boundary: () => async () => E.left(closed) },
      { store: logStore(), clock, newId, sender },
    )
    expect(await bank.execute(registerHolder())()).toEqual(E.left(closed))
  })
})

describe('what is read', () => {
  const late = { ...deposit(100), effectiveOn: dayOf('2020-08-10') }

  test('a state now, as of a day, and as known at an instant: a late entry changes the past as-of, and no past knowledge', async () => {
    const store = logStore()
    const bank = await withAccounts(store)
    await done(bank, { ...deposit(1), effectiveOn: dayOf('2020-08-20') })
    const knownAt = (await wholeLog(store)).at(-1)?.recordedAt ?? ''
    const balance = async (horizon?: Parameters<Bank['state']>[2]) =>
      rightOf(await bank.state('account', here, horizon)()).state.balance
    const before = [
      await balance(),
      await balance({ asOf: '2020-08-19' }),
      await balance({ asOf: '2020-08-19', knownAt }),
    ]
    await done(bank, { ...late, effectiveOn: dayOf('2020-08-18') })
    const after = [
      await balance(),
      await balance({ asOf: '2020-08-19' }),
      await balance({ asOf: '2020-08-19', knownAt }),
    ]
    expect([before, after]).toEqual([
      [11, 10, 10],
      [111, 110, 10],
    ])
  })

  test('a person’s history is every event that names them, oldest first, within the horizon', async () => {
    const bank = await withAccounts()
    const types = async (horizon?: Parameters<Bank['history']>[1]) =>
      rightOf(await bank.history(anyHolder, horizon)()).map(({ event }) => event.type)
    expect(await types()).toEqual(['HolderRegistered', 'AccountOpened', 'AccountOpened'])
    expect(await types({ asOf: '2020-08-16' })).toEqual([])
    expect(await types({ knownAt: '2020-08-17T00:00:02.000Z' })).toEqual(['HolderRegistered', 'AccountOpened'])
    expect(rightOf(await bank.history(idOf('nobody'))())).toEqual([])
  })

  test('a projection’s rows', async () => {
    const bank = await withAccounts()
    expect(rightOf(await bank.rows(holdings)())).toEqual(new Map([[anyHolder, { accounts: 2 }]]))
    expect(rightOf(await bank.rows(holdings, { asOf: '2020-08-16' })())).toEqual(new Map())
  })
})

describe('settle', () => {
  test('does what follows from the log, once, and goes on from there', async () => {
    const bank = await withAccounts()
    await done(bank, send(4))
    expect(rightOf(await bank.settle()()).recorded).toBe(2)
    expect(rightOf(await bank.settle()()).recorded).toBe(0)
    await done(bank, send(1))
    expect(rightOf(await bank.settle()()).recorded).toBe(2)
    expect(rightOf(await bank.state('account', there)()).state.balance).toBe(5)
  })

  test('begins where it is told to: what stands before is not gone through again', async () => {
    const store = logStore()
    const bank = await withAccounts(store)
    await done(bank, send(4))
    const position = (await wholeLog(store)).at(-1)?.position ?? null
    const restarted = embed(domain, { store, clock, newId, sender, settledTo: position })
    expect(rightOf(await restarted.settle()()).recorded).toBe(0)
    expect(rightOf(await opened(store).settle()()).recorded).toBe(2)
  })
})

describe('tick', () => {
  /** Whoever has an account is paid a coin at the begin of each day, once it was looked at. */
  const allowance: ClockPolicy = {
    name: 'allowance',
    due: ({ after, now: until }) =>
      TE.right(
        ['2020-08-18', '2020-08-19', '2020-08-20'].flatMap((day) => {
          const at = `${day}T00:00:00.000Z`
          const command = { type: 'Receive', accountId: here, amount: 1, from: there, effectiveOn: day }
          return at > (after ?? '2020-08-18') && at <= until
            ? [{ at, cause: idOf('allowance'), target: day, command, programmeId: null }]
            : []
        }),
      ),
  }
  const ticking = { ...domain, policies: [], clockPolicies: [allowance] }

  test('does what fell due since the clock was looked at last, each once, and goes on from there', async () => {
    const store = logStore()
    await withAccounts(store)
    const bank = embed(ticking, { store, clock, newId, sender })
    const recorded = async (at: string) => {
      now = new Date(at)
      return rightOf(await bank.tick()()).recorded
    }
    expect(await recorded('2020-08-17T12:00:00.000Z')).toBe(0)
    expect(await recorded('2020-08-19T12:00:00.000Z')).toBe(2)
    expect(await recorded('2020-08-19T13:00:00.000Z')).toBe(0)
    expect(await recorded('2020-08-20T00:00:00.000Z')).toBe(1)
    const restarted = embed(ticking, { store, clock, newId, sender, tickedTo: '2020-08-18T12:00:00.000Z' })
    expect(rightOf(await restarted.tick()())).toEqual({
      tickedTo: '2020-08-20T00:00:00.000Z',
      recorded: 0,
      refused: [],
    })
    expect(rightOf(await bank.state('account', here)()).state.balance).toBe(13)
  })

  test('a domain without such policies has nothing due', async () => {
    expect(rightOf(await (await withAccounts()).tick()()).recorded).toBe(0)
  })
})

test('several projections come from one reading of the log', async () => {
  const bank = await withAccounts()
  const rows = rightOf(await bank.project({ holdings, again: holdings })())
  expect(rows.holdings).toEqual(new Map([[anyHolder, { accounts: 2 }]]))
  expect(rows.again).toEqual(rows.holdings)
})

test('a name that is no aggregate’s is a defect of the program', () => {
  const bank = opened()
  // @ts-expect-error every object has this name, and the domain has no such aggregate
  expect(() => bank.state('toString', here)).toThrow('toString is no aggregate of this domain')
})

describe('types: a mistake does not compile', () => {
  const bank = opened()

  test('a command that nobody knows, or with a wrong or missing field', () => {
    // @ts-expect-error there is no such command
    bank.execute({ type: 'Steal', accountId: here, effectiveOn: '2020-08-17' })
    // @ts-expect-error an amount is a number
    bank.execute({ type: 'Withdraw', accountId: here, amount: '3', effectiveOn: '2020-08-17' })
    // @ts-expect-error the account is missing
    bank.execute({ type: 'Withdraw', amount: 3, effectiveOn: '2020-08-17' })
    // @ts-expect-error evidence is looked up, and not the sender's to give
    bank.execute({ type: 'Withdraw', accountId: here, amount: 3, effectiveOn: '2020-08-17', evidence: { credit: 9 } })
    expectTypeOf(bank.execute).parameter(0).toExtend<{ readonly effectiveOn: string }>()
  })

  test('a refusal that is passed over', async () => {
    const result = await bank.execute(deposit(1))()
    // @ts-expect-error a result may be a refusal: look first
    result.right
    expect(result).toMatchObject(E.left({ rule: 'account-not-open', evidence: { accountId: here } }))
  })

  test('a case of an error or of an event that is forgotten', async () => {
    const result = await bank.execute(deposit(1))()
    const advice = (error: E.Either<ErrorOf<typeof result>, never>) => {
      if (E.isRight(error)) return ''
      switch (error.left._tag) {
        case 'Invalid':
        case 'Unauthorised':
        case 'Refusal':
        case 'Conflict':
        case 'Unavailable':
        case 'Corrupt':
        case 'Closed':
        case 'TooLarge':
        case 'Unacceptable':
          return error.left.message
        default: {
          // @ts-expect-error IdReused is left over
          const nothing: never = error.left
          return nothing
        }
      }
    }
    if (E.isRight(result)) throw new Error('the account is not open')
    expect(advice(result)).toBe('Open the account first.')
    const told = (event: EventIn<Awaited<ReturnType<ReturnType<Bank['history']>>>>) => {
      switch (event.event.type) {
        case 'HolderRegistered':
        case 'CreditChanged':
        case 'AccountOpened':
        case 'Deposited':
        case 'Withdrawn':
        case 'Sent':
        case 'Received':
        case 'SendingConfirmed':
          return event.event.type
        default: {
          // @ts-expect-error AccountClosed is left over
          const nothing: never = event.event
          return nothing
        }
      }
    }
    expect(told).toBeTypeOf('function')
  })

  test('a state is that of the aggregate that is named', () => {
    const state = async () => rightOf(await bank.state('account', here)()).state
    expectTypeOf(state).returns.resolves.toEqualTypeOf<typeof account.initialState>()
    // @ts-expect-error there is no such aggregate
    expect(() => bank.state('vault', here)).toThrow()
  })

  test('any of these is an embedding', () => {
    expectTypeOf(bank).toEqualTypeOf<Embedding<typeof domain.aggregates>>()
  })
})
