import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { currentRows } from './current-rows.js'
import {
  type AccountEvent,
  aggregates,
  anyHolder,
  bank,
  carriedOut,
  closeAccount,
  deposit,
  holdings,
  openAccount,
  registerHolder,
  there,
  withBalance,
} from './example.fixture.js'
import { faulty, logStore, rightOf } from './log.fixture.js'
import { projection } from './projection.js'
import { eventReader } from './reading.js'

const decode = eventReader(aggregates)

/** How many coins were ever paid in. */
const paidIn = projection<number, AccountEvent>({
  name: 'paid-in',
  version: 1,
  row: t.number,
  on: { Deposited: ({ event }, get) => [{ put: 'coins', row: (get('coins') ?? 0) + event.data.amount }] },
})

test('rows follow the log: each reading takes what came since the last one, and no more', async () => {
  const store = faulty(logStore())
  const app = bank(store.store)
  const rows = currentRows(store.store, decode)
  expect(rightOf(await rows(holdings)()).size).toBe(0)
  await carriedOut(app, registerHolder(), 'register')
  await carriedOut(app, openAccount(), 'open')
  expect(rightOf(await rows(holdings)()).get(anyHolder)).toEqual({ accounts: 1 })
  await carriedOut(app, openAccount(there), 'open there')
  store.eventsRead = 0
  expect(rightOf(await rows(holdings)()).get(anyHolder)).toEqual({ accounts: 2 })
  expect(store.eventsRead).toBe(1)
  await carriedOut(app, closeAccount(), 'close')
  await carriedOut(app, closeAccount(there), 'close there')
  expect(rightOf(await rows(holdings)()).has(anyHolder)).toBe(false)
})

test('the reader of an application gives them too, also of a projection that no command uses', async () => {
  const app = await withBalance(logStore(), 10)
  expect(rightOf(await app.reader.rows(paidIn)()).get('coins')).toBe(10)
  await carriedOut(app, deposit(5), 'more')
  expect(rightOf(await app.reader.rows(paidIn)()).get('coins')).toBe(15)
  expect(rightOf(await app.reader.rows(holdings)()).get(anyHolder)).toEqual({ accounts: 1 })
})

describe('an event counts once', () => {
  test('where many read at the same time, page by page', async () => {
    const store = faulty(logStore())
    const app = await withBalance(store.store, 1)
    await carriedOut(app, deposit(...Array.from({ length: 40 }, () => 1)), 'many')
    store.pageSize = 7
    const rows = currentRows(store.store, decode)
    const readings = await Promise.all(Array.from({ length: 10 }, () => rows(paidIn)()))
    expect(readings.map((each) => rightOf(each).get('coins'))).toEqual(Array(10).fill(41))
    await carriedOut(app, deposit(1), 'one more')
    const again = await Promise.all(Array.from({ length: 10 }, () => rows(paidIn)()))
    expect(again.map((each) => rightOf(each).get('coins'))).toEqual(Array(10).fill(42))
    expect(rightOf(await rows(paidIn, () => true)()).get('coins')).toBe(42)
  })

  test('where the log is longer than a page', async () => {
    const store = logStore()
    const app = await withBalance(store, 1)
    await carriedOut(app, deposit(...Array.from({ length: 2_400 }, () => 1)), 'many')
    expect(rightOf(await app.reader.rows(paidIn)()).get('coins')).toBe(2_401)
  })

  test('where a page could not be read at first', async () => {
    const store = faulty(logStore())
    const app = await withBalance(store.store, 1)
    await carriedOut(app, deposit(2, 3, 4), 'more')
    const rows = currentRows(store.store, decode)
    const last = 4
    store.spoil = (stored) => (stored.revision === last ? { ...stored, data: {} } : stored)
    const corrupt = E.left({ _tag: 'Corrupt', revision: last, path: 'data.amount' })
    expect(await rows(paidIn)()).toMatchObject(corrupt)
    expect(await rows(paidIn)()).toMatchObject(corrupt)
    store.spoil = (stored) => stored
    expect(rightOf(await rows(paidIn)()).get('coins')).toBe(10)
    expect(rightOf(await rows(paidIn, () => true)()).get('coins')).toBe(10)
  })

  test('where the store did not answer in between', async () => {
    const store = faulty(logStore())
    await withBalance(store.store, 1)
    const rows = currentRows(store.store, decode)
    await rows(paidIn)()
    store.refuseReads = 1
    expect(await rows(paidIn)()).toMatchObject(E.left({ _tag: 'Unavailable' }))
    expect(rightOf(await rows(paidIn)()).get('coins')).toBe(1)
  })
})

test('what counts is chosen for one reading, and leaves the rows of others as they are', async () => {
  const store = logStore()
  const app = await withBalance(store, 1)
  await carriedOut(app, deposit(2, 3), 'more')
  const rows = currentRows(store, decode)
  expect(rightOf(await rows(paidIn, ({ revision }) => revision !== 2)()).get('coins')).toBe(4)
  expect(rightOf(await rows(paidIn, () => false)()).size).toBe(0)
  expect(rightOf(await rows(paidIn)()).get('coins')).toBe(6)
})
