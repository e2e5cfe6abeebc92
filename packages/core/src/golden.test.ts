import { type AnyAggregate, decodeEvent, type Event, type StoredEvent } from '@perca/eventsourcing'
import { fingerprintOf, golden } from '@perca/testing'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { aggregates } from './domain.js'

/** What stands in a golden file: it was written once, and must be read as it stands for ever. */
const read = (category: string, name: string) => {
  const file = golden(expect.getState().testPath ?? '', `${category}/golden/${name}.json`)
  if (file === null) throw new Error(`${category}/golden/${name}.json is missing: docs/how-to/add-an-event.md says how it is made`)
  return file
}

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
    const { codec: written, stored, reads } = read(category, name)
    // A golden file holds what a store gave back; that it still reads is what is tested.
    expect(asJson(event(aggregate, stored as unknown as StoredEvent))).toEqual(reads)
    // A codec that changed without a new version would read old events by new rules: give it a version and an upcaster.
    expect(fingerprintOf(codec)).toBe(written)
  })

  test('a whole history folds into the state that it always folded into', () => {
    const { history, state } = read(category, 'history')
    const events = (history as unknown as readonly StoredEvent[]).map((stored) => event(aggregate, stored))
    expect(asJson(events.reduce(aggregate.evolve, aggregate.initialState))).toEqual(state)
  })
})
