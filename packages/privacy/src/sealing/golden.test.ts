import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { aggregates, projections } from '@perca/core'
import {
  type AnyAggregate,
  decodeEvent,
  type EventStore,
  eventReader,
  isSealed,
  type Json,
  project,
  type RecordedEvent,
  type StoredEvent,
  typeNamed,
  versionOf,
} from '@perca/eventsourcing'
import { withoutSensitive } from '@perca/reporting'
import { memoryStore } from '@perca/store-memory'
import { golden, goldenNames } from '@perca/testing'
import { describe, expect, test } from 'vitest'
import { memoryKeys } from '../keys/memory.js'
import { noKeys } from '../keys/no-keys.js'
import { markedFields } from './fields.js'
import { percaMarks } from './perca-marks.js'
import { copyOf, done, logOf, must } from './sealed.fixture.js'
import { sealed } from './store.js'

/** A file beside which the golden files of the core stand. */
const core = join(dirname(fileURLToPath(import.meta.url)), '../../../core/src/golden.test.ts')

const asStored = (json: Json | undefined): readonly StoredEvent[] =>
  // Golden files hold what a store gave back.
  json === undefined ? [] : ((Array.isArray(json) ? json : [json]) as unknown as readonly StoredEvent[])

/** Every event and every whole history of a kind of stream, as they were once stored. */
const filesOf = ({ category }: AnyAggregate) =>
  goldenNames(core, `${category}/golden`).map((name) => {
    const file = golden(core, `${category}/golden/${name}`) ?? {}
    return { name, events: asStored(file['history'] ?? file['stored']), isHistory: file['history'] !== undefined }
  })

/** Writes a history through a sealed store; what then is read with its keys, and without. */
const throughSealed = async (events: readonly StoredEvent[]) => {
  const inner = memoryStore()
  const keys = memoryKeys()
  const store = sealed(inner, keys, percaMarks)
  for (const event of events) await done(store.append(event.stream, 'any', [copyOf(event)]))
  const all = await done(keys.list(null, 10_000))
  return {
    store,
    blind: sealed(inner, noKeys, percaMarks),
    inner,
    erase: async () => {
      for (const { owner } of all) await done(keys.destroy(owner))
    },
    keys: all.length,
  }
}

const read = async (aggregate: AnyAggregate, store: EventStore): Promise<readonly RecordedEvent[]> =>
  (await logOf(store)).map((event) => must(decodeEvent(aggregate.events, event)))

const stateOf = (aggregate: AnyAggregate, events: readonly RecordedEvent[]): string =>
  JSON.stringify(events.reduce((state, { event }) => aggregate.evolve(state, event), aggregate.initialState))

/** Where a display shows a class in the place of a value. */
const hiddenIn = (shown: Json, pointer: string): readonly string[] => {
  if (shown === '(personal)' || shown === '(health)') return [`${pointer} ${shown}`]
  if (typeof shown !== 'object' || shown === null) return []
  return Object.entries(shown)
    .flatMap(([name, inner]: [string, Json]) => hiddenIn(inner, `${pointer}/${name}`))
    .sort()
}

describe.each(aggregates)('$category', (aggregate) => {
  test('every event that was ever stored is read as it was through a sealed store, and no mark of it is in the clear', async () => {
    for (const { name, events } of filesOf(aggregate)) {
      const { store, inner } = await throughSealed(events)
      expect(
        (await logOf(store)).map(({ data }) => data),
        name,
      ).toEqual(events.map(({ data }) => data))
      for (const { type, data, metadata } of await logOf(inner)) {
        const marking = percaMarks.of(aggregate.category, type, Object(metadata).schemaVersion)
        for (const { pointer, value } of marking === null || marking === undefined ? [] : markedFields(marking, data)) {
          expect([name, pointer, isSealed(value)]).toEqual([name, pointer, true])
        }
      }
    }
  })

  test('what is sealed is just what a display without rights hides, field by field and class by class', () => {
    for (const { name, events } of filesOf(aggregate)) {
      for (const stored of events) {
        const { event } = must(decodeEvent(aggregate.events, stored))
        const type = typeNamed(aggregate.events, event.type)
        if (type === undefined) throw new Error(`expected ${event.type}`)
        const marking = percaMarks.of(aggregate.category, event.type, versionOf(type))
        // A decoded event of the domain is its own JSON.
        const fields = marking === null || marking === undefined ? [] : markedFields(marking, event.data as Json)
        expect([name, hiddenIn(withoutSensitive(aggregate.events, event), '')]).toEqual([
          name,
          fields.map(({ pointer, class: of }) => `${pointer} (${of})`).sort(),
        ])
      }
    }
  })

  test('a whole history folds into the same state with its keys, without them, and after they were destroyed', async () => {
    for (const { name, events, isHistory } of filesOf(aggregate)) {
      if (!isHistory) continue
      const before = stateOf(
        aggregate,
        events.map((event) => must(decodeEvent(aggregate.events, event))),
      )
      const { store, blind, erase } = await throughSealed(events)
      expect(stateOf(aggregate, await read(aggregate, store)), name).toBe(before)
      expect(stateOf(aggregate, await read(aggregate, blind)), name).toBe(before)
      await erase()
      expect(stateOf(aggregate, await read(aggregate, store)), name).toBe(before)
    }
  })
})

test('every projection has the same rows before and after everybody in all histories is erased', async () => {
  const histories = aggregates.flatMap((aggregate) => filesOf(aggregate).filter(({ isHistory }) => isHistory))
  const events = histories.flatMap((history) => history.events)
  const { store, erase, keys } = await throughSealed([...new Map(events.map((event) => [event.id, event])).values()])
  const rowsNow = async (): Promise<string> => {
    const tables = await done(project(store, eventReader(aggregates), projections))
    return JSON.stringify(Object.entries(tables).map(([name, rows]) => [name, [...rows]]))
  }
  const before = await rowsNow()
  expect(keys).toBeGreaterThan(0)
  await erase()
  expect(await rowsNow()).toBe(before)
})
