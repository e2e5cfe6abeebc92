import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type AnyAggregate, decodeEvent, type Event, type StoredEvent } from '@perca/eventsourcing'
import { fingerprintOf } from '@perca/testing'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { aggregates } from './domain.js'

/** An event as it was written once, what its codec was then, and what it must read as for ever. */
interface Golden {
  readonly codec: string
  readonly stored: StoredEvent
  readonly reads: unknown
}

/** A whole history as it was written once, and the state that it must fold into for ever. */
interface GoldenHistory {
  readonly history: readonly StoredEvent[]
  readonly state: unknown
}

const pathOf = (category: string, name: string): string =>
  fileURLToPath(new URL(`./${category}/golden/${name}.json`, import.meta.url))

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const event = ({ events }: AnyAggregate, stored: StoredEvent): Event => {
  const decoded = decodeEvent<Event>(events, stored)
  if (E.isLeft(decoded)) throw new Error(decoded.left.message)
  return decoded.right.event
}

describe.each(aggregates)('$category', (aggregate) => {
  const { category, events } = aggregate
  const versions = Object.entries(events).flatMap(([type, { data, past }]) =>
    [...past.map((version) => version.data), data].map((codec, index) => ({ name: `${type}.v${index + 1}`, codec })),
  )

  test.each(versions)('$name reads as it did when it was written', ({ name, codec }) => {
    const path = pathOf(category, name)
    if (!existsSync(path))
      throw new Error(`${category}/golden/${name}.json is missing: docs/how-to/add-an-event.md says how it is made`)
    const golden = read(path) as Golden
    expect(asJson(event(aggregate, golden.stored))).toEqual(golden.reads)
    // A codec that changed without a new version would read old events by new rules: give it a version and an upcaster.
    expect(fingerprintOf(codec)).toBe(golden.codec)
  })

  test('a whole history folds into the state that it always folded into', () => {
    const golden = read(pathOf(category, 'history')) as GoldenHistory
    const state = golden.history.reduce(
      (so, stored) => aggregate.evolve(so, event(aggregate, stored)),
      aggregate.initialState,
    )
    expect(asJson(state)).toEqual(golden.state)
  })
})
