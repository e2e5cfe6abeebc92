import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import type { Counts } from './current-rows.js'
import type { RecordedEvent } from './event.js'
import {
  account,
  bank,
  carriedOut,
  changeCredit,
  closeAccount,
  dayOf,
  deposit,
  here,
  openAccount,
  registerHolder,
  sentAs,
  there,
  withBalance,
  withdraw,
} from './example.fixture.js'
import { faulty, logStore, wholeLog } from './log.fixture.js'

const everything: Counts = () => true
const nothing: Counts = () => false
const only =
  (...types: readonly string[]): Counts =>
  ({ event }) =>
    types.includes(event.type)

test('what would be decided is told as events, and nothing is written', async () => {
  const store = faulty(logStore())
  const app = await withBalance(store.store, 10)
  const log = await wholeLog(store.store)
  const appends = store.appends
  expect(await app.judge(deposit(1, 2), sentAs('a'), everything)()).toEqual(
    E.right([
      { type: 'Deposited', effectiveOn: '2020-08-17', data: { amount: 1 } },
      { type: 'Deposited', effectiveOn: '2020-08-17', data: { amount: 2 } },
    ]),
  )
  expect(store.appends).toBe(appends)
  expect(await wholeLog(store.store)).toEqual(log)
})

test('judging changes nothing of what is decided afterwards', async () => {
  const app = await withBalance(logStore(), 10)
  await app.judge(withdraw(10), sentAs('a'), nothing)()
  await app.judge(withdraw(10), sentAs('a'), everything)()
  expect(await app.reader.state(account, here)()).toMatchObject(E.right({ state: { balance: 10 }, revision: 1 }))
  expect(await carriedOut(app, withdraw(10), 'a')).toMatchObject({ revision: 2, alreadyKnown: false })
})

test('where everything counts, it says what would be decided now, whatever the fold at hand says', async () => {
  const store = logStore()
  const app = await withBalance(store, 10)
  await carriedOut(bank(store), withdraw(4), 'other')
  expect(await app.judge(withdraw(7), sentAs('a'), everything)()).toMatchObject(
    E.left({ rule: 'balance-too-low', evidence: { balance: 6, amount: 7 } }),
  )
})

test('where nothing counts, the stream is as new, and so is every other', async () => {
  const app = await withBalance(logStore(), 10)
  expect(await app.judge(deposit(1), sentAs('a'), nothing)()).toMatchObject(E.left({ rule: 'account-not-open' }))
  expect(await app.judge(openAccount(), sentAs('a'), nothing)()).toMatchObject(E.left({ rule: 'holder-unknown' }))
})

describe('only what is said to count', () => {
  test('counts for the stream itself', async () => {
    const app = await withBalance(logStore(), 10)
    await carriedOut(app, withdraw(4), 'first')
    await carriedOut(app, deposit(1), 'second')
    const counts = only('HolderRegistered', 'AccountOpened', 'Deposited')
    expect(await app.judge(withdraw(12), sentAs('a'), counts)()).toMatchObject(
      E.left({ rule: 'balance-too-low', evidence: { balance: 11 } }),
    )
    expect(await app.judge(withdraw(11), sentAs('a'), counts)()).toMatchObject(E.right([{ type: 'Withdrawn' }]))
  })

  test('counts for the streams that are looked up, and evidence names the last event that does', async () => {
    const app = await withBalance(logStore(), 10)
    const registered = await carriedOut(app, registerHolder(), 'register')
    await carriedOut(app, changeCredit(5), 'raise', 'manager')
    expect(await app.judge(withdraw(15), sentAs('a'), everything)()).toMatchObject(
      E.right([{ data: { basis: { revision: 1 } } }]),
    )
    const counts: Counts = ({ event }) => event.type !== 'CreditChanged'
    expect(await app.judge(withdraw(15), sentAs('a'), counts)()).toMatchObject(E.left({ rule: 'balance-too-low' }))
    expect(await app.judge(withdraw(10), sentAs('a'), counts)()).toMatchObject(
      E.right([{ data: { basis: { eventId: registered.events[0]?.id, revision: 0 } } }]),
    )
  })

  test('counts for rows', async () => {
    const store = logStore()
    const app = bank(store)
    await carriedOut(app, registerHolder(1), 'register')
    await carriedOut(app, openAccount(here), 'open here')
    expect(await app.judge(openAccount(there), sentAs('a'), everything)()).toMatchObject(
      E.left({ rule: 'too-many-accounts', evidence: { held: 1, most: 1 } }),
    )
    expect(await app.judge(openAccount(there), sentAs('a'), only('HolderRegistered'))()).toMatchObject(
      E.right([{ type: 'AccountOpened' }]),
    )
    await carriedOut(app, closeAccount(here), 'close here')
    const beforeClosing: Counts = ({ event }) => event.type !== 'AccountClosed'
    expect(await app.judge(openAccount(there), sentAs('a'), beforeClosing)()).toMatchObject(
      E.left({ rule: 'too-many-accounts' }),
    )
    expect(await carriedOut(app, openAccount(there), 'open there')).toMatchObject({ revision: 0 })
  })

  test('is asked about each event with all that was recorded of it', async () => {
    const app = await withBalance(logStore(), 10)
    const asked: RecordedEvent[] = []
    const counts: Counts = (recorded) => {
      asked.push(recorded)
      return true
    }
    await app.judge(deposit(1), sentAs('a'), counts)()
    expect(
      asked.map(({ event, revision, position, recordedAt }) => [event.type, revision, position, recordedAt]),
    ).toEqual([
      ['AccountOpened', 0, '2', '2020-08-17T00:00:02.000Z'],
      ['Deposited', 1, '3', '2020-08-17T00:00:03.000Z'],
    ])
  })

  test('by day: a late entry is judged by what stood before it', async () => {
    const app = await withBalance(logStore(), 10)
    await carriedOut(app, { ...withdraw(8), effectiveOn: dayOf('2020-08-20') }, 'later day')
    const upTo: Counts = ({ metadata }) => metadata.effectiveOn <= '2020-08-18'
    const late = { ...withdraw(9), effectiveOn: dayOf('2020-08-18') }
    expect(await app.judge(late, sentAs('late'), upTo)()).toMatchObject(
      E.right([{ type: 'Withdrawn', effectiveOn: '2020-08-18' }]),
    )
    expect(await app.execute(late, sentAs('late'))()).toMatchObject(E.left({ rule: 'balance-too-low' }))
  })
})

test('a stream of more than one page is judged to its end', async () => {
  const app = await withBalance(logStore(), 0)
  await carriedOut(app, deposit(...Array.from({ length: 2_300 }, () => 1)), 'many')
  expect(await app.judge(withdraw(2_301), sentAs('a'), everything)()).toMatchObject(
    E.left({ rule: 'balance-too-low', evidence: { balance: 2_300 } }),
  )
})

test('what is no command, and who may not send it, is told as when it is carried out', async () => {
  const app = bank(logStore())
  expect(await app.judge({ type: 'Steal' }, sentAs('a'), everything)()).toMatchObject(E.left({ _tag: 'Invalid' }))
  expect(await app.judge(withdraw(1), sentAs('a', 'visitor'), everything)()).toMatchObject(
    E.left({ _tag: 'Unauthorised', role: 'visitor', allowed: ['teller', 'machine'] }),
  )
})

test('a store that does not answer is Unavailable', async () => {
  const store = faulty(logStore())
  const app = await withBalance(store.store, 10)
  store.refuseReads = 1
  expect(await app.judge(withdraw(1), sentAs('a'), everything)()).toMatchObject(E.left({ _tag: 'Unavailable' }))
})
