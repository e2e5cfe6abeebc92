import { type Event, type Horizon, liveRows, type Projection, type RecordedEvent, within } from '@perca/eventsourcing'

/** The instant at which the event at this place was recorded: a minute after the one before. */
export const recordedAt = (place: number): string => `2020-09-01T00:${String(place).padStart(2, '0')}:00.000Z`

/** Events of streams, as a log holds them: in this order, each recorded a minute after the one before. */
export const logOf = (...events: readonly (readonly [stream: string, event: Event])[]): readonly RecordedEvent[] =>
  events.map(([stream, event], place) => ({
    event,
    id: `e${place}`,
    stream,
    revision: place,
    position: String(place),
    recordedAt: recordedAt(place),
    metadata: {
      commandId: `c${place}`,
      correlationId: `c${place}`,
      causationId: null,
      actor: { id: 'test', role: 'test' },
      programmeId: 'kediri',
      subjects: [],
      effectiveOn: event.effectiveOn,
      schemaVersion: 1,
    },
  }))

/** A projection's rows over a log, of what lies within a horizon. */
export const rowsOver = <Row>(
  of: Projection<Row>,
  log: readonly RecordedEvent[],
  horizon: Horizon = {},
): readonly Row[] => {
  const live = liveRows(of)
  for (const recorded of log) if (within(horizon, recorded)) live.take(recorded)
  return [...live.rows.values()]
}
