import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import {
  account,
  anyHolder,
  bank,
  carriedOut,
  deposit,
  here,
  holder,
  openAccount,
  registerHolder,
} from './example.fixture.js'
import { faulty, logStore, rightOf } from './log.fixture.js'
import { readOnce } from './read-once.js'

test('a stream is read once, however often it is asked for; another reader reads it anew', async () => {
  const store = faulty(logStore())
  let reads = 0
  const app = bank({
    ...store.store,
    readStream: (...terms) => {
      reads += 1
      return store.store.readStream(...terms)
    },
  })
  await carriedOut(app, registerHolder(), 'register')
  await carriedOut(app, openAccount(), 'open')
  const reader = readOnce(app.reader)
  reads = 0
  expect(rightOf(await reader.state(account, here)()).state.balance).toBe(0)
  await carriedOut(app, deposit(5), 'deposit')
  reads = 0
  expect(rightOf(await reader.state(account, here)()).state.balance).toBe(0)
  expect(rightOf(await reader.state(holder, anyHolder)()).state.registered).toBe(true)
  expect(reads).toBe(1)
  expect(rightOf(await readOnce(app.reader).state(account, here)()).state.balance).toBe(5)
})

test('what could not be read is told as often as it is asked for', async () => {
  const closed = E.left({ _tag: 'Closed' as const, message: 'The store was closed.' })
  const app = bank({ ...logStore(), readStream: () => async () => closed })
  const reader = readOnce(app.reader)
  expect([await reader.state(account, here)(), await reader.state(account, here)()]).toEqual([closed, closed])
})
