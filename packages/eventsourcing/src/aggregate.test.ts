import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { type Aggregate, anyAggregate, type CommandTable, type Reader } from './aggregate.js'
import type { Decision } from './decider.js'
import {
  type AccountCommand,
  type AccountEvent,
  type AccountState,
  account,
  accountEvents,
  dayOf,
  type holder,
  idOf,
  withdraw,
} from './example.fixture.js'
import type { EventTypes } from './versions.js'

const nobody: Reader = {
  state: () => {
    throw new Error('nothing is to be looked up')
  },
  events: () => {
    throw new Error('nothing is to be looked up')
  },
  rows: () => {
    throw new Error('nothing is to be looked up')
  },
}

const teller = { id: 'example', role: 'teller' }

describe('an aggregate whose types are forgotten', () => {
  const erased = anyAggregate(account)

  test('has the same name, events, commands and behaviour', () => {
    expect([erased.category, erased.events, erased.initialState]).toEqual([
      'account',
      accountEvents,
      account.initialState,
    ])
    expect(Object.keys(erased.commands)).toEqual(Object.keys(account.commands))
    const opened = { type: 'AccountOpened', effectiveOn: dayOf('2020-08-17'), data: { holderId: idOf('holder') } }
    expect(erased.evolve(erased.initialState, opened)).toEqual({ holderId: idOf('holder'), isOpen: true, balance: 0 })
    expect(erased.subjects(opened, idOf('here'))).toEqual([idOf('holder')])
    expect(erased.commands['Deposit']?.roles).toEqual(['teller', 'machine'])
  })

  test('looks up nothing for a command without evidence', async () => {
    const deposit = erased.commands['Deposit']
    const command = { type: 'Deposit', effectiveOn: '2020-08-17' }
    expect(await deposit?.lookUp(command, account.initialState, nobody, teller)()).toEqual(E.right(undefined))
  })

  test('looks up what a command with evidence looks up', async () => {
    expect(
      await erased.commands['Withdraw']?.lookUp(withdraw(1), account.initialState, nobody, teller)(),
    ).toMatchObject(E.left({ rule: 'account-not-open' }))
  })

  test('leaves the aggregate as it was', () => {
    expect('lookUp' in account.commands.Deposit).toBe(false)
  })
})

describe('types: what is not whole does not compile', () => {
  type Table = CommandTable<AccountCommand, AccountState, AccountEvent>
  const { Withdraw, Deposit } = account.commands

  test('a table without one of the commands', () => {
    const { Send: _, ...others } = account.commands
    // @ts-expect-error Send is missing
    const table: Table = others
    expect(Object.keys(table)).not.toContain('Send')
  })

  test('a table with a command that is none', () => {
    // @ts-expect-error nobody sends Steal
    const table: Table = { ...account.commands, Steal: Deposit }
    expect(Object.keys(table)).toContain('Steal')
  })

  test('a command with evidence and without a look-up', () => {
    const { lookUp: _, ...others } = Withdraw
    // @ts-expect-error lookUp is missing
    const entry: Table['Withdraw'] = others
    expect('lookUp' in entry).toBe(false)
  })

  test('a look-up that finds other evidence than the command has', () => {
    // @ts-expect-error the evidence has a credit and a basis
    const entry: Table['Withdraw'] = { ...Withdraw, lookUp: () => async () => E.right({ credit: 1 }) }
    expect(entry.roles).toEqual(Withdraw.roles)
  })

  test('the codec of one command under another', () => {
    // @ts-expect-error a Deposit has amounts
    const entry: Table['Deposit'] = { ...Deposit, codec: Withdraw.codec }
    expect(entry.codec).toBe(Withdraw.codec)
  })

  test('a decision for the command of another entry', () => {
    // @ts-expect-error a Withdraw has evidence, which no Deposit comes with
    const entry: Table['Deposit'] = { ...Deposit, decide: Withdraw.decide }
    expect(entry.decide).toBe(Withdraw.decide)
  })

  test('a decision for events of another aggregate', () => {
    const decide = (): Decision<{
      type: 'CreditChanged'
      effectiveOn: ReturnType<typeof dayOf>
      data: { credit: number }
    }> => E.right([])
    // @ts-expect-error an account has no CreditChanged
    const entry: Table['Deposit'] = { ...Deposit, decide }
    expect(entry.decide).toBe(decide)
  })

  test('an evolve that forgets an event', () => {
    // @ts-expect-error after AccountClosed there is no state
    const evolve = (state: AccountState, event: AccountEvent): AccountState => {
      switch (event.type) {
        case 'AccountOpened':
        case 'Deposited':
        case 'Received':
        case 'Withdrawn':
        case 'Sent':
        case 'SendingConfirmed':
          return state
      }
    }
    const closed = {
      type: 'AccountClosed',
      effectiveOn: dayOf('2020-08-17'),
      data: { holderId: idOf('holder') },
    } as const
    expect(evolve(account.initialState, closed)).toBeUndefined()
  })

  test('a table of events without one of them, and one with another’s data', () => {
    const { Sent: _, ...others } = accountEvents
    // @ts-expect-error Sent is missing
    const missing: EventTypes<AccountEvent> = others
    // @ts-expect-error a deposit has an amount, and goes to nobody
    const wrong: EventTypes<AccountEvent> = { ...accountEvents, Deposited: accountEvents.SendingConfirmed }
    expect([missing, wrong].map((table) => Object.keys(table).length)).toEqual([6, 7])
  })

  test('the state of one aggregate where another’s is read', () => {
    type Found<A> = A extends Aggregate<infer _C, infer S, infer _E> ? S : never
    expectTypeOf<Found<typeof account>>().toEqualTypeOf<AccountState>()
    expectTypeOf<Found<typeof holder>>().not.toEqualTypeOf<AccountState>()
  })

  test('what a command’s decision is given: its own fields, and evidence where it has some', () => {
    expectTypeOf<Parameters<Table['Withdraw']['decide']>[0]>().toHaveProperty('evidence')
    expectTypeOf<Parameters<Table['Withdraw']['lookUp']>[0]>().not.toHaveProperty('evidence')
    expectTypeOf<Parameters<Table['Deposit']['decide']>[0]>().not.toHaveProperty('evidence')
    expectTypeOf<Table['Deposit']>().not.toHaveProperty('lookUp')
  })
})
