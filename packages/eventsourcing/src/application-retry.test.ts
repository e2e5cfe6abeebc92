import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import {
  account,
  bank,
  carriedOut,
  changeCredit,
  deposit,
  here,
  sentAs,
  streamOf,
  withBalance,
  withdraw,
} from './example.fixture.js'
import { faulty, logStore, rightOf, wholeLog } from './log.fixture.js'
import type { EventStore } from './store.js'

const balanceIn = async (app: ReturnType<typeof bank>): Promise<number> =>
  rightOf(await app.reader.state(account, here)()).state.balance

/** Where the retry is sent to: whom the first result is asked of must not matter. */
const senders = {
  'the same application': (one: ReturnType<typeof bank>) => one,
  'another application, which has read nothing': ({ store }: ReturnType<typeof bank>) => bank(store),
  'an application that keeps nothing': ({ store }: ReturnType<typeof bank>) => bank(store, 0),
}

describe.each(Object.entries(senders))('a command sent again to %s is carried out once', (_, sender) => {
  test.each([1, 2, 7, 8, 9, 16, 17, 40])('with the first answer, where it caused %i events', async (count) => {
    const store = faulty(logStore())
    const one = await withBalance(store.store, 10)
    const command = deposit(...Array.from({ length: count }, (_, n) => n + 1))
    const first = await carriedOut(one, command, 'the command')
    const appends = store.appends
    const again = await carriedOut(sender(one), command, 'the command')
    expect(again).toMatchObject({ stream: first.stream, revision: first.revision, alreadyKnown: true })
    expect(again.events).toMatchObject(first.events)
    expect(again.events.length).toBe(count)
    expect(store.appends).toBe(appends)
  })

  test('also after later ones: its own events, and where the stream is now', async () => {
    const store = logStore()
    const one = await withBalance(store, 10)
    const first = await carriedOut(one, deposit(1, 2, 3), 'the command')
    await carriedOut(one, deposit(...Array.from({ length: 20 }, () => 1)), 'later')
    const again = await carriedOut(sender(one), deposit(1, 2, 3), 'the command')
    expect(again.events).toMatchObject(first.events)
    expect(again.events.length).toBe(3)
    expect(again.revision).toBe(24)
    expect((await wholeLog(store)).length).toBe(26)
  })

  test('even where it would be refused by now', async () => {
    const one = await withBalance(logStore(), 10)
    await carriedOut(one, withdraw(10), 'all of it')
    expect(await carriedOut(sender(one), withdraw(10), 'all of it')).toMatchObject({
      events: [{ event: { type: 'Withdrawn', data: { amount: 10 } } }],
      alreadyKnown: true,
    })
  })

  test('a different command under the same id is taken for the first one: it gets the first answer, and is not done', async () => {
    const one = await withBalance(logStore(), 10)
    await carriedOut(one, withdraw(4), 'the id')
    expect(await carriedOut(sender(one), deposit(100, 200), 'the id')).toMatchObject({
      events: [{ event: { type: 'Withdrawn', data: { amount: 4 } } }],
      alreadyKnown: true,
    })
    expect(await balanceIn(one)).toBe(6)
  })
})

describe('an append whose answer is lost', () => {
  test('is Unavailable with an unknown outcome; the retry gets the first result and writes nothing', async () => {
    const store = faulty(logStore())
    const app = await withBalance(store.store, 10)
    store.loseAnswers = 1
    expect(await app.execute(withdraw(4), sentAs('lost'))()).toEqual(
      E.left({ _tag: 'Unavailable', outcomeUnknown: true, message: 'The store did not answer.' }),
    )
    const log = await wholeLog(store.store)
    expect(log.length).toBe(4)
    expect(await carriedOut(app, withdraw(4), 'lost')).toMatchObject({
      revision: 2,
      events: [{ id: log[3]?.id, revision: 2, event: { type: 'Withdrawn', data: { amount: 4 } } }],
      alreadyKnown: true,
    })
    expect(await wholeLog(store.store)).toEqual(log)
    expect(await balanceIn(app)).toBe(6)
  })

  test('was not written: the retry writes it', async () => {
    const store = faulty(logStore())
    const app = await withBalance(store.store, 10)
    store.refuseAppends = 1
    expect(await app.execute(withdraw(4), sentAs('lost'))()).toMatchObject(E.left({ outcomeUnknown: false }))
    expect(await carriedOut(app, withdraw(4), 'lost')).toMatchObject({ revision: 2, alreadyKnown: false })
    expect(await balanceIn(app)).toBe(6)
  })

  test('the retry gets the first result also where its evidence is another by now', async () => {
    const store = faulty(logStore())
    const app = await withBalance(store.store, 10)
    store.loseAnswers = 1
    await app.execute(withdraw(4), sentAs('lost'))()
    const log = await wholeLog(store.store)
    await carriedOut(app, changeCredit(100), 'raise', 'manager')
    expect(await carriedOut(app, withdraw(4), 'lost')).toMatchObject({
      events: [{ id: log[3]?.id }],
      alreadyKnown: true,
    })
  })

  test('other commands see what it wrote', async () => {
    const store = faulty(logStore())
    const app = await withBalance(store.store, 10)
    store.loseAnswers = 1
    await app.execute(withdraw(4), sentAs('lost'))()
    expect(await app.execute(withdraw(7), sentAs('next'))()).toMatchObject(
      E.left({ rule: 'balance-too-low', evidence: { balance: 6 } }),
    )
    expect(await carriedOut(app, withdraw(6), 'after')).toMatchObject({ revision: 3 })
  })
})

describe('an application whose fold is stale, asked for what another carried out meanwhile', () => {
  /** `one` knows the stream up to its first deposit; then `other` writes, carries the command out, and writes again. */
  const meanwhile = async (command: object, before: readonly number[], after: readonly number[]) => {
    const store = logStore()
    const one = await withBalance(store, 10)
    const other = bank(store)
    for (const amount of before) await carriedOut(other, withdraw(amount), `before ${amount}`)
    const first = await carriedOut(other, command, 'the command')
    for (const amount of after) await carriedOut(other, withdraw(amount), `after ${amount}`)
    return { store, one, other, first }
  }

  test.each([
    ['nothing else', [], []],
    ['something after it', [], [1, 2]],
    ['something before it', [1, 2], []],
    ['something on both sides', [1, 2], [3]],
  ])('gives the first events, where there was %s', async (_, before, after) => {
    const { store, one, first } = await meanwhile(deposit(1, 1), before, after)
    const log = await wholeLog(store)
    const again = await carriedOut(one, deposit(1, 1), 'the command')
    expect(again.events).toMatchObject(first.events.map(({ id, revision, event }) => ({ id, revision, event })))
    expect(await wholeLog(store)).toEqual(log)
  })

  test.each([
    ['nothing else', [], []],
    ['something after it', [], [1, 2]],
    ['something before it', [1, 2], []],
    ['something on both sides', [1, 2], [3]],
  ])('and its fold is whole afterwards, where there was %s', async (_, before, after) => {
    const { one, other } = await meanwhile(deposit(1, 1), before, after)
    await carriedOut(one, deposit(1, 1), 'the command')
    expect(await balanceIn(one)).toBe(await balanceIn(other))
    const balance = await balanceIn(other)
    expect(await one.execute(withdraw(balance + 1), sentAs('too much'))()).toMatchObject(
      E.left({ rule: 'balance-too-low', evidence: { balance, amount: balance + 1 } }),
    )
  })

  test('gives the first events also where it would decide something else now', async () => {
    const { store, one, other, first } = await meanwhile(withdraw(4), [], [])
    await carriedOut(other, changeCredit(100), 'raise', 'manager')
    const log = await wholeLog(store)
    expect((await carriedOut(one, withdraw(4), 'the command')).events).toMatchObject(
      first.events.map(({ id, revision, event }) => ({ id, revision, event })),
    )
    expect(await wholeLog(store)).toEqual(log)
    expect(await balanceIn(one)).toBe(6)
  })

  describe('is told where the store does not answer when it looks the first events up', () => {
    /** An application that knows the stream up to its first deposit, and will not be told what came after it. */
    const cutOff = async () => {
      const store = logStore()
      const other = await withBalance(store, 10)
      const cut: EventStore = {
        ...store,
        readStream: (stream, from, limit) =>
          stream === streamOf(here) && from > 0
            ? async () => E.left({ _tag: 'Unavailable', outcomeUnknown: false, message: 'Away.' })
            : store.readStream(stream, from, limit),
      }
      const one = bank(cut)
      expect(await balanceIn(one)).toBe(10)
      return { one, other }
    }

    test('because they stand elsewhere', async () => {
      const { one, other } = await cutOff()
      await carriedOut(other, withdraw(1), 'before')
      await carriedOut(other, deposit(1, 1), 'the command')
      expect(await one.execute(deposit(1, 1), sentAs('the command'))()).toMatchObject(E.left({ message: 'Away.' }))
    })

    test('because they say something else', async () => {
      const { one, other } = await cutOff()
      await carriedOut(other, withdraw(1), 'the command')
      await carriedOut(other, changeCredit(100), 'raise', 'manager')
      expect(await one.execute(withdraw(1), sentAs('the command'))()).toMatchObject(E.left({ message: 'Away.' }))
    })
  })
})

test('a first result that the store does not give just now is Unavailable', async () => {
  const store = faulty(logStore())
  const app = await withBalance(store.store, 10)
  const first = await carriedOut(app, deposit(1), 'the command')
  store.refuseReads = 1
  expect(await app.execute(deposit(1), sentAs('the command'))()).toMatchObject(E.left({ _tag: 'Unavailable' }))
  expect((await carriedOut(app, deposit(1), 'the command')).events).toMatchObject(first.events)
})

test('a first result that can no longer be read is Corrupt', async () => {
  const store = faulty(logStore())
  const app = await withBalance(store.store, 10)
  await carriedOut(app, deposit(1), 'the command')
  store.spoil = (stored) => ({ ...stored, type: 'Lost' })
  expect(await app.execute(deposit(1), sentAs('the command'))()).toMatchObject(
    E.left({ _tag: 'Corrupt', stream: streamOf(here), revision: 2, path: 'type' }),
  )
})
