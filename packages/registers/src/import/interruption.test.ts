import type { EventStore, StoredEvent, Unavailable } from '@perca/eventsourcing'
import { expectedOf } from '@perca/example-registers'
import { memoryStore } from '@perca/store-memory'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { agency, filesOf, runs } from './agency.arbitrary.js'
import { domainOn, done, expectedRefusals, logOf, read, refusalsOf, reportsOf } from './agency.fixture.js'
import { importRegisters } from './import.js'

/** How an import ends too early: it is asked to stop, or its store fails it, having written the append or not. */
interface Cut {
  readonly by: 'request' | 'failure before the append' | 'failure after the append' | 'failure of a read'
  /** After so many rows, appends or reads. */
  readonly after: number
}

const gone: Unavailable = { _tag: 'Unavailable', outcomeUnknown: true, message: 'The store does not answer.' }

/** The store, which fails from one call on. */
const failing = (store: EventStore, { by, after }: Cut): EventStore => {
  let appends = 0
  let reads = 0
  const failsRead = () => by === 'failure of a read' && reads++ >= after
  return {
    ...store,
    append: (stream, expected, events) => async () => {
      const fails = by.endsWith('the append') && appends++ >= after
      if (fails && by === 'failure before the append') return E.left(gone)
      const appended = await store.append(stream, expected, events)()
      return fails ? E.left(gone) : appended
    },
    readStream: (stream, from, limit) => async () =>
      failsRead() ? E.left(gone) : store.readStream(stream, from, limit)(),
    readAll: (position, limit, filter) => async () =>
      failsRead() ? E.left(gone) : store.readAll(position, limit, filter)(),
  }
}

/** Events by id, without the clock and the place in the log: what was cut off may be recorded in another order. */
const byId = (log: readonly StoredEvent[]): ReadonlyMap<string, unknown> =>
  new Map(log.map(({ id, stream, revision, type, data, metadata }) => [id, { stream, revision, type, data, metadata }]))

const cut: fc.Arbitrary<Cut> = fc.record({
  by: fc.constantFrom('request', 'failure before the append', 'failure after the append', 'failure of a read'),
  after: fc.nat({ max: 400 }),
})

test('an import that was cut off, also more than once, and is run again ends as if it had not been', async () => {
  await fc.assert(
    fc.asyncProperty(agency, fc.array(cut, { minLength: 1, maxLength: 4 }), async (seed, cuts) => {
      const files = filesOf(seed)
      const registers = await read(files)
      const whole = memoryStore()
      await done(importRegisters(domainOn(whole), registers))

      const store = memoryStore()
      for (const one of cuts) {
        let rows = 0
        const signal = {
          get aborted() {
            return one.by === 'request' && rows >= one.after
          },
        }
        const onProgress = () => {
          rows += 1
        }
        const ended = await importRegisters(domainOn(failing(store, one)), registers, { signal, onProgress })()
        if (E.isLeft(ended)) expect(ended.left).toMatchObject({ reason: 'store', cause: gone })
      }
      const app = domainOn(store)
      const last = await done(importRegisters(app, registers))

      expect(last).toMatchObject({ interrupted: false, unsettled: [] })
      expect(refusalsOf(last)).toEqual(expectedRefusals(files))
      const { months } = expectedOf(files)
      expect(await reportsOf(app, Object.keys(months), last.programme)).toEqual(months)
      expect(byId(await logOf(store))).toEqual(byId(await logOf(whole)))
    }),
    runs(25),
  )
})

test('an import that is asked to stop says so, and counts only the rows that it came to', async () => {
  const registers = await read(filesOf({ seed: 5, participants: 4, months: 2, faultRate: 0 }))
  let rows = 0
  const imported = await done(
    importRegisters(domainOn(), registers, {
      onProgress: (taken) => {
        rows = taken
      },
      signal: {
        get aborted() {
          return rows >= 10
        },
      },
    }),
  )
  expect(imported).toMatchObject({ interrupted: true, accepted: 10, alreadyKnown: 0, refused: [] })
  expect(imported.rows).toBeGreaterThan(10)
})

test('an import whose store fails says that it can be run again, and that what stands is whole', async () => {
  const registers = await read(filesOf({ seed: 5, participants: 4, months: 1 }))
  const store = failing(memoryStore(), { by: 'failure before the append', after: 20 })
  expect(await importRegisters(domainOn(store), registers)()).toEqual(
    E.left({
      _tag: 'ImportFailed',
      reason: 'store',
      message:
        'The store does not answer. What was recorded before stays and is whole; run the import again and it goes on.',
      cause: gone,
    }),
  )
})
