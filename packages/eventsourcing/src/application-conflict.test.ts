import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { describe, expect, test } from 'vitest'
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
  openAccount,
  sentAs,
  streamOf,
  there,
  withBalance,
  withdraw,
} from './example.fixture.js'
import { faulty, logStore, rightOf, wholeLog } from './log.fixture.js'
import type { StoreError } from './store.js'

/** Two applications on one store: what one writes, the other's folds do not know yet. */
const twoBanks = async (balance: number) => {
  const store = faulty(logStore())
  const one = await withBalance(store.store, balance)
  const other = bank(store.store)
  return { store, one, other }
}

const balanceIn = async (app: ReturnType<typeof bank>): Promise<unknown> =>
  E.map(({ state }: { readonly state: { readonly balance: number } }) => state.balance)(
    await app.reader.state(account, here)(),
  )

describe('two applications on one store', () => {
  test('a yes on a stale fold conflicts, and is decided anew on what the other wrote', async () => {
    const { store, one, other } = await twoBanks(10)
    await carriedOut(other, withdraw(4), 'other')
    const appends = store.appends
    expect(await carriedOut(one, withdraw(6), 'one')).toMatchObject({ revision: 3, events: [{ revision: 3 }] })
    expect(store.appends - appends).toBe(2)
  })

  test('a yes on a stale fold that the other made impossible becomes a no, with the evidence of now', async () => {
    const { one, other } = await twoBanks(10)
    await carriedOut(other, withdraw(4), 'other')
    expect(await one.execute(withdraw(7), sentAs('one'))()).toMatchObject(
      E.left({ _tag: 'Refusal', rule: 'balance-too-low', evidence: { balance: 6, amount: 7 } }),
    )
  })

  test('a no is never given on a stale fold: what the other wrote turns it into a yes', async () => {
    const { store, one, other } = await twoBanks(10)
    await carriedOut(other, deposit(5), 'other')
    const appends = store.appends
    expect(await carriedOut(one, withdraw(15), 'one')).toMatchObject({ revision: 3, alreadyKnown: false })
    expect(store.appends - appends).toBe(1)
  })

  test('a no that stays a no tells of the stream as it is now', async () => {
    const { one, other } = await twoBanks(10)
    await carriedOut(other, deposit(5), 'other')
    expect(await one.execute(withdraw(16), sentAs('one'))()).toMatchObject(
      E.left({ rule: 'balance-too-low', evidence: { balance: 15, amount: 16 } }),
    )
  })

  test('nor is it said on a stale fold that nothing is left to do', async () => {
    const { one, other } = await twoBanks(0)
    await carriedOut(one, closeAccount(), 'close')
    const reopened = { type: 'OpenAccount', accountId: here, holderId: undefined, effectiveOn: '2020-08-17' }
    const opening = { ...reopened, holderId: (await wholeLog(other.store))[0]?.stream.slice('holder-'.length) }
    await carriedOut(other, opening, 'open again')
    expect(await carriedOut(one, closeAccount(), 'close again')).toMatchObject({
      revision: 3,
      events: [{ revision: 3 }],
    })
  })

  test.each([0, 1, 2, 20_000])(
    'with %i cached streams no is not said on a stale fold either',
    async (cachedStreams) => {
      const store = logStore()
      await withBalance(store, 10)
      const one = bank(store, cachedStreams)
      await carriedOut(one, deposit(1), 'one')
      await carriedOut(bank(store), deposit(5), 'other')
      // The look-up reads the holder's stream, for which a small cache gives up the account's.
      expect(await carriedOut(one, withdraw(16), 'all of it')).toMatchObject({ revision: 4 })
    },
  )

  test('an empty stream that is not empty any more is a Conflict like any other', async () => {
    const store = logStore()
    const one = bank(store)
    expect(await one.execute(deposit(1), sentAs('early'))()).toMatchObject(E.left({ rule: 'account-not-open' }))
    await withBalance(store, 10)
    expect(await carriedOut(one, deposit(1), 'late')).toMatchObject({ revision: 2 })
  })
})

describe('attempts', () => {
  test('a command is decided anew as long as others are faster, up to 16 times; then the Conflict is given back', async () => {
    const { store, one } = await twoBanks(10)
    const appends = store.appends
    store.conflicts = 16
    expect(await one.execute(withdraw(1), sentAs('a'))()).toEqual(
      E.left({
        _tag: 'Conflict',
        stream: streamOf(here),
        expected: 1,
        actual: 99,
        message: 'Somebody else was faster.',
      }),
    )
    expect(store.appends - appends).toBe(16)
    expect((await wholeLog(store.store)).length).toBe(3)
  })

  test('the sixteenth attempt may still win', async () => {
    const { store, one } = await twoBanks(10)
    store.conflicts = 15
    expect(await carriedOut(one, withdraw(1), 'a')).toMatchObject({ revision: 2, alreadyKnown: false })
  })

  test('a store that does not answer between two attempts is Unavailable', async () => {
    const { store, one, other } = await twoBanks(10)
    await carriedOut(other, deposit(1), 'other')
    // The first read is the look-up's; the second brings the fold up to what the other wrote.
    const readStream: typeof store.store.readStream = (stream, from, limit) =>
      stream === streamOf(here)
        ? async () => E.left({ _tag: 'Unavailable', outcomeUnknown: false, message: 'Away.' })
        : store.store.readStream(stream, from, limit)
    const cut = { ...store.store, readStream: store.store.readStream }
    const app = bank(cut)
    await app.reader.state(account, here)()
    await carriedOut(other, deposit(1), 'another')
    cut.readStream = readStream
    for (const command of [withdraw(1), withdraw(99)]) {
      expect(await app.execute(command, sentAs('a'))()).toMatchObject(E.left({ _tag: 'Unavailable', message: 'Away.' }))
    }
    expect(await balanceIn(one)).toEqual(E.right(12))
  })
})

describe('the cache', () => {
  test('a fold at hand is not read again: only what came after it', async () => {
    const { store, one, other } = await twoBanks(10)
    await carriedOut(one, deposit(...Array.from({ length: 100 }, () => 1)), 'many')
    await carriedOut(other, deposit(1), 'other')
    store.eventsRead = 0
    await carriedOut(one, deposit(1), 'one')
    expect(store.eventsRead).toBe(1)
  })

  test.each([
    ['of two, the one that was not asked for longest is given up', 2, { here: 0, holder: 1, there: 2 }],
    ['of one, the others are', 1, { here: 2, holder: 1, there: 2 }],
    ['of none, each is', 0, { here: 2, holder: 1, there: 2 }],
    ['by default, none of three is', undefined, { here: 0, holder: 0, there: 0 }],
  ])('%s', async (_, cachedStreams, expected) => {
    const store = faulty(logStore())
    const writer = await withBalance(store.store, 10)
    await carriedOut(writer, openAccount(there), 'open there')
    await carriedOut(writer, { ...deposit(1), accountId: there }, 'deposit there')
    const app = bank(store.store, cachedStreams)
    const readAgain = async (task: TaskEither<StoreError, unknown>) => {
      store.eventsRead = 0
      rightOf(await task())
      return store.eventsRead
    }
    const read = {
      here: () => readAgain(app.reader.state(account, here)),
      holder: () => readAgain(app.reader.state(holder, anyHolder)),
      there: () => readAgain(app.reader.state(account, there)),
    }
    for (const name of ['here', 'holder', 'here', 'there'] as const) await read[name]()
    expect({ here: await read.here(), holder: await read.holder(), there: await read.there() }).toEqual(expected)
  })

  test.each([0, 1, 2, 3])(
    'with %i cached streams every answer and the log are the same as with all',
    async (cachedStreams) => {
      const answersWith = async (cached?: number) => {
        const store = logStore()
        await withBalance(store, 10)
        const [one, other] = [bank(store, cached), bank(store, cached)]
        const answers: unknown[] = []
        const both = [one, other, one, one, other, one]
        for (const [step, app] of both.entries()) {
          answers.push(await app.execute(withdraw(2), sentAs(`withdraw ${step}`))())
          answers.push(await app.execute(changeCredit(step % 3), sentAs(`credit ${step}`, 'manager'))())
          answers.push(await app.execute(deposit(1), sentAs(`deposit ${step % 4}`))())
          answers.push(await app.execute(withdraw(30), sentAs(`too much ${step}`))())
        }
        return { answers, log: await wholeLog(store) }
      }
      expect(await answersWith(cachedStreams)).toEqual(await answersWith())
    },
  )
})
