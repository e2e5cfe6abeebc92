import { projection } from '@perca/eventsourcing'
import * as t from 'io-ts'
import { answerDueAt } from '../privacy/deadlines.js'
import { Basis, DataClass, KeptClass, type PrivacyEvent, RequestKind, RequestOutcome } from '../privacy/events.js'
import { privacyRecordOf } from '../privacy/record.js'
import { orNone } from '../values/or-none.js'
import { rowKey } from './keys.js'

const record = { programmeId: t.string, year: t.number }

const RequestRow = t.type({
  ...record,
  is: t.literal('request'),
  requestId: t.string,
  participantId: t.string,
  kind: RequestKind,
  receivedAt: t.string,
  /** 3 x 24 hours later. */
  dueAt: t.string,
  answeredAt: orNone(t.string),
  outcome: orNone(RequestOutcome),
  alarmed: t.boolean,
})
/** What somebody asked about their own data, and the answer. Instants in UTC. */
export type RequestRow = t.TypeOf<typeof RequestRow>

const BreachRow = t.type({
  ...record,
  is: t.literal('breach'),
  breachId: t.string,
  detectedAt: t.string,
  /** 3 x 24 hours later. */
  dueAt: t.string,
  classes: t.readonlyArray(DataClass),
  affected: orNone(t.number),
  /** When the people whom it is about were told. */
  personAt: orNone(t.string),
  /** When the authority was told. */
  authorityAt: orNone(t.string),
  alarmed: t.boolean,
})
/** A breach, and who was told of it when. Instants in UTC. */
export type BreachRow = t.TypeOf<typeof BreachRow>

const ProcessingRow = t.type({
  ...record,
  is: t.literal('processing'),
  processingId: t.string,
  from: t.string,
  purpose: t.string,
  classes: t.readonlyArray(DataClass),
  recipients: t.readonlyArray(t.string),
  basis: Basis,
  retentionYears: t.number,
})
/** How data are processed from a day on, until registered anew under the same id. */
export type ProcessingRow = t.TypeOf<typeof ProcessingRow>

const ReviewRow = t.type({
  ...record,
  is: t.literal('review'),
  reviewId: t.string,
  participantId: t.string,
  class: KeptClass,
  since: t.string,
})
/** The years for which somebody's data of a class are kept are over: a person decides. */
export type ReviewRow = t.TypeOf<typeof ReviewRow>

const PrivacyRow = t.union([RequestRow, BreachRow, ProcessingRow, ReviewRow], 'row of the privacy register')
/** A row of a programme's record of personal data. */
export type PrivacyRow = t.TypeOf<typeof PrivacyRow>

const requestKey = (stream: string, requestId: string): string => rowKey('request', stream, requestId)
const breachKey = (stream: string, breachId: string): string => rowKey('breach', stream, breachId)

/** A programme's record of personal data: requests, breaches, how data are processed, reviews. */
export const privacyRegister = projection<PrivacyRow, PrivacyEvent>({
  name: 'privacy-register',
  version: 1,
  row: PrivacyRow,
  on: {
    RequestReceived: ({ event, stream }) => {
      const { requestId, participantId, kind, receivedAt } = event.data
      const row: RequestRow = {
        ...privacyRecordOf(stream),
        is: 'request',
        requestId,
        participantId,
        kind,
        receivedAt,
        dueAt: answerDueAt(receivedAt),
        answeredAt: null,
        outcome: null,
        alarmed: false,
      }
      return [{ put: requestKey(stream, requestId), row }]
    },
    RequestAnswered: ({ event, stream }, get) => {
      const { requestId, answeredAt, outcome } = event.data
      const row = get(requestKey(stream, requestId))
      return row?.is === 'request' ? [{ put: requestKey(stream, requestId), row: { ...row, answeredAt, outcome } }] : []
    },
    BreachDetected: ({ event, stream }) => {
      const { breachId, detectedAt, classes, affected } = event.data
      const row: BreachRow = {
        ...privacyRecordOf(stream),
        is: 'breach',
        breachId,
        detectedAt,
        dueAt: answerDueAt(detectedAt),
        classes,
        affected,
        personAt: null,
        authorityAt: null,
        alarmed: false,
      }
      return [{ put: breachKey(stream, breachId), row }]
    },
    BreachNotified: ({ event, stream }, get) => {
      const { breachId, to, at } = event.data
      const row = get(breachKey(stream, breachId))
      if (row?.is !== 'breach') return []
      const told = to === 'person' ? { personAt: at } : { authorityAt: at }
      return [{ put: breachKey(stream, breachId), row: { ...row, ...told } }]
    },
    AlarmRaised: ({ event, stream }, get) => {
      const { kind, about } = event.data
      const key = kind === 'request-open' ? requestKey(stream, about) : breachKey(stream, about)
      const row = get(key)
      return row?.is === 'request' || row?.is === 'breach' ? [{ put: key, row: { ...row, alarmed: true } }] : []
    },
    ProcessingRegistered: ({ event, stream }) => {
      const from = event.effectiveOn
      const row: ProcessingRow = { ...privacyRecordOf(stream), is: 'processing', from, ...event.data }
      return [{ put: rowKey('processing', stream, event.data.processingId, from), row }]
    },
    ReviewFellDue: ({ event, stream }) => {
      const row: ReviewRow = { ...privacyRecordOf(stream), is: 'review', ...event.data }
      return [{ put: rowKey('review', stream, event.data.reviewId), row }]
    },
  },
})

const ofProgramme = (rows: Iterable<PrivacyRow>, programmeId: string): readonly PrivacyRow[] =>
  [...rows].filter((row) => row.programmeId === programmeId)

const soonestFirst = <Row extends { readonly dueAt: string }>(rows: readonly Row[]): readonly Row[] =>
  [...rows].sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0))

/** A programme's requests that have no answer, the soonest due first. */
export const openRequests = (rows: Iterable<PrivacyRow>, programmeId: string): readonly RequestRow[] =>
  soonestFirst(ofProgramme(rows, programmeId).filter((row) => row.is === 'request')).filter(
    ({ answeredAt }) => answeredAt === null,
  )

/** A programme's breaches of which the people or the authority were not told, the soonest due first. */
export const openBreaches = (rows: Iterable<PrivacyRow>, programmeId: string): readonly BreachRow[] =>
  soonestFirst(ofProgramme(rows, programmeId).filter((row) => row.is === 'breach')).filter(
    ({ personAt, authorityAt }) => personAt === null || authorityAt === null,
  )

/** The record of processing as it holds on a day: of each processing the latest registration (UU 27/2022 art. 31). */
export const processingOn = (
  rows: Iterable<PrivacyRow>,
  programmeId: string,
  day: string,
): readonly ProcessingRow[] => {
  const latest = new Map<string, ProcessingRow>()
  for (const row of ofProgramme(rows, programmeId)) {
    if (row.is !== 'processing' || row.from > day) continue
    const other = latest.get(row.processingId)
    if (other === undefined || row.from >= other.from) latest.set(row.processingId, row)
  }
  return [...latest.values()]
}
