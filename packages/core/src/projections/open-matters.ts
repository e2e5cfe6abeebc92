import { projection, type RecordedEvent } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { AlarmKind, type PrivacyEvent, type PrivacyEventOf } from '../privacy/events.js'
import { privacyRecordOf } from '../privacy/record.js'
import { rowKey } from './keys.js'

const orNull = t.union([t.string, t.null])

const MatterRow = t.type({
  programmeId: t.string,
  /** The year in whose record it stands. */
  year: t.number,
  kind: AlarmKind,
  /** The request's or the breach's id. */
  about: t.string,
  /** When it came in, or was detected. */
  since: t.string,
  /** The event that told of it, and when that was recorded. */
  eventId: t.string,
  knownFrom: t.string,
  /** When it was recorded that it was answered, or of whom that they were told; null: it is not yet. */
  answered: orNull,
  person: orNull,
  authority: orNull,
})
/** A request or a breach, and when its end came to be known. */
export type MatterRow = t.TypeOf<typeof MatterRow>

const opened = (
  { id, stream, recordedAt }: RecordedEvent,
  kind: MatterRow['kind'],
  about: string,
  since: string,
): { readonly put: string; readonly row: MatterRow } => ({
  put: rowKey(kind, about),
  row: {
    ...privacyRecordOf(stream),
    kind,
    about,
    since,
    eventId: id,
    knownFrom: recordedAt,
    answered: null,
    person: null,
    authority: null,
  },
})

/** Requests and breaches, and when what ends them came to be known: for the policy that raises alarms. */
export const openMatters = projection<MatterRow, PrivacyEvent>({
  name: 'open-matters',
  version: 1,
  row: MatterRow,
  on: {
    RequestReceived: (recorded: RecordedEvent<PrivacyEventOf<'RequestReceived'>>) => {
      const { requestId, receivedAt } = recorded.event.data
      return [opened(recorded, 'request-open', requestId, receivedAt)]
    },
    RequestAnswered: ({ event, recordedAt }, get) => {
      const key = rowKey('request-open', event.data.requestId)
      const row = get(key)
      return row === undefined ? [] : [{ put: key, row: { ...row, answered: row.answered ?? recordedAt } }]
    },
    BreachDetected: (recorded: RecordedEvent<PrivacyEventOf<'BreachDetected'>>) => {
      const { breachId, detectedAt } = recorded.event.data
      return [opened(recorded, 'breach-open', breachId, detectedAt)]
    },
    BreachNotified: ({ event, recordedAt }, get) => {
      const { breachId, to } = event.data
      const key = rowKey('breach-open', breachId)
      const row = get(key)
      return row === undefined ? [] : [{ put: key, row: { ...row, [to]: row[to] ?? recordedAt } }]
    },
  },
})

/** True where it was known at an instant that the matter had been seen to: answered, or both told. */
export const seenToAt = ({ answered, person, authority }: MatterRow, instant: string): boolean => {
  const known = (at: string | null) => at !== null && at <= instant
  return known(answered) || (known(person) && known(authority))
}
