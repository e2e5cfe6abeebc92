import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import type { Application } from './application.js'
import type { Happened, StoredEvent } from './event.js'
import {
  type AccountEvent,
  bank,
  carriedOut,
  carryMoney,
  closeAccount,
  confirmSending,
  deposit,
  here,
  idOf,
  openAccount,
  send,
  sentAs,
  streamOf,
  there,
  withBalance,
} from './example.fixture.js'
import { derivedId, eventId } from './ids.js'
import { faulty, logStore, rightOf, wholeLog } from './log.fixture.js'
import { followUp, type Policy, policy, settle } from './policy.js'
import type { EventStore } from './store.js'

const policies = [carryMoney, confirmSending]

/** Two open accounts, the first with 20 coins. */
const twoAccounts = async (store: EventStore): Promise<Application> => {
  const app = await withBalance(store, 20)
  await carriedOut(app, openAccount(there), 'open there')
  return app
}

const typesOf = (log: readonly StoredEvent[], from = 4): readonly string[] => log.slice(from).map(({ type }) => type)

/** What a log says, whatever the order in which its streams were written. */
const contentOf = (log: readonly StoredEvent[]) =>
  log
    .map(({ id, stream, revision, type, data, metadata }) => ({ id, stream, revision, type, data, metadata }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))

describe('what follows', () => {
  test('follows step by step, until nothing is left to do', async () => {
    const store = logStore()
    const app = await twoAccounts(store)
    const sent = await carriedOut(app, send(5), 'send')
    expect(await followUp(app, policies, sent.events)()).toEqual(E.right({ recorded: 2, refused: [] }))
    expect(typesOf(await wholeLog(store))).toEqual(['Sent', 'Received', 'SendingConfirmed'])
  })

  test('names its cause, the chain’s first command, and the policy that sent it, with an id that follows from them', async () => {
    const store = logStore()
    const app = await twoAccounts(store)
    const { events } = await carriedOut(app, send(5), 'send')
    await followUp(app, policies, events)()
    const [sent, received, confirmed] = (await wholeLog(store)).slice(4)
    const carried = derivedId(sent?.id ?? '', `carry-money.${there}`)
    expect(received).toMatchObject({
      id: eventId(carried, 0),
      stream: streamOf(there),
      metadata: {
        commandId: carried,
        causationId: sent?.id,
        correlationId: idOf('command send'),
        actor: { id: 'carry-money', role: 'policy' },
      },
    })
    expect(confirmed).toMatchObject({
      stream: streamOf(here),
      metadata: {
        commandId: derivedId(received?.id ?? '', `confirm-sending.${here}`),
        causationId: received?.id,
        correlationId: idOf('command send'),
        actor: { id: 'confirm-sending', role: 'policy' },
      },
    })
  })

  test('comes in the order of the log: what is caused stands behind what stood already', async () => {
    const store = logStore()
    const app = await twoAccounts(store)
    const [one, two] = [await carriedOut(app, send(5), 'one'), await carriedOut(app, send(6), 'two')]
    await followUp(app, policies, [...one.events, ...two.events])()
    const log = await wholeLog(store)
    expect(typesOf(log)).toEqual(['Sent', 'Sent', 'Received', 'Received', 'SendingConfirmed', 'SendingConfirmed'])
    expect(log.slice(6, 8).map(({ data }) => data)).toMatchObject([{ amount: 5 }, { amount: 6 }])
  })

  test('belongs to the programme of its cause, also on a stream of another programme', async () => {
    const store = logStore()
    const app = await withBalance(store, 20)
    const sentIn = (name: string, programme: string) => sentAs(name, 'teller', programme)
    await app.execute(openAccount(there), sentIn('open there', 'programme-2'))()
    const { events } = rightOf(await app.execute(send(5), sentIn('send', 'programme-1'))())
    await followUp(app, policies, events)()
    const ofThere = rightOf(await store.readStream(streamOf(there), 0, 9)())
    expect(ofThere).toMatchObject([
      { type: 'AccountOpened', metadata: { programmeId: 'programme-2' } },
      { type: 'Received', metadata: { programmeId: 'programme-1' } },
    ])
    expect((await wholeLog(store)).at(-1)).toMatchObject({
      type: 'SendingConfirmed',
      metadata: { programmeId: 'programme-1' },
    })
  })

  test('does not follow twice', async () => {
    const store = logStore()
    const app = await twoAccounts(store)
    const { events } = await carriedOut(app, send(5), 'send')
    await followUp(app, policies, events)()
    const log = await wholeLog(store)
    for (const again of [app, bank(store)]) {
      expect(await followUp(again, policies, events)()).toEqual(E.right({ recorded: 0, refused: [] }))
    }
    expect(await wholeLog(store)).toEqual(log)
  })

  test('is nothing where no policy reacts, and where nothing happened', async () => {
    const app = await twoAccounts(logStore())
    const { events } = await carriedOut(app, deposit(1), 'deposit')
    const unnamed = events.flatMap((happened): readonly Happened[] =>
      ['toString', '__proto__', 'constructor'].map((type) => ({ ...happened, event: { ...happened.event, type } })),
    )
    for (const happened of [[], events, unnamed]) {
      expect(await followUp(app, policies, happened)()).toEqual(E.right({ recorded: 0, refused: [] }))
    }
    const named: Policy = { name: 'off', on: JSON.parse('{"Deposited":null}') }
    expect(await followUp(app, [named], events)()).toEqual(E.right({ recorded: 0, refused: [] }))
  })
})

describe('a policy’s command that is refused is listed, and nothing else stops', () => {
  const nowhere = idOf('nowhere')

  test('by the domain', async () => {
    const app = await twoAccounts(logStore())
    const [lost, fine] = [await carriedOut(app, send(5, nowhere), 'lost'), await carriedOut(app, send(6), 'fine')]
    expect(await followUp(app, policies, [...lost.events, ...fine.events])()).toEqual(
      E.right({
        recorded: 2,
        refused: [
          {
            policy: 'carry-money',
            cause: lost.events[0]?.id,
            command: 'Receive',
            error: {
              _tag: 'Refusal',
              rule: 'account-not-open',
              message: 'Open the account first.',
              evidence: { accountId: nowhere },
            },
          },
        ],
      }),
    )
  })

  test('because its role may not', async () => {
    const app = await twoAccounts(logStore())
    const { events } = await carriedOut(app, send(5), 'send')
    expect(await followUp(app, policies, events, 'clerk')()).toMatchObject(
      E.right({ recorded: 0, refused: [{ error: { _tag: 'Unauthorised', role: 'clerk', allowed: ['policy'] } }] }),
    )
  })

  test('because it is none', async () => {
    const wrong = policy<AccountEvent>({
      name: 'wrong',
      on: { Sent: ({ event }) => [{ target: 'x', command: { type: 'Receve', effectiveOn: event.effectiveOn } }] },
    })
    const app = await twoAccounts(logStore())
    const { events } = await carriedOut(app, send(5), 'send')
    expect(await followUp(app, [wrong], events)()).toMatchObject(
      E.right({ recorded: 0, refused: [{ policy: 'wrong', command: 'Receve', error: { _tag: 'Invalid' } }] }),
    )
  })

  test('once, also where its cause is itself an effect', async () => {
    const store = logStore()
    const app = await twoAccounts(store)
    await carriedOut(app, send(20), 'send')
    // Closed before the receipt is confirmed: the second step of the chain is refused.
    await carriedOut(app, closeAccount(), 'close')
    const settled = rightOf(await settle(app, policies, null)())
    expect(settled).toMatchObject({
      recorded: 1,
      refused: [{ policy: 'confirm-sending', error: { rule: 'account-not-open' } }],
    })
    expect(settled.refused.length).toBe(1)
  })
})

describe('settling', () => {
  test('runs policies over the log until nothing is left to do, in the log’s order', async () => {
    const store = logStore()
    const app = await twoAccounts(store)
    await carriedOut(app, send(5), 'one')
    await carriedOut(app, send(6), 'two')
    expect(await settle(app, policies, null)()).toEqual(E.right({ position: '10', recorded: 4, refused: [] }))
    expect(typesOf(await wholeLog(store))).toEqual([
      'Sent',
      'Sent',
      'Received',
      'Received',
      'SendingConfirmed',
      'SendingConfirmed',
    ])
  })

  test('leaves the very log that following up leaves', async () => {
    const [followed, settled] = [logStore(), logStore()]
    for (const store of [followed, settled]) {
      const app = await twoAccounts(store)
      const done = [await carriedOut(app, send(5), 'one'), await carriedOut(app, send(6), 'two')]
      if (store === followed)
        await followUp(
          app,
          policies,
          done.flatMap(({ events }) => events),
        )()
      else await settle(app, policies, null)()
    }
    expect(await wholeLog(settled)).toEqual(await wholeLog(followed))
  })

  test('leaves the same log whatever the size of its pages', async () => {
    const logs = await Promise.all(
      [1, 2, 3, 7, 500].map(async (pageSize) => {
        const store = faulty(logStore())
        const app = await twoAccounts(store.store)
        for (const name of ['one', 'two', 'three']) await carriedOut(app, send(5), name)
        store.pageSize = pageSize
        await settle(app, policies, null)()
        return wholeLog({ ...store.store, readAll: logReader(store.store) })
      }),
    )
    for (const log of logs) expect(log).toEqual(logs[0])
    expect(logs[0]?.length).toBe(13)
  })

  test('after everything is settled, from the beginning or from where it ended, does nothing', async () => {
    const store = logStore()
    const app = await twoAccounts(store)
    await carriedOut(app, send(5), 'send')
    const first = rightOf(await settle(app, policies, null)())
    const log = await wholeLog(store)
    for (const after of [null, first.position]) {
      for (const again of [app, bank(store)]) {
        expect(await settle(again, policies, after)()).toEqual(E.right({ position: '7', recorded: 0, refused: [] }))
      }
    }
    expect(await wholeLog(store)).toEqual(log)
  })

  test('goes on past what was settled before, however small the pages', async () => {
    const store = faulty(logStore())
    const app = await twoAccounts(store.store)
    await carriedOut(app, send(5), 'one')
    await settle(app, policies, null)()
    await carriedOut(app, send(6), 'two')
    store.pageSize = 1
    expect(await settle(app, policies, null)()).toMatchObject(E.right({ recorded: 2, refused: [] }))
  })

  test('from where it ended, takes only what came since', async () => {
    const store = faulty(logStore())
    const app = await twoAccounts(store.store)
    await carriedOut(app, send(5), 'one')
    const first = rightOf(await settle(app, policies, null)())
    await carriedOut(app, send(6), 'two')
    store.eventsRead = 0
    expect(await settle(app, policies, first.position)()).toEqual(E.right({ position: '10', recorded: 2, refused: [] }))
    // What was sent, and what was received; a confirmation causes nothing.
    expect(store.eventsRead).toBe(2)
  })

  test('an empty log is settled', async () => {
    expect(await settle(bank(logStore()), policies, null)()).toEqual(
      E.right({ position: null, recorded: 0, refused: [] }),
    )
  })

  test('what was refused is tried again the next time, and goes through once it may', async () => {
    const app = await withBalance(logStore(), 20)
    await carriedOut(app, send(5), 'send')
    expect(rightOf(await settle(app, policies, null)()).refused.length).toBe(1)
    await carriedOut(app, openAccount(there), 'open there')
    expect(await settle(app, policies, null)()).toMatchObject(E.right({ recorded: 2, refused: [] }))
  })

  test('a policy added later settles what happened before it', async () => {
    const store = logStore()
    const app = await twoAccounts(store)
    await carriedOut(app, send(5), 'send')
    await settle(app, [carryMoney], null)()
    expect(await settle(app, policies, null)()).toMatchObject(E.right({ recorded: 1 }))
    expect(typesOf(await wholeLog(store))).toEqual(['Sent', 'Received', 'SendingConfirmed'])
  })
})

/** Reads the whole log past a page size. */
const logReader =
  (store: EventStore): EventStore['readAll'] =>
  (after) =>
  async () => {
    const events: StoredEvent[] = []
    for (let from = after; ; ) {
      const page = await store.readAll(from, 1_000)()
      if (E.isLeft(page)) return page
      events.push(...page.right.events)
      from = page.right.next
      if (page.right.end) return E.right({ events, next: from, end: true })
    }
  }

describe('after a crash', () => {
  const uncrashed = async () => {
    const store = logStore()
    const app = await twoAccounts(store)
    for (const name of ['one', 'two']) {
      const { events } = await carriedOut(app, send(5), name)
      await followUp(app, policies, events)()
    }
    return contentOf(await wholeLog(store))
  }

  // What two sendings write: two events, then two each that follow.
  const everywhere = [0, 1, 2, 3].flatMap((step) => [[step, 'refuseAppends'] as const, [step, 'loseAnswers'] as const])

  test.each(everywhere)(
    'at step %i (%s) settling leaves what would have been there without it',
    async (step, fault) => {
      const store = faulty(logStore())
      const app = await twoAccounts(store.store)
      const done = [await carriedOut(app, send(5), 'one'), await carriedOut(app, send(5), 'two')]
      let appends = 0
      const crashing: Application = {
        ...app,
        execute: (input, envelope) => {
          if (appends++ === step) store[fault] = 1
          return app.execute(input, envelope)
        },
      }
      const events = done.flatMap((each) => each.events)
      expect(await followUp(crashing, policies, events)()).toMatchObject(E.left({ _tag: 'Unavailable' }))
      expect(await settle(bank(store.store), policies, null)()).toMatchObject(E.right({ refused: [] }))
      const log = await wholeLog(store.store)
      expect(contentOf(log).map(({ revision: _, ...event }) => event)).toEqual(
        (await uncrashed()).map(({ revision: _, ...event }) => event),
      )
      expect(await settle(bank(store.store), policies, null)()).toMatchObject(E.right({ recorded: 0, refused: [] }))
      expect(await wholeLog(store.store)).toEqual(log)
    },
  )

  test('while settling, settling again goes on', async () => {
    const store = faulty(logStore())
    const app = await twoAccounts(store.store)
    await carriedOut(app, send(5), 'one')
    await carriedOut(app, send(5), 'two')
    store.loseAnswers = 1
    expect(await settle(app, policies, null)()).toMatchObject(E.left({ _tag: 'Unavailable', outcomeUnknown: true }))
    expect(await settle(app, policies, null)()).toMatchObject(E.right({ recorded: 3, refused: [] }))
    expect(contentOf(await wholeLog(store.store)).length).toBe(10)
  })
})

test('a log that does not answer is Unavailable, and an event in it that can’t be read is Corrupt', async () => {
  const store = faulty(logStore())
  const app = await twoAccounts(store.store)
  await carriedOut(app, send(5), 'send')
  store.refuseReads = 1
  expect(await settle(app, policies, null)()).toMatchObject(E.left({ _tag: 'Unavailable' }))
  store.spoil = (stored) => (stored.type === 'Sent' ? { ...stored, data: { amount: 5 } } : stored)
  expect(await settle(app, policies, null)()).toMatchObject(
    E.left({ _tag: 'Corrupt', stream: streamOf(here), revision: 2, path: 'data.to' }),
  )
})

test('types: a policy reacts to events of its aggregate, and is given the one it reacts to', () => {
  // @ts-expect-error no event is named so
  policy<AccountEvent>({ name: 'x', on: { Snet: () => [] } })
  // @ts-expect-error a field that this event does not have
  policy<AccountEvent>({ name: 'x', on: { Deposited: ({ event }) => [{ target: event.data.to }] } })
  // @ts-expect-error a command without the day from which it holds
  policy<AccountEvent>({ name: 'x', on: { Sent: () => [{ target: 'x', command: { type: 'Receive' } }] } })
})
