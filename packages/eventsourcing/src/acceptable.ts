import * as E from 'fp-ts/lib/Either.js'
import { canonicalJson } from './canonical-json.js'
import type { NewEvent, StoredEvent } from './event.js'
import { Instant } from './instant.js'
import type { Json } from './json.js'
import type { Limits, TooLarge, Unacceptable } from './store.js'

const utf8Length = (text: string): number => {
  let bytes = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) bytes += 1
    else if (unit < 0x800) bytes += 2
    else if (unit >= 0xd800 && unit < 0xdc00) {
      bytes += 4
      i++
    } else bytes += 3
  }
  return bytes
}

/** An event whose data and metadata are already JSON text, as most stores keep them. */
export interface WrittenEvent {
  readonly event: NewEvent
  readonly data: string
  readonly metadata: string
}

const tooLarge = (limit: keyof Limits, allowed: number, actual: number): TooLarge => ({
  _tag: 'TooLarge',
  limit,
  allowed,
  actual,
  message: `The append is over the store's limit ${limit}: ${actual}, allowed are ${allowed}. Nothing was written.`,
})

const unacceptable = (message: string): Unacceptable => ({ _tag: 'Unacceptable', message })

/**
 * What every store checks before it writes: the stream's name, the batch, the limits.
 * @returns Right: the events with their JSON texts. Left: what is wrong; nothing may be written then.
 */
export const acceptable = (
  limits: Limits,
  stream: string,
  events: readonly NewEvent[],
): E.Either<TooLarge | Unacceptable, readonly WrittenEvent[]> => {
  if (stream.length > limits.streamName) return E.left(tooLarge('streamName', limits.streamName, stream.length))
  if (!/^[a-z][a-zA-Z0-9]*-\S+$/.test(stream) || stream.includes('\0')) {
    return E.left(
      unacceptable('A stream is named <category>-<id>, without blanks, like participant-7f…; nothing was written.'),
    )
  }
  if (events.length === 0) return E.left(unacceptable('An append holds at least one event; nothing was written.'))
  if (events.length > limits.batchEvents) return E.left(tooLarge('batchEvents', limits.batchEvents, events.length))
  const ids = new Set(events.map(({ id }) => id))
  if (ids.size !== events.length) return E.left(unacceptable('One id stands twice in the append; nothing was written.'))
  if (events.some(({ recordedAt }) => recordedAt !== undefined && !Instant.is(recordedAt))) {
    return E.left(
      unacceptable('An event was recorded at an instant like 2020-08-17T02:00:00.000Z; nothing was written.'),
    )
  }
  const written = events.map((event) => ({
    event,
    data: JSON.stringify(event.data),
    metadata: JSON.stringify(event.metadata),
  }))
  // A code unit is three bytes at most: where even so nothing is over, as nearly always, nothing need be counted.
  const units = written.reduce((sum, { data, metadata }) => sum + data.length + metadata.length, 0)
  if (units * 3 <= Math.min(limits.eventBytes, limits.batchBytes)) return E.right(written)
  let bytes = 0
  for (const { data, metadata } of written) {
    const size = utf8Length(data) + utf8Length(metadata)
    if (size > limits.eventBytes) return E.left(tooLarge('eventBytes', limits.eventBytes, size))
    bytes += size
  }
  return bytes > limits.batchBytes ? E.left(tooLarge('batchBytes', limits.batchBytes, bytes)) : E.right(written)
}

/** True where both say the same: type, data and metadata, whatever the order of their JSON keys. For promise 3. */
export const sameContent = (
  a: Pick<StoredEvent, 'type' | 'data' | 'metadata'>,
  b: Pick<NewEvent, 'type' | 'data' | 'metadata'>,
): boolean =>
  a.type === b.type &&
  // An event's metadata is JSON; what its interface says of it is no index of names.
  canonicalJson([a.data, a.metadata]) === canonicalJson([b.data, b.metadata as unknown as Json])
