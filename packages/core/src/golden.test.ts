import { type AnyAggregate, decodeEvent, type Json, type RecordedEvent, type StoredEvent } from '@perca/eventsourcing'
import { arbitraryOf, fingerprintOf, type Golden, golden, goldenNames } from '@perca/testing'
import fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { aggregates } from './domain.js'
import { few, fewUuid } from './testing/values.arbitrary.js'

// Events as they were once written, which must be read for ever as they were read then: `stored`, what a store gave back;
// `reads`, what it is read as; `codec`, what its codec took. UPDATE_GOLDEN=1 fills in what is missing, and never changes
// what stands.

const here = (): string => expect.getState().testPath ?? ''

const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json // what JSON.parse gives is JSON

// A golden file holds what a store gave back; that it still reads is what is tested.
const asStored = (field: Json | undefined): StoredEvent => field as unknown as StoredEvent

const read = ({ events }: AnyAggregate, stored: StoredEvent): RecordedEvent => {
  const decoded = decodeEvent(events, stored)
  if (isLeft(decoded)) throw new Error(decoded.left.message)
  return decoded.right
}

const standing = (path: string, lacking: Parameters<typeof golden>[2]): Golden => {
  const file = golden(here(), path, lacking)
  if (file === null) throw new Error(`${path} is missing: docs/how-to/add-an-event.md says how it is made`)
  return file
}

/** An event to begin with, where there is none: one that its codec takes. */
const sample = (category: string, type: string, schemaVersion: number, data: Json): Json => ({
  id: fewUuid(0),
  type,
  data,
  metadata: {
    commandId: fewUuid(1),
    correlationId: fewUuid(1),
    causationId: null,
    actor: { id: fewUuid(2), role: 'registrar' },
    programmeId: 'kediri',
    subjects: [],
    effectiveOn: '2020-08-18',
    schemaVersion,
  },
  stream: `${category}-sample`,
  revision: 0,
  position: '1',
  recordedAt: '2020-08-18T02:00:00.000Z',
})

describe.each(aggregates)('$category', (aggregate) => {
  const { category, events } = aggregate
  const versions = Object.entries(events).flatMap(([type, { data, past }]) =>
    [...past.map((version) => version.data), data].map((codec, place) => {
      const version = place + 1
      return { type, version, codec, path: `${category}/golden/${type}.v${version}.json` }
    }),
  )

  describe.each(versions)('$path', ({ type, version, codec, path }) => {
    const file = (): Golden =>
      standing(path, {
        codec: () => fingerprintOf(codec),
        stored: () => {
          const [data] = fc.sample(arbitraryOf<unknown>(codec, few), { numRuns: 1, seed: 2020 })
          return sample(category, type, version, asJson(codec.encode(data)))
        },
        reads: ({ stored }) => asJson(read(aggregate, asStored(stored)).event),
      })

    test('reads as it did when it was written', () => {
      const { stored, reads } = file()
      const { event, metadata } = read(aggregate, asStored(stored))
      expect([event.type, metadata.schemaVersion]).toEqual([type, version])
      expect(asJson(event)).toEqual(reads)
    })

    test('was written by the codec that is still its own', () => {
      const advice = `The codec of ${type}, version ${version}, changed. Give it back, and make a new version of what you need.`
      expect(fingerprintOf(codec), advice).toBe(file()['codec'])
    })
  })

  const histories = () => goldenNames(here(), `${category}/golden`).filter((name) => name.startsWith('history'))

  test('has a whole history (golden/history*.json), revision after revision', () => {
    expect(histories().length).toBeGreaterThan(0)
    for (const name of histories()) {
      const { history = [] } = standing(`${category}/golden/${name}`, {})
      const revisions = Array.isArray(history)
        ? history.map((stored: Json) => read(aggregate, asStored(stored)).revision)
        : []
      expect(revisions, name).toEqual(revisions.map((_, place) => place))
      expect(revisions.length, name).toBeGreaterThan(0)
    }
  })

  test('a whole history folds into the state that it always folded into', () => {
    const folded = ({ history = [] }: Golden): Json => {
      const recorded = Array.isArray(history)
        ? history.map((stored: Json) => read(aggregate, asStored(stored)).event)
        : []
      return asJson(recorded.reduce(aggregate.evolve, aggregate.initialState))
    }
    for (const name of histories()) {
      const file = standing(`${category}/golden/${name}`, { state: folded })
      expect(folded(file), name).toEqual(file['state'])
    }
  })
})
