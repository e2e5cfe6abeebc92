import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { describe, expect, expectTypeOf, test } from 'vitest'
import type { Application } from './application.js'
import type { RecordedEvent } from './event.js'
import {
  type AccountEvent,
  anyHolder,
  bank,
  carriedOut,
  closeAccount,
  dayOf,
  deposit,
  here,
  holdings,
  openAccount,
  registerHolder,
  streamOf,
  there,
  withBalance,
  withdraw,
} from './example.fixture.js'
import { faulty, logStore, rightOf } from './log.fixture.js'
import { type Horizon, liveRows, type Projection, project, projection, within } from './projection.js'

/** The coins of each open account. */
const balances = projection<{ readonly coins: number }, AccountEvent>({
  name: 'balances',
  version: 1,
  row: t.strict({ coins: t.number }),
  on: {
    AccountOpened: ({ stream }) => [{ put: stream, row: { coins: 0 } }],
    Deposited: ({ stream, event }, get) => [
      { put: stream, row: { coins: (get(stream)?.coins ?? Number.NaN) + event.data.amount } },
    ],
    Withdrawn: ({ stream, event }, get) => [
      { put: stream, row: { coins: (get(stream)?.coins ?? Number.NaN) - event.data.amount } },
    ],
    AccountClosed: ({ stream }) => [{ remove: stream }],
  },
})

const rowsOf = async (app: Application, horizon?: Horizon) =>
  rightOf(await project(app.store, app.decode, { balances }, horizon)()).balances

const recorded = (type: string, data: unknown, stream = 'account-1'): RecordedEvent => ({
  event: { type, effectiveOn: dayOf('2020-08-17'), data },
  id: '1',
  stream,
  revision: 0,
  position: '1',
  recordedAt: '2020-08-17T02:00:00.000Z',
  metadata: {
    commandId: '1',
    correlationId: '1',
    causationId: null,
    actor: { id: 'desk-1', role: 'teller' },
    programmeId: null,
    subjects: [],
    effectiveOn: dayOf('2020-08-17'),
    schemaVersion: 1,
  },
})

describe('rows on a Map', () => {
  test('are put, read back by the handlers, and removed', () => {
    const { rows, take } = liveRows(balances)
    take(recorded('AccountOpened', {}))
    take(recorded('AccountOpened', {}, 'account-2'))
    take(recorded('Deposited', { amount: 5 }))
    take(recorded('Withdrawn', { amount: 2 }))
    expect([...rows]).toEqual([
      ['account-1', { coins: 3 }],
      ['account-2', { coins: 0 }],
    ])
    take(recorded('AccountClosed', {}))
    expect([...rows]).toEqual([['account-2', { coins: 0 }]])
  })

  test('a handler may change many rows, in its order, and a row that is not there may be removed', () => {
    const many = projection<number, AccountEvent>({
      name: 'many',
      version: 1,
      row: t.number,
      on: {
        Deposited: () => [
          { put: 'a', row: 1 },
          { put: 'b', row: 2 },
          { remove: 'a' },
          { remove: 'never' },
          { put: 'b', row: 3 },
        ],
      },
    })
    const { rows, take } = liveRows(many)
    take(recorded('Deposited', { amount: 1 }))
    expect([...rows]).toEqual([['b', 3]])
  })

  test('a handler reads the rows as they stood before its event', () => {
    const seen: unknown[] = []
    const watching = projection<number, AccountEvent>({
      name: 'watching',
      version: 1,
      row: t.number,
      on: {
        Deposited: ({ event }, get) => {
          seen.push(get('sum'))
          return [{ put: 'sum', row: (get('sum') ?? 0) + event.data.amount }]
        },
      },
    })
    const { take } = liveRows(watching)
    for (const amount of [1, 2, 3]) take(recorded('Deposited', { amount }))
    expect(seen).toEqual([undefined, 1, 3])
  })

  test.each(['Sent', 'Unheard', 'toString', 'constructor', '__proto__', 'hasOwnProperty'])(
    'an event named %s, for which there is no handler, changes nothing',
    (type) => {
      const { rows, take } = liveRows(balances)
      take(recorded('AccountOpened', {}))
      take(recorded(type, { amount: 5 }))
      expect([...rows]).toEqual([['account-1', { coins: 0 }]])
    },
  )

  test('a type without a handler, though it is named, changes nothing', () => {
    const off: Projection<number> = { name: 'off', version: 1, row: t.number, on: JSON.parse('{"Deposited":null}') }
    const { rows, take } = liveRows({ ...off, on: { ...off.on, ...{} } })
    take(recorded('Deposited', { amount: 5 }))
    expect(rows.size).toBe(0)
  })
})

/** An account with one deposit a day, the last of them written down late. */
const late = async (): Promise<Application> => {
  const app = bank(logStore())
  const on = (day: string) => ({ effectiveOn: dayOf(day) })
  await carriedOut(app, { ...registerHolder(), ...on('2020-08-01') }, 'register')
  await carriedOut(app, { ...openAccount(), ...on('2020-08-01') }, 'open')
  await carriedOut(app, { ...deposit(1), ...on('2020-08-10') }, 'first')
  await carriedOut(app, { ...deposit(10), ...on('2020-08-20') }, 'second')
  await carriedOut(app, { ...deposit(100), ...on('2020-08-15') }, 'late')
  return app
}
// The log’s clock: the account was opened at second 2; then came the deposits.
const at = (second: number) => `2020-08-17T00:00:0${second}.000Z`

describe('a horizon', () => {
  test.each<[string, Horizon, number | undefined]>([
    ['none: everything', {}, 111],
    ['as of a day: what holds up to it, whenever it was written down', { asOf: '2020-08-15' }, 101],
    ['as of the day before', { asOf: '2020-08-14' }, 1],
    ['as of the very day', { asOf: '2020-08-10' }, 1],
    ['as of a day before all', { asOf: '2020-07-31' }, undefined],
    ['as known at an instant: what was written down up to it, whenever it holds', { knownAt: at(4) }, 11],
    ['as known at the very instant', { knownAt: at(5) }, 111],
    ['as known a millisecond before it', { knownAt: '2020-08-17T00:00:04.999Z' }, 11],
    ['as known before all', { knownAt: at(1) }, undefined],
    ['both: what was known then about that day', { asOf: '2020-08-15', knownAt: at(4) }, 1],
    ['both, at the edge of both', { asOf: '2020-08-15', knownAt: at(5) }, 101],
  ])('%s', async (_, horizon, coins) => {
    const rows = await rowsOf(await late(), horizon)
    expect(rows.get(streamOf(here))?.coins).toBe(coins)
  })

  test('lies around an event where both its times do', () => {
    const event = recorded('Deposited', {})
    const [day, instant] = ['2020-08-17', '2020-08-17T02:00:00.000Z']
    const cases: readonly [Horizon, boolean][] = [
      [{}, true],
      [{ asOf: day }, true],
      [{ asOf: '2020-08-16' }, false],
      [{ knownAt: instant }, true],
      [{ knownAt: '2020-08-17T01:59:59.999Z' }, false],
      [{ asOf: day, knownAt: instant }, true],
      [{ asOf: '2020-08-16', knownAt: instant }, false],
      [{ asOf: day, knownAt: '2020-08-17T01:59:59.999Z' }, false],
    ]
    expect(cases.map(([horizon]) => within(horizon, event))).toEqual(cases.map(([, lies]) => lies))
  })
})

describe('several projections in one reading', () => {
  test('each have their own rows, under their own names', async () => {
    const app = await withBalance(logStore(), 10)
    await carriedOut(app, openAccount(there), 'open there')
    await carriedOut(app, closeAccount(there), 'close there')
    const rows = rightOf(await project(app.store, app.decode, { balances, held: holdings })())
    expectTypeOf(rows.balances).toEqualTypeOf<ReadonlyMap<string, { readonly coins: number }>>()
    expectTypeOf(rows.held).toEqualTypeOf<ReadonlyMap<string, { readonly accounts: number }>>()
    expect([...rows.balances]).toEqual([[streamOf(here), { coins: 10 }]])
    expect([...rows.held]).toEqual([[anyHolder, { accounts: 1 }]])
  })

  test('read no event that none of them handles', async () => {
    const store = faulty(logStore())
    const app = await withBalance(store.store, 10)
    store.eventsRead = 0
    await project(store.store, app.decode, { held: holdings })()
    expect(store.eventsRead).toBe(1)
  })

  test('an empty table, and an empty log, give no rows', async () => {
    const app = bank(logStore())
    expect(await project(app.store, app.decode, {})()).toEqual(E.right({}))
    expect((await rowsOf(app)).size).toBe(0)
  })

  test('building them again is building them the same', async () => {
    const app = await late()
    expect([...(await rowsOf(app))]).toEqual([...(await rowsOf(app))])
  })

  test('law: as of a day is as if the later ones had never come, whatever the pages', async () => {
    const days = fc.constantFrom('2020-08-01', '2020-08-02', '2020-08-03')
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(days, fc.integer({ min: 1, max: 9 })), { maxLength: 8 }),
        days,
        fc.integer({ min: 1, max: 4 }),
        async (deposits, day, pageSize) => {
          const entered = async (which: readonly (readonly [string, number])[]) => {
            const store = faulty(logStore())
            const app = bank(store.store)
            await carriedOut(app, { ...registerHolder(), effectiveOn: dayOf('2020-08-01') }, 'register')
            await carriedOut(app, { ...openAccount(), effectiveOn: dayOf('2020-08-01') }, 'open')
            for (const [place, [on, amount]] of which.entries()) {
              await carriedOut(app, { ...deposit(amount), effectiveOn: dayOf(on) }, `deposit ${place}`)
            }
            store.pageSize = pageSize
            return app
          }
          const asOf = await rowsOf(await entered(deposits), { asOf: day })
          expect([...asOf]).toEqual([...(await rowsOf(await entered(deposits.filter(([on]) => on <= day))))])
        },
      ),
      { numRuns: 30 },
    )
  })
})

test('after every page it is told how many events were read, also of those beyond the horizon', async () => {
  const store = faulty(logStore())
  const app = await withBalance(store.store, 10)
  for (const name of ['a', 'b', 'c', 'd']) await carriedOut(app, withdraw(1), name)
  store.pageSize = 4
  const told: number[] = []
  await project(store.store, app.decode, { balances }, { asOf: '2000-01-01' }, (events) => told.push(events))()
  expect(told).toEqual([4, 6])
})

test('a log of more than one page is read to its end', async () => {
  const app = await withBalance(logStore(), 0)
  await carriedOut(app, deposit(...Array.from({ length: 2_100 }, () => 1)), 'many')
  const told: number[] = []
  const rows = await project(app.store, app.decode, { balances }, {}, (events) => told.push(events))()
  expect(rightOf(rows).balances.get(streamOf(here))).toEqual({ coins: 2_100 })
  expect(told).toEqual([1_000, 2_000, 2_101])
})

test('an event that can’t be read is Corrupt, with its place; it is never passed over', async () => {
  const store = faulty(logStore())
  const app = await withBalance(store.store, 10)
  store.spoil = (stored) => (stored.type === 'Deposited' ? { ...stored, data: {} } : stored)
  expect(await project(store.store, app.decode, { balances })()).toMatchObject(
    E.left({ _tag: 'Corrupt', stream: streamOf(here), revision: 1, path: 'data.amount' }),
  )
})

test('a store that does not answer is Unavailable', async () => {
  const store = faulty(logStore())
  const app = await withBalance(store.store, 10)
  store.refuseReads = 1
  expect(await project(store.store, app.decode, { balances })()).toMatchObject(E.left({ _tag: 'Unavailable' }))
})

test('types: a handler is given the event it stands under, and gives the projection’s own rows', () => {
  const parts = { name: 'x', version: 1, row: t.number }
  // @ts-expect-error no event is named so
  projection<number, AccountEvent>({ ...parts, on: { Depositd: () => [] } })
  // @ts-expect-error a row of another kind
  projection<number, AccountEvent>({ ...parts, on: { Deposited: () => [{ put: 'a', row: 'text' }] } })
  projection<number, AccountEvent>({
    ...parts,
    // @ts-expect-error a field that this event does not have
    on: { Sent: ({ event }) => [{ put: event.data.from, row: 1 }] },
  })
})
