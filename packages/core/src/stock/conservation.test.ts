import { deciderOf } from '@perca/eventsourcing'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { batchId, dispatch, january, make, reserve } from '../order/sale.fixture.js'
import { type StockCommand, stock } from './decider.js'
import type { StockEvent } from './events.js'
import { oldestFree } from './rules.js'
import { lineKey, type StockState } from './state.js'
import * as say from './stock.fixture.js'

// Random commands that are mostly possible, and a bookkeeping of their events by batch and day, as plain as can be.

interface Step {
  readonly does: (typeof steps)[number]
  readonly batch: number
  readonly order: number
  readonly date: number
  readonly pieces: number
}
const steps = [
  'make',
  'receive',
  'correct',
  'reserve',
  'release',
  'dispatch',
  'return',
  'give',
  'consign',
  'writeOff',
] as const

const anyStep: fc.Arbitrary<Step> = fc.record({
  does: fc.constantFrom(...steps),
  batch: fc.integer({ min: 1, max: 12 }),
  order: fc.integer({ min: 1, max: 6 }),
  date: fc.integer({ min: 1, max: 20 }),
  pieces: fc.integer({ min: 1, max: 6 }),
})

/** The command of a step: of what lies there, it takes what it can. */
const commandOf = ({ does, batch, order, date, pieces }: Step, state: StockState): StockCommand => {
  const on = january(date)
  const held = state.reserved.get(lineKey(reserve(order, on, 1)))?.toArray() ?? []
  const out = [...state.batches].flatMap(([id, of]) =>
    of.out === 0 ? [] : [{ batchId: id, quantity: Math.min(of.out, pieces), makers: of.makers }],
  )
  switch (does) {
    case 'make':
      return make(batch, on, pieces, { grade: pieces === 6 ? 'reject' : 'A' })
    case 'receive':
      return say.receive(batch, on, pieces)
    case 'correct':
      return say.correct(batch, on, order === 6 ? null : say.facts(pieces, { grade: order === 5 ? 'reject' : 'A' }))
    case 'reserve':
      return reserve(order, on, pieces)
    case 'release':
      return say.release(order, on)
    case 'dispatch':
      return dispatch(
        order,
        on,
        held.slice(0, pieces).map(({ batchId: id, quantity }) => ({ batchId: id, quantity })),
      )
    case 'return':
      return say.giveBack(on, out.slice(0, 2), order === 1 ? 'damaged' : 'resaleable')
    case 'give':
      return say.give(on, oldestFree(state, on, pieces))
    case 'consign':
      return say.consign(on, oldestFree(state, on, pieces))
    case 'writeOff':
      return say.writeOff(on, pieces, order === 1 ? batch : null)
  }
}

interface Moved {
  readonly batchId: string
  readonly on: string
  /** Pieces free more or, negative, fewer. */
  readonly free: number
  readonly promised: number
}

/** What an event moves, by batch. */
const movedBy = (event: StockEvent): readonly Moved[] => {
  const on = event.effectiveOn
  const each = (
    batches: readonly { readonly batchId: string; readonly quantity: number }[],
    free: number,
    promised: number,
  ) =>
    batches.map(({ batchId: id, quantity }) => ({
      batchId: id,
      on,
      free: free * quantity,
      promised: promised * quantity,
    }))
  const good = (facts: { readonly grade: string; readonly quantity: number } | null) =>
    facts === null || facts.grade === 'reject' ? 0 : facts.quantity
  switch (event.type) {
    case 'ItemsMade':
    case 'StockReceived':
      return [{ batchId: event.data.batchId, on, free: good(event.data), promised: 0 }]
    case 'ItemsMadeCorrected':
      return [{ batchId: event.data.batchId, on, free: good(event.data.now) - good(event.data.was), promised: 0 }]
    case 'StockReserved':
      return each(event.data.batches, -1, 1)
    case 'ReservationReleased':
      return each(event.data.batches, 1, -1)
    case 'StockDispatched':
      return each(event.data.batches, 0, -1)
    case 'StockReturned':
      return each(event.data.batches, event.data.condition === 'damaged' ? 0 : 1, 0)
    case 'StockWrittenOff':
    case 'GoodsGiven':
    case 'StockConsigned':
      return each(event.data.batches, -1, 0)
    case 'BackorderQueued':
    case 'StockCounted':
      return []
  }
}

const sum = <A>(rows: Iterable<A>, amount: (row: A) => number): number =>
  [...rows].reduce((total, row) => total + amount(row), 0)

/** Runs the steps; after each, says what was decided, and looks at the state against all that happened. */
const run = (sent: readonly Step[], look: (state: StockState, moved: readonly Moved[]) => void): readonly string[] => {
  const { decide, evolve, initialState } = deciderOf(stock)
  let state = initialState
  const moved: Moved[] = []
  const met: string[] = []
  for (const step of sent) {
    const decided = decide(commandOf(step, state), state)
    met.push(E.isLeft(decided) ? `${step.does}: ${decided.left.rule}` : step.does)
    if (E.isLeft(decided)) continue
    for (const event of decided.right) {
      state = evolve(state, event)
      moved.push(...movedBy(event))
      // A step that names nothing proves nothing.
      if ('batches' in event.data && event.data.batches.length > 0) met.push(event.type)
    }
    look(state, moved)
  }
  return met
}

const many = fc.array(anyStep, { minLength: 1, maxLength: 60, size: 'max' })

test('law: of every batch, what came is free, promised or gone; and what the state says is what happened', () => {
  fc.assert(
    fc.property(many, (sent) => {
      run(sent, (state, moved) => {
        for (let batch = 1; batch <= 12; batch += 1) {
          const id = batchId(batch)
          const mine = moved.filter((row) => row.batchId === id)
          const free = state.free.filter((part) => part.batchId === id)
          const held = [...state.reserved.values()].flatMap((parts) => [...parts].filter((part) => part.batchId === id))
          expect(sum(free, ({ quantity }) => quantity)).toBe(sum(mine, (row) => row.free))
          expect(sum(held, ({ quantity }) => quantity)).toBe(sum(mine, (row) => row.promised))
        }
        const there = sum(state.free, ({ quantity }) => quantity)
        const promised = sum(state.reserved.values(), (parts) => sum(parts, ({ quantity }) => quantity))
        expect(sum(state.moved.values(), (pieces) => pieces)).toBe(there + promised)
      })
    }),
  )
})

test('law: on no day, whatever was written down late, is a piece taken that is not free on that day', () => {
  fc.assert(
    fc.property(many, (sent) => {
      run(sent, (_, moved) => {
        for (let batch = 1; batch <= 12; batch += 1) {
          const mine = moved.filter((row) => row.batchId === batchId(batch))
          for (const { on } of mine) {
            expect(
              sum(
                mine.filter((row) => row.on <= on),
                (row) => row.free,
              ),
            ).toBeGreaterThanOrEqual(0)
          }
        }
      })
    }),
  )
})

test('law: nobody waits while a piece is free, and the oldest stand first', () => {
  fc.assert(
    fc.property(many, (sent) => {
      run(sent, ({ free, queue }) => {
        expect(free.isEmpty() || queue.isEmpty()).toBe(true)
        for (const list of [free, queue]) {
          const days = list.toArray().map(({ on }) => on)
          expect(days).toEqual([...days].sort())
        }
        expect(free.every(({ on, since, quantity }) => on <= since && quantity > 0)).toBe(true)
      })
    }),
  )
})

test('the laws look at every way in which pieces come, go, and are refused', () => {
  const met = new Set(
    fc.sample(many, { numRuns: 300, seed: 2020 }).flatMap((sent) =>
      run(sent, () => {
        // only what was met is asked
      }),
    ),
  )
  expect([...met].sort()).toEqual(
    [
      ...steps,
      'GoodsGiven',
      'ReservationReleased',
      'StockConsigned',
      'StockDispatched',
      'StockReserved',
      'StockReturned',
      'StockWrittenOff',
      'correct: insufficient-stock',
      'correct: invalid-date',
      'correct: unknown-batch',
      'make: already-recorded',
      'receive: already-recorded',
      'writeOff: insufficient-stock',
    ].sort(),
  )
})
