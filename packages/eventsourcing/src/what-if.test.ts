import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { type AnyCommandEntry, anyAggregate } from './aggregate.js'
import type { Decision } from './decider.js'
import type { Event } from './event.js'
import {
  account,
  aggregates,
  bank,
  carriedOut,
  carryMoney,
  changeCredit,
  closeAccount,
  confirmSending,
  dayOf,
  deposit,
  here,
  holder,
  openAccount,
  registerHolder,
  send,
  sentAs,
  streamOf,
  there,
  withdraw,
} from './example.fixture.js'
import { logStore, wholeLog } from './log.fixture.js'
import { settle } from './policy.js'
import { refusal } from './refusal.js'
import type { EventStore } from './store.js'
import { type Change, type Rules, type WhatIf, whatIf } from './what-if.js'

const policies = [carryMoney, confirmSending]
const rules: Rules = { aggregates, policies }

const nextDay = dayOf('2020-08-18')

/** A history: here gets 10 and 7, sends 4 there; on the next day it pays out 9, and there 3. */
const history = async (): Promise<EventStore> => {
  const store = logStore()
  const app = bank(store)
  await carriedOut(app, registerHolder(), 'register')
  await carriedOut(app, openAccount(here), 'open here')
  await carriedOut(app, openAccount(there), 'open there')
  await carriedOut(app, deposit(10, 7), 'deposit')
  await carriedOut(app, send(4), 'send')
  await settle(app, policies, null)()
  await carriedOut(app, { ...withdraw(9), effectiveOn: nextDay }, 'withdraw')
  await carriedOut(app, { ...withdraw(3), accountId: there, effectiveOn: nextDay }, 'withdraw there')
  await carriedOut(app, { ...closeAccount(there), effectiveOn: nextDay }, 'close')
  return store
}

const asked = async (
  log: EventStore,
  changed: Rules,
  changes: readonly Change[] = [],
  today = rules,
): Promise<WhatIf> => {
  const found = await whatIf({ log, scratch: [logStore(), logStore()], today, changed, changes })()
  if (E.isLeft(found)) throw new Error(found.left.message)
  return found.right
}

/** Today's rules, but for one command's decision. */
const rulesWith = (type: string, decide: (amount: number, before: () => Decision<Event>) => Decision<Event>): Rules => {
  const before = anyAggregate(account)
  const entry = before.commands[type]
  if (entry === undefined) throw new Error(`${type} is no command`)
  const after: AnyCommandEntry = {
    ...entry,
    decide: (command, state) => decide(Object(command).amount, () => entry.decide(command, state)),
  }
  return {
    policies,
    aggregates: [anyAggregate(holder), { ...before, commands: { ...before.commands, [type]: after } }],
  }
}

/** Nobody takes more than so much at once. */
const atMost = (most: number): Rules =>
  rulesWith('Withdraw', (amount, before) =>
    amount > most ? E.left(refusal('too-much-at-once', 'Ask for less.', { most })) : before(),
  )

const refusedThen = ({ differences }: WhatIf) =>
  differences.flatMap(({ command, changed }) =>
    changed.is === 'refused' && changed.why._tag === 'Refusal'
      ? [[command, changed.why.rule, changed.why.evidence]]
      : [],
  )

test('the same rules make no difference, and every command was replayed', async () => {
  expect(await asked(await history(), rules)).toEqual({
    replayed: 8,
    differences: [],
    notReplayed: [],
    unlikeTheLog: [],
    unsent: [],
  })
})

test('a changed decider: each decision that would differ is told, with both verdicts', async () => {
  const { differences, replayed } = await asked(await history(), atMost(5))
  expect(replayed).toBe(8)
  expect(differences).toEqual([
    {
      commandId: sentAs('withdraw').commandId,
      command: 'Withdraw',
      stream: streamOf(here),
      position: '9',
      effectiveOn: '2020-08-18',
      actor: { id: 'desk-1', role: 'teller' },
      today: {
        is: 'accepted',
        events: [{ stream: streamOf(here), event: expect.objectContaining({ type: 'Withdrawn' }) }],
      },
      changed: { is: 'refused', why: refusal('too-much-at-once', 'Ask for less.', { most: 5 }) },
    },
  ])
})

test('what differs because of an earlier difference is told too', async () => {
  const store = await history()
  const noDeposits = rulesWith('Deposit', () => E.left(refusal('no-deposits', 'Go elsewhere.')))
  expect((await asked(store, noDeposits)).differences.map(({ command, changed }) => [command, changed.is])).toEqual([
    ['Deposit', 'refused'],
    ['Send', 'refused'],
    ['Withdraw', 'refused'],
    ['Withdraw', 'refused'],
  ])
})

test('a changed policy shows in what follows from a command', async () => {
  const { differences } = await asked(await history(), { aggregates, policies: [] })
  expect(differences.map(({ command }) => command)).toEqual(['Send', 'Withdraw'])
  const [first] = differences
  const types = (verdict: WhatIf['differences'][number]['today'] | undefined) =>
    verdict?.is === 'accepted' ? verdict.events.map(({ event }) => event.type) : []
  expect(types(first?.today)).toEqual(['Sent', 'Received', 'SendingConfirmed'])
  expect(types(first?.changed)).toEqual(['Sent'])
})

test('a changed boundary is a changed rule', async () => {
  const closed: Rules = { ...rules, boundary: () => async () => E.left(refusal('closed', 'Come tomorrow.')) }
  expect((await asked(await history(), closed)).differences).toHaveLength(8)
})

describe('a changed setting', () => {
  const credit = (name: string, amount = -5): Change => ({
    command: { ...changeCredit(amount), effectiveOn: nextDay },
    envelope: sentAs(name, 'manager'),
  })

  test('is sent in the changed replay alone, as soon as it passes', async () => {
    const found = await asked(await history(), rules, [credit('less')])
    expect(found.unsent).toEqual([])
    expect(refusedThen(found)).toEqual([
      ['Withdraw', 'balance-too-low', { balance: 13, amount: 9 }],
      ['Withdraw', 'balance-too-low', { balance: 4, amount: 3 }],
    ])
  })

  test('takes the place of one of its type, stream and day', async () => {
    const store = await history()
    await carriedOut(bank(store), { ...changeCredit(100), effectiveOn: nextDay }, 'more', 'manager')
    await carriedOut(bank(store), { ...withdraw(50), effectiveOn: nextDay }, 'far below')
    expect(refusedThen(await asked(store, rules, [credit('less', 46)]))).toEqual([])
    expect(refusedThen(await asked(store, rules, [credit('less', 45)]))).toEqual([
      ['Withdraw', 'balance-too-low', { balance: 4, amount: 50 }],
    ])
  })

  test('that never passes is told with its refusal', async () => {
    const wrong: Change = { ...credit('wrong'), command: { ...changeCredit(1), credit: 'a lot' } }
    expect((await asked(await history(), rules, [wrong])).unsent).toMatchObject([
      { change: wrong.command, why: { is: 'refused', why: { _tag: 'Invalid' } } },
    ])
  })
})

test('the log is read and never written to', async () => {
  const store = await history()
  const before = await wholeLog(store)
  await asked(store, atMost(1))
  expect(await wholeLog(store)).toEqual(before)
})

test('what an older Perca wrote is left out of both sides, and told', async () => {
  const store = await history()
  const old: EventStore = {
    ...store,
    readAll:
      (...terms) =>
      async () => {
        const page = await store.readAll(...terms)()
        if (E.isLeft(page)) return page
        const events = page.right.events.map((stored) =>
          stored.type === 'Withdrawn'
            ? { ...stored, metadata: { ...Object(stored.metadata), commandType: undefined } }
            : stored,
        )
        return E.right({ ...page.right, events })
      },
  }
  const { notReplayed, replayed, differences } = await asked(old, atMost(5))
  expect(notReplayed).toMatchObject([
    { command: null, commandId: sentAs('withdraw').commandId, position: '9' },
    { command: null, commandId: sentAs('withdraw there').commandId },
  ])
  expect([replayed, differences]).toEqual([6, []])
})

test('a command on which today’s rules do not say what the log holds is told', async () => {
  const { unlikeTheLog } = await asked(await history(), atMost(5), [], atMost(5))
  expect(unlikeTheLog).toEqual([sentAs('withdraw').commandId])
})

test('a store that does not answer ends it with the store’s error', async () => {
  const closed: EventStore = {
    ...logStore(),
    readAll: () => async () => E.left({ _tag: 'Closed', message: 'The store was closed.' }),
  }
  const terms = { today: rules, changed: rules }
  expect(await whatIf({ ...terms, log: closed, scratch: [logStore(), logStore()] })()).toMatchObject(
    E.left({ _tag: 'Closed' }),
  )
  expect(await whatIf({ ...terms, log: await history(), scratch: [closed, logStore()] })()).toMatchObject(
    E.left({ _tag: 'Closed' }),
  )
})
