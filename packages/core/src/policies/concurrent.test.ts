import type { EventStore, Executed, ExecuteError } from '@perca/eventsourcing'
import { memoryStore } from '@perca/store-memory'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { account } from '../account/decider.js'
import {
  deliver,
  january,
  make,
  makerId,
  orderLine,
  PROGRAMME,
  pay,
  place,
  reserve,
  SKU,
  uuid,
} from '../order/sale.fixture.js'
import { disagreements } from '../projections/disagreements.js'
import { stock } from '../stock/decider.js'
import { moneyOf, overdrawn, stockComplaints } from './ledger.fixture.js'
import { opening, right, type Workshop, workshopOn } from './workshop.fixture.js'

/** The store, each of whose answers waits until the scheduler lets it go: commands that run together meet in any order. */
const interleaved = (store: EventStore, scheduler: fc.Scheduler): EventStore => {
  const inTurn = async <A>(what: string, answer: () => Promise<A>): Promise<A> => {
    await scheduler.schedule(Promise.resolve(), what)
    return answer()
  }
  return {
    ...store,
    append: (stream, expected, events) => () => inTurn(`append to ${stream}`, store.append(stream, expected, events)),
    readStream: (stream, from, limit) => () => inTurn(`read ${stream}`, store.readStream(stream, from, limit)),
    readAll: (after, limit, filter) => () => inTurn('read the log', store.readAll(after, limit, filter)),
  }
}

/** Two processes on one store, on which a third has done some things alone before. */
const two = async (
  scheduler: fc.Scheduler,
  before: readonly object[],
): Promise<readonly [Workshop, Workshop, Workshop]> => {
  const store = memoryStore()
  const alone = workshopOn(store)
  for (const command of opening()) right(await alone.send(command))
  await alone.done(...before)
  return [workshopOn(interleaved(store, scheduler)), workshopOn(interleaved(store, scheduler)), alone]
}

const outcomeOf = (done: E.Either<ExecuteError, Executed>): string => {
  if (E.isRight(done)) return done.right.events.map(({ event }) => event.type).join(' ')
  return done.left._tag === 'Refusal' ? done.left.rule : done.left._tag
}

const payout = (number: number, amount: number) => ({
  type: 'PayEarnings',
  participantId: makerId(1),
  programmeId: PROGRAMME,
  payoutId: uuid(9, number),
  amount,
  receiptRef: `KW-${number}`,
  effectiveOn: january(20),
})

const asPolicy = { role: 'policy' }
const bags = orderLine(1, 2, 50_000)
const whole = [{ sku: SKU, quantity: 2 }]
/** An order of two pieces is delivered, and nothing is paid. */
const delivered = [make(1, january(3), 2), place(1, january(3), [bags]), deliver(1, january(5), whole)]

test('law: the last piece has one winner; the other waits for the next', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const [one, other, alone] = await two(scheduler, [make(1, january(3), 1)])
      const done = await scheduler.waitFor(
        Promise.all([one.send(reserve(1, january(7), 1), asPolicy), other.send(reserve(2, january(7), 1), asPolicy)]),
      )
      expect(done.map(outcomeOf).sort()).toEqual(['BackorderQueued', 'StockReserved'])
      expect(stockComplaints(await alone.log())).toEqual([])
    }),
    { numRuns: 50 },
  )
})

test('law: the last rupiah due has one winner; the other is refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 0, max: 69_999 }), async (scheduler, first) => {
      const [one, other, alone] = await two(scheduler, [
        ...delivered,
        pay(1, january(9), 100_000),
        ...(first === 0 ? [] : [payout(1, first)]),
      ])
      const done = await scheduler.waitFor(
        Promise.all([one.send(payout(2, 70_000 - first)), other.send(payout(3, 70_000 - first))]),
      )
      expect(done.map(outcomeOf).sort()).toEqual(['EarningsPaid', 'over-payout'])
      expect(moneyOf(await alone.log(), makerId(1))).toEqual({ credited: 70_000, paid: 70_000 })
    }),
    { numRuns: 50 },
  )
})

test('law: the last unpaid rupiah has one winner, and the order is shared once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 0, max: 99_999 }), async (scheduler, first) => {
      const [one, other, alone] = await two(scheduler, [
        ...delivered,
        ...(first === 0 ? [] : [pay(1, january(6), first)]),
      ])
      const rest = 100_000 - first
      const done = await scheduler.waitFor(
        Promise.all([one.send(pay(1, january(9), rest)), other.send(pay(1, january(8), rest))]),
      )
      expect(done.map(outcomeOf).sort()).toEqual(['PaymentReceived ProceedsShared OrderCompleted', 'over-payment'])
      await alone.settled()
      expect(moneyOf(await alone.log(), makerId(1)).credited).toBe(70_000)
      expect(overdrawn(await alone.log())).toEqual([])
    }),
    { numRuns: 50 },
  )
})

test('law: two deliveries and two payments that meet complete an order once, or are refused', async () => {
  const acts = fc.array(
    fc.oneof(
      fc
        .integer({ min: 1, max: 2 })
        .map((quantity) => ({ ...deliver(1, january(8), [{ sku: SKU, quantity }]), handoverRef: null })),
      fc.integer({ min: 1, max: 2 }).map((half) => pay(1, january(9), half * 50_000)),
    ),
    { minLength: 2, maxLength: 6 },
  )
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      acts,
      fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
      async (scheduler, all, whose) => {
        const [one, other, alone] = await two(scheduler, [make(1, january(3), 2), place(1, january(3), [bags])])
        const done = await scheduler.waitFor(
          Promise.all(
            all.map((act, number) =>
              (whose[number] === true ? one : other).send({
                ...act,
                ...('deliveryId' in act ? { deliveryId: uuid(6, number) } : {}),
              }),
            ),
          ),
        )
        await alone.settled()
        const log = await alone.log()
        expect(overdrawn(log)).toEqual([])
        expect(stockComplaints(log)).toEqual([])
        const completed = done.map(outcomeOf).filter((outcome) => outcome.endsWith('OrderCompleted'))
        expect(log.filter(({ event }) => event.type === 'ProceedsShared')).toHaveLength(completed.length)
        expect(completed.length).toBeLessThanOrEqual(1)
      },
    ),
    { numRuns: 60 },
  )
})

test('law: two processes that settle at once, while a third goes on, record what one would', async () => {
  const acts = fc.array(
    fc.oneof(
      fc.record({ quantity: fc.integer({ min: 1, max: 3 }) }).map(
        ({ quantity }) =>
          (number: number) =>
            make(number, january(number + 1), quantity),
      ),
      fc.record({ quantity: fc.integer({ min: 1, max: 3 }) }).map(
        ({ quantity }) =>
          (number: number) =>
            place(number, january(number + 1), [orderLine(number, quantity, 50_000)]),
      ),
    ),
    { minLength: 1, maxLength: 8 },
  )
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), acts, acts, async (scheduler, before, meanwhile) => {
      const [one, other, alone] = await two(scheduler, [])
      for (const [number, act] of before.entries()) right(await alone.send(act(number)))
      const goesOn = async () => {
        for (const [number, act] of meanwhile.entries()) right(await one.send(act(before.length + number)))
      }
      const [first, second] = await scheduler.waitFor(Promise.all([one.settled(), other.settled(), goesOn()]))
      expect([...first.refused, ...second.refused]).toEqual([])
      await alone.settled()
      expect(stockComplaints(await alone.log())).toEqual([])
      expect(overdrawn(await alone.log())).toEqual([])
      expect(await alone.rows(disagreements)).toEqual(new Map())
    }),
    { numRuns: 60 },
  )
})

test('a process that fell behind finds what another settled done, though it would decide otherwise by what it holds', async () => {
  const store = memoryStore()
  const [alone, other] = [workshopOn(store), workshopOn(store)]
  for (const command of opening()) right(await alone.send(command))
  expect(right(await other.app.reader.state(stock, 'kediri.KPR-TAS.1')()).revision).toBe(-1)
  await alone.done(make(1, january(3), 2), place(1, january(3), [bags]))
  expect(await other.settled()).toMatchObject({ recorded: 0, refused: [] })
})

test('a process that fell behind pays nobody twice', async () => {
  const store = memoryStore()
  const [alone, other] = [workshopOn(store), workshopOn(store)]
  for (const command of opening()) right(await alone.send(command))
  expect(right(await other.app.reader.state(account, makerId(1))()).revision).toBe(-1)
  await alone.done(...delivered, pay(1, january(9), 100_000), payout(1, 70_000))
  await alone.done(
    make(2, january(10), 2),
    place(2, january(10), [orderLine(2, 2, 50_000)]),
    deliver(2, january(11), whole),
  )
  await alone.done(pay(2, january(12), 100_000))
  // What it settles is all settled, and stands behind a payout that it has not read.
  const log = await alone.log()
  expect(await other.settled()).toMatchObject({ refused: [] })
  expect(await alone.log()).toEqual(log)
  expect(await other.send(payout(2, 70_001))).toEqual(
    E.left(expect.objectContaining({ rule: 'over-payout', evidence: expect.objectContaining({ due: 70_000 }) })),
  )
  expect(outcomeOf(await other.send(payout(2, 70_000)))).toBe('EarningsPaid')
})
