import type { EventStore, StoreError } from '@perca/eventsourcing'
import { categoryOf, isSealed } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { KeyStore } from '../keys/key-store.js'
import { readEnvelope } from '../sealing/envelope.js'
import { markedFields } from '../sealing/fields.js'
import type { Marks } from '../sealing/marks.js'
import { pathOf } from '../sealing/place.js'

/** A field in the log that holds, or held, data of somebody. */
export interface PlaceOfData {
  readonly stream: string
  readonly revision: number
  readonly type: string
  /** `data.person` */
  readonly path: string
  readonly class: string
  /** `open`: its key stands; `erased`: its key was destroyed; `clear`: it is not sealed at all; `unknown`: no key is known. */
  readonly state: 'open' | 'erased' | 'clear' | 'unknown'
}

const versionOf = (metadata: unknown): number => {
  const version: unknown =
    typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'schemaVersion') : 0
  return typeof version === 'number' ? version : 0
}

/**
 * Every place in the log that holds, or held, personal or health data of somebody: in their own streams, and in others' events that
 * name them. Nothing is opened for it.
 *
 * @param store the log as it is stored, not through `sealed`
 * @param subject the participant's id
 */
export const placesOf =
  (store: EventStore, keys: KeyStore, marks: Marks, subject: string): TaskEither<StoreError, readonly PlaceOfData[]> =>
  async () => {
    const places: PlaceOfData[] = []
    let [after, isOver]: [string | null, boolean] = [null, false]
    while (!isOver) {
      const page = await store.readAll(after, 1_000, { subject })()
      if (E.isLeft(page)) return page
      for (const { stream, revision, type, data, metadata } of page.right.events) {
        const marking = marks.of(categoryOf(stream), type, versionOf(metadata)) ?? null
        for (const { pointer, class: of, value } of marking === null ? [] : markedFields(marking, data)) {
          const place = { stream, revision, type, path: pathOf(pointer), class: of }
          const envelope = isSealed(value) ? readEnvelope(value.sealed) : null
          if (envelope === null || typeof envelope === 'string')
            places.push({ ...place, state: envelope === null ? 'clear' : 'unknown' })
          else {
            const states = await keys.find([envelope.keyId])()
            if (E.isLeft(states)) return states
            const tag = states.right[0]?._tag
            places.push({ ...place, state: tag === 'Usable' ? 'open' : tag === 'Destroyed' ? 'erased' : 'unknown' })
          }
        }
      }
      ;[after, isOver] = [page.right.next, page.right.end]
    }
    return E.right(places)
  }
