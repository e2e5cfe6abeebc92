import type { Corrupt, Json, StoredEvent } from '@perca/eventsourcing'
import * as E from 'fp-ts/lib/Either.js'
import type { Row } from './ask.js'
import { corrupt } from './failure.js'

/** The columns of an event, in the order in which a row brings them. */
export const eventColumns = 'e.position, e.revision, e.recorded_at, e.id, e.stream, e.type, e.data, e.metadata'

const parsed = (text: unknown): Json | undefined => {
  try {
    return JSON.parse(String(text))
  } catch {
    return undefined
  }
}

/** Makes events of rows of {@link eventColumns}. Left: the first row that does not hold what it should, with its place. */
export const eventsOf = (rows: readonly Row[]): E.Either<Corrupt, readonly StoredEvent[]> => {
  const events: StoredEvent[] = []
  // Neighbours share an instant more often than not.
  let [instant, recordedAt]: [unknown, string] = [undefined, '']
  for (const row of rows) {
    const [position, revision, milliseconds, id, stream, type, dataText, metadataText] = row
    const data = parsed(dataText)
    const metadata = parsed(metadataText)
    if (data === undefined || metadata === undefined) {
      const path = data === undefined ? 'data' : 'metadata'
      return E.left(
        corrupt(
          `The event at position ${position} (${stream}, revision ${revision}) can't be read: its ${path} is damaged. Restore it from a backup.`,
          { stream: String(stream), revision: Number(revision), path },
        ),
      )
    }
    if (milliseconds !== instant) {
      ;[instant, recordedAt] = [milliseconds, new Date(Number(milliseconds)).toISOString()]
    }
    events.push({
      id: String(id),
      type: String(type),
      data,
      metadata,
      stream: String(stream),
      revision: Number(revision),
      position: String(position),
      recordedAt,
    })
  }
  return E.right(events)
}
