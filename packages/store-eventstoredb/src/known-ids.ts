import type { StoredEvent } from '@perca/eventsourcing'

/** What is known of a stream's ids, from its first event on without a gap. */
export interface KnownStream {
  /** Revision of the last event that is known; -1: none. */
  readonly last: number
  readonly revisionOf: (id: string) => number | undefined
}

/** The ids of streams that were read. Events are never changed, so what is known stays true. */
export interface KnownIds {
  readonly of: (stream: string) => KnownStream
  /** Takes note of events that were read one after another; without use where they don't follow what is known. */
  readonly note: (stream: string, events: readonly Pick<StoredEvent, 'id' | 'revision'>[]) => void
}

/** @param most how many ids are kept at most: beyond it the streams that were longest unused are forgotten */
export const knownIds = (most: number): KnownIds => {
  const streams = new Map<string, Map<string, number>>()
  let count = 0
  const none: ReadonlyMap<string, number> = new Map()

  const shrink = (but: string) => {
    for (const [stream, ids] of streams) {
      if (count <= most) return
      if (stream === but) continue
      streams.delete(stream)
      count -= ids.size
    }
  }

  return {
    of: (stream) => {
      const ids = streams.get(stream)
      if (ids !== undefined) {
        streams.delete(stream)
        streams.set(stream, ids)
      }
      const known = ids ?? none
      return { last: known.size - 1, revisionOf: (id) => known.get(id) }
    },
    note: (stream, events) => {
      const ids = streams.get(stream) ?? new Map<string, number>()
      for (const { id, revision } of events) {
        if (revision < ids.size) continue
        if (revision > ids.size || ids.has(id)) break
        ids.set(id, revision)
        count += 1
      }
      streams.set(stream, ids)
      shrink(stream)
    },
  }
}
