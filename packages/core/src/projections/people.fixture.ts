import { type Event, type Horizon, liveRows, type Projection, type RecordedEvent, within } from '@perca/eventsourcing'
import { fewUuid } from '../testing/values.arbitrary.js'

// A log written by hand: what was recorded when, and of which day it tells.

/** The person of a number. */
export const personId = (number: number): string => fewUuid(number)

/** An event of a stream, and the day on which it was recorded; without one, the day on which it holds. */
export interface Written {
  readonly stream: string
  readonly event: Event
  readonly writtenOn?: string
}

/** An event of a person's. */
export const of = (person: number, event: Event, writtenOn?: string): Written => ({
  stream: `participant-${personId(person)}`,
  event,
  ...(writtenOn === undefined ? {} : { writtenOn }),
})

const recorded = ({ stream, event, writtenOn = event.effectiveOn }: Written, place: number): RecordedEvent => ({
  event,
  id: `event-${place}`,
  stream,
  revision: place,
  position: String(place),
  recordedAt: `${writtenOn}T09:00:00.000Z`,
  metadata: {
    commandId: `command-${place}`,
    correlationId: `command-${place}`,
    causationId: null,
    actor: { id: 'test', role: 'registrar' },
    programmeId: 'kediri',
    subjects: [],
    effectiveOn: event.effectiveOn,
    schemaVersion: 1,
  },
})

/** The rows that a projection makes of a log, or of what of it counts. */
export const rowsOf = <Row>(
  projection: Projection<Row>,
  log: readonly Written[],
  horizon: Horizon = {},
): ReadonlyMap<string, Row> => {
  const { rows, take } = liveRows(projection)
  for (const [place, written] of log.entries()) {
    const one = recorded(written, place)
    if (within(horizon, one)) take(one)
  }
  for (const row of rows.values()) if (!projection.row.is(row)) throw new Error(`${projection.name}: no such row`)
  return rows
}
