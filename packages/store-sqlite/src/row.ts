import type { Corrupt, Json, StoredEvent } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import { corrupt } from './failure.js'
import type { AllNames } from './names.js'

/** The columns of an event, in the order in which a row brings them. The driver makes a text faster than 16 bytes. */
export const eventColumns =
  'e.position, e.stream, e.revision, lower(hex(e.id)), e.type, e.data, e.metadata, e.recorded_at'

/** A row of {@link eventColumns}: what the driver gives for a STRICT table. */
export type EventRow = readonly [
  position: number,
  stream: number,
  revision: number,
  id: string,
  type: number,
  data: string,
  metadata: string,
  recordedAt: number,
]

/** A UUID as its 16 bytes. */
export const bytesOfId = (id: string): Uint8Array => Buffer.from(id.replaceAll('-', ''), 'hex')

/** A UUID from its 32 digits. */
const idOfDigits = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`

const parsed = (text: string): Json | undefined => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Makes events of rows. Left: the first row that does not hold what it should, with its place. */
export const eventsOf = (rows: readonly EventRow[], names: AllNames): E.Either<Corrupt, readonly StoredEvent[]> => {
  const events: StoredEvent[] = []
  // Neighbours share an instant more often than not.
  let [instant, recordedAt] = [Number.NaN, '']
  for (const row of rows) {
    const [position, streamNumber, revision, id, typeNumber, dataText, metadataText, milliseconds] = row
    const stream = names.streams.nameOf(streamNumber)
    const type = names.types.nameOf(typeNumber)
    const data = parsed(dataText)
    const metadata = parsed(metadataText)
    if (stream === undefined || type === undefined || data === undefined || metadata === undefined) {
      const path =
        stream === undefined ? 'stream' : type === undefined ? 'type' : data === undefined ? 'data' : 'metadata'
      const place = `${stream ?? `stream ${streamNumber}`}, revision ${revision}`
      return E.left(
        corrupt(
          `The event at position ${position} (${place}) can't be read: its ${path} is damaged. Restore it from a backup.`,
          {
            stream: stream ?? null,
            revision,
            path,
          },
        ),
      )
    }
    if (milliseconds !== instant) [instant, recordedAt] = [milliseconds, new Date(milliseconds).toISOString()]
    events.push({ id: idOfDigits(id), type, data, metadata, stream, revision, position: String(position), recordedAt })
  }
  return E.right(events)
}
