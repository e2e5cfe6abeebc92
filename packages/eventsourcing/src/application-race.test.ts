import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import type { Application } from './application.js'
import { fold } from './decider.js'
import type { Event } from './event.js'
import {
  type AccountEvent,
  account,
  bank,
  carriedOut,
  closeAccount,
  deposit,
  evolveAccount,
  here,
  openAccount,
  send,
  sentAs,
  streamOf,
  there,
  withBalance,
  withdraw,
} from './example.fixture.js'
import type { Executed, ExecuteError } from './executed.js'
import { faulty, logStore, rightOf, wholeLog } from './log.fixture.js'
import type { EventStore } from './store.js'

describe('commands of one process', () => {
  test('for one stream go in turn: none of them ever conflicts with another', async () => {
    const store = faulty(logStore())
    const app = await withBalance(store.store, 10)
    const appends = store.appends
    const answers = await Promise.all(Array.from({ length: 30 }, (_, n) => app.execute(withdraw(1), sentAs(`w${n}`))()))
    expect(answers.filter(E.isRight).map(({ right }) => right.revision)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    expect(answers.slice(10)).toMatchObject(Array.from({ length: 20 }, () => E.left({ evidence: { balance: 0 } })))
    expect(store.appends - appends).toBe(10)
  })

  test('the same command sent many times at once is carried out once, and each time answered with the same events', async () => {
    const store = logStore()
    const app = await withBalance(store, 10)
    const answers = await Promise.all(Array.from({ length: 20 }, () => app.execute(deposit(1, 2), sentAs('same'))()))
    const events = answers.map((answer) => rightOf(answer).events.map(({ id, revision }) => ({ id, revision })))
    expect(new Set(events.map((each) => JSON.stringify(each))).size).toBe(1)
    expect(answers.map((answer) => rightOf(answer).alreadyKnown)).toEqual([false, ...Array(19).fill(true)])
    expect((await wholeLog(store)).length).toBe(5)
  })

  test('for two streams do not wait for each other', async () => {
    const inner = logStore()
    await carriedOut(await withBalance(inner, 10), openAccount(there), 'open there')
    let open = () => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    const held: EventStore = {
      ...inner,
      append: (stream, expected, events) => async () => {
        if (stream === streamOf(here)) await gate
        return inner.append(stream, expected, events)()
      },
    }
    const app = bank(held)
    const waiting = app.execute(deposit(1), sentAs('waits'))()
    const other = { ...deposit(1), accountId: there }
    expect(await app.execute(other, sentAs('goes on'))()).toMatchObject(E.right({ revision: 1 }))
    open()
    expect(await waiting).toMatchObject(E.right({ revision: 2 }))
  })
})

/** A command for one of the two applications. */
interface Call {
  readonly by: 0 | 1
  readonly command: object
  /** The call's own, or that of another call: then it is the same command, sent twice. */
  readonly id: number
  /** Its append's answer is lost the first time. */
  readonly isLost: boolean
}

const command = fc.oneof(
  fc.integer({ min: 1, max: 8 }).map((amount) => withdraw(amount)),
  fc.integer({ min: 1, max: 8 }).map((amount) => send(amount)),
  fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }).map((amounts) => deposit(...amounts)),
  fc.constant(closeAccount()),
  fc.constant(openAccount()),
)
const calls: fc.Arbitrary<readonly Call[]> = fc
  .array(fc.record({ by: fc.constantFrom(0, 1), command, again: fc.boolean(), isLost: fc.boolean() }), {
    minLength: 2,
    maxLength: 7,
  })
  .map((list) =>
    list.map(({ by, command, again, isLost }, place) => {
      // Every other one may be the call before it, sent again to whichever application.
      const same = again && place % 2 === 1 ? list[place - 1] : undefined
      return { by, command: same?.command ?? command, id: same === undefined ? place : place - 1, isLost }
    }),
  )

/** Readers of the same stream, at the same time, by the application that they ask. */
const looks: fc.Arbitrary<readonly (0 | 1)[]> = fc.array(fc.constantFrom(0, 1), { maxLength: 3 })

/** Every request and every answer waits for the scheduler, so that calls overtake each other in every way. */
const scheduled = (scheduler: fc.Scheduler, inner: EventStore): EventStore => ({
  ...inner,
  append: (stream, expected, events) => async () => {
    await scheduler.schedule(Promise.resolve(), 'append')
    const appended = await inner.append(stream, expected, events)()
    await scheduler.schedule(Promise.resolve(), 'answer')
    return appended
  },
  readStream: (stream, from, limit) => async () => {
    await scheduler.schedule(Promise.resolve(), 'read')
    const events = await inner.readStream(stream, from, limit)()
    await scheduler.schedule(Promise.resolve(), 'answer')
    return events
  },
})

/** One of the two applications' stores: it loses the first answer to each of these commands. */
const losing = (lost: ReadonlySet<string>, inner: EventStore): EventStore => {
  const before = new Set<string>()
  return {
    ...inner,
    append: (stream, expected, events) => async () => {
      const appended = await inner.append(stream, expected, events)()
      const commandId = events[0]?.metadata.commandId ?? ''
      if (!lost.has(commandId) || before.has(commandId)) return appended
      before.add(commandId)
      return E.left({ _tag: 'Unavailable', outcomeUnknown: true, message: 'The answer is lost.' })
    },
  }
}

/** Sends a command until the store answers. */
const answered = async (app: Application, { command, id }: Call): Promise<E.Either<ExecuteError, Executed>> => {
  for (;;) {
    const answer = await app.execute(command, sentAs(`call ${id}`))()
    if (E.isRight(answer) || answer.left._tag !== 'Unavailable') return answer
  }
}

const credit = 2

test('no interleaving of commands, lost answers and retries in two applications breaks a rule of the domain', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      calls,
      looks,
      fc.constantFrom(1, 2, 20_000),
      async (scheduler, list, lookers, cached) => {
        const log = logStore()
        await withBalance(log, 5, credit)
        const lost = new Set(list.filter(({ isLost }) => isLost).map(({ id }) => sentAs(`call ${id}`).commandId))
        const apps = [0, 1].map(() => bank(losing(lost, scheduled(scheduler, log)), cached))
        const [answers, looked] = await scheduler.waitFor(
          Promise.all([
            Promise.all(list.map((call) => answered(apps[call.by] ?? bank(log), call))),
            Promise.all(lookers.map((by) => (apps[by] ?? bank(log)).reader.state(account, here)())),
          ]),
        )

        const ofAccount = rightOf(await log.readStream(streamOf(here), 0, 1_000)())
        const events = ofAccount.map((stored) => rightOf(bank(log).decode(stored)).event as AccountEvent)
        const states = events.map((_, place) =>
          fold({ initialState: account.initialState, evolve: evolveAccount }, events.slice(0, place + 1)),
        )
        // The rule: never below what the credit covers; nothing happens to a closed account but that it is opened again.
        expect(states.filter(({ balance }) => balance < -credit)).toEqual([])
        const touched = events.filter(
          (event, place) => states[place - 1]?.isOpen === false && event.type !== 'AccountOpened',
        )
        expect(touched).toEqual([])

        for (const [place, answer] of answers.entries()) {
          const commandId = sentAs(`call ${list[place]?.id}`).commandId
          const written = ofAccount.filter(({ metadata }) =>
            JSON.stringify(metadata).includes(`"commandId":"${commandId}"`),
          )
          const twins = answers.filter((_, at) => at !== place && list[at]?.id === list[place]?.id)
          if (E.isRight(answer) && answer.right.events.length > 0) {
            // What is answered is what stands in the log, once.
            expect(answer.right.events.map(({ id, revision }) => [id, revision])).toEqual(
              written.map(({ id, revision }) => [id, revision]),
            )
          } else if (!twins.some((twin) => E.isRight(twin) && twin.right.events.length > 0)) {
            // A no, or that nothing is left to do, wrote nothing. Nothing remembers it: its twin may have gone through later.
            expect(written).toEqual([])
          }
          if (E.isLeft(answer)) {
            // A no is the domain's, and was true at some moment of the stream.
            expect(answer.left).toMatchObject({ _tag: 'Refusal' })
            if (answer.left._tag === 'Refusal' && answer.left.rule === 'balance-too-low') {
              expect(states.map(({ balance }) => balance)).toContain(answer.left.evidence['balance'])
            }
          }
        }
        // Who looked meanwhile saw the stream as it was at some moment, whole.
        for (const { state, revision } of looked.map(rightOf)) expect(state).toEqual(states[revision])
        // Neither application's fold has drifted from the log.
        for (const app of apps) {
          const held = await scheduler.waitFor(app.reader.state(account, here)())
          expect(rightOf(held).state).toEqual(states.at(-1))
          expect(rightOf(held).revision).toBe(events.length - 1)
        }
      },
    ),
    { numRuns: 400 },
  )
})

test('many readers of one stream at the same time each see it whole, and fold no event twice', async () => {
  const store = logStore()
  const app = await withBalance(store, 10)
  const cold = bank(store)
  const read = async () => rightOf(await cold.reader.state(account, here)())
  expect((await Promise.all(Array.from({ length: 10 }, read))).map(({ state }) => state.balance)).toEqual(
    Array(10).fill(10),
  )
  await carriedOut(app, deposit(1, 2), 'more')
  expect((await Promise.all(Array.from({ length: 10 }, read))).map(({ state }) => state.balance)).toEqual(
    Array(10).fill(13),
  )
})

test('an event is folded once also where a reader sees it before its own command is answered', async () => {
  const inner = logStore()
  await withBalance(inner, 10)
  const app: Application = bank({
    ...inner,
    append: (stream, expected, events) => async () => {
      const appended = await inner.append(stream, expected, events)()
      expect(rightOf(await app.reader.state(account, here)()).state.balance).toBe(13)
      return appended
    },
  })
  await carriedOut(app, deposit(1, 2), 'the command')
  expect(rightOf(await app.reader.state(account, here)())).toMatchObject({ state: { balance: 13 }, revision: 3 })
  expect(await app.execute(withdraw(14), sentAs('too much'))()).toMatchObject(E.left({ evidence: { balance: 13 } }))
})

test('what a reader gave stays as it was when it was read', async () => {
  const app = await withBalance(logStore(), 10)
  const before = rightOf(await app.reader.state(account, here)())
  const deposited = await carriedOut(app, deposit(1), 'more')
  expect(before).toMatchObject({ state: { balance: 10 }, revision: 1 })
  expect(rightOf(await app.reader.state(account, here)())).toMatchObject({
    state: { balance: 11 },
    revision: 2,
    lastEventId: deposited.events[0]?.id,
  })
})

test('two appends of one command at the same moment, from two applications, are one', async () => {
  const store = logStore()
  const one = await withBalance(store, 10)
  const other = bank(store)
  await other.reader.state(account, here)()
  const answers = await Promise.all([one, other].map((app) => app.execute(withdraw(3), sentAs('same'))()))
  const events: readonly Event[][] = answers.map((answer) => rightOf(answer).events.map(({ event }) => event))
  expect(events[0]).toEqual(events[1])
  expect((await wholeLog(store)).length).toBe(4)
})
